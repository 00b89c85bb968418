"""Back up and restore: a copy counts only after it has been read again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from db import backup as files
from db.dialect import is_postgres
from db.engine import FAILURES, close_database, current
from db.folders import make_folder
from db.unfinished import remove, staged_beside
from kiosk.machine.files import replace
from kiosk.machine.place import Place, is_address
from kiosk.machine.settings import CHECKPOINTS
from kiosk.point.checkpoints import ENDING, keep_checkpoint, make_checkpoint, read_checkpoint
from kiosk.point.epochs import Left, begin_epoch, known_histories, left_at
from kiosk.point.lock import alone_with, hold
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.proof.acts import Kind
from kiosk.proof.chain import genesis, is_linked, tail_of
from kiosk.proof.note import Checkpoint
from kiosk.signing import keyring
from kiosk.verification.everything import Report, verify
from kiosk.words.errors import CannotRead, CannotWrite, CopyIsWrong, KeysMissing
from kiosk.words.i18n import _

TROUBLE: tuple[type[Exception], ...] = (OSError, files.DamagedCopy, *FAILURES)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: what it verified, where the replaced files are, which epoch began."""

    report: Report
    aside: Path | None
    epoch: int


def backup(point: HelpPoint, target: Path, *, kept: Path | None = None) -> Report:
    """Verify the ledger, then write a checked copy of the database to ``target``.

    The report says what is wrong, if anything. Raises as ``write_backup`` does.
    """
    _refuse(target)
    report = verify(point)
    write_backup(point, target, report, kept=kept)
    return report


def write_backup(
    point: HelpPoint, target: Path, report: Report, *, kept: Path | None = None
) -> None:
    """Write a checked copy of the database, with the checkpoint that proves it beside it and in
    the folder of all checkpoints in ``kept``.

    A wrong ledger is copied all the same, as evidence, but no checkpoint vouches for it. Raises
    CannotWrite, and ClockWentBack for a clock behind the ledger.
    """
    _refuse(target)
    made = make_checkpoint(point) if report.wrong is None else None
    if made and kept:
        keep_checkpoint(point, made, kept)
    try:
        prove = partial(walk_copy, uid=point.uid, checkpoint=made.checkpoint) if made else None
        files.copy_to(current(), target, prove)
    except TROUBLE as error:
        raise CannotWrite(str(target), _("the disk is full, read-only or failing.")) from error
    if made:
        replace(target.with_name(target.name + ENDING), made.note.encode())


def _refuse(target: Path) -> None:
    if is_postgres(current()):
        raise CannotWrite(str(target), _("a PostgreSQL database is backed up by pg_dump."))
    if not target.parent.is_dir():
        raise CannotWrite(str(target), _("there is no such folder."))


def walk_copy(copy: Path, uid: str, checkpoint: Checkpoint | None = None) -> None:
    """Follow the chain in a copy to its head, through its checkpoint. Raises DamagedCopy."""
    tail, size = genesis(uid), 0
    for size, act in enumerate(files.acts(copy), start=1):
        if act.seq != size or not is_linked(act, tail):
            raise files.DamagedCopy
        tail = tail_of(act)
        if checkpoint is not None and size == checkpoint.size and tail != checkpoint.head:
            raise files.DamagedCopy
    head = files.head(copy)
    if (head.size, head.tail) != (size, tail) or (checkpoint and size < checkpoint.size):
        raise files.DamagedCopy


def restore(
    copy: Path,
    place: Place,
    *,
    clock: Callable[[], datetime] = utc_now,
    even_if_wrong: bool = False,
) -> Restored:
    """Put a backup in the place of the database, in a new epoch, and verify it there.

    Everything is made ready and verified beside the database first: whatever is refused or goes
    wrong until then leaves all as it was. ``even_if_wrong`` takes a copy in which a row is wrong,
    where there is no better one. Raises CannotRead for a copy that is not sound, CopyIsWrong,
    KeysMissing, DatabaseInUse, ClockWentBack or CannotWrite.
    """
    if is_address(place.database):
        raise CannotRead(str(copy), _("a PostgreSQL database is restored by pg_restore."))
    if not copy.exists():
        raise CannotRead(str(copy), _("there is no such file."))
    target = Path(place.database)
    aside = _aside(target)
    with _sound(copy) as (whole, key):
        keys = _need_keys(copy, place, key)
        close_database()
        try:
            make_folder(target.parent)
            with alone_with(place.database), _brought(keys, place):
                epoch = _replace(copy, whole, place, aside, clock, even_if_wrong=even_if_wrong)
                report = verify(open_point(place, clock=clock))
            hold(place.database)
        except OSError as error:
            raise CannotWrite(str(target), error.strerror or "") from error
    return Restored(report, aside if aside.exists() else None, epoch)


