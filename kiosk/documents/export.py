"""A book as a file: PDF, XLSX, CSV or JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from kiosk.documents.book import Book
from kiosk.machine import files


class Format(StrEnum):
    """A kind of file; the value is its ending."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def write(book: Book, format: Format, out: Path) -> None:
    """Write the book to ``out``, which is replaced whole or left as it was.

    Raises CannotWrite when the place refuses, and PdfNotMade when no PDF could be set.
    """
    files.replace(out, content(book, format))


def content(book: Book, format: Format) -> bytes:
    """The bytes of the book in one format: the same book gives the same bytes.

    The writers are imported when they are used, so that the kiosk starts without them.
    """
    match format:
        case Format.PDF:
            from kiosk.documents import pdf

            return pdf.content(book)
        case Format.XLSX:
            from kiosk.documents import xlsx

            return xlsx.content(book)
        case Format.CSV:
            from kiosk.documents import csv_table

            return csv_table.content(book)
        case Format.JSON:
            from kiosk.documents import json_book

            return json_book.content(book)
