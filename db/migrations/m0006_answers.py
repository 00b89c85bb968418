"""Answers that guides give before the line, and how often one was enough."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

STATEMENTS = (
    "ALTER TABLE guide ADD COLUMN answers TEXT NOT NULL DEFAULT '{{}}'",
    """CREATE TABLE answered (
        point_id {int} NOT NULL REFERENCES point (id),
        day TEXT NOT NULL, topic TEXT NOT NULL, guide TEXT NOT NULL,
        helped {int} NOT NULL CHECK (helped >= 0), went_on {int} NOT NULL CHECK (went_on >= 0),
        PRIMARY KEY (point_id, day, topic, guide))""",
)


def apply(database: pw.Database) -> None:
    """Add the column and the table."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
