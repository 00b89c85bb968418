"""The automatic backups: made at each end of day and when a volume is closed, kept in rotation."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import backup as files
from db.dialect import is_postgres
from db.engine import current
from db.folders import make_folder
from kiosk.copies.backup import TROUBLE, disk_failed, walk_copy, write_backup
from kiosk.copies.rotation import EVIDENCE, SOUND, backups_in, name_of, note_of, rotate
from kiosk.machine.second_folder import second_trouble
from kiosk.machine.settings import CHECKPOINTS, Settings
from kiosk.point.checkpoints import ENDING, read_checkpoint, save_checkpoint
from kiosk.point.point import HelpPoint
from kiosk.verification.everything import Report, verify
from kiosk.verification.notes import compare_notes
from kiosk.words.errors import CannotRead, CannotWrite, HelpPointError

log = logging.getLogger("kiosk.copies.daily")

_UNSOUND: tuple[type[Exception], ...] = (CannotRead, *TROUBLE)
"""What reading a backup or its checkpoint fails with where it is not sound."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """An automatic backup: when it was made, how many bytes, its checkpoint's code."""

    path: Path
    made: datetime
    size: int
    code: str
    sound: bool
    of_another_release: bool = False
    """Whether an earlier or newer version of this program wrote it: it is not read any further."""

    @property
    def evidence(self) -> bool:
        """Whether it was made of journals in which an error was found: nothing vouches for it."""
        return self.path.suffix == EVIDENCE


def back_up_now(point: HelpPoint, settings: Settings) -> tuple[Report, Path | None]:
    """Make the day's backup, delete the oldest ones, and do both in the second folder too.

    Returns what the verification said and the file; None where the database is a server's, whose
    day is ended by a checkpoint alone. Raises CannotWrite, and ClockDoubted for a wrong clock.
    """
    try:
        with _one_at_a_time(settings.backup_folder):
            return _back_up(point, settings)
    except HelpPointError as error:
        log.error("no backup: %s", error)
        raise
    except OSError as error:
        log.error("no backup: %s", error.strerror)
        raise CannotWrite(str(settings.backup_folder), error.strerror or "") from error


def _back_up(point: HelpPoint, settings: Settings) -> tuple[Report, Path | None]:
    """As ``back_up_now``, by the one program that makes a backup now."""
    folder = settings.backup_folder
    report = verify(point, notes=compare_notes(point, settings.checkpoint_folders))
    if is_postgres(current()):
        if report.wrong is None:
            save_checkpoint(point, backups=folder)
        return report, None
    now = point.clock().astimezone(point.zone).replace(tzinfo=None)
    fresh = folder / name_of(now, EVIDENCE if report.wrong else SOUND)
    write_backup(point, fresh, report, kept=folder)
    rotate(folder, now, fresh.suffix)
    if settings.second_backups:
        try:
            copy_to_second(fresh, Path(settings.second_backups), now)
        except CannotWrite as error:
            log.warning("nothing in the second folder: %s", error)
    log.info("backup: %d acts, %s", report.acts, fresh.name)
    return report, fresh


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other program makes an automatic backup; the lock goes with the program."""
    make_folder(folder)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def copy_to_second(fresh: Path, second: Path, now: datetime) -> None:
    """Copy a backup and all checkpoints into the second folder, and delete the oldest ones there.

    Raises CannotWrite where the folder is not there or cannot be written. It is never made: where a
    stick should be, a new folder would fill the system's own disk.
    """
    if trouble := second_trouble(second):
        raise CannotWrite(str(second), trouble)
    try:
        make_folder(second / CHECKPOINTS)
        for note in sorted((fresh.parent / CHECKPOINTS).glob(f"*{ENDING}")):
            if not (second / CHECKPOINTS / note.name).exists():
                files.copy_file(note, second / CHECKPOINTS / note.name)
        for path in (fresh, note_of(fresh)):
            if path.exists():
                files.copy_file(path, second / path.name)
        rotate(second, now, fresh.suffix)
    except TROUBLE as error:
        raise disk_failed(second) from error


def list_backups(point: HelpPoint, folder: Path) -> list[KeptBackup]:
    """Every automatic backup in a folder, newest first, read again from beginning to end."""
    found = sorted(backups_in(folder), key=lambda each: each[1], reverse=True)
    return [_read_again(point, path, made) for path, made in found]


def _read_again(point: HelpPoint, path: Path, made: datetime) -> KeptBackup:
    """What one automatic backup is, after its checkpoint and its whole chain were followed."""
    code, sound = "", False
    try:
        checkpoint = read_checkpoint(note_of(path), point.keyring.kiosk.public_key)
        code = checkpoint.code()
        files.check(path)
        walk_copy(path, point.uid, checkpoint)
        sound = True
    except _UNSOUND as error:
        log.warning("%s is not sound: %s", path.name, type(error).__name__)
    foreign = not sound and files.is_of_another_release(path)
    return KeptBackup(path, made, path.stat().st_size, code, sound, foreign)
