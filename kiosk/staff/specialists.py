"""The specialists: enrolling them, finding them, and letting them in by PIN."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from db.models import SigningKey
from db.models import Specialist as Row
from db.signers import SignerRow, agreed_at, signer_of
from kiosk.journal import facts
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.point.record import Record, record
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import commitments
from kiosk.proof.forms import Journal
from kiosk.proof.page import short_name
from kiosk.proof.people import Duty
from kiosk.signing.keys import Signer
from kiosk.signing.pins import SealedKey, check_strength, seal, unseal
from kiosk.words.errors import BadLogin, LoginTaken, MissingWords, NoAgreement, NotAllowed, WrongPin
from kiosk.words.people import Specialist
from kiosk.words.records import SpecialistRecord
from kiosk.words.stored import pack_set, unpack_set
from kiosk.words.text import NAME, SHORT, clean

INVITED, ENROLLED = "invited", "enrolled"
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,19}")
"""A login is short and can be typed on any keyboard."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is written down of a new specialist; the login is what they may type instead."""

    login: str
    name: str
    post: str
    duty: Duty
    journals: frozenset[Journal]

    def cleaned(self) -> Enrolment:
        """The same with harmless text; raises MissingWords for an empty login or name."""
        login, name = _login(self.login), clean(self.name, NAME)
        if not (login and name and self.journals):
            raise MissingWords
        if not LOGIN.fullmatch(login):
            raise BadLogin
        return Enrolment(login, name, clean(self.post, SHORT), self.duty, self.journals)


def enrolled(point: HelpPoint) -> list[Specialist]:
    """Everybody who can log in, by name."""
    rows = Row.select().where(Row.point == point.id, Row.status == ENROLLED)
    return sorted((_person(row) for row in rows), key=lambda person: person.name)


def invited(point: HelpPoint) -> list[Specialist]:
    """Imported specialists who have no PIN yet."""
    rows = Row.select().where(Row.point == point.id, Row.status == INVITED)
    return sorted((_person(row) for row in rows), key=lambda person: person.name)


def has_administrator(point: HelpPoint) -> bool:
    """True once the first administrator is enrolled: the kiosk is ready for use."""
    return bool(
        Row.select()
        .where(Row.point == point.id, Row.status == ENROLLED, Row.duty == Duty.ADMINISTRATOR.value)
        .exists()
    )


def invite(point: HelpPoint, wanted: Enrolment) -> None:
    """Write down a specialist who will choose a PIN later; an invited one is brought up to date.

    Raises LoginTaken when somebody enrolled has the login. Runs inside the caller's transaction.
    """
    wanted = wanted.cleaned()
    row = Row.get_or_none(Row.point == point.id, Row.login == wanted.login)
    if row is not None and row.status != INVITED:
        raise LoginTaken
    if row is None:
        row = Row(point=point.id, login=wanted.login, status=INVITED, salt=secrets.token_bytes(32))
    row.name, row.post, row.duty = wanted.name, wanted.post, wanted.duty.value
    row.journals = pack_set(frozenset(wanted.journals))
    row.save()


def enrol(
    point: HelpPoint, wanted: Enrolment, *, pin: str, administrator: str = "", admin_pin: str = ""
) -> Specialist:
    """Give a specialist a PIN and a signing key, as an act of the ledger.

    The first must be an administrator and is witnessed by the kiosk's key; every other one is
    signed by an administrator's key and by the new key. Raises NotAllowed, WrongPin, PinTooWeak,
    LoginTaken or MissingWords.
    """
    wanted = wanted.cleaned()
    check_strength(pin)
    first = not has_administrator(point)
    if first and wanted.duty is not Duty.ADMINISTRATOR:
        raise NotAllowed
    witness = None if first else administrator_key(point, administrator, admin_pin)
    seed = secrets.token_bytes(32)
    sealed = seal(seed, pin, point.keyring.pepper)
    with record(point) as ledger:
        if first and has_administrator(point):
            raise NotAllowed
        invite(point, wanted)
        row = Row.get(Row.point == point.id, Row.login == wanted.login)
        _enrol(ledger, row, Signer(seed), sealed, witness)
        point.lockout.forget(_subjects(point, row.login)[0])
    return _person(row)


