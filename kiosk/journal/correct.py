"""Corrections: a signed entry is annulled or replaced by a new act; the old row stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.models import Act, Entry
from kiosk.journal import facts
from kiosk.journal.open import OpenedEntry, open_entry
from kiosk.journal.sign import hash_of, keep_drawing
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import CORRECTIONS, Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.words.consent import was_refused
from kiosk.words.errors import AlreadyTaken, MissingWords, NotYourJournal, ReasonMissing
from kiosk.words.people import Specialist
from kiosk.words.text import FREE, clean

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
    reason = _given(reason)
    person, key = unlock_to_sign(point, specialist.login, pin)
    with open_ledger(point, signer=key) as ledger:
        row = _correctable(point, person, entry)
        signing = hash_of(entry, Kind.ENTRY_SIGNED)
        statement = facts.annulled(facts.place_of(row), person.login, signing)
        act = ledger.append(Kind.ENTRY_ANNULLED, statement, entry=entry, signer=key, wording=reason)
    return short_digest(act.signature)


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
    reason = _given(reason)
    person, key = unlock_to_sign(point, specialist.login, pin)
    with open_ledger(point, signer=key) as ledger:
        old = _correctable(point, person, entry)
        new_words = _new_words(old, words)
        new = _open_successor(point, ledger, old, person, new_words)
        digest = _sign_successor(ledger, new, person.login, key, new_words, strokes)
        signing = hash_of(entry, Kind.ENTRY_SIGNED)
        statement = facts.replaced(facts.place_of(old), person.login, signing, new.place)
        ledger.append(Kind.ENTRY_REPLACED, statement, entry=entry, signer=key, wording=reason)
    _journal, year, number = new.place
    return Replacement(new.id, year, number, digest)


def _given(reason: str) -> str:
    """The reason as it is kept. Raises ReasonMissing."""
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
    kinds = [kind.value for kind in CORRECTIONS]
    corrected = Act.select().where(Act.entry == entry, Act.kind.in_(kinds)).exists()
    if row.state != State.SIGNED.value or row.destroyed_at or corrected:
        raise AlreadyTaken
    return row


def _new_words(old: Entry, words: Mapping[str, str]) -> dict[str, str]:
    """The words of the new entry: those of the old one, where ``words`` do not say otherwise.

    Who refused consent is not named by a replacement either. Raises MissingWords.
    """
    new = facts.cleaned(
        {column: words.get(column, getattr(old, column)) for column in facts.SEARCHED}
    )
    if was_refused(old.consent):
        new |= {"name": "", "school_class": ""}
    needed = NEEDED[Journal(old.volume.journal)]
    if not all(new[column] for column in needed) or (old.name and not new["name"]):
        raise MissingWords
    return new


def _open_successor(
    point: HelpPoint, ledger: OpenLedger, old: Entry, person: Specialist, words: Mapping[str, str]
) -> OpenedEntry:
    """The row of the new entry, already in the state that the acts to come give it."""
    kept = {
        "request_id": facts.new_request_id(),
        "role": old.role,
        "channel": old.channel,
        "consent": old.consent,
    }
    return open_entry(
        point,
        ledger,
        Journal(old.volume.journal),
        kept | dict(words),
        corrects=facts.place_of(old),
        state=State.SIGNED.value,
        ticket_id=old.ticket.id,
        specialist_id=person.id,
        completed_at=ledger.now,
        signed_at=ledger.now,
    )


def _sign_successor(
    ledger: OpenLedger,
    new: OpenedEntry,
    login: str,
    key: Signer,
    words: Mapping[str, str],
    strokes: str,
) -> str:
    """Complete and sign the new entry in the ledger; the short digest of the signature."""
    completion = facts.completed(new.place, login, words, new.salt)
    completed = ledger.append(Kind.ENTRY_COMPLETED, completion, entry=new.id)
    drawing = keep_drawing(new.id, strokes)
    statement = facts.signed(new.place, login, new.hash, completed.hash, drawing)
    signed = ledger.append(Kind.ENTRY_SIGNED, statement, entry=new.id, signer=key)
    return short_digest(signed.signature)
