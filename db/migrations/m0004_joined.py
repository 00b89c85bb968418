"""Who joined a request that was open already for the same room and fault."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

STATEMENTS = (
    """CREATE TABLE joined (
        point_id {int} NOT NULL REFERENCES point (id),
        request_id TEXT NOT NULL,
        entry_id {int} NOT NULL REFERENCES entry (id),
        name TEXT NOT NULL, consent TEXT NOT NULL DEFAULT '', joined_at TEXT NOT NULL,
        PRIMARY KEY (point_id, request_id))""",
    "CREATE INDEX joined_entry ON joined (entry_id, joined_at)",
)


def apply(database: pw.Database) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
