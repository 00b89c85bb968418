"""One spelling for every act: the bytes that are hashed, signed, stored and verified."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Mapping[str, Value] | None"
Facts: TypeAlias = Mapping[str, Value]

_LARGEST = 2**53 - 1
_COMMITMENT = b"helppoint/commitment/v1\0"
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


def canonical(facts: Facts) -> bytes:
    """The canonical JSON of ``facts``, equal to RFC 8785 for what is allowed here.

    Allowed are ASCII keys, NFC strings, integers below 2**53, booleans, None and such mappings;
    anything else raises ValueError.
    """
    _check(facts)
    return json.dumps(
        facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _check(value: object) -> None:
    match value:
        case bool() | None:
            return
        case int() if abs(value) <= _LARGEST:
            return
        case str() if unicodedata.is_normalized("NFC", value):
            return
        case dict():
            for key, inner in value.items():
                if not (isinstance(key, str) and key.isascii()):
                    raise ValueError(f"not an ASCII key: {key!r}")
                _check(inner)
        case _:
            raise ValueError(f"not canonical: {value!r}")


def commitment(salt: bytes, field: str, value: str) -> str:
    """A hexadecimal SHA-256 commitment to a personal value or free text.

    Each field has a salt of its own, derived from the row's 32 random bytes: one value can be
    opened without opening its neighbours, and destroying the row's salt closes them all for ever.
    """
    return _committer(salt)(field, value)


def commitments(salt: bytes, values: Mapping[str, str]) -> dict[str, Value]:
    """The commitments to several fields of one row, by field."""
    commit = _committer(salt)
    return {field: commit(field, value) for field, value in values.items()}


def _committer(salt: bytes) -> Callable[[str, str], str]:
    """``commitment`` with one row's salt: HMAC-SHA-256 (RFC 2104) with its key prepared once, as
    a verification needs seven of them for every entry."""
    key = (
        salt.ljust(64, b"\0") if len(salt) <= 64 else hashlib.sha256(salt).digest().ljust(64, b"\0")
    )
    inner, outer = key.translate(_INNER), key.translate(_OUTER)

    def commit(field: str, value: str) -> str:
        field_hash = hashlib.sha256(inner + field.encode("ascii")).digest()
        field_salt = hashlib.sha256(outer + field_hash).digest()
        return hashlib.sha256(_COMMITMENT + field_salt + value.encode()).hexdigest()

    return commit
