"""What the READMEs say of guessing a PIN through a school year is what the pauses come to."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kiosk.signing.lockout import LONGEST_WAIT, wait_after
from kiosk.signing.weak_pins import weakness
from tests.kiosk.signing.test_weak_pins import REMAINING

ROOT = Path(__file__).parents[3]
DAYS, HOURS = 170, 8
"""A school year, and how long a kiosk stands open on a day of it."""


def tries_in(seconds: float) -> int:
    """How many PINs can be tried for one person, none of them right."""
    tries, passed = 1, 0
    while (passed := passed + wait_after(tries)) <= seconds:
        tries += 1
    return tries


def in_words(number: int, thousands: str) -> str:
    return f"{number:,}".replace(",", thousands)


ALL_DAY = tries_in(HOURS * 3600)
WHILE_THE_OWNER_WORKS = 20 * tries_in(HOURS * 3600 / 20)
ALL_YEAR = tries_in(365 * 24 * 3600)
ROWS = [
    (ALL_DAY, ALL_DAY * DAYS),
    (WHILE_THE_OWNER_WORKS, WHILE_THE_OWNER_WORKS * DAYS),
    (24 * 3600 // LONGEST_WAIT, ALL_YEAR),
]


@pytest.mark.parametrize(
    ("name", "thousands", "one_in"),
    [("README.md", " ", "1 из"), ("docs/README.en.md", ",", "1 in")],
)
def test_the_odds_through_a_school_year_are_what_the_pauses_come_to(
    name: str, thousands: str, one_in: str
) -> None:
    page = (ROOT / name).read_text("utf-8")
    for a_day, a_year in ROWS:
        row = f"| {a_day} | {in_words(a_year, thousands)} | {one_in} {round(REMAINING / a_year)} |"
        assert row in page
    assert in_words(REMAINING, thousands) in page


def test_so_many_pins_of_eight_digits_are_there_for_one_of_six() -> None:
    dice = random.Random(8)
    taken = sum(weakness(f"{dice.randrange(10**8):08}") is None for _ in range(20_000)) / 20_000
    assert round(taken * 10**8 / REMAINING, -1) == 110
