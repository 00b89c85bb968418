"""Reading the journals: browse by number, find by words or date, and what was corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import peewee as pw

from db.models import Act, Entry, Ticket, Volume, Wording
from kiosk.journal.numbers import row_at, volume_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import CORRECTIONS, Kind, State
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import Journal
from kiosk.proof.page import about
from kiosk.staff.specialists import names_by_login
from kiosk.words.days import bounds, local
from kiosk.words.i18n import _
from kiosk.words.states import state_name
from kiosk.words.text import TITLE, clean, fold

FOUND_AT_MOST = 200
"""A search shows this many entries, the newest first."""


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """Another entry of the journal, which a correction ties to this one."""

    entry: int
    """The id of its row."""
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Correction:
    """How a signed entry was annulled or replaced."""

    kind: Kind
    at: datetime
    who: str
    reason: str
    """Empty where the entry's data were destroyed."""
    successor: LinkedEntry | None
    """The entry that stands for a replaced one."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list of a journal."""

    entry: int
    number: int
    year: int
    opened: datetime
    who: str
    """The visitor's name, or the room of a request."""
    about: str
    state: State
    correction: Correction | None

    @property
    def standing(self) -> str:
        """The state in the language in use, or what became of a corrected entry."""
        return standing(self.state, self.correction)


def standing(state: State, correction: Correction | None) -> str:
    """A state in the language in use; a correction takes the place of the state."""
    if correction is None:
        return state_name(state)
    if correction.successor is None:
        return _("annulled")
    return _("replaced by entry No. {number}").format(number=correction.successor.number)


def size(point: HelpPoint, journal: Journal, year: int) -> int:
    """How many entries a volume has: its counter, as numbers have no holes."""
    volume = volume_of(point, journal, year)
    return int(volume.last_number) if volume else 0


def lines(point: HelpPoint, journal: Journal, year: int, first: int, last: int) -> list[Line]:
    """The entries numbered ``first`` to ``last`` of a volume, both included."""
    rows = _rows(point, journal).where(Volume.year == year, Entry.number.between(first, last))
    return _lines(point, list(rows.order_by(Entry.number)))


def find(point: HelpPoint, journal: Journal, wanted: str) -> list[Line]:
    """Entries of all years by number, by date (dd.mm or dd.mm.yyyy), or by their words.

    Words are found in name, class, room, topic, problem, result and note, whatever their case
    and with ё read as е; every word must be there.
    """
    wanted = clean(wanted, TITLE)
    rows = _rows(point, journal)
    day = _day(wanted, point.today())
    if day is not None:
        start, end = bounds(day, point.zone)
        rows = rows.where(Entry.opened_at >= start, Entry.opened_at < end)
    else:
        for word in fold(wanted).replace("№", " ").split():
            rows = rows.where(_has(word))
    found = rows.order_by(Volume.year.desc(), Entry.number.desc()).limit(FOUND_AT_MOST)
    return _lines(point, list(found))


def _has(word: str) -> pw.Expression:
    """Entries that a word is found in, or whose number it is."""
    found: pw.Expression = Entry.search.contains(word)
    if word.isascii() and word.isdecimal() and len(word) < 10:
        found = found | (Entry.number == int(word))
    return found


def corrections_of(point: HelpPoint, rows: Iterable[Entry]) -> dict[int, Correction]:
    """How some entries were corrected, by the ids of their rows; one that was not is left out."""
    by_id = {row.id: row for row in rows}
    kinds = [kind.value for kind in CORRECTIONS]
    acts = list(Act.select().where(Act.kind.in_(kinds), Act.entry.in_(list(by_id))))
    names, reasons = names_by_login(point), reasons_of(acts)
    return {
        act.entry_id: _correction(point, by_id[act.entry_id], act, names, reasons)
        for act in acts
        if act.entry_id
    }


def _correction(
    point: HelpPoint, row: Entry, act: Act, names: Mapping[str, str], reasons: Mapping[int, str]
) -> Correction:
    body = facts_of(act.body)
    return Correction(
        kind=Kind(act.kind),
        at=local(act.at, point.zone),
        who=names.get(body["specialist"], body["specialist"]),
        reason=reasons.get(act.id, ""),
        successor=linked(point, row.volume.journal, body.get("successor")),
    )


def linked(point: HelpPoint, journal: str, named: Mapping[str, int] | None) -> LinkedEntry | None:
    """The entry that an act names by year and number, or None where it names none."""
    if named is None:
        return None
    row = row_at(point, (journal, named["year"], named["number"]))
    return None if row is None else LinkedEntry(row.id, named["year"], named["number"])


def reasons_of(acts: Iterable[Act]) -> dict[int, str]:
    """What was written down with some acts, by their ids; destroyed words are left out."""
    rows = Wording.select(Wording, Act).join(Act).where(Act.id.in_([act.id for act in acts]))
    return {row.act.id: row.text for row in rows if row.text}


def _rows(point: HelpPoint, journal: Journal) -> pw.ModelSelect[Entry]:
    return (
        Entry.select(Entry, Volume, Ticket)
        .join(Volume)
        .switch(Entry)
        .join(Ticket)
        .where(Volume.point == point.id, Volume.journal == journal.value)
    )


def _lines(point: HelpPoint, rows: list[Entry]) -> list[Line]:
    corrections = corrections_of(point, rows)
    return [_line(point, row, corrections.get(row.id)) for row in rows]


def _line(point: HelpPoint, row: Entry, correction: Correction | None) -> Line:
    request = row.volume.journal == Journal.REQUESTS.value
    return Line(
        entry=row.id,
        number=row.number,
        year=row.volume.year,
        opened=local(row.opened_at, point.zone),
        who=row.room if request else row.name,
        about=about(row.topic_title, row.problem),
        state=State(row.state),
        correction=correction,
    )


def _day(words: str, today: date) -> date | None:
    """A day as people type it: 23.11.2026, 23.11.26 or 23.11 (the last one that has been)."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{2}|20\d{2}))?\.?", words)
    if match is None:
        return None
    day, month, year = match.groups()
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
        this_year = date(today.year, int(month), int(day))
        return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:
        return None
