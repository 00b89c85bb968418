"""PDF/A-3b: the journal on A4 landscape, set from ``journal.typ``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.documents import qr
from kiosk.documents.book import NOT_VERIFIED, REMARKED, Book, Ending, PrintedRow
from kiosk.documents.cells import cell, unsigned
from kiosk.documents.printable import FONTS, printable
from kiosk.documents.typesetter import rendered
from kiosk.documents.verifier import verifier_digest
from kiosk.proof.codes import PageCode, code_of
from kiosk.proof.forms import SIGNATURE
from kiosk.proof.page import Stamp
from kiosk.words.russian import counted_entries, sentence, unsigned_rows

TEMPLATE = Path(__file__).with_name("journal.typ")
PAGES = "query(<row>).map(mark => (mark.value, mark.location().page()))"
"""Asked of the layout: the place of each row among the rows, and a page on which it stands."""


def content(book: Book) -> bytes:
    """The PDF of the book: the same book gives the same bytes. Raises PdfNotMade."""
    job = {
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "data": json.dumps(_data(book), ensure_ascii=False),
        "fonts": str(FONTS),
        "moment": int(book.printed_at.timestamp()),
        "asks": PAGES,
    }
    return rendered(json.dumps(job, ensure_ascii=False).encode(), partial(page_codes, book))


def page_codes(book: Book, found: bytes) -> bytes:
    """A file with the code of each page and one with each QR, given where rows begin and end."""
    if not book.size:
        return b"{}"  # not made from a ledger, or from one that nobody has compared
    codes = {
        page: _code(book, rows) for page, rows in _rows_by_page(book, json.loads(found)).items()
    }
    printed = json.dumps({page: str(code) for page, code in codes.items()})
    pictures = {f"{page}.svg": qr.svg(code.scanned()) for page, code in codes.items()}
    return json.dumps({"codes.json": printed, **pictures}).encode()


def _rows_by_page(book: Book, marks: Sequence[tuple[int, int]]) -> dict[int, list[PrintedRow]]:
    """The rows of each page; a row that spans pages stands on every one of them."""
    spans: dict[int, list[int]] = {}
    for place, page in marks:
        spans.setdefault(place, []).append(page)
    pages: dict[int, list[PrintedRow]] = {}
    for place, on in sorted(spans.items()):
        for page in range(min(on), max(on) + 1):
            pages.setdefault(page, []).append(book.rows[place])
    return pages


def _code(book: Book, rows: Sequence[PrintedRow]) -> PageCode:
    """The page code of some rows."""
    first, last = rows[0].number, rows[-1].number
    return code_of(book.journal, book.year, first, last, book.size, book.head)


def _data(book: Book) -> dict[str, Any]:
    """Everything the template prints, as plain values; user text is never part of its source."""
    return {
        "appendix": book.form.appendix,
        "title": book.form.title,
        "school": printable(book.school),
        "point": printable(book.point),
        "year": book.school_year,
        "started": book.started,
        "opened_by": printable(book.opened_by),
        "printed": book.printed,
        "columns": [{"key": column.key, "head": column.head} for column in book.form.columns],
        "remarked": REMARKED[book.journal],
        "stamp": printable(book.stamp),
        "rows": [_row(book, row) for row in book.rows],
        "ending": _ending(book.ending) if book.ending else None,
        "mark": NOT_VERIFIED if book.unverified else "",
        "warning": printable(book.warning),
    }


def _row(book: Book, row: PrintedRow) -> dict[str, Any]:
    keys = [column.key for column in book.form.columns if column.key != SIGNATURE]
    return {
        "cells": {key: printable(cell(row, key)) for key in keys},
        "stamp": row.stamp and _stamp(row.stamp),
        "state": row.state,
        "unsigned": unsigned(row).capitalize(),
        "struck": row.struck,
        "destroyed": row.destroyed,
        "remark": printable(row.remark),
        "drawing": row.drawing,
    }


def _stamp(stamp: Stamp) -> dict[str, str]:
    return {part: printable(words) for part, words in asdict(stamp).items()}


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "date": ending.date,
        "who": printable(ending.who),
        "counted": counted_entries(ending.entries),
        "numbers": f"с № 1 по № {ending.entries}" if ending.entries > 1 else "",
        "missing": unsigned_rows(ending.unsigned),
        "reason": printable(sentence(ending.reason)),
        "rows": ending.rows,
        "head": ending.head,
        "stamp": _stamp(ending.stamp),
        "code": ending.code,
        "qr": qr.svg(ending.scanned) if ending.scanned else "",
        "verifier": verifier_digest(),
    }
