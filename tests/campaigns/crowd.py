"""Several programs guess PINs at one moment: together they get no more tries than one would."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.signing.lockout import FIRST_WAIT
from kiosk.staff import access
from kiosk.words.errors import WrongPin
from tests.campaigns.pauses import KIOSK_GRACE, WatchedLockout, most_tries
from tests.campaigns.stage import copy_of
from tests.campaigns.workers import Say, together
from tests.people import PINS, Clock

PROGRAMS, EACH, RESTART_AFTER = 4, 25, 7
VICTIM = "belaya"
ALLOWED = {"one person": most_tries(0), "anybody": most_tries(0) + KIOSK_GRACE}
"""How many wrong PINs are tried before the first pause, by whom they are aimed at."""

MakeLockout = Callable[[Callable[[], float]], WatchedLockout]


@dataclass(slots=True)
class Crowd:
    """What several programs tried, and how often they were let."""

    tries: int = 0
    admitted: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tries} tries by {PROGRAMS} programs, {self.admitted} admitted,"
            f" {len(self.wrong)} wrong"
        )


def guess_at_once(template: Path, rounds: int, make_lockout: MakeLockout = WatchedLockout) -> Crowd:
    """So many rounds, half of them at one person and half at a new name every time."""
    crowd = Crowd()
    for turn in range(rounds):
        for aim, allowed in ALLOWED.items():
            with copy_of(template) as place:
                began = time.monotonic()
                admitted = _round(place, aim, make_lockout)
                crowd.tries += PROGRAMS * EACH
                crowd.admitted += admitted
                if time.monotonic() - began >= FIRST_WAIT:
                    continue  # on a machine this slow a pause may have passed
                if admitted != allowed:
                    crowd.wrong.append(f"round {turn}: {admitted} tries, not {allowed}, at {aim}")
                if _let_in(start(place, make_lockout), PINS[VICTIM]):
                    crowd.wrong.append(f"round {turn}: the right PIN was taken in a pause")
    return crowd


def _round(place: Place, aim: str, make_lockout: MakeLockout) -> int:
    """How many of all the tries were really made."""

    def work(number: int, say: Say) -> None:
        for turn in range(EACH):
            if turn % RESTART_AFTER == 0:
                point = start(place, make_lockout)
            login = VICTIM if aim == "one person" else f"nobody{number}.{turn}"
            _let_in(point, f"{number}{turn:05}", login)
            say("tried" if admitted_by(point) else "paused")

    said = [line for lines in together(work, PROGRAMS) for line in lines]
    if len(said) != PROGRAMS * EACH:
        return -1  # a program failed by itself
    return said.count("tried")


def start(place: Place, make_lockout: MakeLockout) -> HelpPoint:
    """A program that has just been started."""
    return replace(open_point(place, clock=Clock()), lockout=make_lockout(time.monotonic))


def admitted_by(point: HelpPoint) -> bool:
    """True where the last PIN was really tried."""
    assert isinstance(point.lockout, WatchedLockout)
    return point.lockout.admitted


def _let_in(point: HelpPoint, pin: str, login: str = VICTIM) -> bool:
    try:
        access.log_in(point, login, pin)
    except WrongPin:
        return False
    return True
