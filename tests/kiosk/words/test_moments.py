"""Moments as people type them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.words.errors import HelpPointError, NotAMoment, NotYet, TooLongAgo
from kiosk.words.moments import past_moment

NOW = datetime(2026, 11, 27, 14, 5, 33, tzinfo=ZoneInfo("Europe/Moscow"))
"""A Friday."""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", "2026-11-27T14:05"),
        (" сейчас ", "2026-11-27T14:05"),
        ("10:40", "2026-11-27T10:40"),
        ("9.05", "2026-11-27T09:05"),
        ("10 40", "2026-11-27T10:40"),
        ("10-40", "2026-11-27T10:40"),
        ("10ч40", "2026-11-27T10:40"),
        ("в 10:40", "2026-11-27T10:40"),
        ("14:05", "2026-11-27T14:05"),
        ("сегодня 8:00", "2026-11-27T08:00"),
        ("Вчера 16:30", "2026-11-26T16:30"),
        ("вчера в 16.30", "2026-11-26T16:30"),
        ("вчера, 16:30", "2026-11-26T16:30"),
        ("позавчера 16:30", "2026-11-25T16:30"),
        ("пн 9:00", "2026-11-23T09:00"),
        ("пт 9:00", "2026-11-27T09:00"),
        ("27.11 10:40", "2026-11-27T10:40"),
        ("26.11.2026 10:40", "2026-11-26T10:40"),
        ("26.11.26 10:40", "2026-11-26T10:40"),
        ("26/11/2026 10:40", "2026-11-26T10:40"),
        ("2026-11-26 10:40", "2026-11-26T10:40"),
        ("2026-11-26T10:40", "2026-11-26T10:40"),
        ("26 ноября 10:40", "2026-11-26T10:40"),
        ("5 мая 10:40", "2026-05-05T10:40"),
        ("26 ноября 2026 г. 10:40", "2026-11-26T10:40"),
        ("28.11 10:40", "2025-11-28T10:40"),
        ("26 november 10:40", "2026-11-26T10:40"),
    ],
)
def test_the_usual_spellings_are_read(typed: str, read: str) -> None:
    assert past_moment(typed, NOW) == datetime.fromisoformat(read).replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        *((typed, NotAMoment) for typed in ("вчера", "26.11.2026", "27.11", "2026-11-26", "утром")),
        *((typed, NotAMoment) for typed in ("25:00", "10:60", "31.02 10:40", "5 брюмера 10:40")),
        *(
            (typed, NotAMoment)
            for typed in ("послезавтра 10:40", "10:4", "1.13 10:40", "29.02 9:00")
        ),
        ("14:06", NotYet),
        ("28.11.2026 10:40", NotYet),
        ("26.11.2025 10:40", TooLongAgo),
        ("26.11.1926 10:40", TooLongAgo),
    ],
)
def test_what_is_no_moment_of_the_past_year_is_refused(
    typed: str, error: type[HelpPointError]
) -> None:
    with pytest.raises(error):
        past_moment(typed, NOW)
