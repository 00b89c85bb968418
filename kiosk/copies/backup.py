"""Make a backup: a checked copy of the database, read again before it gets its name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from db import backup as files
from db.dialect import is_postgres
from db.engine import FAILURES, current
from db.folders import make_folder
from db.mark import OtherRelease
from kiosk.copies.rotation import note_of
from kiosk.machine.files import replace
from kiosk.machine.place import SECRETS, Place
from kiosk.point.checkpoints import keep_checkpoint, make_checkpoint
from kiosk.point.point import HelpPoint
from kiosk.proof.chain import genesis, is_linked
from kiosk.proof.note import Checkpoint
from kiosk.verification.everything import Report, verify
from kiosk.verification.notes import NO_NOTES, Notes
from kiosk.words.errors import CannotWrite
from kiosk.words.i18n import _

TROUBLE: tuple[type[Exception], ...] = (OSError, files.DamagedCopy, OtherRelease, *FAILURES)
"""What making or reading a copy can fail with."""


def disk_failed(file: Path) -> CannotWrite:
    """The error of a copy that a disk did not take or give back; ``file`` is named in it."""
    return CannotWrite(str(file), _("the disk is full, read-only or failing."))


def backup(
    point: HelpPoint, target: Path, *, kept: Path | None = None, notes: Notes = NO_NOTES
) -> Report:
    """Verify the ledger and the kept ``notes``, then write a checked copy of the database to
    ``target``.

    The report says what is wrong, if anything. Raises as ``write_backup`` does.
    """
    _refuse(target)
    report = verify(point, notes=notes)
    write_backup(point, target, report, kept=kept)
    return report


def write_backup(
    point: HelpPoint, target: Path, report: Report, *, kept: Path | None = None
) -> None:
    """Write a checked copy of the database, with the checkpoint that proves it beside it and in
    the folder of all checkpoints in ``kept``.

    A wrong ledger is copied all the same, as evidence, but no checkpoint vouches for it. Raises
    CannotWrite, and ClockDoubted for a clock behind the ledger.
    """
    _refuse(target)
    made = make_checkpoint(point) if report.wrong is None else None
    if made and kept:
        keep_checkpoint(point, made, kept)
    try:
        prove = partial(walk_copy, uid=point.uid, checkpoint=made.checkpoint) if made else None
        files.copy_to(current(), target, prove)
    except TROUBLE as error:
        raise disk_failed(target) from error
    if made:
        replace(note_of(target), made.note.encode())


def _refuse(target: Path) -> None:
    """Raise CannotWrite for a server's database, or where the folder is not there."""
    if is_postgres(current()):
        raise CannotWrite(str(target), _("a PostgreSQL database is backed up by pg_dump."))
    if not target.parent.is_dir():
        raise CannotWrite(str(target), _("there is no such folder."))


def walk_copy(copy: Path, uid: str, checkpoint: Checkpoint | None = None) -> None:
    """Follow the chain in a copy of the help point ``uid`` to its head, through a checkpoint.

    Raises DamagedCopy where an act does not follow from the one before, where the head is another
    one, and where the checkpoint is not on the way.
    """
    tail, size = genesis(uid), 0
    for size, act in enumerate(files.acts(copy), start=1):
        if act.seq != size or not is_linked(act, tail):
            raise files.DamagedCopy
        tail = act.tail
        if checkpoint is not None and size == checkpoint.size and tail != checkpoint.head:
            raise files.DamagedCopy
    head = files.head(copy)
    if (head.size, head.tail) != (size, tail) or (checkpoint and size < checkpoint.size):
        raise files.DamagedCopy


def copy_keys(place: Place, target: Path) -> Path:
    """Copy the key folder beside the backup ``target``; returns the copy. Raises CannotWrite.

    Whoever has both can try PINs: they are to be kept apart.
    """
    folder = target.with_suffix(".keys")
    try:
        copy_key_files([*place.keys.iterdir(), *_kept_apart(place)], folder)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    return folder


def _kept_apart(place: Place) -> list[Path]:
    """The secrets that are read from another place; they too are to survive this machine."""
    return [place.secrets / name for name in SECRETS] if place.secrets else []


def copy_key_files(files: Iterable[Path], folder: Path) -> None:
    """Copy files of keys and notes into a folder, each whole and for good, or not at all; of two
    with one name the later stays.

    Raises CannotWrite for a file, OSError for the folder.
    """
    make_folder(folder)
    folder.chmod(0o700)
    for file in {each.name: each for each in files}.values():
        replace(folder / file.name, file.read_bytes())
