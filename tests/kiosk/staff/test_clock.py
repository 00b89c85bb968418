"""A clock that was ahead: an administrator settles it by a recorded act."""

from __future__ import annotations

import pytest

from kiosk.point.point import HelpPoint
from kiosk.staff.clock import resolve_clock
from kiosk.verification.everything import verify
from kiosk.words.errors import ClockWentBack, NotAllowed, WrongPin
from tests.people import PINS, Clock, consult


def test_a_settled_clock_goes_on_and_is_counted(any_point: HelpPoint, clock: Clock) -> None:
    clock.wait(days=40)
    consult(any_point)
    clock.wait(days=-40)
    with pytest.raises(ClockWentBack):
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
    with pytest.raises(ClockWentBack):
        consult(point)
