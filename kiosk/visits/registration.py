"""A visitor signs in: an entry with its journal number, and a ticket for the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import peewee as pw

from db import writes
from db.models import Entry
from kiosk.catalogue.topics import Guide, guide_for
from kiosk.journal import facts
from kiosk.journal.open import OpenedEntry, Ticket, open_entry
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.people import Channel, Role
from kiosk.visits import codes, places
from kiosk.words.consent import was_refused
from kiosk.words.courtesy import courteous
from kiosk.words.days import stamp
from kiosk.words.errors import Discourteous, MissingWords
from kiosk.words.people import ticket_label
from kiosk.words.personal_names import tidy_class, tidy_name
from kiosk.words.stored import unpack_titles
from kiosk.words.text import fold

TWICE = timedelta(minutes=10)
"""Who comes again within this time is asked whether they have a ticket already."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a visitor walks away with."""

    label: str
    """The ticket's short number, such as К-07."""
    journal: Journal
    number: int
    year: int
    entry: int
    """The entry's id, by which ``kiosk.visits.line`` knows the ticket."""
    guide: Guide | None
    code: str = ""
    """Four digits that open «My ticket»; empty where the ticket has another code by now."""
    joined: bool = False
    """True where the ticket is that of a request that was open already."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of several who come with the same question; ``consent`` as for ``sign_in``."""

    request_id: str
    name: str
    consent: str = ""


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
    The same ``request_id`` gives the same slip again. Raises MissingWords, Discourteous,
    ClockDoubted or StorageUnavailable.
    """
    nameless = was_refused(consent)
    has_class = role.has_class and not nameless
    row = facts.cleaned(
        {
            "name": "" if nameless else tidy_name(name),
            "school_class": tidy_class(school_class) if has_class else "",
            "topic_title": "" if topic else words,
        }
    )
    filled = (
        topic or row["topic_title"],
        nameless or row["name"],
        not has_class or row["school_class"],
    )
    if not all(filled):
        raise MissingWords
    _refuse_rude(row)
    row |= _visit_columns(request_id, role, channel, consent)
    return _enter(point, Journal.CONSULTATIONS, topic, row)


def sign_in_all(
    point: HelpPoint,
    members: Sequence[Member],
    *,
    role: Role,
    topic: str | None,
    words: str = "",
    school_class: str = "",
) -> list[Slip]:
    """Sign several in, each with an entry and a slip of their own, in their order.

    Each has their own request id: where the database is away in the middle, sending all again
    enters those who are missing and gives the others what they got. Raises as ``sign_in`` does.
    """
    return [
        sign_in(
            point,
            request_id=member.request_id,
            role=role,
            topic=topic,
            words=words,
            name=member.name,
            school_class=school_class,
            consent=member.consent,
        )
        for member in members
    ]


def has_just_come(point: HelpPoint, journal: Journal, name: str) -> bool:
    """Whether somebody of this name took a ticket of the same line in the last ten minutes and
    still waits."""
    since = stamp(point.clock() - TWICE)
    rows = Entry.select(Entry.name).where(
        Entry.point == point.id,
        Entry.series == FORMS[journal].ticket_series,
        Entry.opened_at >= since,
        Entry.state == State.WAITING.value,
    )
    named = fold(facts.cleaned({"name": tidy_name(name)})["name"])
    return named != "" and any(fold(row.name) == named for row in rows)


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
    row = facts.cleaned(
        {"name": "" if nameless else tidy_name(name), "room": room, "problem": description}
    )
    if not (row["room"] and row["problem"] and (nameless or row["name"])):
        raise MissingWords
    _refuse_rude(row)
    row |= _visit_columns(request_id, None, channel, consent)
    return _enter(point, Journal.REQUESTS, topic, row)


def _refuse_rude(row: Mapping[str, str]) -> None:
    """Raise Discourteous for rude words; a name is nobody's to judge."""
    if not all(courteous(text) for column, text in row.items() if column != "name"):
        raise Discourteous


def _visit_columns(
    request_id: str, role: Role | None, channel: Channel, consent: str
) -> dict[str, str]:
    """What an entry's row says besides people's words, by column."""
    return {
        "request_id": request_id,
        "role": role.value if role else "",
        "channel": channel.value,
        "consent": consent,
    }


def _enter(point: HelpPoint, journal: Journal, topic: str | None, row: Mapping[str, str]) -> Slip:
    """The slip of a submission; one that was entered before gives what it gave then."""
    code = codes.code_of(point.keyring.pepper, row["request_id"])
    try:
        opened = _open(point, journal, topic, row, code)
        entry, (_journal, year, number), ticket = opened.id, opened.place, opened.ticket
    except pw.IntegrityError as error:
        before = Entry.get_or_none(Entry.point == point.id, Entry.request_id == row["request_id"])
        if before is None:
            raise MissingWords from error  # the topic is gone by now
        entry, (_journal, year, number) = before.id, facts.place_of(before)
        ticket = Ticket(before.day, before.series, before.ticket)
        code = code if places.opens(point, entry, code) else ""
    return Slip(
        label=ticket_label(ticket.series, ticket.ticket),
        journal=journal,
        number=number,
        year=year,
        entry=entry,
        guide=guide_for(point, topic, Role(row["role"]) if row["role"] else None),
        code=code,
    )


def _open(
    point: HelpPoint, journal: Journal, topic: str | None, row: Mapping[str, str], code: str
) -> OpenedEntry:
    """Open the entry, whose ticket has this code. Raises MissingWords for a topic that is gone, and
    IntegrityError for a submission that was entered before."""
    topic_id, title = topic_of(point, journal, topic)
    words = {**row, **title}
    return open_entry(
        point,
        journal,
        words,
        beside=lambda entry: places.stand(point, entry, code),
        state=State.WAITING.value,
        topic_id=topic_id,
    )


def topic_of(
    point: HelpPoint, journal: Journal, code: str | None
) -> tuple[int | None, dict[str, str]]:
    """The id of a chosen topic, and its Russian title as the entry keeps it; neither where none
    was chosen. Raises MissingWords for one that is gone by now."""
    if code is None:
        return None, {}
    found = writes.topic(point.id, journal.value, code)
    if found is None:
        raise MissingWords
    return found[0], {"topic_title": unpack_titles(found[1])["ru"]}
