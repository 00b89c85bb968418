"""Corrections: a signed entry is annulled or replaced by a new act; the old row stays as it is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from db import writes
from db.models import Act, Entry
from kiosk.journal import facts
from kiosk.journal.numbers import Numbered
from kiosk.journal.open import OpenedEntry, Ticket, open_numbered, write_row
from kiosk.journal.sign import drawn, sign_with, signing_tail
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, new_request_id
from kiosk.proof.acts import Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.signature import say_signed
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
    place = facts.place_of(_correctable(point, person, entry))
    statement, words = facts.annulled(place, signing_tail(point, place)), {"wording": reason}
    kind = Kind.ENTRY_ANNULLED
    said = say_signed(point, kind, statement, person=person, key=key, words=words)
    with open_ledger(point, signer=key) as ledger:
        _correctable(point, person, entry)
        ledger.keep(said, entry=entry)
    return short_digest(said.signature)


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
    otherwise, by column. The new entry is written completed and signed at once; it stands for the
    old one from its signature on. Raises as ``annul`` does, MissingWords where a needed column
    would be empty, and ValueError for strokes that are no drawing.
    """
    reason, drawing = _given(reason), drawn(strokes)
    person, key = unlock_to_sign(point, specialist.login, pin)
    new = _restate(point, person, key, _correctable(point, person, entry), words, reason)
    digest = sign_with(point, person, key, new.id, drawing)
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
    annulled = Act.select().where(Act.entry == entry, Act.kind == Kind.ENTRY_ANNULLED.value)
    corrected = annulled.exists() or Entry.select().where(Entry.corrects == entry).exists()
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


def _restate(
    point: HelpPoint,
    person: Specialist,
    key: Signer,
    old: Entry,
    words: Mapping[str, str],
    reason: str,
) -> OpenedEntry:
    """Write the new entry, completed; it stands for the old one once it is signed."""
    journal, place = Journal(old.volume.journal), facts.place_of(old)
    kept = {"role": old.role, "channel": old.channel, "consent": old.consent}
    row = {**kept, **_new_words(old, words)}
    request, salt = new_request_id(), secrets.token_bytes(32)
    signing = signing_tail(point, place)

    def speak(year: int) -> Said:
        statement = facts.restated(place, signing, year, row, salt)
        words = {"wording": reason}
        return say_signed(
            point,
            Kind.ENTRY_RESTATED,
            statement,
            person=person,
            key=key,
            request=request,
            words=words,
        )

    def write(ledger: OpenLedger, said: Said, numbered: Numbered) -> OpenedEntry:
        _correctable(point, person, old.id)
        ticket = Ticket(old.day, old.series, old.ticket)
        columns: dict[str, writes.Value] = {
            "request_id": request,
            "salt": salt,
            "corrects_id": old.id,
            "state": State.COMPLETED.value,
            "specialist_id": person.id,
            "completed_at": ledger.now,
        }
        entry = write_row(point, ledger, numbered, ticket, {**row, **columns})
        ledger.keep(said, entry=entry, number=numbered.number)
        return OpenedEntry(entry, numbered.place, ticket)

    return open_numbered(point, journal, speak, write, signer=key)
