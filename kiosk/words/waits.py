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
    step = _STEP if most <= _HOUR else _COARSE_STEP
    low, high = step * math.floor(least / step), step * max(1, math.ceil(most / step))
    if low >= _TOO_LONG:
        return _("in more than two hours")
    if most - least <= step and low:
        return _("in about {n} minutes").format(n=max(step, step * round(likely / step)))
    if not low:
        return _("within {n} minutes").format(n=high)
    return _("in {low}–{high} minutes").format(low=low, high=high)


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
