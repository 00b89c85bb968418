"""The supervisor's pauses and the environment it hands on; its life is in tests/terminal."""

from __future__ import annotations

from itertools import accumulate

from kiosk.machine.supervisor import next_pause
from kiosk.machine.terminal import scrub


def test_pauses_double_from_a_fifth_of_a_second_to_half_a_minute() -> None:
    pauses = [*accumulate(range(10), lambda last, _: next_pause(last, lived=1.0), initial=0.0)]
    assert pauses[1:] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30.0, 30.0]


def test_a_crash_after_a_healthy_life_is_followed_by_a_short_pause() -> None:
    assert next_pause(30.0, lived=3600.0) == 0.2


def test_what_would_steer_textual_leaves_the_environment() -> None:
    environ = {"TEXTUAL_DEBUG": "1", "TEXTUAL": "x", "LINES": "1", "COLUMNS": "1", "LANG": "C"}
    scrub(environ)
    assert environ == {"LANG": "C"}
