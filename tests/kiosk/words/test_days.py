from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.proof.acts import school_year
from kiosk.words.days import bounds, day_of, dotted, local, moment, stamp

ZONE = ZoneInfo("Europe/Simferopol")


def test_a_moment_is_stored_in_utc_with_milliseconds() -> None:
    at = datetime(2026, 11, 23, 9, 5, 7, 123_987, timezone(timedelta(hours=3)))
    assert stamp(at) == "2026-11-23T06:05:07.123Z"
    assert moment(stamp(at)) == at.replace(microsecond=123_000)


@given(*[some.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC))] * 2)
def test_stamps_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert stamp(earlier) <= stamp(later)


def test_a_day_begins_at_midnight_of_the_point() -> None:
    assert day_of(datetime(2026, 11, 22, 20, 59, 59, tzinfo=UTC), ZONE) == date(2026, 11, 22)
    assert day_of(datetime(2026, 11, 22, 21, 0, tzinfo=UTC), ZONE) == date(2026, 11, 23)


def test_the_bounds_of_a_day_take_its_midnight_and_leave_the_next() -> None:
    start, end = bounds(date(2026, 11, 23), ZONE)
    assert start == "2026-11-22T21:00:00.000Z"
    assert end == "2026-11-23T21:00:00.000Z"
    assert bounds(date(2026, 11, 23), ZONE, 7)[1] == "2026-11-29T21:00:00.000Z"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 8, 31), 2025),
        (date(2026, 9, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
        (date(2027, 8, 31), 2026),
    ],
)
def test_a_school_year_runs_from_september_to_august(day: date, year: int) -> None:
    assert school_year(day) == year


def test_dates_are_shown_in_the_zone_of_the_point() -> None:
    assert dotted("2026-11-22T21:30:00.000Z", ZONE) == "23.11.2026"
    assert local("2026-11-22T21:30:00.000Z", ZONE).utcoffset() == timedelta(hours=3)


def test_what_has_not_happened_has_no_date() -> None:
    assert dotted(None, ZONE) == ""
