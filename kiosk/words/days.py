"""What a moment and a day are: UTC in the store, the point's zone when shown."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def stamp(moment: datetime) -> str:
    """A moment as stored: ISO 8601, UTC, milliseconds; sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(stamped: str) -> datetime:
    """The moment of a stored stamp, in UTC."""
    return datetime.fromisoformat(stamped)


def local(stamped: str, zone: ZoneInfo) -> datetime:
    """A stored stamp in the point's zone."""
    return moment(stamped).astimezone(zone)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The day a moment falls on at the point."""
    return at.astimezone(zone).date()


def bounds(day: date, zone: ZoneInfo, days: int = 1) -> tuple[str, str]:
    """The stamps at which ``day`` begins and ``days`` later ends (the end excluded)."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=days), time(), zone)
    return stamp(start), stamp(end)


def dotted(stamped: str | None, zone: ZoneInfo) -> str:
    """A stamp as the journals print it: dd.mm.yyyy, or nothing."""
    if not stamped:
        return ""
    day = local(stamped, zone)
    return f"{day.day:02}.{day.month:02}.{day.year:04}"  # strftime takes five times as long


def minutes_and_seconds(seconds: float) -> str:
    """What is left of a pause, as a clock shows it: 0:47, 10:00. A begun second counts."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02}"
