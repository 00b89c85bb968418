"""One spelling for every act: the bytes that are hashed, signed, stored and verified."""

from __future__ import annotations

import hmac
import json
import re
import unicodedata
from hashlib import sha256
from typing import Any, Dict, List, Mapping, Union

Value = Union[str, int, bool, None, Mapping[str, Any], List[Any]]
Facts = Mapping[str, Value]
Body = Dict[str, Any]
"""What an act says, as it was read: nothing is known of its values before they are looked at."""

_spell = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
_LARGEST = 2**53 - 1
_COMMITMENT = b"helppoint/commitment/v1\0"


def canonical(facts: Facts) -> bytes:
    """The canonical JSON of ``facts``, equal to RFC 8785 for what is allowed here.

    Allowed are ASCII keys, NFC strings, integers below 2**53, booleans, None, such mappings and
    lists of them; anything else raises ValueError.
    """
    _check(facts)
    return spelled(facts).encode()


def spelled(value: object) -> str:
    """JSON in one spelling; unlike ``==`` it tells 1, 1.0 and true apart."""
    return _spell(value)


def facts_of(body: bytes) -> Body:
    """What canonical bytes say. Raises ValueError for any other spelling of it."""
    facts = json.loads(str(body, "utf-8"))
    if not isinstance(facts, dict) or canonical(facts) != body:
        raise ValueError("not canonical")
    return facts


def parsed(text: str) -> Any:
    """The value of a JSON text; raises ValueError where a key stands twice."""
    return json.loads(text, object_pairs_hook=unique)


def unhex(digits: str, size: int) -> bytes:
    """``size`` bytes from lower-case hexadecimal digits; raises ValueError for anything else."""
    if not re.fullmatch(f"[0-9a-f]{{{2 * size}}}", digits):
        raise ValueError(digits)
    return bytes.fromhex(digits)


def unique(pairs: Any) -> Body:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _check(value: object) -> None:
    if isinstance(value, str) and (value.isascii() or unicodedata.is_normalized("NFC", value)):
        return
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return
    if isinstance(value, list):
        for inner in value:
            _check(inner)
        return
    if not isinstance(value, dict):
        raise ValueError(f"not canonical: {value!r}")
    for key, inner in value.items():
        if not (isinstance(key, str) and key.isascii()):
            raise ValueError(f"not an ASCII key: {key!r}")
        _check(inner)


def commitment(salt: bytes, field: str, value: str) -> str:
    """A hexadecimal SHA-256 commitment to a personal value or free text.

    Each field has a salt of its own, derived from the row's 32 random bytes: one value can be
    opened without opening its neighbours, and destroying the row's salt closes them all for ever.
    """
    return committed_with(field_salt(salt, field), value)


def commitments(salt: bytes, values: Mapping[str, str]) -> dict[str, Value]:
    """The commitments to several fields of one row, by field.

    Nothing is called on the way: a verification needs seven of them for every entry.
    """
    committed: dict[str, Value] = {}
    for field, value in values.items():
        own = hmac.digest(salt, field.encode("ascii"), "sha256")
        committed[field] = sha256(_COMMITMENT + own + value.encode()).hexdigest()
    return committed


def field_salt(salt: bytes, field: str) -> bytes:
    """A field's own salt: the HMAC-SHA-256 (RFC 2104) of its name, keyed by the row's salt."""
    return hmac.digest(salt, field.encode("ascii"), "sha256")


def committed_with(salt: bytes, value: str) -> str:
    """The commitment to a value whose own salt is known."""
    return sha256(_COMMITMENT + salt + value.encode()).hexdigest()
