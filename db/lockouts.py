"""Wrong PINs as they are kept: one row for a person who had any, and one for everybody of a point.

In plain SQL like ``db.writes``: every PIN and every signature passes here.
"""

from __future__ import annotations

from typing import NamedTuple

from db.writes import execute, whole, word

EVERYBODY = ""
"""The name of the row in which all wrong PINs of a point are counted together."""


class LockoutRow(NamedTuple):
    """Wrong PINs in a row, and the seconds to wait after the last one.

    ``edition`` changes whenever a try is counted, so that a program sees what another one counted.
    ``untold`` wrong PINs, the last of them ``last_at``, have not been seen by the person yet.
    ``turn`` is the number of the last try among all tries of the point, ``enrolled`` 1 where it
    was made at a specialist's login.
    """

    failures: int
    wait: int
    edition: str
    untold: int
    last_at: str
    turn: int
    enrolled: int


_COLUMNS = ", ".join(LockoutRow._fields)
_LOCK = (
    "INSERT INTO lockout (point_id, person) VALUES (?, ?), (?, ?)"  # noqa: S608 - our names
    " ON CONFLICT (point_id, person) DO UPDATE SET failures = lockout.failures"
    f" RETURNING person, {_COLUMNS}"
)
_READ = f"SELECT {_COLUMNS} FROM lockout WHERE point_id = ? AND person = ?"  # noqa: S608 - our names
_KEEP = (
    f"UPDATE lockout SET {' = ?, '.join(LockoutRow._fields)} = ?"  # noqa: S608 - our names
    " WHERE point_id = ? AND person = ?"
)


def _row(found: tuple[object, ...]) -> LockoutRow:
    failures, wait, edition, untold, last_at, turn, enrolled = found
    return LockoutRow(
        failures=whole(failures),
        wait=whole(wait),
        edition=word(edition),
        untold=whole(untold),
        last_at=word(last_at),
        turn=whole(turn),
        enrolled=whole(enrolled),
    )


def lock_lockouts(point: int, person: str) -> tuple[LockoutRow, LockoutRow]:
    """What is kept of everybody and of a person, which nobody else can change before the end of
    this transaction. Without a wrong PIN so far either gets an empty row."""
    kept = {
        found[0]: _row(found[1:]) for found in execute(_LOCK, (point, EVERYBODY, point, person))
    }
    return kept[EVERYBODY], kept[person]


def read_lockout(point: int, person: str) -> LockoutRow | None:
    """What is kept of a person now; None where there is nothing."""
    found = execute(_READ, (point, person))
    return _row(found[0]) if found else None


def paused_persons(point: int) -> list[tuple[str, str]]:
    """Everybody who has to wait after wrong PINs, with the edition of their row."""
    found = execute("SELECT person, edition FROM lockout WHERE point_id = ? AND wait > 0", (point,))
    return [(word(person), word(edition)) for person, edition in found]


def keep_lockout(point: int, person: str, now: LockoutRow) -> None:
    """Write down what is kept of a person, or of everybody, whose row is locked."""
    execute(_KEEP, (*now, point, person))


def forget_lockout(point: int, person: str) -> None:
    """Keep nothing of a person any more."""
    execute("DELETE FROM lockout WHERE point_id = ? AND person = ?", (point, person))


def forget_old_lockouts(point: int, turn: int) -> None:
    """Keep no pause of anybody whose last try was this turn or before, and no row of them but
    where a specialist has wrong PINs still to be told."""
    old = "point_id = ? AND turn <= ? AND person <> ?"
    execute(
        f"DELETE FROM lockout WHERE {old} AND (untold = 0 OR enrolled = 0)",  # noqa: S608
        (point, turn, EVERYBODY),
    )
    execute(
        f"UPDATE lockout SET failures = 0, wait = 0 WHERE {old} AND failures > 0",  # noqa: S608
        (point, turn, EVERYBODY),
    )
