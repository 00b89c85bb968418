"""What was deleted must leave the files as well: free pages and the write-ahead log."""

from __future__ import annotations

import time

import peewee as pw

from db.dialect import is_postgres

PATIENCE = 10.0
"""Seconds to wait for other connections that still read older pages."""


class StillRead(Exception):
    """Another connection kept older pages in use; they leave the log when it is done."""


def purge(database: pw.Database) -> None:
    """Write the log back and empty it. ``secure_delete`` has overwritten the old words there.

    Raises StillRead. PostgreSQL keeps old versions until its own vacuum: it is asked for one.
    """
    if is_postgres(database):
        database.execute_sql("VACUUM entry")
        database.execute_sql("VACUUM wording")
        database.execute_sql("VACUUM joined")
        database.execute_sql("VACUUM sign_up")
        return
    deadline = time.monotonic() + PATIENCE
    while database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > deadline:
            raise StillRead
        time.sleep(0.1)
    database.execute_sql("VACUUM")
