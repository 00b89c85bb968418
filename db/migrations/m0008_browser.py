"""What the journals are searched by: an index of words, and indexes of months and tickets; and the
searches that specialists keep by name."""

from __future__ import annotations

from collections.abc import Sequence

import peewee as pw

from db.dialect import fill, is_postgres
from db.words import pieces

STATEMENTS = (
    """CREATE TABLE word (
        id {pk}, journal TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (journal, text))""",
    """CREATE TABLE entry_word (
        word_id {int} NOT NULL REFERENCES word (id),
        entry_id {int} NOT NULL REFERENCES entry (id),
        PRIMARY KEY (word_id, entry_id)){rowless}""",
    "CREATE INDEX entry_of_day ON entry (volume_id, opened_at, id)",
    "CREATE INDEX entry_of_state ON entry (volume_id, state, id)",
    """CREATE INDEX entry_of_helper ON entry (volume_id, specialist_id, id)
        WHERE specialist_id IS NOT NULL""",
    "CREATE INDEX entry_of_ticket ON entry (series, ticket)",
    """CREATE TABLE saved_search (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id),
        specialist_id {int} NOT NULL REFERENCES specialist (id), name TEXT NOT NULL,
        journal TEXT NOT NULL CHECK (journal IN ('requests', 'consultations')),
        wanted TEXT NOT NULL, UNIQUE (point_id, specialist_id, name))""",
)
PAGE = 5000
"""Entries whose words are written at once."""


def apply(database: pw.Database) -> None:
    """Add the tables, and the words of every entry that is there."""
    for statement in STATEMENTS:
        database.execute_sql(fill(database, statement))
    fill_index(database)


def fill_index(database: pw.Database) -> None:
    """Write the words of every entry into an index that is empty."""
    last = 0
    known: dict[tuple[str, str], int] = {}
    while rows := _rows(database, last):
        last = rows[-1][0]
        _write(database, rows, known)
    if known and is_postgres(database):
        database.execute_sql(f"ALTER TABLE word ALTER id RESTART WITH {len(known) + 1:d}")


def _rows(database: pw.Database, after: int) -> list[tuple[int, str, str]]:
    found = database.execute_sql(
        "SELECT entry.id, journal, search FROM entry JOIN volume ON volume.id = volume_id"  # noqa: S608
        f" WHERE entry.id > {after:d} ORDER BY entry.id LIMIT {PAGE:d}"
    )
    return list(found.fetchall())


def _write(
    database: pw.Database, rows: list[tuple[int, str, str]], known: dict[tuple[str, str], int]
) -> None:
    """Write the words of some entries; ``known`` has the number of every word so far."""
    words, pairs = [], []
    for entry, journal, search in rows:
        for word in sorted(pieces(search)):
            if (journal, word) not in known:
                known[journal, word] = len(known) + 1
                words.append((known[journal, word], journal, word))
            pairs.append((known[journal, word], entry))
    _insert(database, "word (id, journal, text)", ("bigint", "text", "text"), words)
    _insert(database, "entry_word", ("bigint", "bigint"), sorted(pairs))


def _insert(
    database: pw.Database, into: str, kinds: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Insert rows of these kinds; PostgreSQL takes them all in one statement."""
    if not rows:
        return
    cursor = database.cursor()
    if is_postgres(database):
        columns = ", ".join(f"unnest(CAST(%s AS {kind}[]))" for kind in kinds)
        cursor.execute(
            f"INSERT INTO {into} SELECT {columns}", [*map(list, zip(*rows, strict=True))]
        )
    else:
        marks = ", ".join("?" * len(kinds))
        cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608 - our own names
