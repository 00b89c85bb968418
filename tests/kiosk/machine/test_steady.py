"""The wall clock against the one that nobody can set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.machine import steady
from kiosk.machine.steady import MOST, Steady

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Steady:
    """Watches since noon; an hour has passed."""
    seconds = iter((100.0, *[3700.0] * 9))
    monkeypatch.setattr(steady, "_seconds", lambda: next(seconds))
    watch = Steady()
    watch.watch(NOON)
    return watch


@pytest.mark.parametrize("by", [timedelta(), MOST, -MOST])
def test_a_clock_may_drift_a_little(watch: Steady, by: timedelta) -> None:
    assert not watch.is_doubted(NOON + timedelta(hours=1) + by)


@pytest.mark.parametrize("by", [MOST, timedelta(days=365)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_clock_that_was_set_is_doubted_for_good(watch: Steady, by: timedelta, sign: int) -> None:
    right = NOON + timedelta(hours=1)
    assert watch.is_doubted(right + sign * (by + timedelta(seconds=1)))
    assert watch.is_doubted(right)
    watch.accept(right)
    assert not watch.is_doubted(right)


def test_a_clock_can_be_doubted_from_the_start_and_nobody_s_is_not() -> None:
    watch = Steady()
    watch.accept(NOON)
    assert not watch.is_doubted(NOON + timedelta(days=365))
    watch.watch(datetime.now(UTC), doubted=True)
    assert watch.is_doubted(datetime.now(UTC))


def test_the_machine_s_own_clocks_go_alike() -> None:
    watch = Steady()
    watch.watch(datetime.now(UTC))
    assert not watch.is_doubted(datetime.now(UTC))
