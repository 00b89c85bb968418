"""Time zones by their cities, and which of them are offered."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.proof.zones import zone_of
from kiosk.words import zones
from kiosk.words.errors import UnknownZone
from kiosk.words.i18n import use
from kiosk.words.languages import offered
from kiosk.words.zones import is_zone, offered_zones, offset_in_words, zone_city, zone_named

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Москва", "Europe/Moscow"),
        (" симферополь ", "Europe/Simferopol"),
        ("Южно–Сахалинск", "Asia/Sakhalin"),
        ("Moscow", "Europe/Moscow"),
        ("europe/moscow", "Europe/Moscow"),
        ("Asia/Tomsk", "Asia/Tomsk"),
        ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_city_and_by_its_name(words: str, zone: str) -> None:
    assert zone_named(words) == zone


@pytest.mark.parametrize("words", ["", "Китеж", "Europe", "../UTC", "localtime", "EST5EDT", "+3"])
def test_what_names_no_zone_is_refused(words: str) -> None:
    with pytest.raises(UnknownZone, match=r"Europe/Moscow"):
        zone_named(words)
    assert not is_zone(words)


def test_every_city_is_a_zone_that_a_verifier_without_zones_knows_too() -> None:
    assert all(is_zone(zone) and zone_of(zone, "2026") for zone in zones._CITIES)
    assert set(zones._OFFERED) <= set(zones._CITIES)
    for code in offered():
        use(code)
        named = {zone_city(zone): zone for zone in zones._CITIES}
        assert len(named) == len(zones._CITIES)
        assert all(zone_named(city) == zone for city, zone in named.items())
    use("ru")


def test_the_offered_ones_are_those_of_every_hour_from_west_to_east() -> None:
    assert [offset_in_words(ZoneInfo(zone), NOW) for zone in zones._OFFERED] == [
        f"UTC+{hours}" for hours in range(2, 13)
    ]


@pytest.mark.parametrize(
    ("first", "offered"),
    [
        (
            ["Europe/Moscow", "Europe/Simferopol"],
            ["Europe/Moscow", "Europe/Simferopol", "Europe/Kaliningrad", "Europe/Samara"],
        ),
        (
            ["Asia/Kamchatka"],
            ["Asia/Kamchatka", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan"],
        ),
        (["Etc/UTC", "Europe/Moscow"], ["Europe/Moscow", "Europe/Kaliningrad", "Europe/Samara"]),
        (["", "UTC"], ["Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara"]),
    ],
)
def test_the_first_come_first_and_then_the_nearest(first: list[str], offered: list[str]) -> None:
    assert offered_zones(first, NOW, len(offered)) == offered


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Moscow", "UTC+3"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC−3:30"),
        ("UTC", "UTC"),
    ],
)
def test_an_offset_is_told_in_hours(zone: str, words: str) -> None:
    assert offset_in_words(ZoneInfo(zone), NOW) == words
