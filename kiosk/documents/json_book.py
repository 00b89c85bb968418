"""JSON for other programs: the book as it is, nothing cut and nothing escaped for a spreadsheet."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from kiosk.documents.book import Book, PrintedRow
from kiosk.documents.cells import cell
from kiosk.proof.forms import SIGNATURE


def content(book: Book) -> bytes:
    """One UTF-8 document: the journal, its columns, and every row with its state and its signature
    or null. ``unverified`` stands first in a book that nobody has compared, and in no other."""
    document = {
        **({"unverified": book.warning} if book.warning else {}),
        "journal": book.journal.value,
        "title": book.form.title,
        "school": book.school,
        "point": book.point,
        "year": book.year,
        "columns": [column._asdict() for column in book.form.columns],
        "rows": [_row(book, row) for row in book.rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _row(book: Book, row: PrintedRow) -> dict[str, Any]:
    keys = (column.key for column in book.form.columns if column.key != SIGNATURE)
    return {
        "number": row.number,
        "cells": {key: cell(row, key) for key in keys},
        "state": row.state,
        "signature": asdict(row.stamp) if row.stamp else None,
        "struck": row.struck,
        "remark": row.remark,
        "destroyed": row.destroyed,
    }
