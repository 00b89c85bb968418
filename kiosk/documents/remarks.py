"""What became of corrected entries, in the words of the printed journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import peewee as pw

from db.models import Act, Entry, Volume, Wording
from kiosk.point.point import HelpPoint
from kiosk.point.record import Kind
from kiosk.staff.specialists import names_by_login
from kiosk.words.days import dotted

_MADE = (Kind.ENTRY_ANNULLED.value, Kind.ENTRY_REPLACED.value)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a volume, by entry."""

    made: Mapping[int, str]
    """«Аннулирована …» or «Заменена …», by the entry that was corrected."""
    instead: Mapping[int, str]
    """«Взамен записи № 3», by the successor."""
    visits: Mapping[int, Entry]
    """The entry that a visitor came for, by the successor that stands for it now."""

    def remark(self, entry: Entry) -> str:
        """What a row says of itself beside its cells, or an empty text."""
        said = (self.instead.get(entry.id), self.made.get(entry.id))
        return ". ".join(words for words in said if words)

    def visit(self, entry: Entry) -> Entry:
        """The entry whose dates are those of the visit."""
        return self.visits.get(entry.id, entry)


def corrections(point: HelpPoint, volume: Volume) -> Corrections:
    """Everything that was corrected in a volume, and what its successors stand for."""
    instead: dict[int, str] = {}
    visits: dict[int, Entry] = {}
    for act in _acts(volume, [Kind.ENTRY_OPENED.value]):
        replaced = _body(act).get("corrects") if b'"corrects"' in bytes(act.body) else None
        if replaced and act.entry_id:
            instead[act.entry_id] = f"Взамен записи {_number(volume, replaced)}"
            visits[act.entry_id] = _visit(point, volume, replaced)
    names = names_by_login(point)
    made = {
        act.entry_id: _made(point, volume, act, names)
        for act in _acts(volume, _MADE)
        if act.entry_id
    }
    return Corrections(made, instead, visits)


def _acts(volume: Volume, kinds: list[str] | tuple[str, ...]) -> pw.ModelSelect[Act]:
    return (
        Act.select(Act, Wording.text)
        .join(Entry)
        .switch(Act)
        .join(Wording, pw.JOIN.LEFT_OUTER)
        .where(Entry.volume == volume.id, Act.kind.in_(kinds))
        .order_by(Act.seq)
    )


def _made(point: HelpPoint, volume: Volume, act: Act, names: Mapping[str, str]) -> str:
    body = _body(act)
    what = "Аннулирована"
    if act.kind == Kind.ENTRY_REPLACED.value:
        what = f"Заменена записью {_number(volume, body['successor'])}"
    who = names.get(body["specialist"], body["specialist"])
    wording = getattr(act, "wording", None)
    reason = wording.text if wording else ""
    said = f"{what} ({dotted(act.at, point.zone)}, {who})"
    return f"{said}. Причина: {reason}" if reason else said


def _number(volume: Volume, place: Mapping[str, int]) -> str:
    """«№ 3», with the school year where it is another."""
    year = place["year"]
    named = f"№ {place['number']}"
    return named if year == volume.year else f"{named} за {year}/{(year + 1) % 100:02} учебный год"


def _visit(point: HelpPoint, volume: Volume, place: Mapping[str, int]) -> Entry:
    """The entry that was there first, however often it was replaced."""
    entry: Entry = (
        Entry.select(Entry, Volume)
        .join(Volume)
        .where(
            Volume.point == point.id,
            Volume.journal == volume.journal,
            Volume.year == place["year"],
            Entry.number == place["number"],
        )
        .get()
    )
    opened = Act.get(Act.entry == entry.id, Act.kind == Kind.ENTRY_OPENED.value)
    before = _body(opened).get("corrects")
    return _visit(point, volume, before) if before else entry


def _body(act: Act) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(bytes(act.body))
    return body
