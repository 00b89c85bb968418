"""What a row says beside its cells: what became of it, the entry that it stands for, and when that
visit was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.models import Act
from db.reading import ActRow, beside
from kiosk.journal.numbers import row_at
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import CORRECTIONS, Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.page import Correction

_CORRECTS = b'"corrects"'
_KINDS = frozenset(kind.value for kind in CORRECTIONS)
Named = Mapping[str, int]
"""Another entry of the journal: its school year and number."""


def reasons_of(acts: Iterable[ActRow]) -> dict[int, str]:
    """The reasons that were written down with corrections, by the ids of their acts."""
    corrections = [act.id for act in acts if act.kind in _KINDS]
    return {
        act: text for act, (text, _salt) in beside("wording", "act_id", "text", corrections).items()
    }


def correction_of(
    acts: Iterable[ActRow], names: Mapping[str, str], reasons: Mapping[int, str]
) -> Correction | None:
    """What annulled or replaced an entry, by the acts about it; ``names`` are by login."""
    for act in acts:
        if act.kind in _KINDS:
            body = facts_of(act.body)
            who = names.get(body["specialist"], body["specialist"])
            reason = reasons.get(act.id, "")
            return Correction(act.kind, act.at, who, reason, body.get("successor"))
    return None


def stands_for(acts: Iterable[ActRow]) -> Named | None:
    """The entry that one stands for, by the acts about it; None for one that stands for itself."""
    for act in acts:
        if act.kind == Kind.ENTRY_OPENED.value and _CORRECTS in act.body:  # spares reading others
            return facts_of(act.body).get("corrects")
    return None


def visit_of(point: HelpPoint, journal: str, named: Named) -> tuple[str, str | None]:
    """When a visitor came and when that visit was completed: the dates of the entry that was there
    first, however often it was replaced. Raises LookupError where it is gone."""
    entry = row_at(point, (journal, named["year"], named["number"]))
    if entry is None:
        raise LookupError(named)
    opened = Act.get(Act.entry == entry.id, Act.kind == Kind.ENTRY_OPENED.value)
    before = facts_of(bytes(opened.body)).get("corrects")
    if before is not None:
        return visit_of(point, journal, before)
    return entry.opened_at, entry.completed_at
