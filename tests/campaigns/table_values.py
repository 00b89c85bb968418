"""What the tables of a file say, by value, without what is no evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from peewee import sqlite3

NO_EVIDENCE: dict[str, frozenset[str]] = {
    "entry": frozenset({"topic_id", "called_at", "started_at"}),
    "act": frozenset({"id"}),
    "point": frozenset({"created_at"}),
}
"""Columns that `verify` does not compare: the line's, as it says itself; and two that nothing
reads."""
NO_EVIDENCE_AT_ALL = frozenset(
    {"ticket_counter", "event", "line_place", "joined", "sign_up", "topic", "guide", "session"}
    | {"lockout"}
)
"""Tables of the line, the catalogue and the pauses after wrong PINs."""

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
Row = dict[str, object]
Tables = dict[str, list[Row]]


def read_tables(database: Path) -> Tables:
    """Every row of every table that is evidence. Raises one of UNREADABLE."""
    base = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    base.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [str(name) for (name,) in tables if name not in NO_EVIDENCE_AT_ALL]
        return {name: list(_rows(base, name)) for name in names if not name.startswith("sqlite_")}
    finally:
        base.close()


def _rows(base: sqlite3.Connection, table: str) -> Iterator[Row]:
    found = base.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY rowid")
    columns = [column[0] for column in found.description]
    for values in found:
        row = dict(zip(columns, values, strict=True))
        yield {key: row[key] for key in row if key not in NO_EVIDENCE.get(table, ())}


def changed_cells(before: Tables, after: Tables) -> list[str]:
    """What changed, in words."""
    said = []
    for table in sorted(before.keys() | after.keys()):
        old, new = before.get(table, []), after.get(table, [])
        said += [f"{table}: {len(old)} rows, now {len(new)}"] if len(old) != len(new) else []
        said += [
            f"{table}.{key} of row {number}: {was[key]!r}, now {now.get(key)!r}"
            for number, (was, now) in enumerate(zip(old, new, strict=False), start=1)
            for key in was
            if was[key] != now.get(key)
        ]
    return said


def changed_rows(before: Tables, after: Tables) -> list[tuple[str, Row]]:
    """Rows that are gone or differ, with their table, as they were; and those that were added."""
    found = []
    for table in sorted(before.keys() | after.keys()):
        old, new = before.get(table, []), after.get(table, [])
        found += [(table, row) for row in old if row not in new]
        found += [(table, row) for row in new if row not in old and len(new) > len(old)]
    return found
