"""The wrong PINs at a specialist's login, which they are told of until they have seen it."""

from __future__ import annotations

from kiosk.point.point import HelpPoint
from kiosk.signing.lockout import WrongPins
from kiosk.staff.access import counted_for
from kiosk.words.days import local
from kiosk.words.i18n import ngettext
from kiosk.words.people import Specialist


def untold(point: HelpPoint, specialist: Specialist) -> WrongPins | None:
    """The wrong PINs since the specialist was last told; None where there were none."""
    return point.lockout.untold(counted_for(point, specialist.login))


def mark_told(point: HelpPoint, specialist: Specialist, wrong: WrongPins) -> None:
    """The specialist has seen these; what came after them is still to be told."""
    point.lockout.told(counted_for(point, specialist.login), wrong)


def wrong_pins_sentence(point: HelpPoint, wrong: WrongPins) -> str:
    """How many there were and when the last one was, by the clock of the point."""
    last = local(wrong.last_at, point.zone)
    return ngettext(
        "Since the last log-in: {n} wrong PIN, the last one on {day} at {time}",
        "Since the last log-in: {n} wrong PINs, the last one on {day} at {time}",
        wrong.count,
    ).format(n=wrong.count, day=f"{last:%d.%m}", time=f"{last:%H:%M}")
