"""How long it takes and when somebody is there, in the words that people use for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime

from kiosk.words.i18n import _, day_in_short

_STEP, _COARSE_STEP = 5, 10
"""People say «in 15 minutes», and from an hour on «in 70 minutes»; nobody says 17. Of such numbers
every language here has one plural."""
_HOUR, _TOO_LONG = 60, 120


def in_minutes(likely: float, least: float, most: float) -> str:
    """When it will be: «in about 15 minutes», «in 10–20 minutes», «within 20 minutes»."""
    low, high = _said(likely, least, most)
    if low >= _TOO_LONG:
        return _("in more than two hours")
    if low == high:
        return _("in about {n} minutes").format(n=low)
    if not low:
        return _("within {n} minutes").format(n=high)
    return _("in {low}–{high} minutes").format(low=low, high=high)


def for_minutes(likely: float, least: float, most: float) -> str:
    """How long it takes: «about 15 minutes», «10–20 minutes», «up to 20 minutes»."""
    low, high = _said(likely, least, most)
    if low >= _TOO_LONG:
        return _("more than two hours")
    if low == high:
        return _("about {n} minutes").format(n=low)
    if not low:
        return _("up to {n} minutes").format(n=high)
    return _("{low}–{high} minutes").format(low=low, high=high)


def _said(likely: float, least: float, most: float) -> tuple[int, int]:
    """Between which round minutes it will be; the same one twice where one says enough."""
    step = _STEP if most <= _HOUR else _COARSE_STEP
    low, high = step * math.floor(least / step), step * max(1, math.ceil(most / step))
    if most - least <= step and 0 < low < _TOO_LONG:
        low = high = max(step, step * round(likely / step))
    return low, high


def duty_words(names: Sequence[str], begins: datetime | None, today: date) -> str:
    """Who is on duty; otherwise when somebody will be, if that is known."""
    if names:
        return _("On duty: {names}").format(names=", ".join(names))
    if begins is None:
        return _("Nobody is on duty now")
    if begins.date() == today:
        return _("Help from {time}").format(time=f"{begins:%H:%M}")
    return _("Help on {day} from {time}").format(
        day=day_in_short(begins.date()), time=f"{begins:%H:%M}"
    )
