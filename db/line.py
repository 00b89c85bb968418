"""The line and who serves it, in plain SQL like ``db.writes``: every screen asks for it often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.dialect import is_postgres
from db.engine import current
from db.migrations.m0003_forecast import DESK_ACTS, HELPED
from db.writes import execute


class TicketRow(NamedTuple):
    """An entry under which somebody waits or is being helped."""

    id: int
    state: str
    day: str
    series: str
    ticket: int
    topic_id: int | None
    specialist_id: int | None
    called_at: str | None
    asked: str
    """The minute of an enquiry that a desk wrote down: nobody stands in the hall under it."""
    turn: int
    """Where it stands in its line; the smallest is called first."""
    back_at: str
    """When its holder comes back who has gone away for a while, else empty."""


class HelperRow(NamedTuple):
    """Somebody enrolled."""

    id: int
    name: str
    journals: str
    key_id: str


_OWN = ("entry." + name for name in TicketRow._fields[:-2])
_TICKETS = (
    f"SELECT {', '.join(_OWN)}, coalesce(turn, entry.id), coalesce(back_at, '')"  # noqa: S608 - our own names
    " FROM entry LEFT JOIN line_place ON entry_id = entry.id"
)
_HELPERS = f"SELECT {', '.join(HelperRow._fields)} FROM specialist"  # noqa: S608 - our own names


def tickets(point: int) -> list[TicketRow]:
    """Everybody who waits or is being helped, in the order in which they are called."""
    found = execute(
        f"{_TICKETS} WHERE entry.point_id = ? AND state IN ('waiting', 'called', 'in_service')"
        " ORDER BY coalesce(turn, entry.id), entry.id",
        (point,),
    )
    return [*map(TicketRow._make, found)]


def called_before(point: int, since: str, limit: int) -> list[TicketRow]:
    """The last tickets that were called since a moment and are not any more, the newest first."""
    found = execute(
        f"{_TICKETS} WHERE entry.point_id = ? AND called_at >= ? AND state <> 'called'"
        " AND asked = ''"
        " ORDER BY called_at DESC, entry.id DESC LIMIT ?",
        (point, since, limit),
    )
    return [*map(TicketRow._make, found)]


def initials(entries: Sequence[int]) -> dict[int, str]:
    """The initials of at most three names of visitors, by entry. They are cut off here: a whole
    name does not leave the database."""
    if not entries:
        return {}
    place = "strpos" if is_postgres(current()) else "instr"
    others = f"substr(name, nullif({place}(name, ' '), 0) + 1)"
    third = f"substr({others}, nullif({place}({others}, ' '), 0) + 1, 1)"
    marks = ", ".join("?" * len(entries))
    found = execute(
        f"SELECT id, substr(name, 1, 1), coalesce(substr({others}, 1, 1), ''),"  # noqa: S608 - our own words
        f" coalesce({third}, '') FROM entry WHERE id IN ({marks})",
        tuple(entries),
    )
    return {
        row[0]: "\N{NO-BREAK SPACE}".join(f"{letter}." for letter in row[1:] if letter)
        for row in found
    }


def helped(point: int, series: str, limit: int) -> list[tuple[int | None, str, str]]:
    """Topic, call and completion of the last visits of a series, the newest first. What was written
    down on a later day says nothing of how long it took."""
    found = execute(
        f"SELECT topic_id, called_at, completed_at FROM entry WHERE point_id = ? AND series = ?"  # noqa: S608 - our own words
        f" AND {HELPED} AND held_on = '' ORDER BY id DESC LIMIT ?",
        (point, series, limit),
    )
    return [(topic, called, completed) for topic, called, completed in found]


def helpers(point: int) -> list[HelperRow]:
    """Everybody who can open a desk."""
    found = execute(
        f"{_HELPERS} WHERE point_id = ? AND status = 'enrolled' ORDER BY name, id", (point,)
    )
    return [*map(HelperRow._make, found)]


def desk_acts(point: int, since: str) -> list[tuple[str, str, bytes]]:
    """Kind, key and body of the acts that opened or closed desks since a moment, in their order."""
    found = execute(
        f"SELECT kind, key_id, body FROM act WHERE point_id = ? AND {DESK_ACTS} AND at >= ?"  # noqa: S608 - our own words
        " ORDER BY at, seq",
        (point, since),
    )
    return [(kind, key, bytes(body)) for kind, key, body in found]


def keep_forecast(point: int, entry: int, seconds: int, at: str) -> None:
    """Write down what was forecast for an entry; the first time counts."""
    execute(
        "INSERT INTO forecast (point_id, entry_id, seconds, made_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (point_id, entry_id) DO NOTHING",
        (point, entry, seconds, at),
    )


def was_called(point: int, entry: int, at: str) -> None:
    """Write down when somebody was called whose wait was forecast; the first call counts."""
    execute(
        "UPDATE forecast SET true_at = ? WHERE point_id = ? AND entry_id = ? AND true_at IS NULL",
        (at, point, entry),
    )


def forecasts(point: int, limit: int) -> list[tuple[int, str, str]]:
    """Seconds that were forecast, when, and when the visitor was called, the newest first."""
    found = execute(
        "SELECT seconds, made_at, true_at FROM forecast"
        " WHERE point_id = ? AND true_at IS NOT NULL ORDER BY entry_id DESC LIMIT ?",
        (point, limit),
    )
    return [(seconds, made, true) for seconds, made, true in found]
