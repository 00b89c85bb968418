"""The first sheet of an .xlsx workbook, read with care: a workbook is a zip full of XML."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kiosk.imports.files import refused, unreadable
from kiosk.words.i18n import _

UNPACKED = 20 * 1024 * 1024
"""Most bytes a workbook may unpack to."""
LAST_LINE = 20_000
"""Last sheet row looked at; empty rows count, so that a huge row number cannot spin."""

_PARTS = 500
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What zipfile, the XML parser and openpyxl raise on damaged workbooks."""


def sheet_rows(path: Path, data: bytes, width: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """Row number and cells, as typed as they were in Excel, of the first sheet.

    A damaged, protected or swollen workbook is CannotRead; a sheet that goes on past
    ``LAST_LINE`` is ImportRefused at that row.
    """
    import openpyxl

    try:
        _look_inside(path, data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_col=width, values_only=True)
        for number, cells in enumerate(rows, start=1):
            if number > LAST_LINE:
                reason = _("The sheet is longer than {count} rows.").format(count=LAST_LINE)
                raise refused(path, number, reason)
            yield number, [_stripped(cell) for cell in _trimmed(cells)]
    except _BROKEN as problem:
        raise unreadable(path, _("It is not a workbook that can be opened.")) from problem


def _trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    """The cells without the empty ones at the end: sheets are wider than their tables."""
    filled = [index for index, cell in enumerate(cells) if cell not in (None, "")]
    return cells[: filled[-1] + 1] if filled else ()


def _stripped(cell: Any) -> Any:
    return cell.strip() if isinstance(cell, str) else cell


def _look_inside(path: Path, data: bytes) -> None:
    """Refuse what would swell when unpacked, and XML that declares entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise unreadable(path, _("The workbook is too large when unpacked."))
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            if b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
                raise unreadable(path, _("It is not a workbook that can be opened."))
