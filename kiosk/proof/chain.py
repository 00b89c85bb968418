"""The chain: every act's hash covers the act before it, signatures included."""

from __future__ import annotations

from hashlib import sha256
from typing import Callable, NamedTuple, Protocol

from .codes import grouped

Holds = Callable[[bytes, bytes, bytes], bool]
"""Whether a public key made a signature over a message: key, message, signature."""

_GENESIS = b"helppoint/genesis/v1\0"
_LINK = b"helppoint/link/v1\0"
_TAIL = b"helppoint/tail/v1\0"
_SIGN = b"helppoint/sign/v1\0"


class Linked(Protocol):
    """What the chain needs of an act."""

    @property
    def seq(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def hash(self) -> bytes: ...
    @property
    def signature(self) -> bytes: ...
    @property
    def cosignature(self) -> bytes | None: ...


class SignedAct(NamedTuple):
    """An act as it stands in a ledger. Hashes are 32 bytes, signatures 64 (Ed25519)."""

    seq: int
    kind: str
    at: str
    body: bytes
    hash: bytes
    key_id: str
    signature: bytes
    cosignature: bytes | None = None
    entry_id: int | None = None
    """The row that a database shows the act with; None where there are no rows."""

    def tail(self) -> bytes:
        """What the next act is chained to."""
        return tail_of(self)


def genesis(point_uid: str) -> bytes:
    """What a point's first act is chained to."""
    return sha256(_GENESIS + point_uid.encode()).digest()


def tail_after(act_hash: bytes, signature: bytes, cosignature: bytes | None) -> bytes:
    """What the next act is chained to: an act's hash and every signature on it."""
    return sha256(_TAIL + act_hash + signature + (cosignature or b"")).digest()


def link_hash(tail: bytes, seq: int, body: bytes) -> bytes:
    """The hash of act ``seq`` with these canonical bytes, chained to ``tail``."""
    return sha256(_LINK + tail + seq.to_bytes(8, "big") + sha256(body).digest()).digest()


def is_linked(act: Linked, tail: bytes) -> bool:
    """Whether an act stands at its number in the chain, after ``tail``."""
    return link_hash(tail, act.seq, act.body) == act.hash


def tail_of(act: Linked) -> bytes:
    """What the next act is chained to. Raises TypeError for a damaged act."""
    return tail_after(act.hash, act.signature, act.cosignature)


def signed_message(act_hash: bytes) -> bytes:
    """The bytes that a signature covers."""
    return _SIGN + act_hash


def key_id(public_key: bytes) -> str:
    """The short name of a public key: 16 hexadecimal digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:16]


def short_digest(signature: bytes) -> str:
    """What is printed beside a signature, for example ``3F9A-27C1-0B5E``."""
    return grouped(sha256(signature).hexdigest()[:12].upper())
