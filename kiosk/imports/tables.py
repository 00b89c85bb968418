"""Tables as schools keep them: rows with their line numbers, from CSV or from a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path

from kiosk.imports.files import load, refused, shown_name, text_of
from kiosk.imports.sheets import sheet_rows
from kiosk.imports.vocabulary import COLUMNS, plain
from kiosk.words.errors import ImportRefused
from kiosk.words.i18n import _
from kiosk.words.text import SHORT, clean

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Line = tuple[int, Sequence[Cell]]

ROWS = 5000
"""Most rows, or sessions of a calendar, in one file."""
WIDTH = 64
"""Most columns of a table."""

_SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: cells by column, and where it stands, so that a refusal can name the place."""

    file: str
    line: int
    cells: Mapping[str, Cell]
    heads: Mapping[str, str]
    """Each column's head as the file has it."""

    def refused(self, reason: str) -> ImportRefused:
        return ImportRefused(self.file, self.line, reason)

    def head(self, column: str) -> str:
        return self.heads.get(column, column)


def read_table(
    path: Path, columns: Collection[str], needed: Collection[str], *, data: bytes | None = None
) -> list[FileRow]:
    """The filled rows below the heads of ``path``.

    ``columns`` are those the table may have, ``needed`` those it must. A head that means nothing
    is refused, since a mistyped one would lose its cells without a word.
    """
    data = load(path) if data is None else data
    lines = sheet_rows(path, data, WIDTH) if data.startswith(b"PK") else _csv_rows(path, data)
    filled = (line for line in lines if any(cell not in (None, "") for cell in line[1]))
    first = next(filled, None)
    if first is None:
        raise refused(path, 1, _("The table is empty."))
    order = _order(path, first, columns, needed)
    heads = {column: _head(cell) for column, cell in zip(order, first[1], strict=True) if column}
    rows = [_row(path, line, order, heads) for line in islice(filled, ROWS + 1)]
    if len(rows) > ROWS:
        raise rows[-1].refused(_("There are more than {count} rows.").format(count=ROWS))
    if not rows:
        raise refused(path, first[0], _("There is no row below the heads."))
    return rows


def _head(cell: Cell) -> str:
    return clean(str(cell or "")[: SHORT * 4], SHORT)


def _order(
    path: Path, first: Line, columns: Collection[str], needed: Collection[str]
) -> list[str | None]:
    """The column each cell belongs to; None under an empty head."""
    line, cells = first
    order: list[str | None] = []
    for head in map(_head, cells):
        column = COLUMNS.get(plain(head)) if head else None
        reason = ""
        if head and column not in columns:
            reason = _("The column “{head}” is not known.").format(head=head)
        elif column and column in order:
            reason = _("The column “{head}” stands twice.").format(head=head)
        if reason:
            raise refused(path, line, reason)
        order.append(column)
    for column in needed:
        if column not in order:
            reason = _("The column “{head}” is missing.").format(head=column)
            raise refused(path, line, reason)
    return order


def _row(path: Path, line: Line, order: Sequence[str | None], heads: Mapping[str, str]) -> FileRow:
    number, cells = line
    row = FileRow(shown_name(path), number, dict(_matched(order, cells)), heads)
    stray = [cell for cell, column in zip(cells, order, strict=False) if column is None]
    if any(cell not in (None, "") for cell in chain(stray, cells[len(order) :])):
        raise row.refused(_("There is a cell with no column head above it."))
    return row


def _matched(order: Sequence[str | None], cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    return (
        (column, cell) for column, cell in zip(order, cells, strict=False) if column is not None
    )


def _csv_rows(path: Path, data: bytes) -> Iterator[Line]:
    """The rows of a CSV text, numbered by the line of the file where each begins."""
    text = text_of(path, data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            reason = _("A quotation mark is not closed, or a cell is too long.")
            raise refused(path, line, reason) from None
        if cells is None:
            return
        if len(cells) > WIDTH:
            reason = _("There are more than {count} columns.").format(count=WIDTH)
            raise refused(path, line, reason)
        yield line, [cell.strip() for cell in cells]


def _separator(text: str) -> str:
    """The separator under which the first filled line shows most heads that are known."""
    first = next((line for line in io.StringIO(text) if line.strip(" ;,\t\r\n")), "")[:10_000]

    def known(separator: str) -> int:
        return sum(
            plain(head.strip("\r\n\" '")) in COLUMNS for head in first.split(separator)[: WIDTH + 1]
        )

    return max(_SEPARATORS, key=known)
