"""Copy a SQLite database whole while it is in use, and put a copy back."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee as pw

from db.engine import FAILURES
from db.migrations import APPLICATION_ID, MIGRATIONS

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it moves together with it, or not at all."""


class DamagedCopy(Exception):
    """A copy is not a sound database of the help point."""


def copy_to(database: pw.Database, target: Path) -> None:
    """Write a consistent copy: vacuumed, checked, synced, and only then given its name.

    Raises DamagedCopy, OSError or peewee.DatabaseError; ``target`` is then as it was.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        database.execute_sql("VACUUM INTO ?", (str(part),))
        check(part)
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Raise DamagedCopy unless ``path`` is a sound database with a schema this program knows."""
    with _reading(path) as copy:
        owner = copy.execute_sql("PRAGMA application_id").fetchone()[0]
        version = copy.execute_sql("PRAGMA user_version").fetchone()[0]
        sound = copy.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        linked = not copy.execute_sql("PRAGMA foreign_key_check").fetchall()
    if owner != APPLICATION_ID or not 1 <= version <= len(MIGRATIONS) or not (sound and linked):
        raise DamagedCopy


def first_key(path: Path) -> str | None:
    """The name of the key that signed a sound copy's first act: whose help point it is."""
    with _reading(path) as copy:
        row = copy.execute_sql("SELECT key_id FROM act WHERE seq = 1").fetchone()
    return str(row[0]) if row else None


def put_back(copy: Path, target: Path, aside: Path) -> None:
    """Replace ``target`` by ``copy``; the replaced files move into the folder ``aside``.

    The database and its side files move together: a stale log would replay newer rows into the
    older copy.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    part.write_bytes(copy.read_bytes())
    _sync(part)
    for name in (target.name, *(target.name + side for side in SIDE_FILES)):
        current = target.with_name(name)
        if current.exists():
            aside.mkdir(mode=0o700, parents=True, exist_ok=True)
            current.replace(aside / name)
    part.replace(target)
    _sync(target.parent)


@contextmanager
def _reading(path: Path) -> Iterator[pw.Database]:
    """A copy opened for reading alone, without leaving files beside it."""
    copy = pw.SqliteDatabase(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        copy.connect()
        yield copy
    except FAILURES as error:
        raise DamagedCopy from error
    finally:
        copy.close()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
