"""Who is on duty, and when somebody will be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.catalogue.schedule import Session
from kiosk.visits.duty import Hours, OnDuty, hours, is_named, on_duty

NOON = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
WHITE = "Белая Ирина Викторовна"


def session(
    begins: float, lasts: float, specialist: str = "Белая И. В.", *, cancelled: bool = False
) -> Session:
    """A session that begins so many minutes after noon."""
    starts = NOON + timedelta(minutes=begins)
    return Session(
        id=1,
        titles="{}",
        roles=frozenset(),
        specialist=specialist,
        room="214",
        starts=starts,
        ends=starts + timedelta(minutes=lasts),
        places=None,
        cancelled=cancelled,
    )


def test_the_schedule_and_an_open_desk_name_who_is_on_duty_each_once() -> None:
    found = on_duty(NOON, [WHITE, "Ковалёв Пётр Андреевич"], [session(-10, 60)])
    assert found == OnDuty(("Белая И. В.", "Ковалёв П. А."), None)


def test_who_works_at_a_desk_is_on_duty_without_any_schedule() -> None:
    assert on_duty(NOON, [WHITE], []) == OnDuty(("Белая И. В.",), None)


@pytest.mark.parametrize(
    ("sessions", "begins"),
    [
        ([session(120, 60), session(300, 60)], 120),
        ([session(300, 60), session(120, 60)], 300 - 180),
        ([session(120, 60, cancelled=True), session(300, 60)], 300),
        ([session(-60, 60), session(120, 60)], 120),  # ended at this minute
        ([session(1440, 60, specialist="")], 1440),
        ([session(-60, 30)], None),
        ([], None),
    ],
)
def test_while_nobody_is_on_duty_the_next_session_is_named(
    sessions: list[Session], begins: float | None
) -> None:
    expected = None if begins is None else NOON + timedelta(minutes=begins)
    assert on_duty(NOON, [], sessions) == OnDuty((), expected)


def test_a_session_that_was_cancelled_puts_nobody_on_duty() -> None:
    assert on_duty(NOON, [], [session(-10, 60, cancelled=True)]).names == ()


@pytest.mark.parametrize(
    ("is_at_desk", "sessions", "expected"),
    [
        (True, [], Hours()),
        (False, [], None),
        (True, [session(-10, 60)], Hours(0, 50)),
        (False, [session(-10, 60)], Hours(0, 50)),
        (False, [session(-10, 60), session(50, 30)], Hours(0, 80)),
        (False, [session(-10, 60), session(51, 30)], Hours(0, 50)),
        (False, [session(40, 60)], Hours(40, 100)),
        (True, [session(40, 60)], Hours()),
        (False, [session(-10, 60, "Ковалёв П. А.")], None),
        (False, [session(-10, 60, cancelled=True)], None),
        (True, [session(-100, 60)], Hours()),
    ],
)
def test_somebody_s_hours(
    is_at_desk: bool, sessions: list[Session], expected: Hours | None
) -> None:
    assert hours(NOON, WHITE, is_at_desk=is_at_desk, sessions=sessions) == expected


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (WHITE, True),
        ("Белая И. В.", True),
        (" Белая  И. В.", True),
        ("Белая", False),
        ("", False),
        ("Белая И. А.", False),
    ],
)
def test_a_schedule_names_somebody_in_full_or_with_initials(said: str, named: bool) -> None:
    assert is_named(WHITE, said) is named
