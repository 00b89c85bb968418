"""Enquiries that did not begin at the kiosk: a specialist writes them down, done or not yet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime

import peewee as pw

from db import writes
from db.models import Entry
from kiosk.journal import facts
from kiosk.journal.numbers import Numbered
from kiosk.journal.open import OpenedEntry, open_numbered, write_ticketed
from kiosk.point.ledger import OpenLedger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, new_request_id, say
from kiosk.proof.acts import Kind, State
from kiosk.proof.forms import Journal
from kiosk.proof.page import late_words, sheet_code
from kiosk.proof.people import Channel, Role
from kiosk.staff.desks import session_of
from kiosk.staff.specialists import keeps_journal
from kiosk.visits import paper_rows
from kiosk.visits.registration import topic_of
from kiosk.words.courtesy import courteous
from kiosk.words.days import local
from kiosk.words.errors import Discourteous, MissingWords, NotYourJournal
from kiosk.words.people import Specialist
from kiosk.words.personal_names import tidy_class, tidy_name

_AT_ONCE = (Channel.IN_PERSON, Channel.ONLINE)
"""How somebody is helped while they ask; letters and messages are answered later."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What a specialist writes down of an enquiry."""

    journal: Journal
    channel: Channel
    asked: datetime
    """When it was asked, in the point's zone."""
    name: str
    role: Role | None = None
    """Who asks for a consultation; a request asks for nobody's role."""
    school_class: str = ""
    room: str = ""
    topic: str | None = None
    """The code of a topic; None where it is said in ``words``."""
    words: str = ""
    result: str = ""
    """What was done; empty where nobody has helped yet."""
    sheet: str = ""
    """The code of the row of paper that it is written down from, as it was typed."""
    request_id: str = field(default_factory=new_request_id)


@dataclass(frozen=True, slots=True)
class Written:
    """An enquiry that is an entry now."""

    entry: int
    number: int
    late: str
    """«Внесено позже», with both times; empty where it was written down at once."""


def write_down(point: HelpPoint, specialist: Specialist, enquiry: Enquiry) -> Written:
    """Make an enquiry an entry, by an act of the specialist's desk. With a result it waits for its
    signature, without one for help.

    The same ``request_id`` gives the same entry. Raises MissingWords, Discourteous,
    UnknownPaperRow, PaperRowUsed, NotYourJournal, DeskIsClosed, VolumeClosed or ClockDoubted.
    """
    row = _row(point, enquiry)
    try:
        opened = _open(point, specialist, enquiry, row)
    except pw.IntegrityError:
        if enquiry.sheet:
            paper_rows.refuse_used(point, row["request_id"])
        return _written(point, Entry.get(Entry.request_id == row["request_id"]))
    return _written(point, Entry.get_by_id(opened.id))


def _row(point: HelpPoint, enquiry: Enquiry) -> dict[str, str]:
    """What the entry says, by column. Raises MissingWords, Discourteous, UnknownPaperRow and
    PaperRowUsed."""
    is_request = enquiry.journal is Journal.REQUESTS
    words = facts.cleaned(
        {
            "name": tidy_name(enquiry.name),
            "school_class": tidy_class(enquiry.school_class),
            "room": enquiry.room if is_request else "",
            "topic_title": "" if is_request or enquiry.topic else enquiry.words,
            "problem": enquiry.words if is_request else "",
            "result": enquiry.result,
            "note": "",
        }
    )
    where_or_who = words["room"] if is_request else enquiry.role
    about = enquiry.topic or words["topic_title"] or words["problem"]
    if not (words["name"] and where_or_who and about):
        raise MissingWords
    if not all(courteous(text) for column, text in words.items() if column != "name"):
        raise Discourteous
    asked = f"{enquiry.asked:%Y-%m-%dT%H:%M}"
    at_once = enquiry.sheet or enquiry.channel in _AT_ONCE
    held = asked[:10] if words["result"] and at_once else ""
    sheet = paper_rows.request_of(point, enquiry.sheet) if enquiry.sheet else ""
    return {
        **words,
        "request_id": sheet or enquiry.request_id,
        "role": enquiry.role.value if enquiry.role and not is_request else "",
        "channel": enquiry.channel.value,
        "consent": "",
        "asked": asked,
        "held_on": held if held < point.today().isoformat() else "",
    }


def _open(
    point: HelpPoint, specialist: Specialist, enquiry: Enquiry, row: dict[str, str]
) -> OpenedEntry:
    """Open the entry. Raises IntegrityError for an enquiry that was written down before."""
    topic, title = topic_of(point, enquiry.journal, enquiry.topic)
    row, done, salt = {**row, **title}, row["result"] != "", secrets.token_bytes(32)
    kind = Kind.ENTRY_RECORDED if done else Kind.ENTRY_ASKED
    session = session_of(point, specialist)

    def speak(year: int) -> Said:
        login = specialist.login
        statement = facts.enquired(enquiry.journal, year, row, salt, login=login, done=done)
        return say(point, kind, statement, signer=session, request=row["request_id"])

    def write(ledger: OpenLedger, said: Said, numbered: Numbered) -> OpenedEntry:
        if not keeps_journal(point, specialist, enquiry.journal.value):
            raise NotYourJournal
        helped: dict[str, writes.Value] = {"state": State.WAITING.value}
        if done:
            helped = {"state": State.COMPLETED.value, "completed_at": ledger.now}
            helped["specialist_id"] = specialist.id
        columns = {**row, **helped, "salt": salt, "topic_id": topic}
        return write_ticketed(point, ledger, said, numbered, columns)

    return open_numbered(point, enquiry.journal, speak, write, signer=session)


def _written(point: HelpPoint, row: Entry) -> Written:
    opened = f"{local(row.opened_at, point.zone):%Y-%m-%dT%H:%M}"
    late = late_words(sheet_code(row.request_id), row.asked, opened)
    return Written(row.id, row.number, late)
