"""Reading the journals: browse by number, find by words or date, one entry with its history."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from db.models import Act, Entry, Event, Ticket, Volume, Wording
from db.models import Specialist as SpecialistRow
from kiosk.journal.correct import CORRECTIONS
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.page import about, short_name
from kiosk.proof.people import Channel, Role
from kiosk.staff.specialists import names_by_login
from kiosk.words.days import bounds, local
from kiosk.words.errors import NotYourJournal
from kiosk.words.i18n import _
from kiosk.words.people import ticket_label
from kiosk.words.states import state_name
from kiosk.words.text import TITLE, clean, fold

RECORDED = ("completed", "no_show", "cancelled")
"""Events that are acts of the ledger as well."""

FOUND_AT_MOST = 200
"""A search shows this many entries, the newest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry by its school year and number, with its row."""

    entry: int
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
    successor: Place | None
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


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of an entry's history; ``what`` is an event's kind or an act's."""

    at: datetime
    what: str
    who: str
    act: int | None
    """The act's number in the ledger, None for an event of the line."""
    reason: str = ""
    """What was written down with the act."""


@dataclass(frozen=True, slots=True)
class Page:
    """An entry with everything that is known of it."""

    entry: int
    journal: Journal
    year: int
    number: int
    ticket: str
    state: State
    role: Role | None
    channel: Channel
    name: str
    consent: str
    """What the visitor answered when asked for consent; an empty text: nobody was asked."""
    school_class: str
    room: str
    topic: str
    problem: str
    result: str
    note: str
    left_reason: str
    specialist: str
    specialist_login: str
    opened: datetime
    completed: datetime | None
    signed: datetime | None
    digest: str
    """The signature's short digest, or an empty text."""
    destroyed: datetime | None
    correction: Correction | None
    corrects: Place | None
    """The entry that this one stands for."""
    history: tuple[Happening, ...]

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
    volume = _volume(point, journal, year)
    return int(volume.last_number) if volume else 0


def lines(point: HelpPoint, journal: Journal, year: int, first: int, last: int) -> list[Line]:
    """The entries numbered ``first`` to ``last`` of a volume, both included."""
    rows = _listed(point, journal).where(Volume.year == year, Entry.number.between(first, last))
    return _lines(point, list(rows.order_by(Entry.number)))


def find(point: HelpPoint, journal: Journal, wanted: str) -> list[Line]:
    """Entries of all years by number, by date (dd.mm or dd.mm.yyyy), or by their words.

    Words are found in name, class, room, topic, problem, result and note, whatever their case
    and with ё read as е; every word must be there.
    """
    wanted = clean(wanted, TITLE)
    rows = _listed(point, journal)
    day = _day(wanted, point.today())
    if day is not None:
        start, end = bounds(day, point.zone)
        rows = rows.where(Entry.opened_at >= start, Entry.opened_at < end)
    else:
        for word in fold(wanted).replace("№", " ").split():
            says: pw.Expression = Entry.search.contains(word)
            if word.isascii() and word.isdecimal() and len(word) < 10:
                says = says | (Entry.number == int(word))
            rows = rows.where(says)
    found = rows.order_by(Volume.year.desc(), Entry.number.desc()).limit(FOUND_AT_MOST)
    return _lines(point, list(found))


def page(point: HelpPoint, entry: int) -> Page:
    """One entry with its history. Raises NotYourJournal for an entry of another point."""
    row = Entry.get_or_none(Entry.id == entry)
    if row is None or row.volume.point.id != point.id:
        raise NotYourJournal
    acts = list(Act.select().where(Act.point == point.id, Act.entry == entry).order_by(Act.seq))
    signed = next((act for act in acts if act.kind == Kind.ENTRY_SIGNED.value), None)
    return Page(
        entry=row.id,
        journal=Journal(row.volume.journal),
        year=row.volume.year,
        number=row.number,
        ticket=ticket_label(row.ticket.series, row.ticket.number),
        state=State(row.state),
        role=Role(row.role) if row.role else None,
        channel=Channel(row.channel),
        name=row.name,
        consent=row.consent,
        school_class=row.school_class,
        room=row.room,
        topic=row.topic_title,
        problem=row.problem,
        result=row.result,
        note=row.note,
        left_reason=row.left_reason,
        specialist=row.specialist.name if row.specialist else "",
        specialist_login=row.specialist.login if row.specialist else "",
        opened=local(row.opened_at, point.zone),
        completed=_at(row.completed_at, point),
        signed=_at(row.signed_at, point),
        digest=short_digest(bytes(signed.signature)) if signed else "",
        destroyed=_at(row.destroyed_at, point),
        correction=_corrections(point, [row]).get(row.id),
        corrects=_corrects(point, row, acts),
        history=_history(point, row, acts),
    )


