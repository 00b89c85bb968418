"""What a day is where the point is, for a reader whose Python may know no time zones."""

from __future__ import annotations

from bisect import bisect
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Iterable, Sequence

from .acts import instant, utc

_ZONES = {
    2: "Europe/Kaliningrad",
    3: "Europe/Moscow Europe/Simferopol Europe/Kirov Europe/Volgograd",
    4: "Europe/Samara Europe/Saratov Europe/Astrakhan Europe/Ulyanovsk",
    5: "Asia/Yekaterinburg",
    6: "Asia/Omsk",
    7: "Asia/Novosibirsk Asia/Barnaul Asia/Tomsk Asia/Novokuznetsk Asia/Krasnoyarsk",
    8: "Asia/Irkutsk",
    9: "Asia/Chita Asia/Yakutsk Asia/Khandyga",
    10: "Asia/Vladivostok Asia/Ust-Nera",
    11: "Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk",
    12: "Asia/Kamchatka Asia/Anadyr",
}
"""The time zones of Russia by their hours before UTC, for a Python without time zones. Source: IANA
tz database, 2025b."""
_FIXED_SINCE = "2020-12-27"
"""Since this day none of them has changed; the last to change was Volgograd."""


class Offsets:
    """A zone's offset from UTC in seconds, as [since, seconds] where it changes."""

    def __init__(self, pairs: Sequence[Sequence[object]]) -> None:
        self.pairs = pairs
        self._since = [str(since) for since, _ in pairs]
        self._seconds = [int(str(seconds)) for _, seconds in pairs]

    def wall(self, at: str) -> datetime:
        """What clocks show at a moment."""
        seconds = self._seconds[max(0, bisect(self._since, at) - 1)]
        return instant(at) + timedelta(seconds=seconds)


def zone_of(name: str, first: str) -> tzinfo | None:
    """The zone with this name, good for moments from ``first`` on; None where this Python knows
    none of this name."""
    try:
        from zoneinfo import ZoneInfo  # novm: Python 3.8 has none

        return ZoneInfo(name)
    except (ImportError, LookupError, OSError, ValueError):
        fixed = {zone: hours for hours, names in _ZONES.items() for zone in names.split()}
        if name not in fixed or first < _FIXED_SINCE:
            return None
        return timezone(timedelta(hours=fixed[name]))


def offsets_of(zone: tzinfo, times: Iterable[str]) -> list[list[object]]:
    """The zone's offsets at some moments, in order: [since, seconds] where they change."""
    offsets: list[list[object]] = []
    for at in times:
        shift = utc(at).astimezone(zone).utcoffset()
        seconds = int(shift.total_seconds()) if shift else 0
        if not offsets or offsets[-1][1] != seconds:
            offsets.append([at, seconds])
    return offsets
