"""The specialists: who there is, and how somebody is invited, enrolled and given a new PIN."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace

import peewee as pw

from db.models import SigningKey
from db.models import Specialist as SpecialistRow
from db.signers import newest_who
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, say
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import Value, commitments
from kiosk.proof.chain import key_message
from kiosk.proof.page import short_name
from kiosk.proof.people import Duty
from kiosk.proof.witness import may_witness
from kiosk.signing.keys import Signer
from kiosk.signing.pins import check_strength, seal
from kiosk.staff.access import (
    administrator_key,
    check_person,
    forget_wrong_pins,
    login_typed,
    sealed_digest,
    specialist_of,
)
from kiosk.staff.witness import SecondPerson, Witness, open_witness
from kiosk.words.days import stamp
from kiosk.words.errors import (
    AlreadyTaken,
    BadLogin,
    LoginTaken,
    MissingWords,
    NotAllowed,
    PeopleDiffer,
)
from kiosk.words.people import Specialist
from kiosk.words.records import Enrolment
from kiosk.words.stored import pack_set
from kiosk.words.text import NAME, SHORT, clean

INVITED, ENROLLED, DISMISSED = "invited", "enrolled", "retired"
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,19}")
"""A login is short and can be typed on any keyboard."""


def enrolled(point: HelpPoint) -> list[Specialist]:
    """Everybody who can log in, by name."""
    return _by_name(_rows(point, SpecialistRow.status == ENROLLED))


def invited(point: HelpPoint) -> list[Specialist]:
    """Imported specialists who have no PIN yet, by name."""
    return _by_name(_rows(point, SpecialistRow.status == INVITED))


def names_by_login(point: HelpPoint) -> dict[str, str]:
    """The short names of everybody who ever was enrolled or invited, by login."""
    return {row.login: short_name(row.name) for row in _rows(point)}


def administrators(point: HelpPoint) -> list[str]:
    """The short names of everybody who is an administrator now, as the acts say. Raises
    PeopleDiffer."""
    names, duty = names_by_login(point), Duty.ADMINISTRATOR.value
    people = point.who().specialists.items()
    return [names[login] for login, one in people if one["key"] and one["duty"] == duty]


def full_names(point: HelpPoint) -> dict[str, str]:
    """The full names of the same people, by login."""
    return {row.login: row.name for row in _rows(point)}


def has_administrator(point: HelpPoint) -> bool:
    """True once the first administrator was enrolled, as the acts say: the kiosk is ready for use,
    whatever became of a table."""
    try:
        return bool(point.who().specialists)
    except PeopleDiffer:
        return True  # acts that do not hold are no reason to found the point anew


def who_may_stand_by(point: HelpPoint, *barred: str) -> list[Specialist]:
    """Everybody by name who has had their key for long enough, without the ``barred`` logins.

    Raises PeopleDiffer."""
    who, now = point.who(), stamp(point.clock())
    keys = {login: person["key"] for login, person in who.specialists.items()}
    return [
        person
        for person in enrolled(point)
        if may_witness(who, keys.get(person.login, ""), now, *barred)
    ]


def enrolled_row(point: HelpPoint, login: str) -> SpecialistRow:
    """The row of an enrolled specialist. Raises MissingWords where nobody has the login."""
    row: SpecialistRow | None = _rows(
        point, SpecialistRow.login == login, SpecialistRow.status == ENROLLED
    ).first()
    if row is None:
        raise MissingWords
    return row


def keeps_journal(point: HelpPoint, specialist: Specialist, journal: str) -> bool:
    """Whether somebody is enrolled and keeps a journal, as the acts say now."""
    person = point.who().specialists.get(specialist.login)
    return person is not None and person["key"] != "" and journal in person["journals"].split()


def invite(point: HelpPoint, wanted: Enrolment) -> None:
    """Write down a specialist who will choose a PIN later; an invited one is brought up to date.

    Raises LoginTaken when somebody enrolled has the login, MissingWords for an empty login or name
    or no journal, and BadLogin. Runs inside the caller's transaction.
    """
    wanted = cleaned(wanted)
    row = _rows(point, SpecialistRow.login == wanted.login).first()
    if row is not None and row.status != INVITED:
        raise LoginTaken
    if row is None:
        row = SpecialistRow(
            point=point.id, login=wanted.login, status=INVITED, salt=secrets.token_bytes(32)
        )
    row.name, row.post, row.duty = wanted.name, wanted.post, wanted.duty.value
    row.journals = pack_set(frozenset(wanted.journals))
    row.save()


def import_specialists(point: HelpPoint, wanted: Iterable[Enrolment]) -> int:
    """Invite everybody of a list, or nobody; returns how many. Raises as ``invite`` does."""
    people = list(wanted)
    with transaction():
        for person in people:
            invite(point, person)
    return len(people)


def enrol(
    point: HelpPoint, wanted: Enrolment, *, pin: str, administrator: str = "", admin_pin: str = ""
) -> Specialist:
    """Give a specialist a PIN and a signing key, as an act of the ledger.

    The first must be an administrator and is admitted by the kiosk's key; every other one is
    admitted by an administrator's key. The new key signs as well. Raises NotAllowed, WrongPin,
    PinTooWeak, and what ``invite`` raises.
    """
    wanted = cleaned(wanted)
    check_strength(pin)
    first = not has_administrator(point)
    if first and wanted.duty is not Duty.ADMINISTRATOR:
        raise NotAllowed
    admitting = None if first else administrator_key(point, administrator, admin_pin)
    new_key = NewKey(point, wanted, pin)
    said = new_key.enrolment(admitting)
    with open_ledger(point, signer=admitting) as ledger:
        if first and has_administrator(point):
            raise NotAllowed
        invite(point, wanted)
        row = _rows(point, SpecialistRow.login == wanted.login).get()
        new_key.give(ledger, said, row)
    return specialist_of(row)


def renew(
    point: HelpPoint,
    login: str,
    *,
    pin: str,
    administrator: str,
    admin_pin: str,
    second: SecondPerson | None = None,
) -> Specialist:
    """Give an enrolled specialist a new PIN and a new key, for instance after a forgotten PIN.

    What they signed stays valid under the old key; the new one needs an agreement of its own.
    ``second`` stands by and signs as well: without, what the old key signed is not corrected by the
    new one alone. Wrong PINs before it cost the person no pause any more. Raises NotAllowed,
    WrongPin, PinTooWeak, NotAWitness or MissingWords, and AlreadyTaken where somebody was changed
    meanwhile.
    """
    check_strength(pin)
    admitting = administrator_key(point, administrator, admin_pin)
    old = enrolled_row(point, login_typed(login))
    check_person(point, old)
    before = enrolment_of(specialist_of(old))
    barred = before.login, login_typed(administrator)
    witness = open_witness(point, second, *barred) if second else None
    new_key = NewKey(point, before, pin, renews=True)
    said = new_key.enrolment(admitting, witness)
    with open_ledger(point, signer=admitting) as ledger:
        row = enrolled_row(point, before.login)
        if enrolment_of(specialist_of(row)) != before:
            raise AlreadyTaken
        new_key.give(ledger, said, row)
    return specialist_of(row)


class NewKey:
    """A fresh signing key for somebody, already wrapped by its PIN: that takes its time, and comes
    before the ledger is locked."""

    def __init__(
        self, point: HelpPoint, wanted: Enrolment, pin: str, *, renews: bool = False
    ) -> None:
        """``renews``: the person had a key, and keeps everything but that."""
        seed = secrets.token_bytes(32)
        self._point, self._wanted, self._renews = point, wanted, renews
        self._key, self._salt = Signer(seed), secrets.token_bytes(32)
        self._sealed = seal(seed, pin, point.keyring.pepper)
        self._before = newest_who(point.id).hex()

    def enrolment(self, admitting: Signer | None, witness: Witness | None = None) -> Said:
        """The act that makes it the person's key, signed by the ``admitting`` key; by the kiosk's
        where nobody admits. The new key proves that it is there; a renewal may have a ``witness``.
        """
        wanted, public_key = self._wanted, self._key.public_key
        proof = self._key.sign_bytes(key_message(self._point.uid, wanted.login, public_key))
        facts: dict[str, Value] = {
            "login": wanted.login,
            "key": self._key.key_id,
            "public_key": public_key.hex(),
            "proof": proof.hex(),
            "sealed": sealed_digest(self._sealed.salt, self._sealed.box),
            "before": self._before,
        }
        if self._renews:
            beside = witness.signed(self._point, wanted.login, public_key) if witness else {}
            return say(self._point, Kind.KEY_RENEWED, {**facts, **beside}, signer=admitting)
        person = {
            "duty": wanted.duty.value,
            "journals": pack_set(frozenset(wanted.journals)).strip(),
            "committed": commitments(self._salt, {"name": wanted.name, "post": wanted.post}),
        }
        return say(self._point, Kind.SPECIALIST_ENROLLED, {**facts, **person}, signer=admitting)

    def give(self, ledger: OpenLedger, said: Said, row: SpecialistRow) -> None:
        """Make it the key of the person in this row."""
        row.status, row.key_id, row.enrolled_at = ENROLLED, self._key.key_id, ledger.now
        row.pin_salt, row.sealed_key = self._sealed.salt, self._sealed.box
        if not self._renews:
            row.salt = self._salt
        row.save()
        if newest_who(self._point.id).hex() != self._before:
            raise AlreadyTaken
        held = {"specialist": row.id, "enrolled_at": row.enrolled_at}
        SigningKey.insert(point=self._point.id, key_id=row.key_id, **held).execute()
        ledger.keep(said)
        forget_wrong_pins(self._point, row.login)


def enrolment_of(person: Specialist) -> Enrolment:
    """What is written down of somebody; ``dataclasses.replace`` changes a part of it."""
    return Enrolment(person.login, person.name, person.post, person.duty, person.journals)


def _rows(point: HelpPoint, *conditions: pw.Expression) -> pw.ModelSelect[SpecialistRow]:
    return SpecialistRow.select().where(SpecialistRow.point == point.id, *conditions)


def _by_name(rows: Iterable[SpecialistRow]) -> list[Specialist]:
    return sorted((specialist_of(row) for row in rows), key=lambda person: person.name)


def cleaned(wanted: Enrolment) -> Enrolment:
    """The same with harmless text. Raises MissingWords for an empty login or name or no journal,
    and BadLogin."""
    login, name = login_typed(wanted.login), clean(wanted.name, NAME)
    if not (login and name and wanted.journals):
        raise MissingWords
    if not LOGIN.fullmatch(login):
        raise BadLogin
    return replace(wanted, login=login, name=name, post=clean(wanted.post, SHORT))
