"""Enquiries that a desk writes down: when they were asked, and the codes of blank rows on paper."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

STATEMENTS = (
    "ALTER TABLE entry ADD COLUMN asked TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE paper_row (
        point_id {int} NOT NULL REFERENCES point (id), code TEXT NOT NULL,
        sheet {int} NOT NULL, line {int} NOT NULL, printed_at TEXT NOT NULL,
        PRIMARY KEY (point_id, code), UNIQUE (point_id, sheet, line))""",
)


def apply(database: pw.Database) -> None:
    """Add the column and the table."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
