"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint): text that outlives programs.

A note names a ledger, its size and its head, and carries an Ed25519 signature that any
implementation of the format can check. Kept outside the machine it proves that nothing before it
was cut off or rewritten.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from kiosk.signing.keys import Signer

_ED25519 = b"\x01"
_DASH = "\u2014 "
_HASH = 4
"""How many bytes of a signature name its key."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says: ``size`` acts end in ``head`` (32 bytes) at ``at`` (ISO 8601, UTC)."""

    origin: str
    size: int
    head: bytes
    at: str

    @property
    def epoch(self) -> int:
        """How many times a backup had taken the ledger's place: the origin's third part."""
        _program, _point, *epoch = self.origin.split("/")
        return int(epoch[0]) if epoch else 0

    def text(self) -> str:
        """The signed part: origin, size, head in base64, time, each on its line."""
        head = base64.b64encode(self.head).decode()
        return f"{self.origin}\n{self.size}\n{head}\n{self.at}\n"

    def code(self) -> str:
        """Twelve characters to read aloud or to write into a binder, in groups of four."""
        digits = base64.b32encode(hashlib.sha256(self.text().encode()).digest())[:12].decode()
        return "-".join((digits[:4], digits[4:8], digits[8:]))


def origin(point_uid: str, epoch: int) -> str:
    """The name of a point's ledger in an epoch, as a note begins."""
    return f"help-point/{point_uid}/{epoch}" if epoch else f"help-point/{point_uid}"


class BadNote(Exception):
    """The text is not a note, or its signature does not hold."""


def write_note(checkpoint: Checkpoint, signer: Signer) -> str:
    """The note with the signature of ``signer`` under the ledger's name."""
    text = checkpoint.text()
    signature = _key_hash(checkpoint.origin, signer.public_key) + signer.sign_bytes(text.encode())
    return f"{text}\n{_DASH}{checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def read_note(note: str, public_key: bytes) -> Checkpoint:
    """What a note says, if ``public_key`` signed it; raises BadNote otherwise.

    Signatures of other keys, such as witnesses', are not looked at (C2SP signed-note); every one
    that is named after ``public_key`` has to hold.
    """
    text, _gap, signatures = note.replace("\r\n", "\n").strip("\n").rpartition("\n\n")
    try:
        name, size, head, at = text.split("\n")
        checkpoint = Checkpoint(name, int(size), base64.b64decode(head, validate=True), at)
        sized = checkpoint.epoch >= 0 and checkpoint.size >= 0
        own = [_is_signed(line, checkpoint, public_key) for line in signatures.split("\n")]
    except (ValueError, binascii.Error, BadSignatureError) as error:
        raise BadNote from error
    if not (any(own) and sized and checkpoint.text() == text + "\n"):
        raise BadNote
    return checkpoint


def _is_signed(line: str, checkpoint: Checkpoint, public_key: bytes) -> bool:
    """False for a signature of an unknown key; raises where the line or the signature is bad."""
    dash, name, encoded = line.split(" ")
    raw = base64.b64decode(encoded, validate=True)
    spelt = base64.b64encode(raw).decode() == encoded
    if not (f"{dash} " == _DASH and name and spelt and len(raw) > _HASH):
        raise ValueError(line)
    if name != checkpoint.origin or raw[:_HASH] != _key_hash(name, public_key):
        return False
    VerifyKey(public_key).verify(checkpoint.text().encode(), raw[_HASH:])
    return True


def _key_hash(name: str, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:_HASH]
