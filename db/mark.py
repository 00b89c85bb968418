"""The mark of a database: whose it is, from which foundation it was built, and how far it has come.

SQLite keeps it in the file's header, PostgreSQL in a table. It tells a database of this program
from one of an earlier or newer release, and from another program's, before anything is written.
"""

from __future__ import annotations

from typing import NamedTuple

import peewee as pw

from db.dialect import is_postgres

APPLICATION_ID = 0x48504A32
"""«HPJ2»: the help point's journals on their second foundation. A new foundation, which no
migration leads to, takes the next digit."""
_FIRST_FOUNDATION = 0x48504A31
_FIRST_COLUMNS = {"version", "applied_at"}
"""What ``schema_version`` had on the first foundation, whose PostgreSQL databases bore no mark."""
_COLUMNS = {"application", *_FIRST_COLUMNS}


class ForeignSchema(Exception):
    """The database belongs to another program."""


class OtherRelease(ForeignSchema):
    """The database belongs to another release of this program, which alone can work on it."""


class EarlierRelease(OtherRelease):
    """It was built from an earlier foundation."""


class NewerRelease(OtherRelease):
    """It was built from a later foundation, or has seen migrations that this program lacks."""


class Mark(NamedTuple):
    """What a database says of itself; an empty one says nothing."""

    application: int
    """The application id; 0 where there is none."""
    version: int
    """The number of its last migration."""
    used: bool
    """Whether it has any table."""


def read_mark(database: pw.Database) -> Mark:
    """The mark of a database, as of one moment: another starter may be making it right now."""
    if is_postgres(database):
        return _postgres_mark(database)
    application, version, tables = database.execute_sql(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
        " FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    return Mark(application, version, tables > 0)


def _postgres_mark(database: pw.Database) -> Mark:
    """The tables are looked for first: whoever made them has marked them by then."""
    if not database.get_tables():
        return Mark(0, 0, used=False)
    columns = database.execute_sql(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('schema_version')"
        " AND attnum > 0 AND NOT attisdropped"
    ).fetchall()
    names = {name for (name,) in columns}
    if names == _FIRST_COLUMNS:
        return Mark(_FIRST_FOUNDATION, 0, used=True)
    newest = "SELECT application, version FROM schema_version ORDER BY version DESC LIMIT 1"
    found = database.execute_sql(newest).fetchone() if names == _COLUMNS else None
    application, version = found or (0, 0)
    return Mark(application, version, used=True)


def write_mark(database: pw.Database, version: int) -> None:
    """Say that a database has seen migration ``version``, in the migration's own transaction."""
    if not is_postgres(database):
        database.execute_sql(f"PRAGMA user_version = {version:d}")
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
        return
    database.execute_sql(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY,"
        " application INTEGER NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
    )
    database.execute_sql(
        "INSERT INTO schema_version (version, application) VALUES (%s, %s)",
        (version, APPLICATION_ID),
    )


def check_owner(mark: Mark, newest: int) -> None:
    """Raise ForeignSchema unless a database is empty, or of this program with its ``newest``
    migration or an earlier one."""
    if mark.application == APPLICATION_ID:
        if mark.version > newest:
            raise NewerRelease
    elif mark.application >> 8 == APPLICATION_ID >> 8:
        raise EarlierRelease if mark.application < APPLICATION_ID else NewerRelease
    elif mark.application or mark.used:
        raise ForeignSchema
