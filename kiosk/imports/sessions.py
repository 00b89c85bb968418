"""What every way of writing a schedule has in common: the window of days and a session's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.imports import fields, vocabulary
from kiosk.imports.tables import FileRow
from kiosk.words.records import SessionRecord
from kiosk.words.text import NAME, SHORT

BEFORE = timedelta(days=31)
"""How far back sessions are taken in."""
AFTER = timedelta(days=400)
"""How far ahead sessions are taken in: a school year and a little more."""

DETAILS = (
    *(f"title_{code}" for code in vocabulary.TITLE_LANGUAGES),
    "roles",
    "specialist",
    "room",
    "places",
)
"""Columns that say what a session is, whatever the way of saying when."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose sessions are of interest, both included."""

    first: date
    last: date

    @classmethod
    def around(cls, today: date) -> Window:
        return cls(today - BEFORE, today + AFTER)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def session(row: FileRow, uid: str, starts: datetime, ends: datetime) -> SessionRecord:
    """The session that ``row`` describes, at the time given."""
    return SessionRecord(
        uid=uid,
        titles=fields.titles(row),
        roles=fields.roles(row),
        specialist=fields.text(row, "specialist", NAME),
        room=fields.text(row, "room", SHORT),
        starts=starts,
        ends=ends,
        places=fields.number(row, "places", 1, 1000),
        cancelled=fields.yes(row, "cancelled"),
    )
