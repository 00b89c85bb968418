"""Minutes and hours of duty as people say them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from kiosk.words.i18n import use
from kiosk.words.waits import duty_words, for_minutes, in_minutes

NOW = datetime(2025, 11, 24, 9, 30)


@pytest.fixture(autouse=True)
def school_s_language() -> Iterator[None]:
    yield
    use("ru")


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        ((14, 13, 15), "примерно через 15 минут", "in about 15 minutes"),
        ((12, 10, 14.9), "примерно через 10 минут", "in about 10 minutes"),
        ((14, 11, 17), "через 10–20 минут", "in 10–20 minutes"),
        ((15, 10, 20), "через 10–20 минут", "in 10–20 minutes"),
        ((12, 3, 18), "в течение 20 минут", "within 20 minutes"),
        ((1, 0, 2), "в течение 5 минут", "within 5 minutes"),
        ((0, 0, 0), "в течение 5 минут", "within 5 minutes"),
        ((55, 42, 68), "через 40–70 минут", "in 40–70 minutes"),
        ((150, 119, 181), "через 110–190 минут", "in 110–190 minutes"),
        ((150, 120, 180), "больше чем через два часа", "in more than two hours"),
    ],
)
def test_minutes_are_rounded_as_people_say_them(
    minutes: tuple[float, float, float], russian: str, english: str
) -> None:
    assert in_minutes(*minutes).replace("\u00a0", " ") == russian
    use("en")
    assert in_minutes(*minutes) == english


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        ((14, 13, 15), "примерно 15 минут", "about 15 minutes"),
        ((14, 11, 17), "10–20 минут", "10–20 minutes"),
        ((12, 3, 18), "до 20 минут", "up to 20 minutes"),
        ((0, 0, 0), "до 5 минут", "up to 5 minutes"),
        ((55, 42, 68), "40–70 минут", "40–70 minutes"),
        ((150, 120, 180), "больше двух часов", "more than two hours"),
        ((122, 121, 123), "больше двух часов", "more than two hours"),
    ],
)
def test_how_long_it_takes_is_rounded_the_same_way(
    minutes: tuple[float, float, float], russian: str, english: str
) -> None:
    assert for_minutes(*minutes).replace("\u00a0", " ") == russian
    use("en")
    assert for_minutes(*minutes) == english


def test_a_number_stays_with_its_word() -> None:
    assert in_minutes(14, 11, 17).endswith("20\u00a0минут")


@pytest.mark.parametrize(
    ("names", "begins", "russian", "english"),
    [
        (("Белая И. В.",), None, "Приём ведёт: Белая И. В.", "On duty: Белая И. В."),
        ((), None, "Сейчас никто не принимает", "Nobody is on duty now"),
        ((), NOW.replace(hour=14, minute=0), "Приём с 14:00", "Help from 14:00"),
        (
            (),
            datetime(2025, 11, 26, 8, 5),
            "Приём: ср, 26 ноября, с 08:05",
            "Help on Wed, 26 November from 08:05",
        ),
    ],
)
def test_who_is_on_duty_or_when_somebody_will_be(
    names: tuple[str, ...], begins: datetime | None, russian: str, english: str
) -> None:
    assert duty_words(names, begins, NOW.date()).replace("\u00a0", " ") == russian
    use("en")
    assert duty_words(names, begins, NOW.date()) == english
