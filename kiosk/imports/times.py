"""Days and times of day as people and Excel write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.imports.fields import needed
from kiosk.imports.tables import FileRow
from kiosk.words.i18n import _

_DAY = re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})(?: 0?0:00(?::00)?)?")
_ISO_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::00)?")


def day(row: FileRow, column: str = "date") -> date:
    """The date of a cell: dd.mm.yyyy, yyyy-mm-dd, or a real date of a workbook."""
    cell = row.cells.get(column)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = needed(row, column)
    found = _DAY.fullmatch(written) or _ISO_DAY.fullmatch(written)
    try:
        if found:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        pass
    raise row.refused(
        _("“{head}” must be a date such as 23.11.2026.").format(head=row.head(column))
    )


def clock(row: FileRow, column: str) -> time:
    """The time of day of a cell: hh:mm, h.mm, or a real time of a workbook."""
    moment = _excel_time(row, column)
    if moment is None:
        found = _CLOCK.fullmatch(needed(row, column))
        moment = _time(*map(int, found.groups())) if found else None
    if moment is None:
        raise row.refused(_("“{head}” must be a time such as 09:30.").format(head=row.head(column)))
    return moment


def _excel_time(row: FileRow, column: str) -> time | None:
    """The time in a cell that is not text: a time, a span since midnight, a part of a day.

    A number from one up is «9.30» that lost its zero on the way: 9.3.
    """
    cell = row.cells.get(column)
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, bool) or not isinstance(cell, int | float | timedelta):
        return None
    if isinstance(cell, timedelta):
        return _of_minutes(cell.total_seconds() / 60)
    if cell < 1:
        return _of_minutes(cell * 24 * 60)
    hours, minutes = divmod(cell * 100, 100) if cell < 24 else (24, 0)
    return _time(int(hours), round(minutes))


def _of_minutes(minutes: float) -> time | None:
    return _time(*divmod(round(minutes), 60)) if 0 <= minutes < 24 * 60 else None


def _time(hours: int, minutes: int) -> time | None:
    return time(hours, minutes) if 0 <= hours < 24 and 0 <= minutes < 60 else None


def period(row: FileRow, on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the row's session starts and ends on the day ``on``; it must end after it starts."""
    starts = datetime.combine(on, clock(row, "start"), tzinfo=zone)
    ends = datetime.combine(on, clock(row, "end"), tzinfo=zone)
    if ends <= starts:
        raise row.refused(_("The session must end after it starts, on the same day."))
    return starts, ends
