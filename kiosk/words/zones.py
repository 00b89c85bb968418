"""Time zones by the cities that people know them by, and which of them a new point is offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from kiosk.words.errors import UnknownZone
from kiosk.words.i18n import N_, _
from kiosk.words.text import fold

_CITIES = {
    "Europe/Kaliningrad": N_("Kaliningrad"),
    "Europe/Moscow": N_("Moscow"),
    "Europe/Simferopol": N_("Simferopol"),
    "Europe/Kirov": N_("Kirov"),
    "Europe/Volgograd": N_("Volgograd"),
    "Europe/Samara": N_("Samara"),
    "Europe/Saratov": N_("Saratov"),
    "Europe/Astrakhan": N_("Astrakhan"),
    "Europe/Ulyanovsk": N_("Ulyanovsk"),
    "Asia/Yekaterinburg": N_("Yekaterinburg"),
    "Asia/Omsk": N_("Omsk"),
    "Asia/Novosibirsk": N_("Novosibirsk"),
    "Asia/Barnaul": N_("Barnaul"),
    "Asia/Tomsk": N_("Tomsk"),
    "Asia/Novokuznetsk": N_("Novokuznetsk"),
    "Asia/Krasnoyarsk": N_("Krasnoyarsk"),
    "Asia/Irkutsk": N_("Irkutsk"),
    "Asia/Chita": N_("Chita"),
    "Asia/Yakutsk": N_("Yakutsk"),
    "Asia/Vladivostok": N_("Vladivostok"),
    "Asia/Magadan": N_("Magadan"),
    "Asia/Sakhalin": N_("Sakhalin"),
    "Asia/Kamchatka": N_("Kamchatka"),
    "Asia/Anadyr": N_("Anadyr"),
}
"""The zones of Russia by their cities, from west to east."""
_OFFERED = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""One zone for each hour, from west to east."""


def is_zone(name: str) -> bool:
    """Whether this is the name of a time zone that means the same on every machine."""
    return name in available_timezones() and ("/" in name or name == "UTC")


def zone_city(zone: str) -> str:
    """A zone by its city in the language in use; one without a known city by its own name."""
    return _(_CITIES[zone]) if zone in _CITIES else zone


def zone_named(words: str) -> str:
    """The zone that somebody means by a city or by its own name. Raises UnknownZone."""
    wanted = fold(words.strip())
    for zone, city in _CITIES.items():
        if wanted in (fold(city), fold(_(city))):
            return zone
    for zone in available_timezones():
        if fold(zone) == wanted and is_zone(zone):
            return zone
    raise UnknownZone(words)


def offered_zones(first: Sequence[str], now: datetime, most: int) -> list[str]:
    """The zones of ``first`` without those that name no place, such as UTC, then those of Russia
    that are nearest to the first one, from west to east; ``most`` altogether.
    """
    leading = list(dict.fromkeys(zone for zone in first if is_place(zone)))
    here = _seconds(leading[0], now) if leading else 0.0
    others = [zone for zone in _OFFERED if zone not in leading]
    near = sorted(others, key=lambda zone: abs(_seconds(zone, now) - here))
    chosen = near[: most - len(leading)]
    return [*leading, *(zone for zone in _OFFERED if zone in chosen)]


def is_place(zone: str) -> bool:
    """False for UTC and its kin, which a machine has that nobody told where it stands."""
    return is_zone(zone) and zone != "UTC" and not zone.startswith("Etc/")


def offset_in_words(zone: ZoneInfo, at: datetime) -> str:
    """How far a zone is from UTC at a moment: «UTC+3», «UTC+5:30», «UTC»."""
    minutes = round(_seconds(zone.key, at) / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def _seconds(zone: str, at: datetime) -> float:
    """A zone's offset from UTC at a moment."""
    shift = at.astimezone(ZoneInfo(zone)).utcoffset()
    return shift.total_seconds() if shift else 0.0
