"""Bring a database to the schema of this program: atomic, repeatable, safe for many starters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import peewee as pw

from db.dialect import is_postgres
from db.engine import FAILURES, logs_beside, opened_to_read
from db.guards import assert_guards, guards_stand
from db.mark import APPLICATION_ID, check_owner, read_mark, write_mark
from db.migrations import (
    m0001_foundation,
    m0002_line,
    m0003_forecast,
    m0004_joined,
    m0005_sign_up,
    m0006_answers,
    m0007_enquiry,
    m0008_browser,
)
from db.models import TABLES

Migration = Callable[[pw.Database], None]
MIGRATIONS: tuple[Migration, ...] = (
    m0001_foundation.apply,
    m0002_line.apply,
    m0003_forecast.apply,
    m0004_joined.apply,
    m0005_sign_up.apply,
    m0006_answers.apply,
    m0007_enquiry.apply,
    m0008_browser.apply,
)


def current_version(database: pw.Database) -> int:
    """The number of migrations that a database of this program has seen; 0 for an empty one.

    Raises ForeignSchema for a database of another program, or of another release of this one.
    """
    mark = read_mark(database)
    check_owner(mark, len(MIGRATIONS))
    return mark.version


def refuse_foreign(path: Path) -> None:
    """Raise ForeignSchema for a SQLite file that another program, or another release of this one,
    wrote; every byte of it stays as it is.

    Its log is read only where the file itself tells nothing: that puts an index beside it. A file
    that cannot be read is not refused here: opening it says what is wrong.
    """
    for at_rest in (True, False) if logs_beside(path) else (True,):
        with suppress(*FAILURES), opened_to_read(path, at_rest=at_rest) as database:
            current_version(database)


def migrate(database: pw.Database) -> int:
    """Apply what is missing, each change and its record in one transaction.

    Returns how many migrations were applied; raises ForeignSchema as ``current_version`` does, and
    DatabaseError for tables that are not what they should be.
    """
    if current_version(database) == len(MIGRATIONS) and guards_stand(database):
        check_columns(database)
        return 0
    with alone(database):
        version = current_version(database)
        for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
            migration(database)
            write_mark(database, number)
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
