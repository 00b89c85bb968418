"""The chain: what each act is chained to covers every act before it, signatures included.

An act has two texts. ``body`` is what was said: whoever said it signed it before anything was
locked. ``given`` is what the database added: the time, the number in the ledger, for an opening
the number and the ticket. The chain covers both, and the signatures.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Callable, NamedTuple, Protocol

from .codes import grouped

Holds = Callable[[bytes, bytes, bytes], bool]
"""Whether a public key made a signature over a message: key, message, signature."""

_GENESIS = b"helppoint/genesis/v1\0"
_CHAIN = b"helppoint/chain/v2\0"
_CONTENT = b"helppoint/content/v2\0"
_KEY = b"helppoint/key/v2\0"
_WITNESS = b"helppoint/witness/v2\0"


class Linked(Protocol):
    """What the chain needs of an act."""

    @property
    def seq(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def given(self) -> bytes: ...
    @property
    def signature(self) -> bytes: ...
    @property
    def cosignature(self) -> bytes | None: ...
    @property
    def tail(self) -> bytes: ...


class SignedAct(NamedTuple):
    """An act as it stands in a ledger. Tails are 32 bytes, signatures 64 (Ed25519)."""

    seq: int
    kind: str
    at: str
    request: str
    """The id of what was asked for: nothing is done twice under one id."""
    body: bytes
    given: bytes
    key_id: str
    signature: bytes
    cosignature: bytes | None
    """The device's, where a person signed."""
    tail: bytes
    """What the next act is chained to."""
    entry_id: int | None = None
    """The row that a database shows the act with; None where there are no rows."""


def genesis(point_uid: str) -> bytes:
    """What a point's first act is chained to."""
    return sha256(_GENESIS + point_uid.encode()).digest()


def chained(
    tail: bytes, seq: int, given: bytes, body: bytes, signature: bytes, cosignature: bytes | None
) -> bytes:
    """What is chained to act ``seq``, itself chained to ``tail``, with its texts and signatures."""
    texts = sha256(given).digest() + sha256(body).digest()
    signatures = signature + (cosignature or b"")
    return sha256(_CHAIN + tail + seq.to_bytes(8, "big") + texts + signatures).digest()


def is_linked(act: Linked, tail: bytes) -> bool:
    """Whether an act stands at its number in the chain, after ``tail``."""
    signatures = act.signature, act.cosignature
    return chained(tail, act.seq, act.given, act.body, *signatures) == act.tail


def signed_message(body: bytes) -> bytes:
    """What is signed of an act with this body."""
    return _CONTENT + body


def key_message(point_uid: str, login: str, public_key: bytes) -> bytes:
    """What a new key signs, to prove that whoever brings it has it."""
    return _KEY + f"{point_uid}\0{login}\0".encode() + public_key


def witness_message(point_uid: str, about: str, what: bytes) -> bytes:
    """What somebody signs who stands by: that ``what`` happened as they saw it. Of a renewal it is
    the login and the new public key; of a correction, the act's request and the tail of the signing
    that is corrected."""
    return _WITNESS + f"{point_uid}\0{about}\0".encode() + what


def key_id(public_key: bytes) -> str:
    """The short name of a public key: 16 hexadecimal digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:16]


def short_digest(signature: bytes) -> str:
    """What is printed beside a signature, for example ``3F9A-27C1-0B5E``."""
    return grouped(sha256(signature).hexdigest()[:12].upper())
