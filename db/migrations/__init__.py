"""Bring a database to the schema of this program: atomic, repeatable, safe for many starters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import peewee as pw

from db.dialect import is_postgres
from db.guards import assert_guards, guards_stand
from db.migrations import m0001_foundation
from db.models import TABLES

APPLICATION_ID = 0x48504A31
"""«HPJ1» in the file header: whose database a file is."""

Migration = Callable[[pw.Database], None]
MIGRATIONS: tuple[Migration, ...] = (m0001_foundation.apply,)


class ForeignSchema(Exception):
    """The database belongs to another program, or to a newer version of this one."""


def current_version(database: pw.Database) -> int:
    """The number of migrations a database has seen."""
    if not is_postgres(database):
        return int(database.execute_sql("PRAGMA user_version").fetchone()[0])
    if not database.table_exists("schema_version"):
        return 0
    row = database.execute_sql("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()
    return int(row[0])


def migrate(database: pw.Database) -> int:
    """Apply what is missing, each change and its record in one transaction.

    Returns how many migrations were applied; raises ForeignSchema for a database that is not
    ours or is newer than this program, DatabaseError for tables that are not what they should be.
    """
    _check_owner(database)
    if current_version(database) == len(MIGRATIONS) and guards_stand(database):
        check_columns(database)
        return 0
    with alone(database):
        if is_postgres(database):
            database.execute_sql(
                "CREATE TABLE IF NOT EXISTS schema_version ("
                " version INTEGER PRIMARY KEY,"
                " applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
            )
        version = current_version(database)
        if version > len(MIGRATIONS):
            raise ForeignSchema("newer")
        for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
            migration(database)
            _record(database, number)
        assert_guards(database)
        check_columns(database)
        return len(MIGRATIONS) - version


def check_columns(database: pw.Database) -> None:
    """Raise DatabaseError unless every table has the columns of its model and no others.

    A damaged name would otherwise show only where its column is next used: in front of a visitor.
    """
    for table in TABLES:
        try:
            found = database.execute_sql(f"SELECT * FROM {table._meta.table_name} LIMIT 0")  # noqa: S608 - our own names
            columns = {column[0] for column in found.description}
        except ValueError as error:  # a name that is no text
            raise pw.DatabaseError("malformed database schema") from error
        if columns != set(table._meta.columns):
            raise pw.DatabaseError(f"malformed database schema: {table._meta.table_name}")


def _check_owner(database: pw.Database) -> None:
    """A SQLite file must be empty or carry our application id."""
    if current_version(database) > len(MIGRATIONS):
        raise ForeignSchema("newer")
    if is_postgres(database):
        return
    owner = int(database.execute_sql("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID and (owner or database.get_tables()):
        raise ForeignSchema("other")


@contextmanager
def alone(database: pw.Database) -> Iterator[None]:
    """A transaction that no other starter can be in at the same time."""
    if not is_postgres(database):
        with database.atomic("EXCLUSIVE"):
            yield
        return
    with database.atomic():
        database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (APPLICATION_ID,))
        yield


def _record(database: pw.Database, number: int) -> None:
    if is_postgres(database):
        database.execute_sql("INSERT INTO schema_version (version) VALUES (%s)", (number,))
        return
    database.execute_sql(f"PRAGMA user_version = {number:d}")
    database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
