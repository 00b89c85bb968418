"""Copy a SQLite database whole while it is in use, and put a copy back."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import peewee as pw

from db.engine import FAILURES, logs_beside, opened_to_read
from db.folders import make_folder, sync
from db.mark import ForeignSchema, OtherRelease
from db.migrations import current_version
from db.unfinished import MERGING, held, part_of, staged_for

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it moves together with it, or not at all."""


class DamagedCopy(Exception):
    """A copy is not a sound database of the help point."""


class ActRow(NamedTuple):
    """What the chain covers of an act."""

    seq: int
    body: bytes
    given: bytes
    signature: bytes
    cosignature: bytes | None
    tail: bytes


class Head(NamedTuple):
    """Where a ledger in a file ends: its epoch, how many acts, and their tail."""

    epoch: int
    size: int
    tail: bytes


def copy_to(
    database: pw.Database, target: Path, prove: Callable[[Path], None] | None = None
) -> None:
    """Write a consistent copy: vacuumed, synced, checked, proved, and only then given its name.

    ``prove`` raises DamagedCopy for a copy that is not what it should be. Raises DamagedCopy,
    OSError or peewee.DatabaseError; ``target`` is then as it was.
    """
    with _finished(target) as part:
        database.execute_sql("VACUUM INTO ?", (str(part),))
        sync(part)
        check(part)
        if prove:
            prove(part)


def copy_file(copy: Path, target: Path) -> None:
    """Put a finished backup under another name, perhaps on another disk, and read it there.

    Raises DamagedCopy or OSError; ``target`` is then as it was.
    """
    with _finished(target) as part:
        shutil.copyfile(copy, part)
        sync(part)
        if not filecmp.cmp(copy, part, shallow=False):
            raise DamagedCopy


@contextmanager
def _finished(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that takes its name once everything is well."""
    part = part_of(target)
    try:
        part.touch()
        with held(part):
            yield part
            part.replace(target)
            sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Raise DamagedCopy unless ``path`` is a sound database of the help point, and OtherRelease
    for one that another release of this program wrote."""
    with _reading(path) as copy:
        try:
            begun = current_version(copy) > 0
        except OtherRelease:
            raise
        except ForeignSchema as error:
            raise DamagedCopy from error
        sound = copy.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        linked = not copy.execute_sql("PRAGMA foreign_key_check").fetchall()
    if not (begun and sound and linked):
        raise DamagedCopy


def is_of_another_release(copy: Path) -> bool:
    """Whether an earlier or newer version of this program wrote a copy; False where it cannot be
    read."""
    with suppress(DamagedCopy), _reading(copy) as file:
        try:
            current_version(file)
        except ForeignSchema as error:
            return isinstance(error, OtherRelease)
    return False


@contextmanager
def merged(path: Path) -> Iterator[Path]:
    """A database as one file: itself, or a copy that has taken in what the log beside it holds.

    A database that a killed program left, or that a restore put aside, has its newest commits in
    its log. Raises DamagedCopy or OSError.
    """
    if not logs_beside(path):
        yield path
        return
    with working_copy(path, MERGING) as whole:
        _take_in_log(whole)
        yield whole


@contextmanager
def working_copy(path: Path, prefix: str) -> Iterator[Path]:
    """A copy of a database with its logs, to be worked on in a folder beside it; gone in the end.

    Raises OSError.
    """
    with (
        tempfile.TemporaryDirectory(dir=path.parent, prefix=prefix) as folder,
        held(Path(folder)),
    ):
        for file in (path, *logs_beside(path)):
            shutil.copyfile(file, Path(folder, file.name))
        yield Path(folder, path.name)


def _take_in_log(path: Path) -> None:
    database = pw.SqliteDatabase(path.resolve().as_uri(), uri=True)
    try:
        database.connect()
        database.execute_sql("PRAGMA journal_mode = delete").fetchall()
    except FAILURES as error:
        raise DamagedCopy from error
    finally:
        database.close()
    _refuse_unfinished(path)


def first_key(path: Path, *, at_rest: bool = True) -> str | None:
    """The name of the key that signed a file's first act: whose help point it is."""
    with _reading(path, at_rest=at_rest) as copy:
        row = copy.execute_sql("SELECT key_id FROM act WHERE seq = 1").fetchone()
    return str(row[0]) if row else None


def point_uid(path: Path) -> str:
    """Which help point a sound copy is of."""
    with _reading(path) as copy:
        return str(copy.execute_sql("SELECT uid FROM point ORDER BY id").fetchone()[0])


def acts(path: Path) -> Iterator[ActRow]:
    """The ledger in a copy, act by act. Raises DamagedCopy where it cannot be read."""
    with _reading(path) as copy:
        rows = copy.execute_sql(
            "SELECT seq, body, given, signature, cosignature, tail FROM act ORDER BY seq"
        )
        yield from (ActRow(*row) for row in rows)


def bodies(path: Path, kind: str, *, at_rest: bool = True) -> list[bytes]:
    """What all acts of a kind say, in order. Raises DamagedCopy."""
    with _reading(path, at_rest=at_rest) as copy:
        rows = copy.execute_sql("SELECT body FROM act WHERE kind = ? ORDER BY seq", (kind,))
        return [bytes(body) for (body,) in rows]


def head(path: Path, *, at_rest: bool = True) -> Head:
    """Where the ledger in a file says that it ends. Raises DamagedCopy.

    A file that is not ``at_rest`` has its newest commits in the log beside it.
    """
    with _reading(path, at_rest=at_rest) as copy:
        row = copy.execute_sql("SELECT epoch, size, tail FROM ledger").fetchone()
    if row is None:
        raise DamagedCopy
    epoch, size, tail = row
    return Head(int(epoch), int(size), bytes(tail))


@contextmanager
def staged(copy: Path, target: Path) -> Iterator[Path]:
    """A copy of a backup beside the database, to be made ready there; in the end it is gone with
    whatever SQLite put beside it."""
    path = staged_for(target)
    try:
        path.touch(mode=0o600)
        with held(path):
            shutil.copyfile(copy, path)
            sync(path)
            yield path
    finally:
        for name in (*(path.name + side for side in SIDE_FILES), path.name):
            path.with_name(name).unlink(missing_ok=True)


def put_in_place(staged: Path, target: Path, aside: Path) -> None:
    """Replace ``target`` by a staged copy; the replaced files move into the folder ``aside``.

    The database and its side files move together: a stale log would replay newer rows into the
    older copy. Raises OSError; before the first file has moved, all is as it was.
    """
    _refuse_unfinished(staged)
    sync(staged)
    for name in (target.name, *(target.name + side for side in SIDE_FILES)):
        current = target.with_name(name)
        if current.exists():
            make_folder(aside)
            current.replace(aside / name)
    staged.replace(target)
    sync(target.parent)
    if aside.exists():
        sync(aside)


def _refuse_unfinished(staged: Path) -> None:
    """SQLite closes without a word where it cannot write its log back: the file beside the log is
    then half one state and half another."""
    if logs_beside(staged):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(staged))


@contextmanager
def _reading(path: Path, *, at_rest: bool = True) -> Iterator[pw.Database]:
    """``opened_to_read`` for a file that is a copy, or may become one. Raises DamagedCopy."""
    try:
        with opened_to_read(path, at_rest=at_rest) as copy:
            yield copy
    except FAILURES as error:
        raise DamagedCopy from error
