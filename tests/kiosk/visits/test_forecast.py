"""The replay of the line by itself: every number here can be checked by hand."""

from __future__ import annotations

import pytest

from kiosk.visits.forecast import (
    FEWEST_ERRORS,
    LAST_ERRORS,
    Desk,
    Interval,
    Past,
    forecast,
    interval,
    margin,
)

LOGIN, REPORT = 1, 2
PAST = Past([(LOGIN, 4.0)] * 10 + [(REPORT, 20.0), (REPORT, 30.0), (REPORT, 40.0)] * 4)


@pytest.mark.parametrize(
    ("desks", "ahead", "minutes"),
    [
        ([Desk()], [], 0),
        ([Desk()], [LOGIN], 4),
        ([Desk()], [LOGIN, REPORT], 34),
        ([Desk(), Desk()], [LOGIN, REPORT], 4),
        ([Desk(LOGIN, 1.0)], [], 3),
        ([Desk(REPORT, 25.0)], [], 10),  # of those that took longer, 30 and 40, the middle
        ([Desk(REPORT, 50.0)], [], 15),  # longer than ever: three tenths more
        ([Desk(REPORT, 0.0), Desk(LOGIN, 0.0)], [LOGIN], 8),
        ([Desk(LOGIN, 0.0), Desk(comes=2)], [], 2),
        ([Desk(LOGIN, 0.0, leaves=3), Desk(REPORT, 25.0)], [], 10),
        ([Desk(leaves=5), Desk(comes=30)], [LOGIN, LOGIN], 30),
        ([Desk(LOGIN, 0.0, leaves=1)], [LOGIN], 8),  # the last one stays
    ],
)
def test_a_line_is_replayed(desks: list[Desk], ahead: list[int], minutes: float) -> None:
    assert forecast(desks, ahead, PAST) == pytest.approx(minutes)


def test_without_a_desk_nothing_is_forecast() -> None:
    assert forecast([], [LOGIN], PAST) is None


def test_a_point_that_has_helped_nobody_yet_takes_ten_minutes() -> None:
    assert forecast([Desk()], [LOGIN], Past([])) == 10


def test_a_topic_with_few_visits_is_filled_up_with_the_newest_of_all() -> None:
    past = Past([(LOGIN, 4.0)] * 10 + [(REPORT, 40.0)])
    assert past.rest(REPORT) == 4
    assert Past([(REPORT, 40.0)] * 8 + [(LOGIN, 4.0)] * 10).rest(REPORT) == 40


def test_what_took_long_years_ago_is_forgotten() -> None:
    assert Past([(LOGIN, 4.0)] * 60 + [(LOGIN, 90.0)] * 200).rest(LOGIN) == 4


def test_with_too_few_errors_there_is_no_interval() -> None:
    assert margin([(5.0, 6.0)] * (FEWEST_ERRORS - 1)) is None
    assert margin([(5.0, 6.0)] * FEWEST_ERRORS) is not None


def test_the_interval_holds_four_fifths_of_the_errors() -> None:
    errors = [(7.0, 7.0 + n) for n in range(1, 101)]
    share = margin(errors)
    assert share == pytest.approx(81 / 10)
    assert interval(7.0, share) == Interval(7.0, 0.0, pytest.approx(88.0))


def test_only_the_last_errors_count() -> None:
    wild = [(5.0, 500.0)] * 300
    assert margin([(5.0, 5.0)] * LAST_ERRORS + wild) == 0
    assert margin([(5.0, 5.0)] * (LAST_ERRORS // 2) + wild) != 0


def test_what_came_too_early_is_as_wrong_as_what_came_too_late() -> None:
    assert margin([(10.0, 4.0)] * 20) == margin([(10.0, 16.0)] * 20)
