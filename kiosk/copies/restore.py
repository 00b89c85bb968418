"""Put a backup in the place of the database, in a new epoch, verified before and after."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import backup as files
from db.engine import FAILURES, close_database
from db.folders import make_folder
from db.mark import OtherRelease
from db.unfinished import remove, staged_beside
from kiosk.copies.backup import copy_key_files
from kiosk.machine.place import SECRETS, Place, is_address
from kiosk.machine.settings import CHECKPOINTS
from kiosk.point.checkpoints import ENDING, read_checkpoint
from kiosk.point.epochs import LeftHistory, history_of, known_histories
from kiosk.point.lock import alone_with, share
from kiosk.point.opening import not_ours, open_apart, open_to_work
from kiosk.point.point import utc_now
from kiosk.point.seen import seen_in
from kiosk.proof.acts import EpochCause, Kind
from kiosk.signing import keyring
from kiosk.staff.settling import settle
from kiosk.verification.everything import Report, verify
from kiosk.words.errors import CannotRead, CannotWrite, CopyIsWrong, KeysMissing
from kiosk.words.i18n import _

ASIDE = ".replaced-"
"""In the name of every folder into which a restore moved what it replaced."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: what it verified, where the replaced files are, which epoch began."""

    report: Report
    aside: Path | None
    epoch: int


def restore(
    copy: Path,
    place: Place,
    *,
    administrator: str,
    pin: str,
    clock: Callable[[], datetime] = utc_now,
    even_if_wrong: bool = False,
) -> Restored:
    """Put a backup in the place of the database, in a new epoch, and verify it there.

    The epoch begins in the name of an administrator whom the copy knows, by the PIN of that time.

    Everything is made ready and verified beside the database first: whatever is refused or goes
    wrong until then leaves all as it was. ``even_if_wrong`` takes a copy in which a row is wrong,
    where there is no better one. Raises CannotRead for a copy that is not sound, WrongDatabase for
    one of another release, CopyIsWrong, KeysMissing, DatabaseInUse, NotAllowed, WrongPin,
    ClockDoubted or CannotWrite.
    """
    _refuse_missing(copy, place)
    target = Path(place.database)
    aside = _new_folder_aside(target)
    with _sound_copy(copy) as (whole, key_id):
        keys = _keys_of(copy, place, key_id)
        close_database()
        try:
            make_folder(target.parent)
            with alone_with(place.database), _with_keys(keys, place):
                by = {"administrator": administrator, "pin": pin}
                epoch = _replace(copy, whole, place, aside, clock, by, even_if_wrong=even_if_wrong)
                report = verify(open_to_work(place, clock=clock))
            share(place.database)
        except OSError as error:
            raise CannotWrite(str(target), error.strerror or "") from error
    return Restored(report, aside if aside.exists() else None, epoch)


def check_copy(copy: Path, place: Place) -> None:
    """Whether a backup can take the place of the database, before anybody is asked for a PIN.

    Raises CannotRead, WrongDatabase or KeysMissing as ``restore`` does.
    """
    _refuse_missing(copy, place)
    with _sound_copy(copy) as (_whole, key_id):
        _keys_of(copy, place, key_id)


def _refuse_missing(copy: Path, place: Place) -> None:
    """Raise CannotRead for a copy that is not there, and for a database on a server."""
    if is_address(place.database):
        raise CannotRead(str(copy), _("a PostgreSQL database is restored by pg_restore."))
    if not copy.exists():
        raise CannotRead(str(copy), _("there is no such file."))


def _new_folder_aside(target: Path) -> Path:
    """The name, not taken yet, of the folder into which the replaced files move."""
    name = f"{target.stem}{ASIDE}{datetime.now(UTC):%Y%m%d-%H%M%S}"
    while target.with_name(name).exists():
        name += "-again"
    return target.with_name(name)


@contextmanager
def _sound_copy(copy: Path) -> Iterator[tuple[Path, str | None]]:
    """A copy as one sound file, into which the log beside it is merged, and the name of the key
    that signed its first act. Raises WrongDatabase for a copy of another release, and CannotRead
    for anything else."""
    with ExitStack() as stack:
        try:
            whole = stack.enter_context(files.merged(copy))
            files.check(whole)
            key_id = files.first_key(whole)
        except OtherRelease as error:
            raise not_ours(str(copy), error) from error
        except (OSError, files.DamagedCopy) as error:
            raise CannotRead(str(copy), _("it is not a sound backup of the help point.")) from error
        yield whole, key_id


