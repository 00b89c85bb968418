"""Where a database lives, so that a copy of it is known from the one that it was copied from.

The head of the ledger repeats it. A database that lives elsewhere was copied, restored or moved:
nothing is written into it before an administrator has said which.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress

import peewee as pw

from db.dialect import is_postgres

_TOKEN = "user.help-point"  # noqa: S105 - a name, not a secret
ON_SERVER = (
    "(SELECT c.system_identifier::text || '/'"
    " || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) || '/'"
    " || (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())::text || '/'"
    " || 'ledger'::regclass::oid::text FROM pg_control_system() AS c)"
)
"""The home of a PostgreSQL database, as an expression: its server, the server's timeline, the
database and the table."""


def home_of(database: pw.Database) -> str:
    """The home of an open database. Raises OSError, or one of FAILURES."""
    if is_postgres(database):
        return str(database.execute_sql(f"SELECT {ON_SERVER}").fetchone()[0])
    return home_of_file(database.database)


def settle(database: pw.Database) -> str:
    """Make the place where a database is now its home: from now on it can be told from every file
    that ever stood there. Raises as ``home_of`` does."""
    if not is_postgres(database):
        with suppress(OSError):  # a file system without attributes: the number has to do
            os.setxattr(database.database, _TOKEN, secrets.token_hex(8).encode())
    return home_of(database)


def home_of_file(path: str) -> str:
    """The home of a SQLite file: file system, number, and the token of its making, which a
    plain copy does not have.

    Nothing is opened: closing it would take SQLite's locks away. Raises OSError.
    """
    found = os.stat(path)  # noqa: PTH116 - beside statvfs
    system = os.statvfs(path).f_fsid
    return f"{system:x}/{found.st_ino}/{_token(path)}"


def _token(path: str) -> str:
    """Empty where the file has none."""
    try:
        return os.getxattr(path, _TOKEN).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
