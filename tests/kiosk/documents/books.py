"""Books to print in the tests: plausible ones, and ones written by somebody hostile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.documents.book import Book, PrintedRow
from kiosk.proof.forms import Journal
from kiosk.proof.page import Stamp

PRINTED_AT = datetime(2026, 11, 23, 15, 30, tzinfo=ZoneInfo("Europe/Simferopol"))
SCHOOL = "МБОУ г. Керчи РК «Школа-гимназия № 1»"
STAMP = Stamp("Иванова М. П.", "24.11.2026", "3F9A-27C1-0B5E")
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+7 (978) 000-00-00",
    "-1+1",
    "@SUM(1;1)",
    "\uff1dHYPERLINK(1)",
    "#panic(1) *x* _y_ $z$ <b> `raw` // [x]",
    "{=A1} https://example.org mailto:a@example.org",
    "[31mred[0m кавычки \"двойные\" 'одинарные'; точка",
    "😀 ❤️ שלום مرحبا 漢字 а́ ё̈",
    "_x0041_ &amp; <script>alert(1)</script>",
)
"""What ``kiosk.words.text.clean`` lets through and some format could take for more than text."""


def request(
    number: int, problem: str, *, note: str = "", stamp: Stamp | None = STAMP
) -> PrintedRow:
    """A row of the journal of requests."""
    cells = {
        "number": str(number),
        "opened": "23.11.2026",
        "room": "Учительская",
        "problem": problem,
        "completed": "24.11.2026" if stamp else "",
        "note": note,
    }
    return PrintedRow(number, cells, stamp, state="signed" if stamp else "completed")


def consultation(number: int, topic: str, name: str, *, stamp: Stamp | None = STAMP) -> PrintedRow:
    """A row of the journal of consultations."""
    cells = {
        "number": str(number),
        "opened": "23.11.2026",
        "topic": topic,
        "name": name,
        "completed": "24.11.2026" if stamp else "",
    }
    return PrintedRow(number, cells, stamp, state="signed" if stamp else "completed")


def volume(rows: Sequence[PrintedRow], journal: Journal = Journal.REQUESTS) -> Book:
    """The rows as a book of 2026/27, printed at a fixed moment."""
    return Book(journal, SCHOOL, "Кабинет 12", 2026, "01.09.2026", PRINTED_AT, rows)


def hostile() -> Book:
    """Every hostile text, in the widest and in the last column."""
    return volume([request(n, text, note=text) for n, text in enumerate(HOSTILE, start=1)])
