"""What the model of entries knows of them: rows, a school year, closed volumes; all are values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

REQUESTS, CONSULTATIONS = "requests", "consultations"
KEEPS = {"smirnova": CONSULTATIONS, "kovalyov": REQUESTS, "belaya": CONSULTATIONS}
"""The journal of the administrator, the technician and the teacher."""
ANSWERS = {"smirnova": (REQUESTS, CONSULTATIONS), "kovalyov": (REQUESTS,), "belaya": ()}
"""The journals that each of them is responsible for."""
AT_DESK = ("called", "in_service")
ENDED = ("signed", "left")


class Refused(Exception):
    """The act is not possible; the name of the error that says so."""


class Do(NamedTuple):
    """One act: its name, who does it, and with which entry (counted from 0)."""

    act: str
    who: str = ""
    entry: int = -1


@dataclass(frozen=True, slots=True)
class Row:
    """An entry."""

    journal: str
    year: int
    state: str = "waiting"
    who: str = ""
    reason: str = ""
    result: str = ""
    turn: int = 0
    """Its place among the completed ones, the oldest first."""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """All entries in the order in which they came, the school year, and the closed volumes."""

    rows: tuple[Row, ...] = ()
    year: int = 2025
    closed: frozenset[tuple[str, int]] = frozenset()
    withdrawn: frozenset[int] = frozenset()
    """The entries whose visitors withdrew today."""

    def number(self, entry: int) -> int:
        """The number of an entry in its volume."""
        place = volume(self.rows[entry])
        return sum(volume(row) == place for row in self.rows[: entry + 1])

    def line(self, who: str) -> list[int]:
        """Whom a specialist can call, the first to be called first."""
        return [
            number
            for number, row in enumerate(self.rows)
            if row.state == "waiting" and self._shown(who, row)
        ]

    def current(self, who: str) -> int | None:
        """Who is at a specialist's desk."""
        here = [n for n, row in enumerate(self.rows) if row.who == who and row.state in AT_DESK]
        return here[0] if here else None

    def unsigned(self, who: str) -> list[int]:
        """What a specialist has completed and not signed, the oldest first."""
        mine = [
            (row.turn, number)
            for number, row in enumerate(self.rows)
            if row.who == who and row.state == "completed" and self._shown(who, row)
        ]
        return [number for _turn, number in sorted(mine)]

    def before(self, entry: int) -> int:
        """How many of the same line came earlier and still wait, in whatever year."""
        journal = self.rows[entry].journal
        earlier = self.rows[:entry]
        return sum(row.journal == journal and row.state == "waiting" for row in earlier)

    def _shown(self, who: str, row: Row) -> bool:
        return row.journal == KEEPS[who] and volume(row) not in self.closed


def volume(row: Row) -> tuple[str, int]:
    """The volume that a row stands in: journal and school year."""
    return row.journal, row.year
