"""PDF/A-3b: the journal on A4 landscape, set from ``journal.typ`` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from typing import Any

from kiosk.documents.book import Book, Row
from kiosk.documents.cells import cell, printed_at
from kiosk.documents.printable import FONTS, printable
from kiosk.errors import HelpPointError
from kiosk.forms import SIGNATURE
from kiosk.i18n import _

TEMPLATE = Path(__file__).with_name("journal.typ")
RENDER = Path(__file__).with_name("render.py")
PATIENCE = 60.0
"""Seconds that any PDF may take; what there is to set adds its own time at ``PACE``."""
PACE = 10_000
"""Bytes of job that the slowest machine sets in a second, even if no word has a space."""


class PdfNotMade(HelpPointError):
    """The typesetter failed or took too long; nothing was written."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def sentence(self) -> str:
        return _("The PDF could not be made: {reason}").format(reason=self.reason)


def content(book: Book) -> bytes:
    """The PDF of the book: the same book gives the same bytes. Raises PdfNotMade."""
    job = {
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "data": json.dumps(_data(book), ensure_ascii=False),
        "fonts": str(FONTS),
        "moment": int(printed_at(book).replace(tzinfo=UTC).timestamp()),
    }
    sent = json.dumps(job, ensure_ascii=False).encode()
    return rendered(sent, patience=PATIENCE + len(sent) / PACE)


def rendered(job: bytes, patience: float) -> bytes:
    """Run the typesetter once, cut off from Python's environment variables and user packages.

    ``patience`` is in seconds. Raises PdfNotMade when it fails, dies or takes longer.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(RENDER)],
            input=job,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfNotMade(_("it took too long.")) from error
    except OSError as error:
        raise PdfNotMade(error.strerror or str(error)) from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise PdfNotMade(_reason(done))
    return done.stdout


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what the typesetter said, or how it ended if it said nothing of its own."""
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != 1 or said.startswith("Traceback"):
        said = ""  # it never came to its work: what Python says of that helps nobody
    return said.splitlines()[0][:200] if said else f"exit status {done.returncode}"


def _data(book: Book) -> dict[str, Any]:
    """Everything the template prints, as plain values; user text is never part of its source."""
    moment = printed_at(book)
    return {
        "appendix": book.form.appendix,
        "title": book.form.title,
        "school": printable(book.school),
        "point": printable(book.point),
        "year": book.school_year,
        "started": book.started,
        "printed": book.printed,
        "moment": [moment.year, moment.month, moment.day, moment.hour, moment.minute],
        "columns": [{"key": column.key, "head": column.head} for column in book.form.columns],
        "rows": [_row(book, row) for row in book.rows],
    }


def _row(book: Book, row: Row) -> dict[str, Any]:
    keys = [column.key for column in book.form.columns if column.key != SIGNATURE]
    stamp = row.stamp
    return {
        "cells": {key: printable(cell(row, key)) for key in keys},
        "stamp": stamp
        and {
            "signer": printable(stamp.signer),
            "date": printable(stamp.date),
            "digest": printable(stamp.digest),
        },
    }
