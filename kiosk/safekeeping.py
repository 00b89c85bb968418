"""Back up and restore: a copy counts only after it has been read again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from db import backup as files
from db.dialect import is_postgres
from db.engine import FAILURES, close_database, current
from kiosk.errors import CannotRead, CannotWrite, KeysMissing
from kiosk.i18n import _
from kiosk.journal.checkpoints import ENDING, save_checkpoint
from kiosk.journal.verification import Report, verify
from kiosk.opening import open_point
from kiosk.place import Place, is_address
from kiosk.point import HelpPoint
from kiosk.signing import keyring

_TROUBLE: tuple[type[Exception], ...] = (OSError, files.DamagedCopy, *FAILURES)


def backup(point: HelpPoint, target: Path) -> Report:
    """Verify the ledger, then write a checked copy of the database to ``target``, with the
    checkpoint that proves it beside it.

    A wrong ledger is copied all the same, as evidence, but no checkpoint vouches for it; the
    report says what is wrong. Raises CannotWrite.
    """
    if is_postgres(current()):
        raise CannotWrite(str(target), _("a PostgreSQL database is backed up by pg_dump."))
    if not target.parent.is_dir():
        raise CannotWrite(str(target), _("there is no such folder."))
    report = verify(point)
    try:
        if report.wrong is None:
            save_checkpoint(point, target.with_name(target.name + ENDING))
        files.copy_to(current(), target)
    except _TROUBLE as error:
        raise CannotWrite(str(target), _("the disk is full, read-only or failing.")) from error
    return report


def restore(copy: Path, place: Place) -> tuple[Report, Path | None]:
    """Put a backup in the place of the database, and verify it there.

    Returns the report and the folder where the replaced files are kept, None where there were
    none. Raises CannotRead for a copy that is not sound, before anything is moved.
    """
    if is_address(place.database):
        raise CannotRead(str(copy), _("a PostgreSQL database is restored by pg_restore."))
    try:
        files.check(copy)
        key = files.first_key(copy)
    except (OSError, files.DamagedCopy) as error:
        raise CannotRead(str(copy), _("it is not a sound backup of the help point.")) from error
    _need_keys(copy, place, key)
    target = Path(place.database)
    aside = target.with_name(f"{target.stem}.replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    close_database()
    try:
        files.put_back(copy, target, aside)
    except OSError as error:
        raise CannotWrite(str(target), error.strerror or "") from error
    report = verify(open_point(place))
    return report, aside if aside.exists() else None


def _need_keys(copy: Path, place: Place, key: str | None) -> None:
    """The kiosk's key of the copy must be at hand: on a new machine, in the folder beside the
    backup. Raises KeysMissing."""
    beside = copy.with_suffix(".keys")
    fresh = not place.keys.exists() and beside.is_dir()
    found = beside if fresh else place.keys
    if keyring.load(found).kiosk.key_id != key:
        raise KeysMissing(str(found))
    if fresh:
        shutil.copytree(beside, place.keys)
        place.keys.chmod(0o700)


def copy_keys(place: Place, target: Path) -> Path:
    """Copy the key folder beside a backup. Whoever has both can try PINs: keep them apart."""
    folder = target.with_suffix(".keys")
    try:
        shutil.copytree(place.keys, folder, dirs_exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    return folder
