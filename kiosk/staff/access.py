"""Who a PIN lets in: logging in, the key that a PIN opens for one act, pauses after wrong PINs."""

from __future__ import annotations

import hashlib

from db.models import Specialist as SpecialistRow
from db.signers import SignerRow, agreed_at, signer_of
from kiosk.point.point import HelpPoint
from kiosk.proof.canonical import commitments
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.signing.keys import Signer
from kiosk.signing.lockout import Person, person_at
from kiosk.signing.pins import SealedKey, unseal
from kiosk.words.days import stamp
from kiosk.words.errors import (
    NoAgreement,
    NotAllowed,
    PauseBegun,
    PeopleDiffer,
    PinPaused,
    WrongPin,
)
from kiosk.words.people import Specialist
from kiosk.words.stored import unpack_set
from kiosk.words.text import SHORT, clean

_FACTS = ("key", "duty", "journals", "sealed")


def log_in(point: HelpPoint, login: str, pin: str) -> Specialist:
    """The specialist whose PIN this is. Raises WrongPin for a wrong PIN and an unknown login alike,
    PauseBegun where a pause is its price, and PinPaused while one is on."""
    specialist, _key = unlock(point, login, pin)
    return specialist


def unlock(point: HelpPoint, login: str, pin: str) -> tuple[Specialist, Signer]:
    """A specialist with the signing key that the PIN opens; the key lives for one act.

    Every try is counted before it is made. A right PIN also ends the waits of others at this kiosk.
    Raises WrongPin, PauseBegun or PinPaused as ``log_in`` does, after the same work in every case,
    and PeopleDiffer where the person's row is not what the acts say.
    """
    login = login_typed(login)
    row = signer_of(point.id, login)
    who = counted_for(point, login)
    made = point.lockout.charge(who, enrolled=row is not None, at=stamp(point.clock()))
    sealed = SealedKey(row.pin_salt, row.sealed_key) if row else None
    seed = unseal(sealed, pin, point.keyring.pepper)
    key = Signer(seed) if seed else None
    if made.left:
        raise PinPaused(made.left)
    if row is None or key is None or key.key_id != row.key_id:
        raise PauseBegun(made.wait) if made.wait else WrongPin
    point.lockout.forgive(who, made)
    check_person(point, row)
    return specialist_of(row), key


def check_person(point: HelpPoint, row: SignerRow | SpecialistRow) -> None:
    """Raise PeopleDiffer unless somebody's row says what the acts say of them: whoever can write
    the table gains no right by it, and no other name."""
    said = point.who().specialists.get(row.login, {"key": ""})
    sealed = sealed_digest(bytes(row.pin_salt or b""), bytes(row.sealed_key or b""))
    is_now = (row.key_id, row.duty, row.journals.strip(), sealed)
    words = commitments(bytes(row.salt), {"name": row.name, "post": row.post})
    same = said["key"] and is_now == tuple(said[fact] for fact in _FACTS)
    if not same or words != said["committed"]:
        raise PeopleDiffer


def sealed_digest(pin_salt: bytes, sealed_key: bytes) -> str:
    """What an act says of the box that the PIN opens: SHA-256 over its salt and itself."""
    return hashlib.sha256(pin_salt + sealed_key).hexdigest()


def unlock_to_sign(point: HelpPoint, login: str, pin: str) -> tuple[Specialist, Signer]:
    """As ``unlock``, for a signature under a journal: it needs a recorded agreement on simple
    electronic signatures (63-ФЗ, ст. 9). Raises NoAgreement or WrongPin."""
    specialist, key = unlock(point, login, pin)
    if agreed_at(point.id, key.key_id) is None:
        raise NoAgreement
    return specialist, key


def administrator_key(point: HelpPoint, login: str, pin: str) -> Signer:
    """The key of an administrator, for an act that admits or settles something.

    Raises NotAllowed or WrongPin.
    """
    specialist, key = unlock(point, login, pin)
    if not specialist.is_administrator:
        raise NotAllowed
    return key


def pause(point: HelpPoint, login: str) -> float:
    """Seconds until a PIN of this login is taken again; an unknown login has them as well."""
    return point.lockout.left(counted_for(point, login_typed(login)))


def forget_wrong_pins(point: HelpPoint, login: str) -> None:
    """Let the holder of a new PIN start without a pause; runs inside the caller's transaction."""
    point.lockout.renew(counted_for(point, login))


def login_typed(typed: str) -> str:
    """A login as it is compared: without spaces, in small letters."""
    return clean(typed.replace(" ", ""), SHORT).lower()


def specialist_of(row: SpecialistRow | SignerRow) -> Specialist:
    """A specialist's row as the other rooms see it, without salts and keys."""
    return Specialist(
        id=row.id,
        login=row.login,
        name=row.name,
        post=row.post,
        duty=Duty(row.duty),
        journals=frozenset(Journal(name) for name in unpack_set(row.journals)),
    )


def counted_for(point: HelpPoint, login: str) -> Person:
    """Whom a wrong PIN at a login is counted for, whether anybody has this login or not."""
    return person_at(point.id, login, point.keyring.pepper)