def renew(
    point: HelpPoint, login: str, *, pin: str, administrator: str, admin_pin: str
) -> Specialist:
    """Give an enrolled specialist a new PIN and a new key, for instance after a forgotten PIN.

    What they signed stays valid under the old key; the new one needs an agreement of its own.
    Wrong PINs before it cost the person no pause any more. Raises NotAllowed, WrongPin, PinTooWeak
    or MissingWords.
    """
    check_strength(pin)
    witness = administrator_key(point, administrator, admin_pin)
    seed = secrets.token_bytes(32)
    sealed = seal(seed, pin, point.keyring.pepper)
    with record(point) as ledger:
        row = Row.get_or_none(
            Row.point == point.id, Row.login == _login(login), Row.status == ENROLLED
        )
        if row is None:
            raise MissingWords
        _enrol(ledger, row, Signer(seed), sealed, witness)
        point.lockout.forget(_subjects(point, row.login)[0])
    return _person(row)


def _enrol(
    ledger: Record, row: Row, key: Signer, sealed: SealedKey, witness: Signer | None
) -> None:
    row.status, row.key_id, row.enrolled_at = ENROLLED, key.key_id, ledger.now
    row.pin_salt, row.sealed_key = sealed.salt, sealed.box
    row.save()
    SigningKey.insert(key_id=key.key_id, specialist=row.id, enrolled_at=row.enrolled_at).execute()
    ledger.append(
        Kind.SPECIALIST_ENROLLED,
        {
            "login": row.login,
            "duty": row.duty,
            "journals": row.journals.strip(),
            "key": key.key_id,
            "public_key": key.public_key.hex(),
            "committed": commitments(bytes(row.salt), facts.specialist_values(row)),
        },
        signer=witness,
        cosigner=key,
    )


def log_in(point: HelpPoint, login: str, pin: str) -> Specialist:
    """The specialist whose PIN this is. WrongPin answers wrong, locked and unknown alike."""
    person, _key = unlock(point, login, pin)
    return person


def unlock(point: HelpPoint, login: str, pin: str) -> tuple[Specialist, Signer]:
    """A specialist with the signing key that the PIN opens; the key lives for one act.

    Every try is charged before it is made. Raises WrongPin after the same work in every case.
    """
    login = _login(login)
    row = signer_of(point.id, login)
    person, kiosk = _subjects(point, login)
    allowed = point.lockout.charge(person, kiosk)
    sealed = SealedKey(row.pin_salt, row.sealed_key) if row else None
    seed = unseal(sealed, pin, point.keyring.pepper)
    key = Signer(seed) if seed else None
    if row is None or key is None or key.key_id != row.key_id or not allowed:
        raise WrongPin
    point.lockout.forgive(person, kiosk)
    return _person(row), key


def pause(point: HelpPoint, login: str) -> float:
    """Seconds until a PIN of this login is taken again; of an unknown one as of any other."""
    return point.lockout.left(*_subjects(point, _login(login)))


def _subjects(point: HelpPoint, login: str) -> tuple[str, str]:
    """Whom a wrong PIN is counted for: the person and the kiosk."""
    return f"person:{point.id}:{login}", f"kiosk:{point.keyring.kiosk.key_id}"


def unlock_to_sign(point: HelpPoint, login: str, pin: str) -> tuple[Specialist, Signer]:
    """As ``unlock``, for a signature under a journal: it needs a recorded agreement on simple
    electronic signatures (63-ФЗ, ст. 9). Raises NoAgreement or WrongPin."""
    person, key = unlock(point, login, pin)
    if agreed_at(key.key_id) is None:
        raise NoAgreement
    return person, key


def names_by_login(point: HelpPoint) -> dict[str, str]:
    """The short names of everybody who ever was enrolled, by login."""
    return {row.login: short_name(row.name) for row in Row.select().where(Row.point == point.id)}


def administrator_key(point: HelpPoint, login: str, pin: str) -> Signer:
    """The key of an administrator, for an act that admits or settles something.

    Raises NotAllowed or WrongPin.
    """
    person, key = unlock(point, login, pin)
    if not person.is_administrator:
        raise NotAllowed
    return key


def import_specialists(point: HelpPoint, records: Iterable[SpecialistRecord]) -> int:
    """Write down everybody of a list, or nobody; they choose their PINs at the kiosk."""
    wanted = [Enrolment(r.login, r.name, r.post, r.duty, r.journals) for r in records]
    with transaction():
        for enrolment in wanted:
            invite(point, enrolment)
    return len(wanted)


def _login(typed: str) -> str:
    """A login as it is compared: without spaces, in small letters."""
    return clean(typed.replace(" ", ""), SHORT).lower()


def _person(row: Row | SignerRow) -> Specialist:
    return Specialist(
        id=row.id,
        login=row.login,
        name=row.name,
        post=row.post,
        duty=Duty(row.duty),
        journals=frozenset(Journal(name) for name in unpack_set(row.journals)),
    )
