"""What makes the journals evidence: corrections, closed volumes, keys and their agreements."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

STATEMENTS = (
    "ALTER TABLE entry ADD COLUMN consent TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entry ADD COLUMN destroyed_at TEXT",
    "ALTER TABLE volume ADD COLUMN closed_at TEXT",
    "ALTER TABLE ledger ADD COLUMN epoch {int} NOT NULL DEFAULT 0",
    """CREATE TABLE wording (
        act_id {int} PRIMARY KEY REFERENCES act (id), text TEXT NOT NULL, salt {blob} NOT NULL)""",
    """CREATE TABLE drawing (
        entry_id {int} PRIMARY KEY REFERENCES entry (id),
        strokes TEXT NOT NULL, salt {blob} NOT NULL)""",
    """CREATE TABLE signing_key (
        key_id TEXT PRIMARY KEY, specialist_id {int} NOT NULL REFERENCES specialist (id),
        enrolled_at TEXT NOT NULL, agreement TEXT, agreed_on TEXT, agreed_at TEXT)""",
    """INSERT INTO signing_key (key_id, specialist_id, enrolled_at)
        SELECT key_id, id, enrolled_at FROM specialist WHERE key_id IS NOT NULL""",
    """CREATE UNIQUE INDEX one_correction ON act (entry_id)
        WHERE kind IN ('entry_annulled', 'entry_replaced')""",
)


def apply(database: pw.Database) -> None:
    """Add what a journal needs to hold up years later."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
