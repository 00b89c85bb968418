"""Which PINs are refused: those that somebody who guesses tries first.

More than 900,000 of the 1,000,000 PINs of six digits remain; a test counts them.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

from kiosk.words.weak_pins import Weakness

SHORTEST, LONGEST = 6, 12

_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_DATES = [(day, month) for month, last in enumerate(_LAST_DAYS, 1) for day in range(1, last + 1)]
_DAY_MONTH = frozenset(f"{day:02}{month:02}" for day, month in _DATES)
_MONTH_DAY = frozenset(f"{month:02}{day:02}" for day, month in _DATES)
_ONE_ZERO_LESS = frozenset(
    words for day, month in _DATES for words in (f"{day}{month:02}", f"{day:02}{month}")
)
_ONE_DIGIT_EACH = frozenset(f"{day}{month}" for day, month in _DATES if max(day, month) < 10)
_ANY_SPELLING = _DAY_MONTH | _MONTH_DAY | _ONE_ZERO_LESS
_YEARS = frozenset(map(str, range(1900, 2100)))
_RECENT_YEARS = frozenset(map(str, range(1950, 2030)))
"""Years in which people of a school and their children were born, married, or hired."""
_RECENT_SHORT_YEARS = frozenset(year[2:] for year in _RECENT_YEARS)

_LENGTHS = range(SHORTEST, LONGEST + 1)


def _runs_of(length: int) -> list[str]:
    """Every run of so many digits, up or down; after 9 comes 0."""
    return [
        "".join(str((first + place * step) % 10) for place in range(length))
        for first in range(10)
        for step in (1, -1)
    ]


_RUNS = [run for length in (3, 4, 5) for run in _runs_of(length)]
"""Whatever is longer is made of these."""
_LINES_OF_KEYS = ["147", "258", "369", "580", "159", "357"]
_KEYPAD = {key: divmod(place, 3) for place, key in enumerate("123456789*0")}
"""Row and column of each key, as on the screen and on a telephone."""


def _steps(*, slantwise: bool) -> frozenset[str]:
    """Every pair of keys beside or above one another, ``slantwise`` those at the corners too."""
    return frozenset(
        one + other
        for one, other in itertools.permutations(_KEYPAD, 2)
        if _way(one, other) in ({(0, 1), (1, 0), (1, 1)} if slantwise else {(0, 1), (1, 0)})
    )


def _way(one: str, other: str) -> tuple[int, int]:
    """How many rows and columns two keys are apart."""
    (row, column), (other_row, other_column) = _KEYPAD[one], _KEYPAD[other]
    return abs(row - other_row), abs(column - other_column)


@cache
def _made_of(*, lines: bool) -> re.Pattern[str]:
    """A PIN made of runs, and of ``lines`` of keys too; compiled when a PIN is first chosen."""
    both_ways = [*_LINES_OF_KEYS, *(line[::-1] for line in _LINES_OF_KEYS)]
    return re.compile(f"(?:{'|'.join([*_RUNS, *both_ways] if lines else _RUNS)})+")


_STRAIGHT_STEPS, _ALL_STEPS = _steps(slantwise=False), _steps(slantwise=True)
_LONG_RUNS = {length: frozenset(_runs_of(length // 2 + 1)) for length in _LENGTHS}
"""Runs over more than half of so many digits."""


def weakness(pin: str) -> Weakness | None:
    """Why a PIN is refused; None for one that may be chosen.

    It has 6 to 12 digits, is no date, has more than two different digits, does not repeat itself,
    reads otherwise from its end, does not count up or down, and is no path over the keypad.
    """
    if not (pin.isascii() and pin.isdecimal() and SHORTEST <= len(pin) <= LONGEST):
        return Weakness.LENGTH
    return next((why for why, breaks in _RULES.items() if breaks(pin)), None)


def _parts(pin: str, length: int) -> list[str]:
    """Every group of so many digits side by side."""
    return [pin[start : start + length] for start in range(len(pin) - length + 1)]


def _has_few_digits(pin: str) -> bool:
    """121212, 100000."""
    return len(set(pin)) <= 2


def _repeats(pin: str) -> bool:
    """A group that comes again, doubled digits, or more than half of the digits the same and side
    by side: 123123, 112233, 400007."""
    half = len(pin) // 2
    return (
        any(pin.startswith(pin[size:]) for size in range(1, half + 1))
        or pin[0::2] == pin[1::2]
        or any(digit * (half + 1) in pin for digit in set(pin))
    )


def _is_mirrored(pin: str) -> bool:
    """123321."""
    return pin == pin[::-1]


def _counts(pin: str) -> bool:
    """Up or down over more than half of the digits or in several runs, in equal steps, or in
    numbers of two digits: 912345, 123987, 135791, 101112, 102030."""
    return (
        any(part in _LONG_RUNS[len(pin)] for part in _parts(pin, len(pin) // 2 + 1))
        or _made_of(lines=False).fullmatch(pin) is not None
        or _steps_alike([int(digit) for digit in pin])
        or _counts_in_pairs(pin)
    )


def _counts_in_pairs(pin: str) -> bool:
    """Numbers of two digits that go on by one, by ten, or by both."""
    numbers = [int(pin[start : start + 2]) for start in range(0, len(pin), 2)]
    return (
        len(pin) % 2 == 0
        and abs(numbers[1] - numbers[0]) in (1, 10, 11)
        and _steps_alike(numbers, around=100)
    )


def _steps_alike(numbers: list[int], *, around: int = 10) -> bool:
    """Whether each number is as far from the one before it; after the last comes 0 again."""
    step = (numbers[1] - numbers[0]) % around
    return all((after - before) % around == step for before, after in itertools.pairwise(numbers))


def _walks_over_keys(pin: str) -> bool:
    """From key to next key, in lines of three keys, or slantwise too where no key comes twice:
    125896, 147369, 159632."""
    if _made_of(lines=True).fullmatch(pin):
        return True
    steps = _parts(pin, 2)
    return _ALL_STEPS.issuperset(steps) and (
        len(set(pin)) == len(pin) or _STRAIGHT_STEPS.issuperset(steps)
    )


def _is_date(pin: str) -> bool:
    """Day, month and year, or month and year, in the orders and spellings that people use.

    A year of four digits lies between 1900 and 2099. In six digits day, month and year are a date
    in any year; the other orders and a day and month of one digit each are only where the year is
    one from 1950 to 2029: with all years too few PINs would remain.
    """
    head, tail = pin[:4], pin[4:]
    if len(pin) > SHORTEST:
        return (pin[:-4] in _ANY_SPELLING and pin[-4:] in _YEARS) or (
            head in _YEARS and tail in _ANY_SPELLING
        )
    return (
        head in _DAY_MONTH
        or (head in _MONTH_DAY and tail in _RECENT_SHORT_YEARS)
        or (pin[2:] in _MONTH_DAY and pin[:2] in _RECENT_SHORT_YEARS)
        or (pin[:2] in _MONTHS and pin[2:] in _YEARS)
        or (head in _YEARS and tail in _MONTHS)
        or (pin[:2] in _ONE_DIGIT_EACH and pin[2:] in _RECENT_YEARS)
    )


_RULES = {
    Weakness.FEW_DIGITS: _has_few_digits,
    Weakness.REPEATED: _repeats,
    Weakness.MIRRORED: _is_mirrored,
    Weakness.RUN: _counts,
    Weakness.KEYPAD: _walks_over_keys,
    Weakness.DATE: _is_date,
}
