"""One spelling for every act: the bytes that are hashed, signed, stored and verified."""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Mapping[str, Value] | None"
Facts: TypeAlias = Mapping[str, Value]

_LARGEST = 2**53 - 1
_COMMITMENT = b"helppoint/commitment/v1\0"


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
    field_salt = hmac.digest(salt, field.encode("ascii"), "sha256")
    return hashlib.sha256(_COMMITMENT + field_salt + value.encode()).hexdigest()


def commitments(salt: bytes, values: Mapping[str, str]) -> dict[str, Value]:
    """The commitments to several fields of one row, by field."""
    return {field: commitment(salt, field, value) for field, value in values.items()}
