"""A ledger as long as a help point's whole life, made fast but act by act as the program does."""

from __future__ import annotations

from db import writes
from kiosk.journal import facts
from kiosk.journal.open import open_entry
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.acts import Kind
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.words.people import Specialist

PORTION = 2000
"""Entries in one transaction."""


def lengthen(point: HelpPoint, login: str, pin: str, entries: int) -> None:
    """Add signed consultations to a point: three acts each."""
    person, key = unlock(point, login, pin)
    left = entries
    while left:
        portion = min(PORTION, left)
        with open_ledger(point) as ledger:
            day = {"point_id": point.id, "day": "2025-11-24", "series": "К"}
            for _entry in range(portion):
                number = writes.count_ticket(point.id, "2025-11-24", "К")
                ticket = writes.insert("ticket", number=number, **day)
                _signed_entry(point, ledger, person, key, ticket)
        left -= portion


def _signed_entry(
    point: HelpPoint, ledger: OpenLedger, person: Specialist, key: Signer, ticket: int
) -> None:
    said = {
        "request_id": new_request_id(),
        "role": "teacher",
        "channel": "in_person",
        "consent": "",
        "name": "Артёменко Татьяна Юрьевна",
        "topic_title": "Как выставить отметку",
        "result": "Показано, проверено",
        "note": "",
    }
    entry = open_entry(
        point,
        ledger,
        Journal.CONSULTATIONS,
        said,
        state="signed",
        ticket_id=ticket,
        specialist_id=person.id,
        completed_at=ledger.now,
        signed_at=ledger.now,
    )
    completion = facts.completed(entry.place, person.login, said, entry.salt)
    completed = ledger.append(Kind.ENTRY_COMPLETED, completion, entry=entry.id)
    covered = facts.signed(entry.place, person.login, entry.hash, completed.hash)
    ledger.append(Kind.ENTRY_SIGNED, covered, entry=entry.id, signer=key)
