"""The cells of a row as plain text, in the order of the form; XLSX and CSV print them alike."""

from __future__ import annotations

from kiosk.documents.book import REMARKED, Book, PrintedRow
from kiosk.proof.forms import SIGNATURE
from kiosk.proof.page import UNSIGNED

UNREADABLE = "не читается"


def signature(row: PrintedRow) -> str:
    """A signature on one line: «Иванова М. П., 23.11.2026, 3F9A-27C1-0B5E»."""
    if row.stamp is None:
        return unsigned(row)
    return f"{row.stamp.signer}, {row.stamp.date}, {row.stamp.digest}"


def unsigned(row: PrintedRow) -> str:
    """What stands in «Подпись» of a row without a signature: words of the form, never
    translated."""
    return UNSIGNED.get(row.state, UNREADABLE)


def line(book: Book, row: PrintedRow) -> list[str]:
    """Every cell of a row in the order of the form's columns, with the remark in words."""
    cells = {column.key: cell(row, column.key) for column in book.form.columns}
    cells[SIGNATURE] = signature(row)
    remarked = REMARKED[book.journal]
    if row.remark:
        cells[remarked] = f"{cells[remarked]} [{row.remark}]".lstrip()
    return list(cells.values())


def cell(row: PrintedRow, key: str) -> str:
    """The text of one cell; the number of the row stands for itself where no text was given."""
    return row.cells.get(key, str(row.number) if key == "number" else "")