@contextmanager
def _sound(copy: Path) -> Iterator[tuple[Path, str | None]]:
    """A copy as one sound file, together with what a log beside it holds, and the key that its
    ledger begins with. Raises CannotRead."""
    with ExitStack() as stack:
        try:
            whole = stack.enter_context(files.merged(copy))
            files.check(whole)
            key = files.first_key(whole)
        except (OSError, files.DamagedCopy) as error:
            raise CannotRead(str(copy), _("it is not a sound backup of the help point.")) from error
        yield whole, key


def _replace(
    copy: Path,
    whole: Path,
    place: Place,
    aside: Path,
    clock: Callable[[], datetime],
    *,
    even_if_wrong: bool,
) -> int:
    """Migrate a copy beside the database, begin its epoch and verify it there, then let it take
    the place."""
    target = Path(place.database)
    left = [*_replaced(place), *_proved(copy, place)]
    _tidy(target)
    with files.staged(whole, target) as staged:
        try:
            ready = Place(str(staged), place.keys, place.zone)
            point = open_point(ready, clock=clock)
            epoch = begin_epoch(point, *left)
            wrong = verify(point).wrong
            if wrong and not even_if_wrong:
                raise CopyIsWrong(str(copy), wrong)
            close_database()
            files.put_in_place(staged, target, aside)
        except FAILURES as error:  # its ledger cannot be gone on with
            raise CannotRead(str(copy), _("it is not a sound backup of the help point.")) from error
        finally:
            close_database()
    return epoch


def _tidy(target: Path) -> None:
    """Remove what a killed restore left beside the database: it may be full of names."""
    for path in staged_beside(target):
        with suppress(OSError):
            remove(path)


def _aside(target: Path) -> Path:
    """A new folder's name for what is replaced."""
    name = f"{target.stem}.replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    while target.with_name(name).exists():
        name += "-again"
    return target.with_name(name)


def _replaced(place: Place) -> list[Left]:
    """Where the database that a backup replaces ends, and what it had left behind itself; nothing
    where it cannot be read."""
    replaced, kiosk = Path(place.database), keyring.load(place.keys).kiosk
    try:
        if not replaced.exists() or files.first_key(replaced, at_rest=False) != kiosk.key_id:
            return [Left()]
        head = files.head(replaced, at_rest=False)
        begun = files.bodies(replaced, Kind.EPOCH_BEGUN.value, at_rest=False)
        earlier = [_left(json.loads(body)) for body in begun]
    except (OSError, files.DamagedCopy, ValueError, TypeError, KeyError):
        return [Left()]
    return [Left(head.epoch, head.size, head.tail.hex()), *earlier]


def _left(body: dict[str, Any]) -> Left:
    """What the beginning of an epoch says of the one before it."""
    return Left(int(body["epoch"]) - 1, int(body["left_size"]), str(body["left_head"]))


def _proved(copy: Path, place: Place) -> list[Left]:
    """What is known to have been: by this kiosk's marks, and by the notes beside the copy."""
    key = keyring.load(place.keys).kiosk.public_key
    known = known_histories(place.keys, key)
    for note in [*copy.parent.glob(f"*{ENDING}"), *(copy.parent / CHECKPOINTS).glob(f"*{ENDING}")]:
        with suppress(CannotRead):
            known.append(left_at(read_checkpoint(note, key)))
    return known


def _need_keys(copy: Path, place: Place, key: str | None) -> Path:
    """Where the kiosk's key of the copy is at hand: on a new machine, in the folder beside the
    backup. Raises KeysMissing."""
    beside = copy.with_suffix(".keys")
    found = beside if not place.keys.exists() and beside.is_dir() else place.keys
    if keyring.load(found).kiosk.key_id != key:
        raise KeysMissing(str(found))
    return found


@contextmanager
def _brought(keys: Path, place: Place) -> Iterator[None]:
    """Keys that a new machine has for the database that comes; they go where it did not come."""
    if place.keys.exists():
        yield
        return
    target = Path(place.database)
    before = _inode(target)
    try:
        _copy_folder(keys, place.keys)
        yield
    except BaseException:
        if _inode(target) == before:
            shutil.rmtree(place.keys, ignore_errors=True)
        raise


def _inode(file: Path) -> int | None:
    """Which file bears a name; None where there is none."""
    return file.stat().st_ino if file.exists() else None


def copy_keys(place: Place, target: Path) -> Path:
    """Copy the key folder beside a backup. Whoever has both can try PINs: keep them apart."""
    folder = target.with_suffix(".keys")
    try:
        _copy_folder(place.keys, folder)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    return folder


def _copy_folder(keys: Path, folder: Path) -> None:
    """Every file of a key folder, each there whole and for good, or not at all."""
    make_folder(folder)
    folder.chmod(0o700)
    for file in sorted(keys.iterdir()):
        replace(folder / file.name, file.read_bytes())
