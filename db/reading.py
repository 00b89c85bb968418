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
from db.migrations.m0001_foundation import WHO_AND_WHAT
from db.writes import execute

PAGE = 2000
"""Acts in a page."""


class ActRow(NamedTuple):
    """An act as it stands in its table."""

    id: int
    seq: int
    kind: str
    at: str
    request: str
    entry_id: int | None
    body: bytes
    given: bytes
    key_id: str
    signature: bytes
    cosignature: bytes | None
    tail: bytes


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
    day: str
    series: str
    ticket: int
    opened_at: str
    completed_at: str | None
    signed_at: str | None
    signed_seq: int | None
    corrects_id: int | None
    held_on: str
    carried_on: str
    asked: str
    consent: str
    destroyed_at: str | None
    login: str | None


_ACTS = f"SELECT {', '.join(ActRow._fields)} FROM act"  # noqa: S608 - our own names
_OF_OTHERS = {"journal": "volume", "year": "volume", "login": "specialist"}
_CELLS = ", ".join(f"{_OF_OTHERS.get(name, 'entry')}.{name}" for name in EntryRow._fields)
_ENTRIES = (
    f"SELECT {_CELLS} FROM entry JOIN volume ON volume.id = entry.volume_id"  # noqa: S608
    " AND volume.point_id = entry.point_id"
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


def who_and_what(point: int) -> list[tuple[ActRow, bytes | None]]:
    """The acts that say who or what somebody is, each with what it is chained to: nothing for the
    first of a ledger."""
    cells = ", ".join(f"act.{name}" for name in ActRow._fields)
    found = execute(
        f"SELECT {cells}, before.tail FROM act"  # noqa: S608 - our own names
        " LEFT JOIN act AS before ON before.point_id = act.point_id AND before.seq = act.seq - 1"
        f" WHERE act.point_id = ? AND act.{WHO_AND_WHAT} ORDER BY act.seq",
        (point,),
    )
    return [(ActRow(*row[:-1]), row[-1]) for row in found]


def tail_at(point: int, seq: int) -> bytes | None:
    """What is chained to an act; None where there is no such act."""
    found = execute("SELECT tail FROM act WHERE point_id = ? AND seq = ?", (point, seq))
    return found[0][0] if found else None


def first_repeated(point: int, seq: int) -> int | None:
    """The first act after number ``seq`` whose request an act before it has as well."""
    found = execute(
        "SELECT min(new.seq) FROM act AS new WHERE new.point_id = ? AND new.seq > ? AND EXISTS"
        " (SELECT 1 FROM act AS old WHERE old.point_id = new.point_id"
        " AND old.request = new.request AND old.seq < new.seq)",
        (point, seq),
    )
    return found[0][0] if found else None


def signing_of(point: int, journal: str, year: int, number: int) -> ActRow | None:
    """The act that signed an entry, as its row says."""
    cells = ", ".join(f"act.{name}" for name in ActRow._fields)
    found = execute(
        f"SELECT {cells} FROM volume JOIN entry ON entry.volume_id = volume.id"  # noqa: S608
        " JOIN act ON act.point_id = volume.point_id AND act.seq = entry.signed_seq"
        " WHERE volume.point_id = ? AND volume.journal = ? AND volume.year = ?"
        " AND entry.number = ?",
        (point, journal, year, number),
    )
    return ActRow(*found[0]) if found else None


def entries_with(ids: Collection[int]) -> dict[int | None, EntryRow]:
    """The entries with these ids, by id; what is about no entry has none."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    found = execute(f"{_ENTRIES} WHERE entry.id IN ({marks})", tuple(ids))
    return {row[0]: EntryRow._make(row) for row in found}


def entries_signed(point: int, first: int, last: int) -> list[EntryRow]:
    """The entries that the acts with these numbers signed, as their rows say."""
    found = execute(
        f"{_ENTRIES} WHERE entry.point_id = ? AND entry.signed_seq BETWEEN ? AND ?",
        (point, first, last),
    )
    return [*map(EntryRow._make, found)]


def entries_of(volume: int, first: int, last: int) -> list[EntryRow]:
    """The entries of a volume with these numbers, in order."""
    found = execute(
        f"{_ENTRIES} WHERE entry.volume_id = ? AND entry.number BETWEEN ? AND ?"
        " ORDER BY entry.number",
        (volume, first, last),
    )
    return [*map(EntryRow._make, found)]


def drawings_beside(entries: Sequence[int]) -> dict[int, tuple[str, bytes]]:
    """Strokes and salt of drawn signatures, by their entry."""
    if not entries:
        return {}
    marks = ", ".join("?" * len(entries))
    found = execute(
        f"SELECT entry_id, strokes, salt FROM drawing WHERE entry_id IN ({marks})",  # noqa: S608
        tuple(entries),
    )
    return {row[0]: (row[1], row[2]) for row in found}


def words_beside(acts: Sequence[int]) -> dict[int, dict[str, tuple[str, bytes]]]:
    """The words that stand beside acts, with their salts, by act and name."""
    if not acts:
        return {}
    marks = ", ".join("?" * len(acts))
    found = execute(
        f"SELECT act_id, word, text, salt FROM wording WHERE act_id IN ({marks})",  # noqa: S608
        tuple(acts),
    )
    words: dict[int, dict[str, tuple[str, bytes]]] = {}
    for act, word, text, salt in found:
        words.setdefault(act, {})[word] = (text, salt)
    return words


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


_ABOUT = """WITH wanted AS (
    SELECT id, number, point_id, signed_seq FROM entry
    WHERE volume_id = ? AND number BETWEEN ? AND ?
), about AS (
    SELECT wanted.number, act.id FROM wanted JOIN act ON act.entry_id = wanted.id
    UNION SELECT wanted.number, act.id FROM wanted
        JOIN act ON act.point_id = wanted.point_id AND act.seq = wanted.signed_seq
    UNION SELECT wanted.number, act.id FROM wanted
        JOIN entry AS new ON new.corrects_id = wanted.id
        JOIN act ON act.point_id = new.point_id AND act.seq = new.signed_seq
)"""
"""The acts about some rows of a volume: those that name them, their signing, and the signing of
what stands for them."""


def acts_about(point: int, volume: int, first: int, last: int) -> list[tuple[int, ActRow]]:
    """The acts about some rows of a volume in order, each with the number of its row."""
    cells = ", ".join(f"act.{name}" for name in ActRow._fields)
    found = execute(
        f"{_ABOUT} SELECT about.number, {cells} FROM about JOIN act ON act.id = about.id"  # noqa: S608
        " WHERE act.point_id = ? ORDER BY act.seq",
        (volume, first, last, point),
    )
    return [(row[0], ActRow(*row[1:])) for row in found]


def tails_about(
    point: int, volume: int, first: int, last: int, size: int
) -> list[tuple[int, bytes]]:
    """Numbers of some rows of a volume and what is chained to the acts about them, in order, as the
    ledger had ``size`` acts."""
    found = execute(
        f"{_ABOUT} SELECT about.number, act.tail FROM about JOIN act ON act.id = about.id"  # noqa: S608
        " WHERE act.point_id = ? AND act.seq <= ? ORDER BY act.seq",
        (volume, first, last, point, size),
    )
    return [(row[0], row[1]) for row in found]
