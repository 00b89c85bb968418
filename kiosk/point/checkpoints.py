"""Checkpoints: made at each end of day, on demand and with every backup, to be kept outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db.folders import make_folder
from db.models import Act
from kiosk.machine.files import replace
from kiosk.machine.settings import CHECKPOINTS as FOLDER
from kiosk.point.epochs import announce, keep_newest, mark_lost, newest_checkpoint
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind
from kiosk.proof.codes import Shape, bare_code, shape_of
from kiosk.proof.note import BadNote, Checkpoint, origin, read_note, write_note
from kiosk.signing.keys import holds
from kiosk.words.days import local
from kiosk.words.errors import (
    CannotRead,
    CannotWrite,
    NoCheckpointCode,
    NoteGone,
    PageCodeGiven,
    StampGiven,
    UnknownCode,
)
from kiosk.words.i18n import _

ENDING = ".checkpoint"
_MISTAKEN = {Shape.PAGE: PageCodeGiven, Shape.STAMP: StampGiven}


@dataclass(frozen=True, slots=True)
class MadeCheckpoint:
    """A checkpoint with the note that proves it."""

    checkpoint: Checkpoint
    note: str
    earlier: tuple[tuple[Checkpoint, str], ...] = ()
    """Those since the newest one before, which a killed program may not have kept everywhere."""


def make_checkpoint(point: HelpPoint) -> MadeCheckpoint:
    """Sign the ledger's size and head as they are now; the ledger remembers that it was done.

    Raises LedgerSetBack for a database that is older than the last checkpoint, NoteGone where the
    last one's note is not there any more: a new one would hide that. And CannotWrite where the note
    cannot be kept beside the kiosk's keys: then nobody has seen it.
    """
    if mark_lost(point):
        raise NoteGone
    before = newest_checkpoint(point)
    said = say(point, Kind.CHECKPOINT_MADE, {})
    with open_ledger(point) as ledger:
        act = ledger.keep(said)
        checkpoint = Checkpoint(origin(point.uid, ledger.epoch), act.seq, act.tail, act.at)
        note = write_note(checkpoint, point.keyring.kiosk)
        made = MadeCheckpoint(checkpoint, note, tuple(_since(point, before, checkpoint)))
        announce(point, made.note)
    keep_newest(point, checkpoint, made.note)
    return made


def _since(
    point: HelpPoint, before: Checkpoint | None, made: Checkpoint
) -> Iterator[tuple[Checkpoint, str]]:
    """The checkpoints of this epoch from the newest kept one on up to the one being made."""
    if before is None or before.epoch != made.epoch:
        return
    acts = Act.select().where(
        Act.point == point.id,
        Act.kind == Kind.CHECKPOINT_MADE.value,
        Act.seq >= before.size,
        Act.seq < made.size,
    )
    for act in acts.order_by(Act.seq):
        each = Checkpoint(made.origin, act.seq, bytes(act.tail), act.at)
        yield each, write_note(each, point.keyring.kiosk)


def save_checkpoint(
    point: HelpPoint, out: Path | None = None, *, backups: Path | None = None
) -> Checkpoint:
    """Make a checkpoint and write its note to a file, and to those kept with the backups.

    Raises CannotWrite.
    """
    made = make_checkpoint(point)
    if out is not None:
        replace(out, made.note.encode())
    if backups is not None:
        keep_checkpoint(point, made, backups)
    return made.checkpoint


def make_and_keep(point: HelpPoint, backups: Path) -> MadeCheckpoint:
    """Make a checkpoint and keep it with the backups. Raises CannotWrite."""
    made = make_checkpoint(point)
    keep_checkpoint(point, made, backups)
    return made


def keep_checkpoint(point: HelpPoint, made: MadeCheckpoint, backups: Path) -> Path:
    """Keep a note in the folder of all checkpoints, named by day, size and epoch."""
    folder = backups / FOLDER
    try:
        make_folder(folder)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    for checkpoint, note in (*made.earlier, (made.checkpoint, made.note)):
        epoch = f"-{checkpoint.epoch}" if checkpoint.epoch else ""
        day = local(checkpoint.at, point.zone).date()
        kept = folder / f"{day}-{checkpoint.size}{epoch}{ENDING}"
        if checkpoint is made.checkpoint or not kept.exists():
            replace(kept, note.encode())
    return kept


def read_checkpoint(path: Path, public_key: bytes) -> Checkpoint:
    """The checkpoint in a file. Raises CannotRead for another kiosk's note or an altered one."""
    try:
        return read_note(path.read_text("utf-8"), public_key, holds)
    except OSError as error:
        raise CannotRead(str(path), error.strerror or "") from error
    except (BadNote, UnicodeDecodeError) as error:
        raise CannotRead(str(path), _("it is not a checkpoint of this help point.")) from error


def read_checkpoints(paths: Iterable[Path], public_key: bytes) -> list[Checkpoint]:
    """The checkpoints in files, and all those in folders. Raises CannotRead."""
    return [read_checkpoint(file, public_key) for path in paths for file in _files(path)]


def find_by_code(point: HelpPoint, code: str) -> Checkpoint:
    """The checkpoint that a code in a binder stands for, made again from the ledger alone.

    Case, spaces and dashes do not matter, nor Russian letters that look alike. Raises UnknownCode
    where no checkpoint of this ledger has it: the ledger was cut or rewritten before it, or the
    code was mistyped; PageCodeGiven, StampGiven or NoCheckpointCode for what is none.
    """
    shape, wanted = shape_of(code), bare_code(code)
    if shape is not Shape.CHECKPOINT:
        raise _MISTAKEN.get(shape, NoCheckpointCode)(code.strip())
    epoch = 0
    kinds = (Kind.CHECKPOINT_MADE.value, Kind.EPOCH_BEGUN.value)
    for act in Act.select().where(Act.point == point.id, Act.kind.in_(kinds)).order_by(Act.seq):
        if act.kind == Kind.EPOCH_BEGUN.value:
            epoch += 1
            continue
        made = Checkpoint(origin(point.uid, epoch), act.seq, bytes(act.tail), act.at)
        if made.letters().startswith(wanted):
            return made
    raise UnknownCode(code.strip())


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.glob(f"*{ENDING}"))
    if not files:
        raise CannotRead(str(path), _("there is no checkpoint in it."))
    return files
