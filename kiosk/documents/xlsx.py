"""XLSX: the form as a sheet that filters, prints on A4 landscape and never computes anything."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kiosk.documents.book import NOT_VERIFIED, Book
from kiosk.documents.cells import line
from kiosk.proof.forms import SIGNATURE

LONGEST = 32_767
"""The most UTF-16 units that a cell may hold (ECMA-376; Excel's limits)."""
CUT = " … [текст обрезан]"
_HEAD = 5
"""The row of the column heads below the first row, which is 0, or 1 under a warning; the title
block stands above it."""
_WIDTHS = {
    "number": 6,
    "opened": 12,
    "room": 12,
    "problem": 52,
    "topic": 52,
    "name": 34,
    "completed": 12,
    SIGNATURE: 20,
    "note": 24,
}
_WARNING = {"bold": True, "font_size": 14, "font_color": "#B00000"}
"""Column widths in characters; together they fill a landscape A4 page."""


class SheetRefused(RuntimeError):
    """The writer did not take a cell: losing it silently would falsify the journal."""


def content(book: Book) -> bytes:
    """The workbook; its creation date is the book's own, so the same book gives the same bytes."""
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as scratch:
        options = {
            "constant_memory": True,
            "tmpdir": scratch,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(file, options) as workbook:
            created = book.printed_at.astimezone(UTC)  # the writer names every moment UTC
            workbook.set_properties({"title": book.form.title, "created": created})
            _fill(workbook, book)
    return file.getvalue()


def _fill(workbook: xlsxwriter.Workbook, book: Book) -> None:
    base = {"font_name": "PT Serif", "font_size": 10}
    boxed = base | {"border": 1, "text_wrap": True, "valign": "top"}
    sheet = workbook.add_worksheet(book.form.appendix)
    top = 1 if book.warning else 0
    _set_up(sheet, book, top + _HEAD)
    plain, bold = workbook.add_format(base), workbook.add_format(base | {"bold": True})
    title = workbook.add_format(base | {"bold": True, "font_size": 14})
    if book.warning:
        _put(sheet, 0, 0, book.warning, workbook.add_format(base | _WARNING))
    _put(sheet, top, 0, book.form.appendix, plain)
    _put(sheet, top + 1, 0, book.school, bold)
    _put(sheet, top + 2, 0, book.form.title, title)
    _put(sheet, top + 3, 0, f"{book.point}, {book.school_year} учебный год", plain)
    head = workbook.add_format(
        boxed | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EDEDED"}
    )
    for place, column in enumerate(book.form.columns):
        _put(sheet, top + _HEAD, place, column.head, head)
    cell = workbook.add_format(boxed)
    for below, row in enumerate(book.rows, start=top + _HEAD + 1):
        for place, text in enumerate(line(book, row)):
            _put(sheet, below, place, text, cell)


def _set_up(sheet: Worksheet, book: Book, head: int) -> None:
    """Widths, frozen heads, and a print set-up with heads on every page and «Страница x из y»; the
    mark of a book that nobody has compared stands on every page as well."""
    for place, column in enumerate(book.form.columns):
        sheet.set_column(place, place, _WIDTHS[column.key])
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.8, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&9Страница &P из &N")
    if book.warning:
        sheet.set_header(f"&C&14&B{NOT_VERIFIED}")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _put(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    if sheet.write_string(row, place, fitting(text), style) != 0:
        raise SheetRefused(f"row {row + 1}, column {place + 1}")


def fitting(text: str) -> str:
    """The text as a cell can hold it: what is longer than a cell ends in words that say so."""
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return text
    return units[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", errors="ignore") + CUT
