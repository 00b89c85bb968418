"""Which entries are selected for destruction: by name, by number, or because their term is over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from db.models import Entry, Volume
from kiosk.journal.numbers import row_at
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, entries_of, expired_entries, has_ended
from kiosk.privacy.mentions import mentioned
from kiosk.visits import joining, sign_ups
from kiosk.words.errors import NotEnded, PersonInReason, UnknownEntry
from kiosk.words.names import entry_name
from kiosk.words.text import caseless, fold


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose data are to be destroyed: some people's, some entries', or what has expired."""

    names: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    """Entries as «journal/year/number»."""
    expired: bool = False
    years: int = 5
    """The term of a closed volume."""
    look_alikes: bool = False
    """Whether the names also stand for those that look the same, such as with a Latin letter."""

    @property
    def cause(self) -> Cause:
        return Cause.EXPIRED if self.expired else Cause.REQUEST


def selected_entries(point: HelpPoint, selection: Selection) -> list[int]:
    """The ids of the selected entries that have ended and whose data are still there."""
    wanted = _entries_by_name(point, selection)
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
    wanted = _entries_by_name(point, selection, ended=False)
    return _names(wanted | {row.id for row in _rows(point, selection) if not has_ended(row)})


def look_alike_entries(point: HelpPoint, selection: Selection) -> list[str]:
    """The entries, ended or not, of people whose name only looks like a selected one, the requests
    that such people joined and their sign-ups, by their names for people; selected ones are left
    out."""
    loose = replace(selection, look_alikes=True)
    found = {
        entry
        for ended in (True, False)
        for entry in _entries_by_name(point, loose, ended=ended)
        - _entries_by_name(point, selection, ended=ended)
    }
    joined = [] if selection.look_alikes else selection.names
    found |= {entry for name in joined for entry in joining.look_alike_entries(point, name)}
    signed_up = [each for name in joined for each in sign_ups.look_alikes(point, name)]
    return _names(found - set(selected_entries(point, selection))) + signed_up


def count_joined(point: HelpPoint, selection: Selection) -> int:
    """How often people with a selected name have joined a request that is open, or signed up for
    a session."""
    form = fold if selection.look_alikes else caseless
    return sum(
        joining.count_joined(point, name, form) + sign_ups.count_named(point, name, form)
        for name in selection.names
    )


def forget_joined(point: HelpPoint, selection: Selection) -> int:
    """Delete what is kept of them, as ``joining.forget`` and ``sign_ups.forget``; how often they
    had joined or signed up."""
    form = fold if selection.look_alikes else caseless
    with transaction():
        return sum(
            joining.forget(point, name, form) + sign_ups.forget(point, name, form)
            for name in selection.names
        )


def _entries_by_name(point: HelpPoint, selection: Selection, *, ended: bool = True) -> set[int]:
    """The ids of the entries that are selected by a name."""
    return {
        entry
        for name in selection.names
        for entry in entries_of(point, name, ended=ended, look_alikes=selection.look_alikes)
    }


def _names(entries: Collection[int]) -> list[str]:
    """Some entries by their names for people, in the order of the journals."""
    rows = Entry.select(Entry, Volume).join(Volume).where(Entry.id.in_(sorted(entries)))
    rows = rows.order_by(Volume.journal, Volume.year, Entry.number)
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
