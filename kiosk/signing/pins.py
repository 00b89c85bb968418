"""A PIN opens a signing key: argon2id over PIN and pepper is the key's wrapping key.

Nothing derived from the PIN is stored, so there is nothing to compare: the right PIN unwraps the
key, any other does not. A dummy seal makes an unknown person cost the same time as a known one.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from kiosk.signing.weak_pins import weakness
from kiosk.words.errors import PinTooWeak

_MEMORY = 48 * 1024 * 1024
_PASSES = 4
"""As many blocks are filled as with 64 MiB and 3 passes, and the kiosk keeps to its memory."""
_SALT_BYTES = pwhash.argon2id.SALTBYTES


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A signing key's 32-byte seed, wrapped; useless without PIN and pepper."""

    salt: bytes
    box: bytes


def check_strength(pin: str) -> None:
    """Raise PinTooWeak, with the reason, for a PIN that is guessed among the first."""
    why = weakness(pin)
    if why is not None:
        raise PinTooWeak(why)


def seal(seed: bytes, pin: str, pepper: bytes) -> SealedKey:
    """Wrap a signing key's seed with a PIN."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return SealedKey(salt=salt, box=bytes(SecretBox(_stretch(pin, pepper, salt)).encrypt(seed)))


def unseal(sealed: SealedKey | None, pin: str, pepper: bytes) -> bytes | None:
    """The seed, or None for a wrong PIN or nobody; both take the same time."""
    actual = sealed or _NOBODY
    wrapping = _stretch(pin, pepper, actual.salt)
    try:
        seed = SecretBox(wrapping).decrypt(actual.box)
    except CryptoError:
        return None
    return seed if sealed else None


def _stretch(pin: str, pepper: bytes, salt: bytes) -> bytes:
    """The 32-byte wrapping key (argon2id, RFC 9106)."""
    peppered = hmac.digest(pepper, pin.encode(), "sha256")
    return pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE, peppered, salt, opslimit=_PASSES, memlimit=_MEMORY
    )


_NOBODY = SealedKey(salt=bytes(_SALT_BYTES), box=bytes(72))
