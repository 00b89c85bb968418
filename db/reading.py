"""Reading the whole ledger and what stands beside it, page by page and as of one moment.

A walk over a million acts must not hold them in memory, and must not see half of a sign-in that
happens meanwhile: every page comes from one snapshot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import peewee as pw

from db.dialect import is_postgres
from db.writes import execute

PAGE = 2000
"""Acts in a page."""


class ActRow(NamedTuple):
    """An act as it stands in its table."""

    id: int
    seq: int
    kind: str
    at: str
    entry_id: int | None
    body: bytes
    hash: bytes
    key_id: str
    signature: bytes
    cosignature: bytes | None


class EntryRow(NamedTuple):
    """An entry as it stands in its table, with its volume and the login of who helped."""

    id: int
    journal: str
    year: int
    number: int
    request_id: str
    state: str
    role: str
    channel: str
    name: str
    school_class: str
    room: str
    topic_title: str
    problem: str
    result: str
    note: str
    left_reason: str
    salt: bytes
    search: str
    opened_at: str
    completed_at: str | None
    signed_at: str | None
    consent: str
    destroyed_at: str | None
    login: str | None


_ACTS = f"SELECT {', '.join(ActRow._fields)} FROM act"  # noqa: S608 - our own names
_OF_OTHERS = {"journal": "volume", "year": "volume", "login": "specialist"}
_CELLS = ", ".join(f"{_OF_OTHERS.get(name, 'entry')}.{name}" for name in EntryRow._fields)
_ENTRIES = (
    f"SELECT {_CELLS} FROM entry JOIN volume ON volume.id = entry.volume_id"  # noqa: S608
    " LEFT JOIN specialist ON specialist.id = entry.specialist_id"
)


@contextmanager
def snapshot(database: pw.Database) -> Iterator[None]:
    """Everything read inside is as of one moment; nobody who writes has to wait."""
    database.connect(reuse_if_open=True)  # opening it on the way would forget the transaction
    if database.in_transaction():
        yield
        return
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgres(database) else "BEGIN"
    with database.manual_commit():
        database.execute_sql(begin)
        try:
            yield
        finally:
            database.rollback()


def acts_after(point: int, seq: int, most: int = PAGE) -> list[ActRow]:
    """The next acts of a ledger after act ``seq``, a page or at ``most`` so many; empty at its end.

    The index only finds the rows: read from it, a number or a point that was damaged in the table
    would look sound.
    """
    page = "SELECT id FROM act WHERE point_id = ? AND seq > ? ORDER BY seq LIMIT ?"
    rows = f"{_ACTS} WHERE id IN ({page}) AND +point_id = ? ORDER BY +seq"
    found = execute(rows, (point, seq, most, point))
    return [*map(ActRow._make, found)]


def acts_at(point: int, numbers: Sequence[int]) -> list[ActRow]:
    """The acts with these numbers, in order; an absent one is left out."""
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    found = execute(
        f"{_ACTS} WHERE point_id = ? AND seq IN ({marks}) ORDER BY seq", (point, *numbers)
    )
    return [*map(ActRow._make, found)]


def act_of_entry(point: int, entry: int, kind: str, before: int) -> ActRow | None:
    """The newest act of a kind about an entry before act ``before``."""
    found = execute(
        f"{_ACTS} WHERE point_id = ? AND entry_id = ? AND kind = ? AND seq < ?"
        " ORDER BY seq DESC LIMIT 1",
        (point, entry, kind, before),
    )
    return ActRow(*found[0]) if found else None


def entries_with(ids: Collection[int]) -> dict[int | None, EntryRow]:
    """The entries with these ids, by id; what is about no entry has none."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    found = execute(f"{_ENTRIES} WHERE entry.id IN ({marks})", tuple(ids))
    return {row[0]: EntryRow._make(row) for row in found}


def entries_of(volume: int, first: int, last: int) -> list[EntryRow]:
    """The entries of a volume with these numbers, in order."""
    found = execute(
        f"{_ENTRIES} WHERE entry.volume_id = ? AND entry.number BETWEEN ? AND ?"
        " ORDER BY entry.number",
        (volume, first, last),
    )
    return [*map(EntryRow._make, found)]


def beside(table: str, column: str, words: str, ids: Sequence[int]) -> dict[int, tuple[str, bytes]]:
    """Text and salt that stand beside acts or entries, by their id."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    found = execute(
        f"SELECT {column}, {words}, salt FROM {table} WHERE {column} IN ({marks})",  # noqa: S608
        tuple(ids),
    )
    return {row[0]: (row[1], row[2]) for row in found}


def drawings_of(volume: int) -> list[tuple[int, str]]:
    """The drawn signatures of a volume's entries, by the entries' ids."""
    return [
        (row[0], row[1])
        for row in execute(
            "SELECT entry_id, strokes FROM drawing"
            " WHERE entry_id IN (SELECT id FROM entry WHERE volume_id = ?)",
            (volume,),
        )
    ]


def counted(table: str) -> int:
    """How many rows a table has."""
    return int(execute(f"SELECT count(*) FROM {table}", ())[0][0])  # noqa: S608 - our own names


def numbers_by_entry(volume: int, first: int, last: int) -> dict[int, int]:
    """The numbers of a volume's entries in a range, by the entries' ids."""
    found = execute(
        "SELECT id, number FROM entry WHERE volume_id = ? AND number BETWEEN ? AND ?",
        (volume, first, last),
    )
    return {row[0]: row[1] for row in found}


def acts_about(point: int, volume: int, first: int, last: int) -> list[tuple[int, ActRow]]:
    """The acts about some rows of a volume in order, each with the number of its row."""
    cells = ", ".join(f"act.{name}" for name in ActRow._fields)
    found = execute(
        f"SELECT entry.number, {cells} FROM act JOIN entry ON entry.id = act.entry_id"  # noqa: S608
        " WHERE act.point_id = ? AND entry.volume_id = ? AND entry.number BETWEEN ? AND ?"
        " ORDER BY act.seq",
        (point, volume, first, last),
    )
    return [(row[0], ActRow(*row[1:])) for row in found]