def _keys_of(copy: Path, place: Place, key_id: str | None) -> Path:
    """The key folder in which the kiosk's key of a copy is: the point's own, or on a new machine
    the one beside the backup. Raises KeysMissing where neither has it."""
    beside = copy.with_suffix(".keys")
    keys = beside if not place.keys.exists() and beside.is_dir() else place.keys
    if keyring.load(keys, place.secrets).kiosk.key_id != key_id:
        raise KeysMissing(str(place.secrets or keys))
    return keys


@contextmanager
def _with_keys(keys: Path, place: Place) -> Iterator[None]:
    """Copy a key folder to a machine that has none, without the secrets that are kept apart; it is
    removed again where the database that it belongs to did not come. Raises CannotWrite."""
    if keys == place.keys:
        make_folder(place.keys)
        yield
        return
    target = Path(place.database)
    before = _inode(target)
    try:
        apart = SECRETS if place.secrets else ()
        copy_key_files((file for file in keys.iterdir() if file.name not in apart), place.keys)
        yield
    except BaseException:
        if _inode(target) == before:
            shutil.rmtree(place.keys, ignore_errors=True)
        raise


def _inode(file: Path) -> int | None:
    """The number by which the system knows a file; None where there is none."""
    return file.stat().st_ino if file.exists() else None


def _replace(
    copy: Path,
    whole: Path,
    place: Place,
    aside: Path,
    clock: Callable[[], datetime],
    by: Mapping[str, str],
    *,
    even_if_wrong: bool,
) -> int:
    """Migrate a copy beside the database, begin its epoch and verify it there, then let it take
    the place; returns the epoch. Raises CannotRead or CopyIsWrong, and nothing is replaced."""
    target = Path(place.database)
    left = [*_histories_in(place), *_histories_proved(copy, place)]
    _remove_unfinished(target)
    with files.staged(whole, target) as staged:
        try:
            ready = replace(place, database=str(staged))
            point = open_apart(ready, clock=clock)
            epoch = settle(point, EpochCause.RESTORED, *left, **by)
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


def _remove_unfinished(target: Path) -> None:
    """Remove what a killed restore left beside the database: it may be full of names."""
    for path in staged_beside(target):
        with suppress(OSError):
            remove(path)


def _histories_in(place: Place) -> list[LeftHistory]:
    """Where the database that is replaced ends, and every history that it had left behind itself;
    one that nothing is known of where it is missing, damaged or another kiosk's."""
    replaced, kiosk = Path(place.database), keyring.load(place.keys, place.secrets).kiosk
    try:
        if not replaced.exists() or files.first_key(replaced, at_rest=False) != kiosk.key_id:
            return [LeftHistory()]
        head = files.head(replaced, at_rest=False)
        begun = files.bodies(replaced, Kind.EPOCH_BEGUN.value, at_rest=False)
        earlier = [_history_left_by(json.loads(body)) for body in begun]
    except (OSError, files.DamagedCopy, ValueError, TypeError, KeyError):
        return [LeftHistory()]
    return [LeftHistory(head.epoch, head.size, head.tail.hex()), *earlier]


def _history_left_by(body: dict[str, Any]) -> LeftHistory:
    """The history before an epoch, as the act says that began the epoch."""
    return LeftHistory(int(body["epoch"]) - 1, int(body["left_size"]), str(body["left_head"]))


def _histories_proved(copy: Path, place: Place) -> list[LeftHistory]:
    """Every history that a checkpoint proves, this kiosk's own marks and the notes beside a copy,
    and what this kiosk has seen; a note that cannot be read proves none."""
    key = keyring.load(place.keys, place.secrets).kiosk.public_key
    known, seen = known_histories(place.keys, key), seen_in(place.keys)
    if seen is not None:
        known.append(LeftHistory(seen.epoch, seen.size, seen.head))
    for note in [*copy.parent.glob(f"*{ENDING}"), *(copy.parent / CHECKPOINTS).glob(f"*{ENDING}")]:
        with suppress(CannotRead):
            known.append(history_of(read_checkpoint(note, key)))
    return known
