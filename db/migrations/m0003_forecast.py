"""What was forecast to each visitor, and how visits and open desks are found quickly."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

DESK_ACTS = "kind IN ('desk_opened', 'desk_closed')"
"""The acts that say whose desk is open."""
HELPED = "called_at IS NOT NULL AND completed_at IS NOT NULL"
"""The entries that say how long a visit takes."""
STATEMENTS = (
    """CREATE TABLE forecast (
        point_id {int} NOT NULL REFERENCES point (id),
        entry_id {int} NOT NULL REFERENCES entry (id),
        seconds {int} NOT NULL CHECK (seconds >= 0), made_at TEXT NOT NULL, true_at TEXT,
        PRIMARY KEY (point_id, entry_id))""",
    f"CREATE INDEX entry_helped ON entry (point_id, series, id) WHERE {HELPED}",
    "CREATE INDEX entry_called ON entry (point_id, called_at) WHERE called_at IS NOT NULL",
    f"CREATE INDEX act_desk_hours ON act (point_id, at) WHERE {DESK_ACTS}",
)


def apply(database: pw.Database) -> None:
    """Add the table and the indexes."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
