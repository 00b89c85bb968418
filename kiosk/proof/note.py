"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint): text that outlives programs.

A note names a ledger, its size and its head, and carries an Ed25519 signature that any
implementation of the format can check. Kept outside the machine it proves that nothing before it
was cut off or rewritten.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from .chain import Holds
from .codes import TYPED, grouped, letters_of

_ED25519 = b"\x01"
_DASH = "\u2014"
_HASH = 4
"""How many bytes of a signature name its key."""


@dataclass(frozen=True)
class Checkpoint:
    """What a note says: ``size`` acts end in ``head`` (32 bytes) at ``at`` (ISO 8601, UTC)."""

    origin: str
    size: int
    head: bytes
    at: str

    @property
    def epoch(self) -> int:
        """How many times a backup had taken the ledger's place: the origin's third part. Raises
        ValueError where there is no such number."""
        _program, _point, *epoch = self.origin.split("/")
        return int(epoch[0]) if epoch else 0

    def text(self) -> str:
        """The signed part: origin, size, head in base64, time, each on its line."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.head).decode()}\n{self.at}\n"

    def code(self) -> str:
        """Twenty letters to read aloud or to write into a binder, in groups of four."""
        return grouped(self.letters()[:TYPED])

    def letters(self) -> str:
        """All letters of the digest that the code begins."""
        return letters_of(sha256(self.text().encode()).digest())


def origin(point_uid: str, epoch: int) -> str:
    """The name of a point's ledger in an epoch, as a note begins."""
    return f"help-point/{point_uid}/{epoch}" if epoch else f"help-point/{point_uid}"


class BadNote(Exception):
    """The text is not a note, or its signature does not hold."""


class NoteSigner(Protocol):
    """Who signs a note."""

    @property
    def public_key(self) -> bytes: ...

    def sign_bytes(self, message: bytes) -> bytes:
        """The 64-byte signature over a message."""


def write_note(checkpoint: Checkpoint, signer: NoteSigner) -> str:
    """The note of a checkpoint with the signature of ``signer`` under the ledger's name."""
    text, name = checkpoint.text(), checkpoint.origin
    signature = _key_hash(name, signer.public_key) + signer.sign_bytes(text.encode())
    return f"{text}\n{_DASH} {name} {b64encode(signature).decode()}\n"


def read_note(note: str, public_key: bytes, holds: Holds) -> Checkpoint:
    """What a note says, if ``public_key`` signed it; raises BadNote otherwise.

    Signatures of other keys, such as witnesses', are not looked at (C2SP signed-note); every one
    that is named after ``public_key`` has to hold.
    """
    text, _gap, signatures = note.replace("\r\n", "\n").strip("\n").rpartition("\n\n")
    try:
        name, size, head, at = text.split("\n")
        checkpoint = Checkpoint(name, int(size), b64decode(head, validate=True), at)
        sized = checkpoint.epoch >= 0 and checkpoint.size >= 0
        own = [_is_signed(line, checkpoint, public_key, holds) for line in signatures.split("\n")]
    except ValueError as error:
        raise BadNote from error
    if not (any(own) and sized and checkpoint.text() == text + "\n"):
        raise BadNote
    return checkpoint


def _is_signed(line: str, checkpoint: Checkpoint, public_key: bytes, holds: Holds) -> bool:
    """False for a signature of an unknown key; raises ValueError where it is bad."""
    dash, name, encoded = line.split(" ")
    raw = b64decode(encoded, validate=True)
    spelt = b64encode(raw).decode() == encoded
    if not (dash == _DASH and name and spelt and len(raw) > _HASH):
        raise ValueError(line)
    if name != checkpoint.origin or raw[:_HASH] != _key_hash(name, public_key):
        return False
    if not holds(public_key, checkpoint.text().encode(), raw[_HASH:]):
        raise ValueError(line)
    return True


def _key_hash(name: str, public_key: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:_HASH]
