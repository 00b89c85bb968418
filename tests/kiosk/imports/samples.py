"""Small files written for a test, and the sentence with which a reader refuses one."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from kiosk.imports import SessionRecord, read_schedule
from kiosk.words.errors import CannotRead, ImportRefused

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
ZONE = ZoneInfo("Europe/Simferopol")
TODAY = date(2026, 11, 23)

TIMES = "DTSTART:20261123T090000\nDTEND:20261123T100000\n"
"""A start and an end without a zone, today at nine."""


def sessions(path: Path) -> list[SessionRecord]:
    return read_schedule(path, zone=ZONE, today=TODAY)


def written(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return written(folder, stream.getvalue(), "table.xlsx")


def calendar(folder: Path, *events: str) -> Path:
    """A calendar file with the properties of each event; the first BEGIN:VEVENT is line 3."""
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{inner}END:VCALENDAR\n"
    return written(folder, text.replace("\n", "\r\n"), "schedule.ics")


def refusal(read: Callable[[Path], object], path: Path) -> ImportRefused:
    """The refusal of a row; it names the file and is a whole sentence."""
    with pytest.raises(ImportRefused) as caught:
        read(path)
    assert caught.value.file == path.name
    assert caught.value.reason.endswith(".")
    return caught.value


def unread(read: Callable[[Path], object], path: Path) -> CannotRead:
    """The refusal of a whole file."""
    with pytest.raises(CannotRead) as caught:
        read(path)
    return caught.value
