"""The chain: every act's hash covers the act before it, signatures included."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_GENESIS = b"helppoint/genesis/v1\0"
_LINK = b"helppoint/link/v1\0"
_TAIL = b"helppoint/tail/v1\0"
_SIGN = b"helppoint/sign/v1\0"


@dataclass(frozen=True, slots=True)
class Link:
    """An act as it stands in the ledger. Hashes are 32 bytes, signatures 64 (Ed25519)."""

    seq: int
    body: bytes
    hash: bytes
    key_id: str
    signature: bytes
    cosignature: bytes | None = None

    def tail(self) -> bytes:
        """What the next act is chained to."""
        return tail_after(self.hash, self.signature, self.cosignature)


def genesis(point_uid: str) -> bytes:
    """What a point's first act is chained to."""
    return hashlib.sha256(_GENESIS + point_uid.encode()).digest()


def tail_after(act_hash: bytes, signature: bytes, cosignature: bytes | None) -> bytes:
    """What the next act is chained to: an act's hash and every signature on it."""
    return hashlib.sha256(_TAIL + act_hash + signature + (cosignature or b"")).digest()


def link_hash(tail: bytes, seq: int, body: bytes) -> bytes:
    """The hash of act ``seq`` with these canonical bytes, chained to ``tail``."""
    return hashlib.sha256(
        _LINK + tail + seq.to_bytes(8, "big") + hashlib.sha256(body).digest()
    ).digest()


def signed_message(act_hash: bytes) -> bytes:
    """The bytes that a signature covers."""
    return _SIGN + act_hash


def key_id(public_key: bytes) -> str:
    """The short name of a public key: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def short_digest(signature: bytes) -> str:
    """What is printed beside a signature, for example ``3F9A-27C1-0B5E``."""
    digits = hashlib.sha256(signature).hexdigest()[:12].upper()
    return "-".join((digits[:4], digits[4:8], digits[8:]))
