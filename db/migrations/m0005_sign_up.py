"""Who has signed up for a session that has so many places."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

STATEMENTS = (
    """CREATE TABLE sign_up (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id),
        session TEXT NOT NULL, ends_at TEXT NOT NULL, request_id TEXT NOT NULL,
        name TEXT NOT NULL, consent TEXT NOT NULL DEFAULT '', signed_at TEXT NOT NULL,
        salt {blob} NOT NULL, seal TEXT NOT NULL, misses {int} NOT NULL DEFAULT 0,
        UNIQUE (point_id, request_id))""",
    "CREATE INDEX sign_up_session ON sign_up (point_id, session, id)",
)


def apply(database: pw.Database) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
