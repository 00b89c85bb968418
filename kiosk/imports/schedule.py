"""The schedule: from a table with dates, from a table of a week, or from a calendar file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.imports import fields, times, vocabulary
from kiosk.imports.calendar import is_calendar, read_calendar
from kiosk.imports.files import load, refused
from kiosk.imports.sessions import AFTER, DETAILS, Window, session
from kiosk.imports.tables import FileRow, read_table
from kiosk.imports.unique import UniqueKeys
from kiosk.words.i18n import _
from kiosk.words.records import SessionRecord


def read_schedule(path: Path, *, zone: ZoneInfo, today: date) -> list[SessionRecord]:
    """The sessions of ``path`` (CSV, XLSX or .ics) near ``today``, in the order of the file.

    Sessions that were over a month before ``today`` are left out, and so are those of a
    repeating event more than 400 days ahead. Raises ImportRefused, naming the line, or CannotRead.
    """
    data = load(path)
    window = Window.around(today)
    if is_calendar(path, data):
        sessions = read_calendar(path, data, zone=zone, window=window)
    else:
        rows = read_table(
            path,
            ("uid", "date", "start", "end", *DETAILS, "cancelled"),
            ("date", "start", "end", "title_ru"),
            data=data,
        )
        found = _sessions(rows, zone, lambda row: _day(row, today))
        sessions = [each for each in found if each.starts.date() in window]
    if not sessions:
        reason = _("There is no session from {first} to {last}.").format(
            first=f"{window.first:%d.%m.%Y}", last=f"{window.last:%d.%m.%Y}"
        )
        raise refused(path, 1, reason)
    return sessions


def read_week(path: Path, *, zone: ZoneInfo, monday: date) -> list[SessionRecord]:
    """The sessions of a table that names weekdays, in the week that begins on ``monday``.

    A ``monday`` that is another day of the week raises ValueError.
    """
    if monday.weekday() != 0:
        raise ValueError(monday)
    columns = ("weekday", "start", "end", *DETAILS)
    rows = read_table(path, columns, ("weekday", "start", "end", "title_ru"))

    def weekday(row: FileRow) -> date:
        return monday + timedelta(days=fields.one_of(row, "weekday", vocabulary.WEEKDAYS))

    return _sessions(rows, zone, weekday)


def _sessions(
    rows: Sequence[FileRow], zone: ZoneInfo, day: Callable[[FileRow], date]
) -> list[SessionRecord]:
    seen = UniqueKeys()
    sessions = []
    for row in rows:
        record = session(row, _uid(row), *times.period(row, day(row), zone))
        if not record.uid:
            record = _with_uid(record)
        seen.add(row, record.uid, name=record.titles["ru"])
        sessions.append(record)
    return sessions


def _day(row: FileRow, today: date) -> date:
    """The date of the row; one that is far away is a mistyped year."""
    day = times.day(row)
    if abs(day - today) > AFTER:
        raise row.refused(
            _("The date {date} is more than {count} days away.").format(
                date=f"{day:%d.%m.%Y}", count=AFTER.days
            )
        )
    return day


def _uid(row: FileRow) -> str:
    return fields.code(row, "uid") if row.cells.get("uid") else ""


def _with_uid(record: SessionRecord) -> SessionRecord:
    """The record with a uid made of what it is, so that the same row gives the same uid."""
    parts = (record.starts.isoformat(), record.titles["ru"], record.room, record.specialist)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return replace(record, uid=f"{record.starts:%Y%m%dT%H%M}-{digest[:12]}")
