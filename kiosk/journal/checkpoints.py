"""Checkpoints: made on demand and with every backup, kept outside the machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.documents.files import replace
from kiosk.errors import CannotRead
from kiosk.i18n import _
from kiosk.ledger.note import BadNote, Checkpoint, read_note, write_note
from kiosk.point import HelpPoint
from kiosk.record import Kind, record

ENDING = ".checkpoint"


@dataclass(frozen=True, slots=True)
class MadeCheckpoint:
    """A checkpoint with the note that proves it."""

    checkpoint: Checkpoint
    note: str


def make_checkpoint(point: HelpPoint) -> MadeCheckpoint:
    """Sign the ledger's size and head as they are now; the ledger remembers that it was done."""
    with record(point) as ledger:
        link = ledger.append(Kind.CHECKPOINT_MADE, {})
        at = ledger.now
    checkpoint = Checkpoint(f"help-point/{point.uid}", link.seq, link.tail(), at)
    return MadeCheckpoint(checkpoint, write_note(checkpoint, point.keyring.kiosk))


def save_checkpoint(point: HelpPoint, out: Path) -> Checkpoint:
    """Make a checkpoint and write its note to a file. Raises CannotWrite."""
    made = make_checkpoint(point)
    replace(out, made.note.encode())
    return made.checkpoint


def read_checkpoint(path: Path, public_key: bytes) -> Checkpoint:
    """The checkpoint in a file. Raises CannotRead for another kiosk's note or an altered one."""
    try:
        return read_note(path.read_text("utf-8"), public_key)
    except OSError as error:
        raise CannotRead(str(path), error.strerror or "") from error
    except (BadNote, UnicodeDecodeError) as error:
        raise CannotRead(str(path), _("it is not a checkpoint of this help point.")) from error
