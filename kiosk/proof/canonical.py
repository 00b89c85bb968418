"""One spelling for every act: the bytes that are hashed, signed, stored and verified."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Mapping[str, Value] | None"
Facts: TypeAlias = Mapping[str, Value]

_read = json.JSONDecoder().raw_decode
"""Spares every act the search for white space, which canonical bytes do not have."""
_LARGEST = 2**53 - 1
_COMMITMENT = b"helppoint/commitment/v1\0"
_BLOCK = 64
"""Bytes of a block of SHA-256."""
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


def facts_of(body: bytes) -> dict[str, Value]:
    """What canonical bytes say. Raises ValueError for anything but one JSON text."""
    text = str(body, "utf-8")
    facts, end = _read(text)
    if end != len(text):
        raise ValueError("more than one JSON text")
    said: dict[str, Value] = facts
    return said


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
    return str(commitments(salt, {field: value})[field])


def commitments(salt: bytes, values: Mapping[str, str]) -> dict[str, Value]:
    """The commitments to several fields of one row, by field.

    A field's salt is the HMAC-SHA-256 (RFC 2104) of its name, keyed by the row's. The key is
    prepared once and nothing is called on the way: a verification needs seven for every entry.
    """
    key = (salt if len(salt) <= _BLOCK else sha256(salt).digest()).ljust(_BLOCK, b"\0")
    inner, outer = key.translate(_INNER), key.translate(_OUTER)
    committed: dict[str, Value] = {}
    for field, value in values.items():
        field_salt = sha256(outer + sha256(inner + field.encode("ascii")).digest()).digest()
        committed[field] = sha256(_COMMITMENT + field_salt + value.encode()).hexdigest()
    return committed
