"""Reading the journals: browse by number, find by words or date, and what was corrected."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import peewee as pw

from db.models import Act, Entry, Volume, Wording
from kiosk.journal.numbers import volume_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, State
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import Journal
from kiosk.proof.page import about
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
    ids = [row.id for row in rows]
    kind = Act.kind == Kind.ENTRY_ANNULLED.value
    annulments = list(Act.select().where(kind, Act.entry.in_(ids)))
    successors = {row.id: row for row in successors_of(ids)}
    restating = Act.kind == Kind.ENTRY_RESTATED.value
    writings = list(Act.select().where(restating, Act.entry.in_(list(successors))))
    signers = words_of([*annulments, *writings], "signer")
    reasons = reasons_of([*annulments, *writings])
    found: dict[int, Correction] = {}
    for act in annulments:
        who = signers.get(act.id, "")
        at, reason = local(act.at, point.zone), reasons.get(act.id, "")
        found[int(act.entry_id or 0)] = Correction(Kind.ENTRY_ANNULLED, at, who, reason, None)
    for act in writings:
        new = successors[int(act.entry_id or 0)]
        who, at = signers.get(act.id, ""), local(str(new.signed_at), point.zone)
        linked = LinkedEntry(new.id, new.volume.year, new.number)
        reason = reasons.get(act.id, "")
        found[int(new.corrects_id or 0)] = Correction(Kind.ENTRY_RESTATED, at, who, reason, linked)
    return found


def successors_of(ids: Collection[int]) -> list[Entry]:
    """What stands for some entries, with its volume: it does so from its signature on."""
    rows = Entry.select(Entry, Volume).join(Volume)
    signed = rows.where(Entry.corrects.in_(ids), Entry.state == State.SIGNED.value)
    return list(signed)


def said_by(act: Act) -> str:
    """The login of the specialist whom an act names; empty where it names none."""
    return str(facts_of(bytes(act.body)).get("specialist", ""))


def reasons_of(acts: Iterable[Act]) -> dict[int, str]:
    """What was written down with some acts, by their ids; destroyed words are left out."""
    return words_of(acts, "wording")


def words_of(acts: Iterable[Act], word: str) -> dict[int, str]:
    """One of the words that stand beside some acts, by the acts' ids; empty ones are left out."""
    ids = [act.id for act in acts]
    rows = Wording.select(Wording.act, Wording.text).where(Wording.act.in_(ids))
    return {row.act_id: row.text for row in rows.where(Wording.word == word) if row.text}


def _rows(point: HelpPoint, journal: Journal) -> pw.ModelSelect[Entry]:
    return (
        Entry.select(Entry, Volume)
        .join(Volume)
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
