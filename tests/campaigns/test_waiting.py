"""Forecasts of waits against simulated months, in short and at length."""

from __future__ import annotations

import pytest

from tests.campaigns.waiting import LOADS, RULES, compare, lived

SHORT, LONG = range(1, 9), range(1, 201)


@pytest.mark.parametrize("load", LOADS)
def test_the_forecast_beats_simple_rules_and_knows_how_far_it_is_off(load: float) -> None:
    found = compare(SHORT, load)
    assert found.holds, (found.ratio, found.covered)
    assert len(found.within) > 500


@pytest.mark.parametrize("load", LOADS)
def test_a_forecast_that_ignores_topics_and_minutes_is_caught(load: float) -> None:
    found = compare(SHORT, load, control=True)
    assert not found.holds, (found.ratio, found.covered)


def test_every_rule_is_asked_about_the_same_waits() -> None:
    found = compare([1], LOADS[0])
    assert len({len(errors) for errors in found.errors.values()}) == 1
    assert set(RULES) < set(found.errors)


def test_nobody_in_a_simulated_hall_is_called_before_who_came_earlier() -> None:
    for day in lived(1, LOADS[1]):
        calls = [moment.visitor.called for moment in day if moment.visitor.called is not None]
        assert calls == sorted(calls)


@pytest.mark.campaign
@pytest.mark.parametrize("load", LOADS)
def test_two_hundred_months_of_forecasts(load: float) -> None:
    found = compare(LONG, load)
    assert found.holds, (found.ratio, found.covered)
    assert not compare(LONG, load, control=True).holds
