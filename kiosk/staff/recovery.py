"""The recovery code, for an administrator whose PIN nobody else could replace: prepared by PIN, it
gives a new PIN once."""

from __future__ import annotations

from db.signers import newest_who, signer_of
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind
from kiosk.proof.chain import key_message
from kiosk.signing.keys import Signer
from kiosk.signing.pins import check_strength
from kiosk.signing.recovery import recovery_key
from kiosk.staff.access import check_person, counted_for, login_typed, specialist_of, unlock
from kiosk.staff.specialists import NewKey, administrators, enrolled_row, enrolment_of
from kiosk.staff.witness import SecondPerson, open_witness
from kiosk.words.days import stamp
from kiosk.words.errors import (
    AlreadyTaken,
    NotAllowed,
    PeopleDiffer,
    PinPaused,
    RecoveryPauseBegun,
    WrongRecoveryCode,
)
from kiosk.words.people import Specialist


def is_prepared(point: HelpPoint, login: str) -> bool:
    """Whether somebody has a code that holds. False where the acts about people do not hold."""
    try:
        return login_typed(login) in point.who().recovery
    except PeopleDiffer:
        return False


def is_alone(point: HelpPoint) -> bool:
    """Whether there is one administrator, without a recovery code: nobody could replace their PIN.
    False where the acts about people do not hold."""
    try:
        return len(administrators(point)) == 1 and not point.who().recovery
    except PeopleDiffer:
        return False


def prepare(point: HelpPoint, code: str, *, administrator: str, pin: str) -> Specialist:
    """Make a ``new_code`` hold for an administrator; the one before holds no more.

    The ledger gets the code's public key, and nothing gets the code. Raises NotAllowed, WrongPin,
    RecoveryMistyped, and AlreadyTaken where somebody was changed meanwhile.
    """
    before = newest_who(point.id)
    person, key = unlock(point, administrator, pin)
    if not person.is_administrator:
        raise NotAllowed
    recovery = recovery_key(code, point.uid, person.login)
    proof = recovery.sign_bytes(key_message(point.uid, person.login, recovery.public_key))
    facts = {
        "specialist": person.login,
        "key": recovery.key_id,
        "public_key": recovery.public_key.hex(),
        "proof": proof.hex(),
        "before": before.hex(),
    }
    said = say(point, Kind.RECOVERY_PREPARED, facts, signer=key)
    with open_ledger(point, signer=key) as ledger:
        if newest_who(point.id) != before:
            raise AlreadyTaken
        ledger.keep(said)
    return person


def recover(
    point: HelpPoint, login: str, code: str, *, pin: str, second: SecondPerson | None = None
) -> Specialist:
    """Give an administrator a new PIN by their recovery code, which holds no more after that.

    A code that is whole and wrong counts like a wrong PIN; a mistyped one is told and not counted.
    ``second`` stands by as at any renewal. Raises RecoveryMistyped, WrongRecoveryCode, PinPaused,
    PinTooWeak, NotAWitness, and AlreadyTaken where somebody was changed meanwhile.
    """
    check_strength(pin)
    key = _tried(point, login_typed(login), code)
    old = enrolled_row(point, login_typed(login))
    check_person(point, old)
    person = specialist_of(old)
    witness = open_witness(point, second, person.login) if second else None
    new_key = NewKey(point, enrolment_of(person), pin, renews=True)
    said = new_key.enrolment(key, witness)
    with open_ledger(point) as ledger:
        row = enrolled_row(point, person.login)
        if not _holds(point, person.login, key) or specialist_of(row) != person:
            raise AlreadyTaken
        new_key.give(ledger, said, row)
    return person


def _tried(point: HelpPoint, login: str, code: str) -> Signer:
    """The key of a code that holds; the try is counted before it is made."""
    key = recovery_key(code, point.uid, login)
    who, is_enrolled = counted_for(point, login), signer_of(point.id, login) is not None
    made = point.lockout.charge(who, enrolled=is_enrolled, at=stamp(point.clock()))
    if made.left:
        raise PinPaused(made.left)
    if not _holds(point, login, key):
        raise RecoveryPauseBegun(made.wait) if made.wait else WrongRecoveryCode
    point.lockout.forgive(who, made)
    return key


def _holds(point: HelpPoint, login: str, key: Signer) -> bool:
    return point.who().recovery.get(login) == key.key_id
