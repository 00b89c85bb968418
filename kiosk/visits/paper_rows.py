"""Blank rows on paper for a day without power: each has a code, and is written down once."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import peewee as pw

from db.models import Entry, PaperRow
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.codes import base32_typed
from kiosk.proof.page import SHEET
from kiosk.words.days import stamp
from kiosk.words.errors import PaperRowUsed, UnknownPaperRow

ROWS = 8
"""Blank rows on one sheet."""
_CODE_BYTES = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with blank rows."""

    number: int
    """Sheets of a point are numbered from 1."""
    codes: tuple[str, ...]
    """The code of each row, eight letters."""


def new_sheets(point: HelpPoint, count: int = 1) -> list[Sheet]:
    """Make sheets of blank rows, and keep their codes. Raises StorageUnavailable."""
    with transaction():
        newest = PaperRow.select(pw.fn.max(PaperRow.sheet)).where(PaperRow.point == point.id)
        first, printed = (newest.scalar() or 0) + 1, stamp(point.clock())
        sheets = [Sheet(first + n, tuple(_codes())) for n in range(count)]
        for sheet in sheets:
            for line, code in enumerate(sheet.codes, 1):
                where = {"sheet": sheet.number, "line": line, "printed_at": printed}
                PaperRow.insert(point=point.id, code=code, **where).execute()
    return sheets


def _codes() -> Iterator[str]:
    """Codes that nobody guesses: 40 random bits each."""
    for _row in range(ROWS):
        yield base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode()


def request_of(point: HelpPoint, typed: str) -> str:
    """The request of the entry that is written down from a row, by its typed code.

    Raises UnknownPaperRow for a code that was never printed, and PaperRowUsed.
    """
    code = base32_typed(typed)
    known = PaperRow.select().where(PaperRow.point == point.id, PaperRow.code == code)
    if not known.exists():
        raise UnknownPaperRow(typed.strip())
    request = f"{SHEET}{code}"
    refuse_used(point, request)
    return request


def refuse_used(point: HelpPoint, request: str) -> None:
    """Raise PaperRowUsed where an entry was written down from a row already."""
    entry = Entry.get_or_none(Entry.point == point.id, Entry.request_id == request)
    if entry is not None:
        raise PaperRowUsed(entry.number)
