"""The line: who comes after whom, who comes back later, and the code of a ticket."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

TABLES = (
    """CREATE TABLE line_place (
        entry_id {int} PRIMARY KEY REFERENCES entry (id),
        point_id {int} NOT NULL REFERENCES point (id), turn {int} NOT NULL,
        back_at TEXT NOT NULL DEFAULT '', deferrals {int} NOT NULL DEFAULT 0,
        withdrawn_at TEXT NOT NULL DEFAULT '',
        salt {blob} NOT NULL, seal TEXT NOT NULL, misses {int} NOT NULL DEFAULT 0)""",
    "CREATE INDEX line_place_withdrawn ON line_place (point_id, withdrawn_at)",
)


def apply(database: pw.Database) -> None:
    """Make the table; who waits already keeps their place by the number of their entry."""
    for statement in TABLES:
        database.execute_sql(fill(database, statement))
