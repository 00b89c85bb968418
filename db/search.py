"""Entries of a journal by what is known of them: conditions as plain values, in SQL here alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.dialect import is_postgres
from db.engine import current
from db.words import SURE
from db.writes import Value, execute


class HasText(NamedTuple):
    """A part of a word of the entry's search text, folded as that is."""

    text: str


class HasNumber(NamedTuple):
    """The entry's number in its volume."""

    number: int


class HasTicket(NamedTuple):
    """The ticket of some day."""

    series: str
    ticket: int


class HelpedBy(NamedTuple):
    """Some specialists, by the ids of their rows."""

    specialists: tuple[int, ...]


class InState(NamedTuple):
    """A state, and why the entry ended in it where that matters."""

    state: str
    reason: str = ""


class Opened(NamedTuple):
    """Signed in from a moment on and before another one, as stamps."""

    start: str
    end: str


class OfYear(NamedTuple):
    """The volume of a school year."""

    year: int


class Corrected(NamedTuple):
    """Annulled after its signature, replaced by another entry, or either."""

    annulled: bool = True
    replaced: bool = True


class HeldEarlier(NamedTuple):
    """Help was written down on a later day."""


Condition = (
    HasText | HasNumber | HasTicket | HelpedBy | InState | Opened | OfYear | Corrected | HeldEarlier
)


class LineRow(NamedTuple):
    """An entry as a list shows it."""

    id: int
    number: int
    year: int
    journal: str
    opened_at: str
    name: str
    room: str
    topic_title: str
    problem: str
    state: str
    signed_at: str | None
    helper: str | None
    """The name of the specialist."""
    stands_for: int | None
    """The number of the entry that it was written in place of."""


_LINES = """SELECT entry.id, entry.number, volume.year, volume.journal, entry.opened_at, entry.name,
    entry.room, entry.topic_title, entry.problem, entry.state, entry.signed_at, specialist.name,
    old.number
    FROM entry JOIN volume ON volume.id = entry.volume_id
    LEFT JOIN specialist ON specialist.id = entry.specialist_id
    LEFT JOIN entry AS old ON old.id = entry.corrects_id"""
_EVERYTHING = Opened("", "~")
_Clause = tuple[str, tuple[Value, ...]]
_ANNULLED = "id IN (SELECT entry_id FROM act WHERE kind = 'entry_annulled')"
_REPLACED = (
    "id IN (SELECT corrects_id FROM entry WHERE corrects_id IS NOT NULL AND state = 'signed')"
)


def found(point: int, journal: str, wanted: Sequence[Sequence[Condition]]) -> list[int]:
    """The ids of a journal's entries, the newest first: of each sequence of conditions one has to
    hold.

    Every condition is asked for apart, of its own index: the engines, which do not know how rare a
    word is, take several times as long over all of them at once. Ids follow the numbers, as both
    are given under the ledger's lock.
    """
    volumes = execute("SELECT id FROM volume WHERE point_id = ? AND journal = ?", (point, journal))
    within = ", ".join(str(int(row[0])) for row in volumes)
    if not within:
        return []
    entries: set[int] | None = None
    for conditions in wanted or ([_EVERYTHING],):
        some = {row[0] for each in conditions for row in _rows(each, journal, within)}
        entries = some if entries is None else entries & some
        if not entries:
            break
    return sorted(entries or (), reverse=True)


def _rows(condition: Condition, journal: str, within: str) -> list[tuple[int]]:
    """The ids of the entries of some volumes, all of a journal, for which a condition holds."""
    if isinstance(condition, HasText):
        return _with_text(condition.text, journal)
    sql, values = _clause(condition)
    return execute(f"SELECT id FROM entry WHERE volume_id IN ({within}) AND ({sql})", values)  # noqa: S608


def _with_text(text: str, journal: str) -> list[tuple[int]]:
    """The index of words finds the entries; of a long text it knows only that its beginning is
    there.

    PostgreSQL is given the words that were found: it would read the whole index otherwise.
    """
    words = "SELECT id FROM word WHERE journal = ? AND text LIKE ? ESCAPE '!'"
    values: tuple[Value, ...] = (journal, _like(text[:SURE]))
    if is_postgres(current()):
        found_words = ", ".join(str(int(row[0])) for row in execute(words, values))
        words, values = f"VALUES ({found_words})".replace(", ", "), ("), ()
        if not found_words:
            return []
    entries = f"SELECT entry_id FROM entry_word WHERE word_id IN ({words})"  # noqa: S608
    if len(text) <= SURE:
        return execute(entries, values)
    return execute(
        f"SELECT id FROM entry WHERE id IN ({entries}) AND search LIKE ? ESCAPE '!'",  # noqa: S608
        (*values, _like(text)),
    )


def _clause(condition: Condition) -> _Clause:
    match condition:
        case HasNumber(number):
            return "number = ?", (number,)
        case HasTicket(series, ticket):
            return "series = ? AND ticket = ?", (series, ticket)
        case HelpedBy(specialists):
            marks = ", ".join("?" * len(specialists))
            return f"specialist_id IN ({marks})", specialists
        case InState(state, reason):
            ended = " AND left_reason = ?" if reason else ""
            return f"state = ?{ended}", (state, reason) if reason else (state,)
        case Opened(start, end):
            return "opened_at >= ? AND opened_at < ?", (start, end)
        case OfYear(year):
            return "volume_id IN (SELECT id FROM volume WHERE year = ?)", (year,)
        case Corrected(annulled, replaced):
            told = [sql for sql, is_so in ((_ANNULLED, annulled), (_REPLACED, replaced)) if is_so]
            return " OR ".join(told), ()
        case _:
            return "held_on <> ''", ()


def _like(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return f"%{text}%"


def lines_between(volume: int, first: int, last: int) -> list[LineRow]:
    """The entries of a volume with these numbers, in order."""
    rows = execute(
        f"{_LINES} WHERE entry.volume_id = ? AND entry.number BETWEEN ? AND ?"
        " ORDER BY entry.number",
        (volume, first, last),
    )
    return [*map(LineRow._make, rows)]


def lines_with(entries: Sequence[int]) -> dict[int, LineRow]:
    """The entries with these ids, by id."""
    if not entries:
        return {}
    among = ", ".join(str(int(entry)) for entry in entries)
    return {
        row[0]: LineRow._make(row) for row in execute(f"{_LINES} WHERE entry.id IN ({among})", ())
    }


def firsts_from(volume: int, stamps: Sequence[str]) -> list[int | None]:
    """The number of the first entry of a volume that was opened at a moment or later, for each
    moment; None where there is none."""
    return [
        rows[0][0] if rows else None
        for rows in (
            execute(
                "SELECT number FROM entry WHERE volume_id = ? AND opened_at >= ?"
                " ORDER BY opened_at, number LIMIT 1",
                (volume, stamped),
            )
            for stamped in stamps
        )
    ]
