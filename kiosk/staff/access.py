"""Who a PIN lets in: logging in, the key that a PIN opens for one act, pauses after wrong PINs."""

from __future__ import annotations

from db.models import Specialist as SpecialistRow
from db.signers import SignerRow, agreed_at, signer_of
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.signing.keys import Signer
from kiosk.signing.pins import SealedKey, unseal
from kiosk.words.errors import NoAgreement, NotAllowed, WrongPin
from kiosk.words.people import Specialist
from kiosk.words.stored import unpack_set
from kiosk.words.text import SHORT, clean


def log_in(point: HelpPoint, login: str, pin: str) -> Specialist:
    """The specialist whose PIN this is. Raises WrongPin for a wrong PIN, a pause and an unknown
    login alike."""
    specialist, _key = unlock(point, login, pin)
    return specialist


def unlock(point: HelpPoint, login: str, pin: str) -> tuple[Specialist, Signer]:
    """A specialist with the signing key that the PIN opens; the key lives for one act.

    Every try is counted before it is made. Raises WrongPin as ``log_in`` does, after the same
    work in every case.
    """
    login = login_typed(login)
    row = signer_of(point.id, login)
    person, kiosk = _counted_for(point, login)
    allowed = point.lockout.charge(person, kiosk)
    sealed = SealedKey(row.pin_salt, row.sealed_key) if row else None
    seed = unseal(sealed, pin, point.keyring.pepper)
    key = Signer(seed) if seed else None
    if row is None or key is None or key.key_id != row.key_id or not allowed:
        raise WrongPin
    point.lockout.forgive(person, kiosk)
    return specialist_of(row), key


def unlock_to_sign(point: HelpPoint, login: str, pin: str) -> tuple[Specialist, Signer]:
    """As ``unlock``, for a signature under a journal: it needs a recorded agreement on simple
    electronic signatures (63-ФЗ, ст. 9). Raises NoAgreement or WrongPin."""
    specialist, key = unlock(point, login, pin)
    if agreed_at(key.key_id) is None:
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
    return point.lockout.left(*_counted_for(point, login_typed(login)))


def forget_wrong_pins(point: HelpPoint, login: str) -> None:
    """Let the holder of a new PIN start without a pause; runs inside the caller's transaction."""
    person, _kiosk = _counted_for(point, login)
    point.lockout.forget(person)


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


def _counted_for(point: HelpPoint, login: str) -> tuple[str, str]:
    """Whom a wrong PIN is counted for: the person and the kiosk."""
    return f"person:{point.id}:{login}", f"kiosk:{point.keyring.kiosk.key_id}"
