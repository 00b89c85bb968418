"""Which entries are selected for destruction: by name, by number, or because their term is over."""

from __future__ import annotations

from dataclasses import dataclass

from db.models import Entry, Volume
from kiosk.journal.numbers import row_at
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, entries_of, expired_entries, has_ended
from kiosk.privacy.mentions import mentioned
from kiosk.words.errors import NotEnded, PersonInReason, UnknownEntry
from kiosk.words.names import entry_name


@dataclass(frozen=True, slots=True)
class Selection:
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


def selected_entries(point: HelpPoint, selection: Selection) -> list[int]:
    """The ids of the selected entries that have ended and whose data are still there."""
    wanted = {entry for name in selection.names for entry in entries_of(point, name)}
    if selection.expired:
        wanted |= set(expired_entries(point, selection.years))
    named_rows = [row for row in _rows(point, selection) if has_ended(row)]
    return sorted(wanted | {row.id for row in named_rows if row.destroyed_at is None})


def refuse_selection(point: HelpPoint, selection: Selection, reason: str) -> None:
    """Refuse, before anybody types a PIN, a selection that cannot be destroyed for this reason.

    Raises UnknownEntry for a number that no entry has, NotEnded where an entry is still needed,
    and PersonInReason where the reason names a visitor of a selected entry.
    """
    for entry in selection.entries:
        if _row(point, entry) is None:
            raise UnknownEntry(entry)
    if names := unended_entries(point, selection):
        raise NotEnded(", ".join(names))
    rows = Entry.select(Entry.name).where(Entry.id.in_(selected_entries(point, selection)))
    if mentioned(reason, [*selection.names, *(row.name for row in rows)]):
        raise PersonInReason


def unended_entries(point: HelpPoint, selection: Selection) -> list[str]:
    """The selected entries that have not ended, by their names for people."""
    wanted = {entry for name in selection.names for entry in entries_of(point, name, ended=False)}
    wanted |= {row.id for row in _rows(point, selection) if not has_ended(row)}
    rows = Entry.select(Entry, Volume).join(Volume).where(Entry.id.in_(sorted(wanted)))
    return [entry_name((row.volume.journal, row.volume.year, row.number)) for row in rows]


def _rows(point: HelpPoint, selection: Selection) -> list[Entry]:
    """The rows that are selected by number; a number that no entry has is left out."""
    rows = (_row(point, entry) for entry in selection.entries)
    return [row for row in rows if row is not None]


def _row(point: HelpPoint, entry: str) -> Entry | None:
    """The row of «consultations/2026/12», or None where there is none."""
    journal, _slash, rest = entry.partition("/")
    year, _slash, number = rest.partition("/")
    if not all(word.isascii() and word.isdecimal() and len(word) < 10 for word in (year, number)):
        return None
    return row_at(point, (journal, int(year), int(number)))