def _corrections(point: HelpPoint, rows: Iterable[Entry]) -> dict[int, Correction]:
    """The corrections of some entries, by entry."""
    by_id = {row.id: row for row in rows}
    acts = Act.select().where(Act.kind.in_(CORRECTIONS), Act.entry.in_(list(by_id)))
    names = names_by_login(point)
    return {
        act.entry_id: _correction(point, by_id[act.entry_id], act, names)
        for act in acts
        if act.entry_id
    }


def _correction(point: HelpPoint, row: Entry, act: Act, names: dict[str, str]) -> Correction:
    body = _body(act)
    return Correction(
        kind=Kind(act.kind),
        at=local(act.at, point.zone),
        who=names.get(body["specialist"], body["specialist"]),
        reason=_reasons([act]).get(act.id, ""),
        successor=_place(point, row.volume.journal, body.get("successor")),
    )


def _corrects(point: HelpPoint, row: Entry, acts: list[Act]) -> Place | None:
    opened = next((act for act in acts if act.kind == Kind.ENTRY_OPENED.value), None)
    if opened is None:
        return None
    return _place(point, row.volume.journal, _body(opened).get("corrects"))


def _place(point: HelpPoint, journal: str, said: dict[str, int] | None) -> Place | None:
    """An entry that an act names by year and number, or None where it names none."""
    if said is None:
        return None
    row = (
        Entry.select(Entry.id)
        .join(Volume)
        .where(
            Volume.point == point.id,
            Volume.journal == journal,
            Volume.year == said["year"],
            Entry.number == said["number"],
        )
        .get()
    )
    return Place(row.id, said["year"], said["number"])


def _reasons(acts: list[Act]) -> dict[int, str]:
    """What was written down with some acts, by act; destroyed words are left out."""
    rows = Wording.select(Wording, Act).join(Act).where(Act.id.in_([act.id for act in acts]))
    return {row.act.id: row.text for row in rows if row.text}


def _body(act: Act) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(bytes(act.body))
    return body


def _history(point: HelpPoint, row: Entry, acts: list[Act]) -> tuple[Happening, ...]:
    """Acts and events by time; what stands in both is told once, by its act."""
    names, reasons = names_by_login(point), _reasons(acts)
    told = [
        Happening(
            local(act.at, point.zone),
            act.kind,
            names.get(str(_body(act).get("specialist")), ""),
            act.seq,
            reasons.get(act.id, ""),
        )
        for act in acts
    ]
    if row.destroyed_at:
        at = local(row.destroyed_at, point.zone)
        told.append(Happening(at, Kind.DATA_DESTROYED.value, "", None))
    events = (
        Event.select(Event, SpecialistRow)
        .join(SpecialistRow, pw.JOIN.LEFT_OUTER)
        .where(Event.entry == row.id, Event.kind.not_in(RECORDED))
        .order_by(Event.id)
    )
    told += [
        Happening(
            local(event.at, point.zone),
            event.kind,
            short_name(event.specialist.name) if event.specialist else "",
            None,
        )
        for event in events
    ]
    return tuple(sorted(told, key=lambda happening: happening.at))


def _listed(point: HelpPoint, journal: Journal) -> pw.ModelSelect[Entry]:
    return (
        Entry.select(Entry, Volume, Ticket)
        .join(Volume)
        .switch(Entry)
        .join(Ticket)
        .where(Volume.point == point.id, Volume.journal == journal.value)
    )


def _volume(point: HelpPoint, journal: Journal, year: int) -> Volume | None:
    found: Volume | None = Volume.get_or_none(
        Volume.point == point.id, Volume.journal == journal.value, Volume.year == year
    )
    return found


def _lines(point: HelpPoint, rows: list[Entry]) -> list[Line]:
    corrections = _corrections(point, rows)
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


def _at(stamped: str | None, point: HelpPoint) -> datetime | None:
    return local(stamped, point.zone) if stamped else None


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
