"""The code of a ticket: four digits that open «My ticket» at any kiosk of the point."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

DIGITS = 4
MOST_MISSES = 3
"""So many wrong codes in a row, and only a desk helps."""
SALT_BYTES = 16
_CODE = b"helppoint/ticket-code/v1\0"
_SEAL = b"helppoint/ticket-seal/v1\0"


def code_of(pepper: bytes, request_id: str) -> str:
    """The code of the ticket that a submission gets: the same one however often it is sent. Nobody
    makes it without the kiosk's secret; its digits are never all equal."""
    digests = (_hmac(pepper, _CODE, f"{request_id}/{again}".encode()) for again in count())
    return _first(int(digest[:16], 16) for digest in digests)


def new_code() -> str:
    """A fresh code, for who has forgotten theirs."""
    return _first(secrets.randbelow(10**DIGITS) for _again in count())


def sealed(pepper: bytes, salt: bytes, code: str) -> str:
    """A code as it is stored: who has the database alone cannot try the ten thousand."""
    return _hmac(pepper, _SEAL, salt + code.encode())


def fits(pepper: bytes, salt: bytes, seal: str, code: str) -> bool:
    """Whether a code is the one that was sealed."""
    return hmac.compare_digest(sealed(pepper, salt, code), seal)


def _first(numbers: Iterator[int]) -> str:
    """The first of some numbers that makes a code."""
    codes = (f"{number % 10**DIGITS:0{DIGITS}}" for number in numbers)
    return next(code for code in codes if len(set(code)) > 1)


def _hmac(pepper: bytes, purpose: bytes, text: bytes) -> str:
    return hmac.new(pepper, purpose + text, sha256).hexdigest()
