"""The recovery code of an administrator: letters on paper, from which a signing key is made anew.

Neither the code nor the key is kept anywhere. 28 letters are 140 random bits, so nobody finds them
by trying, and no slow derivation is needed; four letters more tell a typing mistake.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from hashlib import sha256

from kiosk.proof.codes import base32_typed, grouped
from kiosk.signing.keys import Signer
from kiosk.words.errors import RecoveryMistyped

GROUPS = 8
"""How many groups of four letters a code has; the last one is the check group."""
_LETTERS, _CHECK = 28, 4
_RANDOM_BYTES = 20
_KEY = b"helppoint/recovery/v1\0"
_TYPING = b"helppoint/recovery-check/v1\0"


def new_code() -> str:
    """A fresh code in groups of four letters and digits."""
    letters = b32encode(secrets.token_bytes(_RANDOM_BYTES)).decode()[:_LETTERS]
    return grouped(letters + _check(letters))


def recovery_key(typed: str, uid: str, login: str) -> Signer:
    """The key that a code gives the person with this ``login`` at the point ``uid``. Raises
    RecoveryMistyped where the code does not fit its check group."""
    code = base32_typed(typed)
    letters, check = code[:_LETTERS], code[_LETTERS:]
    if len(letters) != _LETTERS or check != _check(letters):
        raise RecoveryMistyped
    return Signer(sha256(_KEY + f"{uid}\0{login}\0{letters}".encode()).digest())


def _check(letters: str) -> str:
    return b32encode(sha256(_TYPING + letters.encode()).digest()).decode()[:_CHECK]
