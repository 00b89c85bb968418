"""Opening an entry: its number, its row and its act, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from db import writes
from db.words import index_words
from kiosk.journal import facts
from kiosk.journal.numbers import Numbered, next_number, open_volume
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, say
from kiosk.proof.acts import Kind, school_year
from kiosk.proof.canonical import Value
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.history import Place
from kiosk.signing.keys import Signer
from kiosk.words.days import local

Row = Mapping[str, writes.Value]
_Opened = TypeVar("_Opened")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number of a day's line, which starts anew every day."""

    day: str
    series: str
    ticket: int


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """An entry that has just been opened."""

    id: int
    place: Place
    ticket: Ticket


def open_entry(
    point: HelpPoint,
    journal: Journal,
    words: Mapping[str, str],
    *,
    beside: Callable[[int], None] = lambda _entry: None,
    **columns: writes.Value,
) -> OpenedEntry:
    """Open an entry for a visitor, with the next number of its journal and the next ticket.

    ``words`` are what the act is to state: the request's id, role, channel, consent, and what
    people said, by column; a column of people's words that is left out is empty. ``columns`` are
    the rest of the row: state and topic. ``beside`` writes what else the entry is to have, by its
    id, in the same transaction. Raises VolumeClosed, and IntegrityError for a request
    that was entered before.
    """
    said_words = {**dict.fromkeys(facts.SEARCHED, ""), **words}
    salt = secrets.token_bytes(32)

    def speak(year: int) -> Said:
        statement = facts.opened(journal, year, said_words, salt)
        return say(point, Kind.ENTRY_OPENED, statement, request=words["request_id"])

    def write(ledger: OpenLedger, said: Said, numbered: Numbered) -> OpenedEntry:
        row = {**said_words, **columns, "salt": salt}
        return write_ticketed(point, ledger, said, numbered, row, beside)

    return open_numbered(point, journal, speak, write)


def write_ticketed(
    point: HelpPoint,
    ledger: OpenLedger,
    said: Said,
    numbered: Numbered,
    row: Row,
    beside: Callable[[int], None] = lambda _entry: None,
) -> OpenedEntry:
    """Write an entry's row under its number, with the next ticket of today's line, and its act."""
    series = FORMS[Journal(numbered.place[0])].ticket_series
    day = local(ledger.now, point.zone).date().isoformat()
    ticket = Ticket(day, series, writes.count_ticket(point.id, day, series))
    entry = write_row(point, ledger, numbered, ticket, row)
    beside(entry)
    given: dict[str, Value] = {"day": day, "series": series, "ticket": ticket.ticket}
    ledger.keep(said, entry=entry, number=numbered.number, **given)
    return OpenedEntry(entry, numbered.place, ticket)


def open_numbered(
    point: HelpPoint,
    journal: Journal,
    speak: Callable[[int], Said],
    write: Callable[[OpenLedger, Said, Numbered], _Opened],
    *,
    signer: Signer | None = None,
) -> _Opened:
    """Say an act that opens an entry of a school year, and write it with the next number.

    The first entry of a school year opens its volume. Where the year has changed since it was
    said, the act is said anew. Raises VolumeClosed, and as ``open_ledger`` does.
    """
    while True:
        year = school_year(point.today())
        said = speak(year)
        with open_ledger(point, signer=signer) as ledger:
            is_now = school_year(local(ledger.now, point.zone).date()) == year
            numbered = next_number(point, journal, year) if is_now else None
            if numbered is not None:
                return write(ledger, said, numbered)
        if is_now:
            open_volume(point, journal, year)


def write_row(
    point: HelpPoint, ledger: OpenLedger, numbered: Numbered, ticket: Ticket, row: Row
) -> int:
    """Write an entry's row under its number; returns its id."""
    search = facts.search_text(*(str(row[column]) for column in facts.SEARCHED))
    entry = writes.insert(
        "entry",
        point_id=point.id,
        volume_id=numbered.volume,
        number=numbered.number,
        left_reason="",
        search=search,
        opened_at=ledger.now,
        day=ticket.day,
        series=ticket.series,
        ticket=ticket.ticket,
        **row,
    )
    index_words(numbered.place[0], entry, "", search)
    return entry
