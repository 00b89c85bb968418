"""What became of corrected entries, for the printed journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import peewee as pw

from db.models import Act, Entry, Volume, Wording
from kiosk.journal.numbers import row_at
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import CORRECTIONS, Kind
from kiosk.proof.canonical import Body, facts_of
from kiosk.proof.page import Correction
from kiosk.staff.specialists import names_by_login

_CORRECTS = b'"corrects"'
Named = Mapping[str, int]
"""Another entry of the journal: its school year and number."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a volume, by the rows of its entries."""

    made: Mapping[int, Correction]
    """What annulled or replaced an entry."""
    stands_for: Mapping[int, Named]
    """The entry that a successor replaced."""
    visits: Mapping[int, tuple[str, str | None]]
    """When the visitor came whom a successor stands for now, and when that visit was completed."""


def corrections(point: HelpPoint, volume: Volume) -> Corrections:
    """Everything that was corrected in a volume, and what its successors stand for."""
    openings = _acts(volume).where(Act.kind == Kind.ENTRY_OPENED.value)
    named = [act for act in openings if _CORRECTS in bytes(act.body)]  # spares reading the others
    opened = {int(act.entry_id or 0): facts_of(bytes(act.body)) for act in named}
    stands_for = {entry: body["corrects"] for entry, body in opened.items() if "corrects" in body}
    names = names_by_login(point)
    return Corrections(
        made={int(act.entry_id or 0): _correction(act, names) for act in _corrections(volume)},
        stands_for=stands_for,
        visits={entry: _visit(point, volume, named) for entry, named in stands_for.items()},
    )


def _corrections(volume: Volume) -> pw.ModelSelect[Act]:
    kinds = [kind.value for kind in CORRECTIONS]
    return _acts(volume).where(Act.kind.in_(kinds))


def _acts(volume: Volume) -> pw.ModelSelect[Act]:
    return (
        Act.select(Act, Wording.text)
        .join(Entry)
        .switch(Act)
        .join(Wording, pw.JOIN.LEFT_OUTER)
        .where(Entry.volume == volume.id)
        .order_by(Act.seq)
    )


def _correction(act: Act, names: Mapping[str, str]) -> Correction:
    body, wording = facts_of(bytes(act.body)), getattr(act, "wording", None)
    return Correction(
        kind=act.kind,
        at=act.at,
        who=names.get(body["specialist"], body["specialist"]),
        reason=wording.text if wording else "",
        successor=body.get("successor"),
    )


def _visit(point: HelpPoint, volume: Volume, named: Named) -> tuple[str, str | None]:
    """The dates of the entry that was there first, however often it was replaced."""
    entry = row_at(point, (volume.journal, named["year"], named["number"]))
    if entry is None:
        raise LookupError(named)
    opened = Act.get(Act.entry == entry.id, Act.kind == Kind.ENTRY_OPENED.value)
    before: Body = facts_of(bytes(opened.body))
    if "corrects" in before:
        return _visit(point, volume, before["corrects"])
    return entry.opened_at, entry.completed_at
