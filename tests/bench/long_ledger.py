"""A ledger as long as a help point's whole life, made fast but act by act as the program does."""

from __future__ import annotations

import secrets

from db import writes
from db.models import Entry, Ticket
from kiosk.journal import facts
from kiosk.journal.numbers import next_number
from kiosk.point.point import HelpPoint
from kiosk.point.record import Record, record
from kiosk.proof.acts import Kind
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.visits.registration import search_text
from kiosk.words.people import Specialist

PORTION = 2000
"""Entries in one transaction."""


def lengthen(point: HelpPoint, login: str, pin: str, entries: int) -> None:
    """Add signed consultations to a point: three acts each."""
    person, key = unlock(point, login, pin)
    left = entries
    while left:
        portion = min(PORTION, left)
        with record(point) as ledger:
            day = {"point_id": point.id, "day": "2025-11-24", "series": "К"}
            for _entry in range(portion):
                number = writes.count_ticket(point.id, "2025-11-24", "К")
                ticket = writes.insert("ticket", number=number, **day)
                _signed_entry(point, ledger, person, key, ticket)
        left -= portion


def _signed_entry(
    point: HelpPoint, ledger: Record, person: Specialist, key: Signer, ticket: int
) -> None:
    volume, number = next_number(point, ledger, Journal.CONSULTATIONS)
    name, topic, result = (
        "Артёменко Татьяна Юрьевна",
        "Как выставить отметку",
        "Показано, проверено",
    )
    columns: dict[str, writes.Value] = {
        "number": number,
        "request_id": secrets.token_hex(16),
        "state": "signed",
        "role": "teacher",
        "channel": "in_person",
        "name": name,
        "school_class": "",
        "room": "",
        "topic_title": topic,
        "problem": "",
        "result": result,
        "note": "",
        "left_reason": "",
        "salt": secrets.token_bytes(32),
        "search": search_text(name, topic, result),
        "opened_at": ledger.now,
        "completed_at": ledger.now,
        "signed_at": ledger.now,
    }
    row = writes.insert(
        "entry", volume_id=volume.id, ticket_id=ticket, specialist_id=person.id, **columns
    )
    entry = Entry(id=row, volume=volume, ticket=Ticket(id=ticket), consent="", **columns)
    opened = ledger.append(Kind.ENTRY_OPENED, facts.opened(entry), entry=row)
    completed = ledger.append(Kind.ENTRY_COMPLETED, facts.completed(entry, person.login), entry=row)
    covered = facts.signed(entry, person.login, opened.hash, completed.hash)
    ledger.append(Kind.ENTRY_SIGNED, covered, entry=row, signer=key)
