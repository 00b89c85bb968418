"""Corrections: a signed entry is annulled or replaced by a new act; the old row stays as it is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from db import writes
from db.models import Act, Entry
from kiosk.journal import facts
from kiosk.journal.numbers import next_number
from kiosk.journal.sign import keep_drawing, last_hash
from kiosk.point.point import HelpPoint
from kiosk.point.record import Record, record
from kiosk.proof.acts import Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.visits.registration import new_request_id, search_text
from kiosk.words.consent import was_refused
from kiosk.words.errors import AlreadyTaken, MissingWords, NotYourJournal, ReasonMissing
from kiosk.words.people import Specialist
from kiosk.words.text import FREE, NAME, SHORT, TITLE, clean

CORRECTIONS = (Kind.ENTRY_ANNULLED.value, Kind.ENTRY_REPLACED.value)
LIMITS = {
    "name": NAME,
    "school_class": SHORT,
    "room": SHORT,
    "topic_title": TITLE,
    "problem": FREE,
    "result": FREE,
    "note": FREE,
}
"""The columns that a replacement may say otherwise, and their longest text."""
NEEDED = {
    Journal.REQUESTS: ("room", "problem", "result"),
    Journal.CONSULTATIONS: ("topic_title", "result"),
}
"""The columns that a replacement cannot leave empty."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The entry that stands for a replaced one."""

    entry: int
    year: int
    number: int
    digest: str
    """The short digest of the signature under it."""


def annul(point: HelpPoint, specialist: Specialist, entry: int, *, reason: str, pin: str) -> str:
    """Annul a signed entry; returns the short digest of the signature under the annulment.

    Only its signer or the person responsible for the journal can. Raises ReasonMissing, WrongPin,
    NoAgreement, NotYourJournal, or AlreadyTaken for an entry that is not signed or was corrected.
    """
    reason = _reason(reason)
    person, key = unlock_to_sign(point, specialist.login, pin)
    with record(point) as ledger:
        row = _correctable(point, person, entry)
        said = facts.corrected(row, person.login, last_hash(row.id, Kind.ENTRY_SIGNED))
        link = ledger.append(Kind.ENTRY_ANNULLED, said, entry=entry, signer=key, wording=reason)
    return short_digest(link.signature)


def replace(
    point: HelpPoint,
    specialist: Specialist,
    entry: int,
    *,
    words: Mapping[str, str],
    reason: str,
    pin: str,
    strokes: str = "",
) -> Replacement:
    """Replace a signed entry by a new one with the next number; ``words`` are what it says
    otherwise, by column. The new entry is completed and signed at once. Raises as ``annul``
    does, and MissingWords where a needed column would be empty.
    """
    reason = _reason(reason)
    person, key = unlock_to_sign(point, specialist.login, pin)
    with record(point) as ledger:
        old = _correctable(point, person, entry)
        new = _successor(point, ledger, old, person, words)
        digest = _sign_successor(ledger, old, new, person.login, key, strokes)
        said = facts.corrected(old, person.login, last_hash(old.id, Kind.ENTRY_SIGNED))
        place = {"year": new.volume.year, "number": new.number}
        ledger.append(
            Kind.ENTRY_REPLACED,
            {**said, "successor": place},
            entry=entry,
            signer=key,
            wording=reason,
        )
    return Replacement(new.id, new.volume.year, new.number, digest)


def _reason(reason: str) -> str:
    reason = clean(reason, FREE)
    if not reason:
        raise ReasonMissing
    return reason


def _correctable(point: HelpPoint, person: Specialist, entry: int) -> Entry:
    """The entry, if it is signed, stands uncorrected, and this person may correct it."""
    row = Entry.get_or_none(Entry.id == entry)
    if row is None or row.volume.point.id != point.id:
        raise NotYourJournal
    journal = Journal(row.volume.journal)
    if not person.may_correct(journal, is_signer=row.specialist_id == person.id):
        raise NotYourJournal
    corrected = Act.select().where(Act.entry == entry, Act.kind.in_(CORRECTIONS))
    if row.state != State.SIGNED.value or row.destroyed_at or corrected.exists():
        raise AlreadyTaken
    return row


def _successor(
    point: HelpPoint, ledger: Record, old: Entry, person: Specialist, words: Mapping[str, str]
) -> Entry:
    """The new entry's row: what the old one said, where the words do not say otherwise.

    Who refused consent is not named by a replacement either.
    """
    journal = Journal(old.volume.journal)
    said = {
        column: clean(words.get(column, str(getattr(old, column))), limit)
        for column, limit in LIMITS.items()
    }
    if was_refused(old.consent):
        said |= {"name": "", "school_class": ""}
    if not all(said[column] for column in NEEDED[journal]) or (old.name and not said["name"]):
        raise MissingWords
    volume, number = next_number(point, ledger, journal)
    columns: dict[str, writes.Value] = {
        **said,
        "number": number,
        "request_id": new_request_id(),
        "state": State.SIGNED.value,
        "role": old.role,
        "channel": old.channel,
        "consent": old.consent,
        "left_reason": "",
        "salt": secrets.token_bytes(32),
        "search": search_text(*said.values()),
        "opened_at": ledger.now,
        "completed_at": ledger.now,
        "signed_at": ledger.now,
    }
    row = writes.insert(
        "entry",
        volume_id=volume.id,
        ticket_id=old.ticket.id,
        specialist_id=person.id,
        **columns,
    )
    return Entry(id=row, volume=volume, ticket=old.ticket, specialist=person.id, **columns)


def _sign_successor(
    ledger: Record, old: Entry, new: Entry, login: str, key: Signer, strokes: str
) -> str:
    """The acts that a new entry needs to stand signed in the ledger; the signature's digest."""
    opened = ledger.append(Kind.ENTRY_OPENED, facts.opened(new, corrects=old), entry=new.id)
    completed = ledger.append(Kind.ENTRY_COMPLETED, facts.completed(new, login), entry=new.id)
    drawing = keep_drawing(new.id, strokes)
    signed = ledger.append(
        Kind.ENTRY_SIGNED,
        facts.signed(new, login, opened.hash, completed.hash, drawing),
        entry=new.id,
        signer=key,
    )
    return short_digest(signed.signature)
