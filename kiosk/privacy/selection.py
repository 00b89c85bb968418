"""Whose data a wish for destruction means, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass

from db.models import Entry, Volume
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, expired, has_ended, of_person
from kiosk.privacy.mentions import mentioned
from kiosk.words.errors import NotEnded, PersonInReason, UnknownEntry
from kiosk.words.names import entry_name


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose data are to be destroyed: some people's, some entries', or what has expired."""

    names: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    """Entries as «journal/year/number»."""
    expired: bool = False
    years: int = 5
    """The term of a closed volume."""

    @property
    def cause(self) -> Cause:
        return Cause.EXPIRED if self.expired else Cause.REQUEST


def found(point: HelpPoint, wish: Wish) -> list[int]:
    """The ended entries of this database that a wish means, with their data still there."""
    wanted = {entry for name in wish.names for entry in of_person(point, name)}
    if wish.expired:
        wanted |= set(expired(point, wish.years))
    named_rows = [row for row in _rows(point, wish) if has_ended(row)]
    return sorted(wanted | {row.id for row in named_rows if row.destroyed_at is None})


def refuse(point: HelpPoint, wish: Wish, reason: str) -> None:
    """Say before anybody types a PIN why a wish cannot be fulfilled.

    Raises UnknownEntry, NotEnded, or PersonInReason.
    """
    for place in wish.entries:
        if _row(point, place) is None:
            raise UnknownEntry(place)
    if names := open_entries(point, wish):
        raise NotEnded(", ".join(names))
    rows = Entry.select(Entry.name).where(Entry.id.in_(found(point, wish)))
    if mentioned(reason, [*wish.names, *(row.name for row in rows)]):
        raise PersonInReason


def open_entries(point: HelpPoint, wish: Wish) -> list[str]:
    """The entries that a wish means and that have not ended, as people name them."""
    wanted = {entry for name in wish.names for entry in of_person(point, name, ended=False)}
    wanted |= {row.id for row in _rows(point, wish) if not has_ended(row)}
    rows = Entry.select(Entry, Volume).join(Volume).where(Entry.id.in_(sorted(wanted)))
    return [entry_name((row.volume.journal, row.volume.year, row.number)) for row in rows]


def _rows(point: HelpPoint, wish: Wish) -> list[Entry]:
    rows = (_row(point, place) for place in wish.entries)
    return [row for row in rows if row is not None]


def _row(point: HelpPoint, place: str) -> Entry | None:
    """The row of «consultations/2026/12», or None where there is none."""
    journal, _slash, rest = place.partition("/")
    year, _slash, number = rest.partition("/")
    if not all(word.isascii() and word.isdecimal() and len(word) < 10 for word in (year, number)):
        return None
    row: Entry | None = (
        Entry.select(Entry, Volume)
        .join(Volume)
        .where(
            Volume.point == point.id,
            Volume.journal == journal,
            Volume.year == int(year),
            Entry.number == int(number),
        )
        .first()
    )
    return row
