"""Which PINs are refused, why, and how many remain."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.signing.pins import check_strength
from kiosk.signing.weak_pins import weakness
from kiosk.words.errors import PinTooWeak
from kiosk.words.i18n import use
from kiosk.words.languages import offered
from kiosk.words.weak_pins import Weakness, pin_strength

REMAINING, OF_EVERY_SEVENTH = 900_032, 127_949
"""PINs of six digits that may be chosen."""
"""PINs of six digits that are taken, as the READMEs say."""
REFUSED = {
    Weakness.LENGTH: ["1", "12345", "0123456789012", "12345x", "١٢٣٤٥٧"],
    Weakness.FEW_DIGITS: ["111111", "000000", "121212", "100000", "202002", "11111111"],
    Weakness.REPEATED: [
        "123123",
        "112233",
        "778899",
        "400007",
        "888812",
        "12312312",
        "48154815",
        "11223344",
        "481481481",
        "900000012",
    ],
    Weakness.MIRRORED: ["123321", "481184", "123454321", "48155184"],
    Weakness.RUN: [
        "123456",
        "234567",
        "987654",
        "098765",
        "789012",
        "912345",
        "123487",
        "654301",
        "123789",
        "321654",
        "135791",
        "864208",
        "101112",
        "102030",
        "546576",
        "12345678",
        "98712345",
        "1234567890",
    ],
    Weakness.KEYPAD: [
        "147258",
        "147369",
        "159357",
        "753951",
        "258369",
        "125896",
        "159632",
        "478965",
        "14789632",
    ],
    Weakness.DATE: [
        "150587",
        "090545",
        "010135",
        "290223",
        "051587",
        "870515",
        "051987",
        "198705",
        "151987",
        "941987",
        "15051987",
        "05151987",
        "19870515",
        "19871505",
        "1551987",
        "0951945",
        "9051945",
        "19450905",
    ],
}


@pytest.mark.parametrize(
    ("pin", "why"),
    [(pin, why) for why, pins in REFUSED.items() for pin in pins],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_pin_that_is_guessed_first_is_refused_with_its_reason(pin: str, why: Weakness) -> None:
    assert weakness(pin) is why
    with pytest.raises(PinTooWeak) as refused:
        check_strength(pin)
    assert refused.value.sentence().endswith(str(why))


def test_a_pin_that_says_nothing_is_taken() -> None:
    for pin in [
        "248163",
        "271828",
        "161803",
        "314159",
        "739150",
        "577215",
        "905173",
        "204815",
        "320587",
        "90817263",
    ]:
        assert weakness(pin) is None
    check_strength("908172635445")


@pytest.mark.parametrize(
    ("step", "remaining"),
    [pytest.param(1, REMAINING, marks=pytest.mark.campaign), (7, OF_EVERY_SEVENTH)],
)
def test_nine_hundred_thousand_pins_of_six_digits_remain(step: int, remaining: int) -> None:
    """One by one, every seventh where time is short; and every rule takes some."""
    numbers = range(0, 10**6, step)
    found = Counter(weakness(f"{number:06}") for number in numbers)
    assert found[None] == remaining
    assert sum(found.values()) == len(numbers)
    assert found[Weakness.LENGTH] == 0
    assert all(found[why] > 300 / step for why in Weakness if why is not Weakness.LENGTH)


@given(some.dates(date(1950, 1, 1), date(2029, 12, 31)))
def test_no_date_of_a_living_person_is_taken_in_any_spelling(day: date) -> None:
    for spelling in ("%d%m%y", "%m%d%y", "%y%m%d", "%d%m%Y", "%m%d%Y", "%Y%m%d", "%m%Y", "%Y%m"):
        assert weakness(f"{day:{spelling}}") is not None
    assert weakness(f"{day.day}{day.month}{day.year}") is not None


@given(some.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_no_day_month_and_year_of_any_time_is_taken(day: date) -> None:
    for spelling in ("%d%m%y", "%d%m%Y", "%m%d%Y", "%Y%m%d", "%m%Y"):
        assert weakness(f"{day:{spelling}}") is not None


@given(some.text("0123456789", min_size=2, max_size=4))
def test_no_group_is_taken_twice_or_with_its_mirror(group: str) -> None:
    for pin in (group * 3, group * 2, group + group[::-1], "".join(digit * 2 for digit in group)):
        assert weakness(pin) is not None


@given(some.integers(0, 9), some.integers(6, 12), some.sampled_from([-1, 1]))
def test_no_run_is_taken_at_any_length(first: int, length: int, step: int) -> None:
    run = "".join(str((first + place * step) % 10) for place in range(length))
    assert weakness(run) is not None
    assert weakness(run[: length // 2 + 1].ljust(length, "7")) is not None


def test_every_reason_is_a_sentence_of_its_own_in_every_language() -> None:
    said = set()
    for language in offered():
        use(language)
        said |= {str(why) for why in Weakness}
    assert len(said) == len(Weakness) * len(offered())
    assert all(sentence.endswith(".") for sentence in said)


def test_the_strength_that_people_are_told_is_the_measured_one() -> None:
    """0.07 seconds of one core a guess, on two cores; whoever steals the machine may be slower."""
    seconds = 0.07 / 2
    assert 9 <= 10**6 * seconds / timedelta(hours=1).total_seconds() <= 11
    assert round(10**8 * seconds / timedelta(days=1).total_seconds(), -1) == 40
    assert "9–11 часов" in pin_strength()
    assert "40 дней" in pin_strength()
