"""One entry with everything that is known of it, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import peewee as pw

from db.models import Act, Entry, Event
from db.models import Specialist as SpecialistRow
from kiosk.journal.read import (
    Correction,
    LinkedEntry,
    corrections_of,
    reasons_of,
    said_by,
    standing,
    words_of,
)
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.page import late_words, sheet_code, short_name
from kiosk.proof.people import Channel, Role
from kiosk.staff.specialists import names_by_login
from kiosk.words.days import local
from kiosk.words.errors import NotYourJournal
from kiosk.words.people import ticket_label

REPLACED = "entry_replaced"
"""What happens to an entry when the one that stands for it is signed."""
RECORDED = ("completed", "no_show", "cancelled")
"""Events that are acts of the ledger as well."""


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
class EntryDetails:
    """An entry with everything that is known of it; times are in the point's zone."""

    entry: int
    journal: Journal
    year: int
    number: int
    ticket: str
    state: State
    role: Role | None
    channel: Channel
    asked: datetime | None
    """When an enquiry was, that a desk wrote down."""
    late: str
    """«Внесено позже» with both times, as it is printed; else empty."""
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
    corrects: LinkedEntry | None
    """The entry that this one stands for."""
    history: tuple[Happening, ...]

    @property
    def standing(self) -> str:
        """The state in the language in use, or what became of a corrected entry."""
        return standing(self.state, self.correction)


def entry_details(point: HelpPoint, entry: int) -> EntryDetails:
    """One entry with its history. Raises NotYourJournal for an entry of another point."""
    row = Entry.get_or_none(Entry.id == entry, Entry.point == point.id)
    if row is None:
        raise NotYourJournal
    about = (Act.entry == entry) | (Act.seq == row.signed_seq)
    acts = list(Act.select().where(Act.point == point.id, about).order_by(Act.seq))
    signed = _first(acts, Kind.ENTRY_SIGNED)
    correction = corrections_of(point, [row.id]).get(row.id)
    return EntryDetails(
        entry=row.id,
        journal=Journal(row.volume.journal),
        year=row.volume.year,
        number=row.number,
        ticket=ticket_label(row.series, row.ticket),
        state=State(row.state),
        role=Role(row.role) if row.role else None,
        channel=Channel(row.channel),
        asked=datetime.fromisoformat(row.asked) if row.asked else None,
        late=late_words(
            sheet_code(row.request_id),
            row.asked,
            f"{local(row.opened_at, point.zone):%Y-%m-%dT%H:%M}",
        ),
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
        completed=_shown(row.completed_at, point),
        signed=_shown(row.signed_at, point),
        digest=short_digest(bytes(signed.signature)) if signed else "",
        destroyed=_shown(row.destroyed_at, point),
        correction=correction,
        corrects=_corrects(row),
        history=_history(point, row, acts, correction),
    )


def _first(acts: list[Act], kind: Kind) -> Act | None:
    return next((act for act in acts if act.kind == kind.value), None)


def _shown(stamped: str | None, point: HelpPoint) -> datetime | None:
    return local(stamped, point.zone) if stamped else None


def _corrects(row: Entry) -> LinkedEntry | None:
    """The entry that this one was written to stand for."""
    old = row.corrects
    return LinkedEntry(old.id, old.volume.year, old.number) if old else None


def _history(
    point: HelpPoint, row: Entry, acts: list[Act], correction: Correction | None
) -> tuple[Happening, ...]:
    """Acts and events by time; what is both an act and an event is listed once, as its act."""
    destroyed = _shown(row.destroyed_at, point)
    gone = [Happening(destroyed, Kind.DATA_DESTROYED.value, "", None)] if destroyed else []
    happenings = [*_acts(point, acts), *gone, *_replaced(correction), *_events(point, row)]
    return tuple(sorted(happenings, key=lambda happening: happening.at))


def _replaced(correction: Correction | None) -> list[Happening]:
    """That another entry stands for this one now: no act about this one says so."""
    if correction is None or correction.successor is None:
        return []
    return [Happening(correction.at, REPLACED, correction.who, None, correction.reason)]


def _acts(point: HelpPoint, acts: list[Act]) -> list[Happening]:
    """Acts as they stand in the history; who signed is named as they signed."""
    names, signers, reasons = names_by_login(point), words_of(acts, "signer"), reasons_of(acts)
    return [
        Happening(
            local(act.at, point.zone),
            act.kind,
            signers.get(act.id) or names.get(said_by(act), ""),
            act.seq,
            reasons.get(act.id, ""),
        )
        for act in acts
    ]


def _events(point: HelpPoint, row: Entry) -> list[Happening]:
    events = (
        Event.select(Event, SpecialistRow)
        .join(SpecialistRow, pw.JOIN.LEFT_OUTER)
        .where(Event.entry == row.id, Event.kind.not_in(RECORDED))
        .order_by(Event.id)
    )
    return [
        Happening(
            local(event.at, point.zone),
            event.kind,
            short_name(event.specialist.name) if event.specialist else "",
            None,
        )
        for event in events
    ]
