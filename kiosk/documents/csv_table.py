"""CSV for the spreadsheets of a Russian office: semicolons, a byte order mark, all quoted."""

from __future__ import annotations

import csv
import io

from kiosk.documents.book import Book
from kiosk.documents.cells import line

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Leads that a spreadsheet takes for a formula, with their full-width forms."""
_BLANKS = " \u00a0\u200b\ufeff"


def content(book: Book) -> bytes:
    """The heads and one line a row, in UTF-8 with a byte order mark and CRLF; above them the
    warning of a book that nobody has compared."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    if book.warning:
        writer.writerow([book.warning])
    writer.writerow(column.head for column in book.form.columns)
    for row in book.rows:
        writer.writerow(neutral(text) for text in line(book, row))
    return sheet.getvalue().encode("utf-8-sig")


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe stands before a risky lead (OWASP)."""
    return (
        "'" + text if text.startswith(_RISKY) or text.lstrip(_BLANKS).startswith(_RISKY) else text
    )
