"""Corrections: a signed entry is annulled or replaced by a new act; the old row stays as it is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from db import writes
from db.models import Act, Entry, Volume
from db.reading import ActRow
from kiosk.journal import facts
from kiosk.journal.numbers import Numbered
from kiosk.journal.open import OpenedEntry, Ticket, open_numbered, write_row
from kiosk.journal.sign import drawn, sign_with, signing_act
from kiosk.journal.to_sign import row_to_sign
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, new_request_id
from kiosk.proof.acts import Kind, State
from kiosk.proof.canonical import Value
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.witness import renewed_alone
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.signature import say_signed
from kiosk.staff.specialists import who_may_stand_by
from kiosk.staff.witness import SecondPerson, Witness, open_witness
from kiosk.words.consent import was_refused
from kiosk.words.courtesy import courteous
from kiosk.words.errors import (
    AlreadyTaken,
    Discourteous,
    MissingWords,
    NotYourJournal,
    ReasonMissing,
    SecondPersonNeeded,
)
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


def who_must_stand_by(
    point: HelpPoint, specialist: Specialist, entry: int
) -> list[Specialist] | None:
    """Those of whom one has to stand by when this specialist corrects an entry; None where nobody
    has to. Raises as ``annul`` does for an entry that they cannot correct."""
    place = facts.place_of(_correctable(point, specialist, entry))
    key = str(point.who().specialists[specialist.login]["key"])
    renewal = renewed_alone(point.who(), key, signing_act(point, place).key_id)
    return renewal and who_may_stand_by(point, specialist.login, renewal.by)


def annul(
    point: HelpPoint,
    specialist: Specialist,
    entry: int,
    *,
    reason: str,
    pin: str,
    second: SecondPerson | None = None,
) -> str:
    """Annul a signed entry; returns the short digest of the signature under the annulment.

    Only its signer or the person responsible for the journal can. ``second`` is who stands by where
    somebody has to. Raises ReasonMissing, WrongPin, NoAgreement, NotYourJournal, AlreadyTaken for
    an entry that is not signed or was corrected, SecondPersonNeeded, and NotAWitness.
    """
    reason = _given(reason)
    person, key = unlock_to_sign(point, specialist.login, pin)
    place = facts.place_of(_correctable(point, person, entry))
    hands = _hands(point, person, key, signing_act(point, place), second)
    said = hands.say(Kind.ENTRY_ANNULLED, facts.annulled(place, hands.signing.tail), reason)
    with open_ledger(point, signer=key) as ledger:
        hands.check()
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
    second: SecondPerson | None = None,
) -> Replacement:
    """Replace a signed entry by a new one with the next number; ``words`` are what it says
    otherwise, by column. The new entry is written completed and signed at once; it stands for the
    old one from its signature on. Raises as ``annul`` does, MissingWords where a needed column
    would be empty, and ValueError for strokes that are no drawing.
    """
    reason = _given(reason)
    drawn(strokes)  # what is none is refused before anything is written
    person, key = unlock_to_sign(point, specialist.login, pin)
    old = _correctable(point, person, entry)
    hands = _hands(point, person, key, signing_act(point, facts.place_of(old)), second)
    new = _restate(hands, old, words, reason)
    digest = sign_with(point, person, key, [row_to_sign(point, person, new.id)], strokes)
    _journal, year, number = new.place
    return Replacement(new.id, year, number, digest)


@dataclass(frozen=True, slots=True)
class _Hands:
    """Who corrects what an act signed, and who stands by; ``request`` is the id of the deed."""

    point: HelpPoint
    person: Specialist
    key: Signer
    signing: ActRow
    witness: Witness | None
    request: str

    def say(self, kind: Kind, statement: Mapping[str, Value], reason: str) -> Said:
        """The act with its signatures."""
        point, request, witness = self.point, self.request, self.witness
        beside = witness.signed(point, request, self.signing.tail) if witness else {}
        return say_signed(
            point,
            kind,
            {**statement, **beside},
            person=self.person,
            key=self.key,
            request=request,
            words={"wording": reason},
        )

    def check(self) -> None:
        """In the transaction of the act: who stands by still has their key."""
        if self.witness is not None:
            self.witness.check(self.point)


def _hands(
    point: HelpPoint,
    person: Specialist,
    key: Signer,
    signing: ActRow,
    second: SecondPerson | None,
) -> _Hands:
    """Who corrects; where an administrator alone gave them another key than they signed with,
    somebody stands by. Raises SecondPersonNeeded, NotAWitness and WrongPin."""
    renewal, witness = renewed_alone(point.who(), key.key_id, signing.key_id), None
    if renewal is not None:
        if second is None:
            raise SecondPersonNeeded
        witness = open_witness(point, second, person.login, renewal.by)
    return _Hands(point, person, key, signing, witness, new_request_id())


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
    corrected = annulled.exists() or _has_successor(entry)
    if row.state != State.SIGNED.value or row.destroyed_at or corrected:
        raise AlreadyTaken
    return row


def _has_successor(entry: int) -> bool:
    """Whether another entry stands for this one or still can: not one that its volume was closed
    over before anybody signed it."""
    new = Entry.select().join(Volume).where(Entry.corrects == entry)
    can = (Entry.state == State.SIGNED.value) | Volume.closed_at.is_null()
    return bool(new.where(can).exists())


def _new_words(old: Entry, words: Mapping[str, str]) -> dict[str, str]:
    """The words of the new entry: those of the old one, where ``words`` do not say otherwise.

    Who refused consent is not named by a replacement either. Raises MissingWords, and
    Discourteous for new words that are rude.
    """
    new = facts.cleaned(
        {column: words.get(column, getattr(old, column)) for column in facts.SEARCHED}
    )
    if was_refused(old.consent):
        new |= {"name": "", "school_class": ""}
    needed = NEEDED[Journal(old.volume.journal)]
    if not all(new[column] for column in needed) or (old.name and not new["name"]):
        raise MissingWords
    if not all(courteous(new[c]) for c in words if c != "name" and new[c] != getattr(old, c)):
        raise Discourteous
    return new


def _restate(hands: _Hands, old: Entry, words: Mapping[str, str], reason: str) -> OpenedEntry:
    """Write the new entry, completed; it stands for the old one once it is signed."""
    journal, place = Journal(old.volume.journal), facts.place_of(old)
    kept = {"role": old.role, "channel": old.channel, "consent": old.consent}
    row = {**kept, **_new_words(old, words)}
    point, person, salt = hands.point, hands.person, secrets.token_bytes(32)

    def speak(year: int) -> Said:
        statement = facts.restated(place, hands.signing.tail, year, row, salt)
        return hands.say(Kind.ENTRY_RESTATED, statement, reason)

    def write(ledger: OpenLedger, said: Said, numbered: Numbered) -> OpenedEntry:
        hands.check()
        _correctable(point, person, old.id)
        ticket = Ticket(old.day, old.series, old.ticket)
        columns: dict[str, writes.Value] = {
            "request_id": hands.request,
            "salt": salt,
            "corrects_id": old.id,
            "state": State.COMPLETED.value,
            "specialist_id": person.id,
            "completed_at": ledger.now,
        }
        entry = write_row(point, ledger, numbered, ticket, {**row, **columns})
        ledger.keep(said, entry=entry, number=numbered.number)
        return OpenedEntry(entry, numbered.place, ticket)

    return open_numbered(point, journal, speak, write, signer=hands.key)
