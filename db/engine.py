"""Open the database: a SQLite file by default, PostgreSQL by address."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee as pw

from db.models import database as proxy

BUSY_MS = 15_000
"""How long a writer waits for another; SQLite's waiting is unfair under load."""
LOOK_SECONDS = 2.0
"""How long who only looks waits for who writes."""
STATEMENTS = 1024
"""How many statements a connection keeps prepared, more than the program has: once the driver's
usual 128 are full of old ones, every new one takes the same place and is prepared each time."""

FAILURES: tuple[type[Exception], ...] = (
    pw.DatabaseError,
    pw.InterfaceError,
    pw.sqlite3.DatabaseError,  # type: ignore[attr-defined]
    UnicodeDecodeError,
)
"""What a failing disk, file or server raises; peewee leaves a fetch's error as the driver's own,
and the driver cannot read SQLite's words about a damaged schema."""

LOGS = ("-wal", "-journal")
"""What stands beside a SQLite file and holds commits, or what takes one back."""

POSTGRES_TIMEOUTS = (
    "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=3000"
)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """True for SQLite builds without the WAL-reset defect of 3.7.0 to 3.51.2."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library in use."""
    return tuple(pw.sqlite3.sqlite_version_info)  # type: ignore[attr-defined]


def pragmas() -> dict[str, str | int]:
    """The pragmas of every SQLite connection; each lost commit they prevent was measured."""
    safe = wal_is_safe(sqlite_version())
    return {
        "journal_mode": "wal" if safe else "truncate",
        "synchronous": 2 if safe else 3,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "mmap_size": 0,
        "journal_size_limit": 4 << 20,
        "busy_timeout": BUSY_MS,
    }


class PatientDatabase(pw.SqliteDatabase):
    """A SQLite database that waits its turn at the first connection too, and knows its file.

    Turning a new file to write-ahead logging fails at once while another starter has it open,
    whatever the busy time-out says.
    """

    refused = False
    """Set when it turned out to be the wrong one: nothing opens it by mistake any more."""
    _file: tuple[int, int] | None = None

    @property
    def in_place(self) -> bool:
        """False once the file was moved away or replaced: SQLite goes on writing to the old one."""
        known = self._file is None or _identity(self.database) == self._file
        return known and not self.refused

    def connect(self, reuse_if_open: bool = False) -> bool:
        if not self.in_place:
            raise pw.OperationalError("the database is not in its place")
        deadline = time.monotonic() + BUSY_MS / 1000
        while True:
            try:
                opened = bool(super().connect(reuse_if_open))
                if opened:
                    self._file = _identity(self.database)
                return opened
            except pw.OperationalError as error:
                if not self.is_closed():
                    self.close()
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def _identity(path: str) -> tuple[int, int] | None:
    """Which file a name stands for now; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - before every act: Path costs twice as much
    except OSError:
        return None
    return found.st_dev, found.st_ino


def make_database(place: str) -> pw.Database:
    """A database object for ``place``, not yet connected."""
    if "://" in place:
        return _by_address(place, POSTGRES_TIMEOUTS)
    return PatientDatabase(
        str(Path(place)),
        pragmas=pragmas(),
        timeout=BUSY_MS / 1000,
        lock_type="IMMEDIATE",
        cached_statements=STATEMENTS,
        returning_clause=True,
    )


def _by_address(place: str, options: str) -> pw.Database:
    from playhouse.db_url import connect

    opened: pw.Database = connect(
        place,
        unquote_user=True,
        unquote_password=True,
        prefer_psycopg3=True,
        connect_timeout=5,
        options=options,
    )
    return opened


def open_database(place: str) -> pw.Database:
    """Bind the models to ``place`` and connect; closes what was open before."""
    close_database()
    opened = make_database(place)
    opened.connect()
    proxy.initialize(opened)
    return opened


def logs_beside(path: Path) -> list[Path]:
    """The logs of a SQLite file that hold something which is not in it, or not for good."""
    beside = (path.with_name(path.name + side) for side in LOGS)
    return [log for log in beside if log.exists() and log.stat().st_size]


@contextmanager
def opened_to_read(path: Path, *, at_rest: bool) -> Iterator[pw.Database]:
    """A SQLite file opened for reading alone.

    At rest it is read without its log, and nothing is put beside it. Raises one of FAILURES.
    """
    options = "mode=ro&immutable=1" if at_rest else "mode=ro"
    database = pw.SqliteDatabase(f"{path.resolve().as_uri()}?{options}", uri=True)
    try:
        database.connect()
        yield database
    finally:
        database.close()


@contextmanager
def opened_to_look(place: str) -> Iterator[None]:
    """The models bound to ``place`` for a while; nothing can be written there, and nothing is made.

    Raises one of FAILURES.
    """
    if "://" in place:
        database = _by_address(place, POSTGRES_TIMEOUTS + " -c default_transaction_read_only=on")
    else:
        database = pw.SqliteDatabase(
            f"{Path(place).resolve().as_uri()}?mode=ro",
            uri=True,
            timeout=LOOK_SECONDS,
            pragmas={"query_only": 1, "trusted_schema": 0, "cell_size_check": 1},
        )
    before = proxy.obj
    try:
        database.connect()
        proxy.initialize(database)
        yield
    finally:
        database.close()
        proxy.initialize(before)


def current() -> pw.Database:
    """The database that the models are bound to now."""
    opened: pw.Database = proxy.obj
    return opened


def in_place() -> bool:
    """True while the open database is what stands under its name; a server always is."""
    return bool(getattr(proxy.obj, "in_place", True))


def refuse_database() -> None:
    """Close the database, which turned out to be the wrong one, until another is opened."""
    close_database()
    if isinstance(proxy.obj, PatientDatabase):
        proxy.obj.refused = True


def close_database() -> None:
    """Close this thread's connection, if there is one."""
    if proxy.obj is not None and not proxy.is_closed():
        proxy.close()


def settings_in_force(database: pw.Database) -> dict[str, str]:
    """The pragmas as SQLite reports them back, by name."""
    return {
        name: str(database.execute_sql(f"PRAGMA {name}").fetchone()[0])
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "recursive_triggers",
            "trusted_schema",
            "cell_size_check",
            "secure_delete",
            "busy_timeout",
        )
    }
