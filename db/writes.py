"""The statements of the hottest path, in plain SQL: a sign-in takes a few of them.

Building a query costs several times what SQLite needs to run it, so these are written out once,
in words that both engines share.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import peewee as pw

from db.dialect import is_postgres
from db.engine import current

Value = str | int | bytes | None


def execute(statement: str, values: tuple[Value, ...]) -> list[tuple[Any, ...]]:
    """Run one statement with ``?`` for its values; returns its rows."""
    database = current()
    text = statement.replace("?", "%s") if is_postgres(database) else statement
    cursor = database.execute_sql(text, values)
    return list(cursor.fetchall()) if cursor.description else []


def whole(value: object) -> int:
    """A whole number; in a damaged file another kind of value may stand in its place."""
    if not isinstance(value, int):
        raise pw.DataError("a value is not of its column's kind")
    return value


def word(value: object) -> str:
    """A text, as ``whole`` is a number."""
    if not isinstance(value, str):
        raise pw.DataError("a value is not of its column's kind")
    return value


class Head(NamedTuple):
    """The head of a ledger."""

    size: int
    tail: bytes
    at: str
    epoch: int
    home: str
    """Where it says that it lives."""


_HEAD = "SELECT size, tail, at, epoch, home FROM ledger WHERE point_id = ?"


def lock_ledger(point: int) -> Head:
    """The head of a point's ledger, which nobody else can append to before the end of this
    transaction."""
    row_lock = " FOR UPDATE" if is_postgres(current()) else ""  # SQLite's BEGIN has locked it all
    return _head(_HEAD + row_lock, point)


def head(point: int) -> Head:
    """The head of a point's ledger as it is now."""
    return _head(_HEAD, point)


def _head(statement: str, point: int) -> Head:
    """A damaged or missing head is refused: an empty tail would start another chain."""
    rows = execute(statement, (point,))
    if len(rows) != 1:
        raise pw.DataError("the ledger has no head")
    size, tail, at, epoch, home = rows[0]
    if not isinstance(tail, bytes):
        raise pw.DataError("the head of the ledger is damaged")
    return Head(whole(size), tail, word(at), whole(epoch), word(home))


def move_ledger(point: int, head: Head) -> None:
    """Set the head of a point's ledger."""
    execute(
        "UPDATE ledger SET size = ?, tail = ?, at = ?, epoch = ?, home = ? WHERE point_id = ?",
        (*head, point),
    )


def count_number(point: int, journal: str, year: int) -> tuple[int, int] | None:
    """The volume's id and its next number; None where the volume is not opened yet."""
    rows = execute(
        "UPDATE volume SET last_number = last_number + 1"
        " WHERE point_id = ? AND journal = ? AND year = ? AND closed_at IS NULL"
        " RETURNING id, last_number",
        (point, journal, year),
    )
    return (int(str(rows[0][0])), int(str(rows[0][1]))) if rows else None


def topic(point: int, journal: str, code: str) -> tuple[int, str] | None:
    """The id and the packed titles of a topic; None where there is none with this code."""
    rows = execute(
        "SELECT id, titles FROM topic WHERE point_id = ? AND code = ? AND journal = ?",
        (point, code, journal),
    )
    return (int(str(rows[0][0])), str(rows[0][1])) if rows else None


def count_ticket(point: int, day: str, series: str) -> int:
    """The next ticket number of a day and series."""
    ((last,),) = execute(
        "INSERT INTO ticket_counter (point_id, day, series, last) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (point_id, day, series) DO UPDATE SET last = ticket_counter.last + 1"
        " RETURNING last",
        (point, day, series),
    )
    return int(str(last))


def stand_in_line(point: int, entry: int, salt: bytes, seal: str) -> None:
    """The last place of the line for a new entry, with the code of its ticket."""
    execute(
        "INSERT INTO line_place (entry_id, point_id, turn, salt, seal) VALUES (?, ?, ?, ?, ?)",
        (entry, point, entry, salt, seal),
    )


class GuideRow(NamedTuple):
    """A guide as it stands in its table."""

    code: str
    titles: str
    descriptions: str
    url: str
    kind: str
    language: str
    roles: str
    topics: str
    answers: str


_GUIDES = f"SELECT {', '.join(GuideRow._fields)} FROM guide"  # noqa: S608 - our own names


def guides_about(point: int, topic: str) -> list[GuideRow]:
    """The guides about a topic, in their order."""
    found = execute(
        f"{_GUIDES} WHERE point_id = ? AND active AND topics LIKE CAST(? AS TEXT)"
        " ORDER BY position, id",  # a bare ? would have SQLite plan it anew for every pattern
        (point, f"% {topic} %"),
    )
    return [*map(GuideRow._make, found)]


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id"  # noqa: S608 - our names


def insert(table: str, **values: Value) -> int:
    """Insert one row; returns its id. Tables and columns are named by this program alone."""
    ((row,),) = execute(_insertion(table, tuple(values)), tuple(values.values()))
    return int(str(row))
