"""A ledger as long as a help point's whole life, made fast but act by act as the program does."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from db import writes
from kiosk.journal import facts
from kiosk.journal.numbers import next_number, open_volume, volume_of
from kiosk.journal.open import Ticket, write_row
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, new_request_id, say
from kiosk.point.seen import Glimpse
from kiosk.proof.acts import Kind, school_year
from kiosk.proof.canonical import Value
from kiosk.proof.chain import SignedAct
from kiosk.proof.forms import FORMS, Journal
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.staff.desks import open_desk
from kiosk.staff.signature import say_signed
from kiosk.words.people import Specialist

PORTION = 2000
"""Entries in one transaction."""
TALKS = Journal.CONSULTATIONS
WORDS = {
    **dict.fromkeys(facts.SEARCHED, ""),
    "role": "teacher",
    "channel": "in_person",
    "consent": "",
    "name": "Артёменко Татьяна Юрьевна",
    "topic_title": "Как выставить отметку",
    "result": "Показано, проверено",
}


def lengthen(point: HelpPoint, login: str, pin: str, entries: int) -> None:
    """Add signed consultations to a point: three acts each."""
    person = open_desk(point, login, pin)
    _person, key = unlock(point, login, pin)
    year = school_year(point.today())
    if volume_of(point, TALKS, year) is None:
        open_volume(point, TALKS, year)
    left = entries
    while left:
        portion = min(PORTION, left)
        with open_ledger(point) as ledger:
            for _entry in range(portion):
                _signed_entry(point, ledger, person, key, year)
        left -= portion


def _signed_entry(
    point: HelpPoint, ledger: OpenLedger, person: Specialist, key: Signer, year: int
) -> None:
    """One entry with its row as it stands at the end."""
    request, salt = new_request_id(), secrets.token_bytes(32)
    opening = facts.opened(TALKS, year, WORDS, salt)
    said = say(point, Kind.ENTRY_OPENED, opening, request=request)
    numbered = next_number(point, TALKS, year)
    assert numbered is not None
    day, series = f"{point.today()}", FORMS[TALKS].ticket_series
    ticket = Ticket(day, series, writes.count_ticket(point.id, day, series))
    columns: dict[str, writes.Value] = {
        "request_id": request,
        "salt": salt,
        "state": "signed",
        "specialist_id": person.id,
        "completed_at": ledger.now,
        "signed_at": ledger.now,
        "signed_seq": ledger.size + 3,
    }
    entry = write_row(point, ledger, numbered, ticket, {**WORDS, **columns})
    given = {"day": day, "series": series, "ticket": ticket.ticket}
    opened = _keep(point, ledger, said, entry, {"number": numbered.number, **given})
    completion = facts.completed(numbered.place, person.login, WORDS, salt)
    session = point.desks[person.login]
    said = say(point, Kind.ENTRY_COMPLETED, completion, signer=session)
    completed = _keep(point, ledger, said, entry, {})
    covered = facts.covered(numbered.place, opened.tail, completed.tail)
    said = say_signed(point, Kind.ENTRY_SIGNED, {"entries": [covered]}, person=person, key=key)
    _keep(point, ledger, said, None, {})


def _keep(
    point: HelpPoint,
    ledger: OpenLedger,
    said: Said,
    entry: int | None,
    given: Mapping[str, Value],
) -> SignedAct:
    """Keep an act; the device has seen it before the next one is said."""
    act = ledger.keep(said, entry=entry, **given)
    point.seen.newest = Glimpse(ledger.size, ledger.tail.hex(), ledger.epoch)
    return act
