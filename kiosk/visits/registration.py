"""A visitor signs in: an entry with its journal number, and a ticket for the line."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import peewee as pw

from db import writes
from db.models import Entry, Ticket
from kiosk.catalogue.topics import Guide, guide_for
from kiosk.journal import facts
from kiosk.journal.numbers import next_number
from kiosk.point.point import HelpPoint
from kiosk.point.record import Record, record
from kiosk.proof.acts import Kind, State
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.people import Channel, Role
from kiosk.words.consent import was_refused
from kiosk.words.days import local
from kiosk.words.errors import MissingWords
from kiosk.words.people import ticket_label
from kiosk.words.stored import unpack_titles
from kiosk.words.text import FREE, NAME, SHORT, TITLE, clean, fold


@dataclass(frozen=True, slots=True)
class Slip:
    """What a visitor walks away with."""

    label: str
    """The ticket's short number, such as К-07."""
    journal: Journal
    number: int
    year: int
    before: int
    """How many people are before them in the same line."""
    guide: Guide | None


@dataclass(frozen=True, slots=True)
class _Wish:
    """A cleaned request or consultation, ready to be entered."""

    journal: Journal
    role: str
    topic: str | None
    words: str
    name: str
    school_class: str = ""
    room: str = ""
    problem: str = ""
    channel: Channel = Channel.IN_PERSON
    consent: str = ""


def new_request_id() -> str:
    """A fresh id that a screen makes once for one submission, however often it is sent."""
    return secrets.token_hex(16)


def sign_in(
    point: HelpPoint,
    *,
    request_id: str,
    role: Role,
    topic: str | None,
    words: str = "",
    name: str,
    school_class: str = "",
    channel: Channel = Channel.IN_PERSON,
    consent: str = "",
) -> Slip:
    """Sign a visitor in for a consultation; ``words`` are their own where ``topic`` is None.

    ``consent`` is what ``Consent.answered`` gave; after a refusal name and class are not kept.
    The same ``request_id`` gives the same slip again. Raises MissingWords, ClockWentBack or
    StorageUnavailable.
    """
    nameless = was_refused(consent)
    has_class = role.has_class and not nameless
    wish = _Wish(
        journal=Journal.CONSULTATIONS,
        role=role.value,
        topic=topic,
        words=clean(words, TITLE),
        name="" if nameless else clean(name, NAME),
        school_class=clean(school_class, SHORT) if has_class else "",
        channel=channel,
        consent=consent,
    )
    if not (topic or wish.words) or not (nameless or wish.name):
        raise MissingWords
    if has_class and not wish.school_class:
        raise MissingWords
    return _enter(point, request_id, wish)


def file_request(
    point: HelpPoint,
    *,
    request_id: str,
    room: str,
    topic: str | None,
    description: str,
    name: str,
    channel: Channel = Channel.IN_PERSON,
    consent: str = "",
) -> Slip:
    """File a technical request; ``topic`` is the code of the kind of problem, if one was chosen.

    ``consent`` is as for ``sign_in``. The same ``request_id`` gives the same slip again. Raises
    as ``sign_in`` does.
    """
    nameless = was_refused(consent)
    wish = _Wish(
        journal=Journal.REQUESTS,
        role="",
        topic=topic,
        words="",
        name="" if nameless else clean(name, NAME),
        room=clean(room, SHORT),
        problem=clean(description, FREE),
        channel=channel,
        consent=consent,
    )
    if not (wish.room and wish.problem and (nameless or wish.name)):
        raise MissingWords
    return _enter(point, request_id, wish)


def _enter(point: HelpPoint, request_id: str, wish: _Wish) -> Slip:
    try:
        return _slip(point, _open_entry(point, request_id, wish), wish)
    except pw.IntegrityError:
        entered = Entry.get_or_none(Entry.request_id == request_id)
        if entered is None:
            raise
        return _slip(point, entered, wish)  # this submission was entered before


def _open_entry(point: HelpPoint, request_id: str, wish: _Wish) -> Entry:
    """The entry, its number, its ticket and its act, in one transaction."""
    with record(point) as ledger:
        topic, title = _topic(point, wish)
        volume, number = next_number(point, ledger, wish.journal)
        ticket = _ticket(point, ledger, wish.journal)
        columns: dict[str, writes.Value] = {
            "number": number,
            "request_id": request_id,
            "state": State.WAITING.value,
            "role": wish.role,
            "channel": wish.channel.value,
            "consent": wish.consent,
            "name": wish.name,
            "school_class": wish.school_class,
            "room": wish.room,
            "topic_title": title,
            "problem": wish.problem,
            "result": "",
            "note": "",
            "left_reason": "",
            "salt": secrets.token_bytes(32),
            "search": search_text(wish.name, wish.school_class, wish.room, title, wish.problem),
            "opened_at": ledger.now,
        }
        row = writes.insert(
            "entry",
            volume_id=volume.id,
            topic_id=topic,
            ticket_id=ticket.id,
            **columns,
        )
        entry = Entry(id=row, volume=volume, topic=topic, ticket=ticket, **columns)
        ledger.append(Kind.ENTRY_OPENED, facts.opened(entry), entry=row)
    return entry


SEARCHED = ("name", "school_class", "room", "topic_title", "problem", "result", "note")
"""The columns of an entry that it is found by, in the order of ``search_text``."""


def search_text(*values: str) -> str:
    """What an entry is found by: its words, folded."""
    return fold(" ".join(value for value in values if value))


def _topic(point: HelpPoint, wish: _Wish) -> tuple[int | None, str]:
    """The id and the Russian title of the chosen topic, or the visitor's own words.

    A topic that is gone by now counts as not filled in.
    """
    if wish.topic is None:
        return None, wish.words
    found = writes.topic(point.id, wish.journal.value, wish.topic)
    if found is None:
        raise MissingWords
    return found[0], unpack_titles(found[1])["ru"]


def _ticket(point: HelpPoint, ledger: Record, journal: Journal) -> Ticket:
    """The next ticket of today's series; unlike journal numbers these start anew every day."""
    series = FORMS[journal].ticket_series
    day = local(ledger.now, point.zone).date().isoformat()
    number = writes.count_ticket(point.id, day, series)
    row = writes.insert("ticket", point_id=point.id, day=day, series=series, number=number)
    return Ticket(id=row, point=point.id, day=day, series=series, number=number)


def _slip(point: HelpPoint, entry: Entry, wish: _Wish) -> Slip:
    return Slip(
        label=ticket_label(entry.ticket.series, entry.ticket.number),
        journal=wish.journal,
        number=entry.number,
        year=entry.volume.year,
        before=writes.waiting_before(
            point.id, entry.ticket.day, entry.ticket.series, entry.ticket.number
        ),
        guide=guide_for(point, wish.topic, Role(wish.role) if wish.role else None),
    )
