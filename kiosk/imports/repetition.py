"""The repetition rules that are taken: those of a school's week and month, and no endless search.

A rule that can never come true, such as the 30th of February, would be searched for up to the
year 9999; the shapes allowed here come true at least once in a generation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.imports.tables import ROWS, FileRow
from kiosk.words.i18n import _

_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
)
_LONGEST_STEP = {"DAILY": 366, "WEEKLY": 52, "MONTHLY": 6}
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


def checked_rule(
    row: FileRow, rule: Mapping[str, Sequence[Any]], zone: ZoneInfo
) -> dict[str, list[Any]]:
    """The parts of ``rule`` with UNTIL in UTC; any other shape is refused with a sentence."""
    parts: dict[str, list[Any]] = {name.upper(): list(values) for name, values in rule.items()}
    if not _is_plain(parts):
        raise row.refused(
            _(
                "This repetition is not supported. Use daily, weekly or monthly,"
                " by days of the week or of the month."
            )
        )
    if "UNTIL" in parts:
        parts["UNTIL"] = [_in_utc(parts["UNTIL"][0], zone)]
    return parts


def _is_plain(parts: dict[str, list[Any]]) -> bool:
    frequency = str((parts.get("FREQ") or [""])[0]).upper()
    single = [parts[name] for name in ("FREQ", "INTERVAL", "COUNT", "UNTIL") if name in parts]
    if (
        not parts.keys() <= _PARTS
        or frequency not in _LONGEST_STEP
        or any(len(values) != 1 for values in single)
        or ("COUNT" in parts and "UNTIL" in parts)
    ):
        return False
    step = int(parts.get("INTERVAL", [1])[0])
    count = int(parts.get("COUNT", [1])[0])
    if not 1 <= step <= _LONGEST_STEP[frequency] or not 1 <= count <= ROWS:
        return False
    if step > 1 and ("BYMONTH" in parts or (frequency == "DAILY" and "BYDAY" in parts)):
        return False
    return _within(parts) and (_is_month(parts) if frequency == "MONTHLY" else _is_week(parts))


def _within(parts: dict[str, list[Any]]) -> bool:
    """True when every day and month named exists."""
    return (
        all(_DAY.fullmatch(str(day).upper()) for day in parts.get("BYDAY", ()))
        and all(1 <= int(month) <= 12 for month in parts.get("BYMONTH", ()))
        and all(1 <= abs(int(day)) <= 31 for day in parts.get("BYMONTHDAY", ()))
        and all(1 <= abs(int(which)) <= 5 for which in parts.get("BYSETPOS", ()))
    )


def _only_weekdays(parts: dict[str, list[Any]]) -> bool:
    return all(str(day)[0].isalpha() for day in parts.get("BYDAY", ()))


def _is_week(parts: dict[str, list[Any]]) -> bool:
    return _only_weekdays(parts) and not parts.keys() & {"BYMONTHDAY", "BYSETPOS"}


def _is_month(parts: dict[str, list[Any]]) -> bool:
    if "BYMONTHDAY" in parts:
        return not parts.keys() & {"BYDAY", "BYMONTH", "BYSETPOS"}
    if "BYSETPOS" in parts and not ("BYDAY" in parts and _only_weekdays(parts)):
        return False
    return "BYDAY" in parts or "BYMONTH" not in parts


def _in_utc(until: date, zone: ZoneInfo) -> datetime:
    """The last moment in UTC; a bare date counts to its end in the point's zone."""
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59), tzinfo=zone)
    elif until.tzinfo is None:
        until = until.replace(tzinfo=zone)
    return until.astimezone(UTC)
