"""A clock that was ahead: an administrator settles it by a recorded act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.machine.place import Place
from kiosk.point.opening import open_to_work
from kiosk.point.point import HelpPoint
from kiosk.staff.clock import doubtful, resolve_clock
from kiosk.verification.everything import verify
from kiosk.words.errors import ClockDoubted, NotAllowed, WrongPin
from tests.people import PINS, Clock, consult, furnish


def test_a_settled_clock_goes_on_and_is_counted(any_point: HelpPoint, clock: Clock) -> None:
    clock.wait(days=40)
    consult(any_point)
    clock.wait(days=-40)
    with pytest.raises(ClockDoubted):
        consult(any_point)
    assert resolve_clock(any_point, administrator="smirnova", pin=PINS["smirnova"])
    assert consult(any_point).number == 2
    report = verify(any_point)
    assert (report.wrong, report.clock_steps) == (None, 1)


def test_a_right_clock_needs_no_act(point: HelpPoint) -> None:
    assert not resolve_clock(point, administrator="smirnova", pin=PINS["smirnova"])
    assert verify(point).clock_steps == 0


def test_only_an_administrator_settles_the_clock(point: HelpPoint, clock: Clock) -> None:
    consult(point)
    clock.wait(hours=-5)
    with pytest.raises(NotAllowed):
        resolve_clock(point, administrator="belaya", pin=PINS["belaya"])
    with pytest.raises(WrongPin):
        resolve_clock(point, administrator="smirnova", pin="000001")
    with pytest.raises(ClockDoubted):
        consult(point)


def test_a_clock_that_was_set_ahead_is_asked_about(any_point: HelpPoint, clock: Clock) -> None:
    any_point.steady.watch(clock())
    consult(any_point)
    clock.wait(minutes=9)
    consult(any_point)
    clock.wait(minutes=2)
    assert doubtful(any_point) is not None
    with pytest.raises(ClockDoubted):
        consult(any_point)
    clock.wait(minutes=-2)
    with pytest.raises(ClockDoubted):  # whoever sets it back has not said which was right
        consult(any_point)
    assert resolve_clock(any_point, administrator="smirnova", pin=PINS["smirnova"])
    assert doubtful(any_point) is None
    assert consult(any_point).number == 3
    report = verify(any_point)
    assert (report.wrong, report.clock_steps) == (None, 1)


def test_a_clock_that_was_set_back_is_asked_about_even_before_the_last_act(
    point: HelpPoint, clock: Clock
) -> None:
    consult(point)
    clock.wait(hours=1)
    point.steady.watch(clock())
    clock.wait(minutes=-11)
    with pytest.raises(ClockDoubted):
        consult(point)


@pytest.mark.parametrize(("days", "asks"), [(-1, True), (99, False), (101, True)])
def test_a_kiosk_that_was_away_for_long_asks_about_its_clock(
    place: Place, days: int, asks: bool
) -> None:
    now = datetime.now(UTC)
    clock = Clock(now - timedelta(days=days))
    consult(furnish(place, clock))
    point = open_to_work(place, watched=True)
    assert (doubtful(point) is not None) == asks
    if asks:
        with pytest.raises(ClockDoubted):
            consult(point)
        assert resolve_clock(point, administrator="smirnova", pin=PINS["smirnova"])
    assert consult(point).number in (1, 2)  # the first of a new school year
