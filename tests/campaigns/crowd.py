"""Several programs guess PINs at one moment: together they get no more tries than one would."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.staff import access
from kiosk.words.errors import WrongPin
from tests.campaigns.pauses import PAUSES, WatchedLockout, most_tries, slowness_after
from tests.campaigns.stage import copy_of
from tests.campaigns.workers import Say, together
from tests.people import PINS, Clock

PROGRAMS, EACH, RESTART_AFTER = 4, 25, 7
VICTIM = "belaya"
ALLOWED = {"one person": most_tries(0), "anybody": PROGRAMS * EACH}
"""How many wrong PINs are tried before a pause, by whom they are aimed at: over many names there
is none."""

MakeLockout = Callable[[Callable[[], float], Callable[[float], None]], WatchedLockout]


@dataclass(slots=True)
class Crowd:
    """What several programs tried, how often they were let, and how long they were kept waiting."""

    tries: int = 0
    admitted: int = 0
    slept: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tries} tries by {PROGRAMS} programs, {self.admitted} admitted,"
            f" {self.slept:.0f} s slower, {len(self.wrong)} wrong"
        )


@dataclass(slots=True)
class _Round:
    """What came of the tries of one round."""

    admitted: int = 0
    slept: float = 0.0


def guess_at_once(template: Path, rounds: int, make_lockout: MakeLockout = WatchedLockout) -> Crowd:
    """So many rounds, half of them at one person and half at a new name every time."""
    crowd = Crowd()
    for turn in range(rounds):
        for aim, allowed in ALLOWED.items():
            with copy_of(template) as place:
                began = time.monotonic()
                seen = _round(place, aim, make_lockout)
                crowd.tries += PROGRAMS * EACH
                crowd.admitted += seen.admitted
                crowd.slept += seen.slept
                if time.monotonic() - began >= max(PAUSES[:6]):
                    continue  # on a machine this slow a pause may have passed
                slower = sum(slowness_after(min(n, allowed)) for n in range(PROGRAMS * EACH))
                if (seen.admitted, seen.slept) != (allowed, slower):
                    crowd.wrong.append(f"round {turn}: {seen}, not {allowed}, {slower}, at {aim}")
                point = start(place, make_lockout, lambda _seconds: None)
                if _let_in(point, PINS[VICTIM]) != (aim == "anybody"):
                    crowd.wrong.append(f"round {turn}: the right PIN was answered wrongly, {aim}")
    return crowd


def _round(place: Place, aim: str, make_lockout: MakeLockout) -> _Round:
    """What came of all the tries; a program that has to be slow says so and goes on."""

    def work(number: int, say: Say) -> None:
        for turn in range(EACH):
            if turn % RESTART_AFTER == 0:
                point = start(place, make_lockout, lambda seconds: say(f"{seconds}"))
            login = VICTIM if aim == "one person" else f"nobody{number}.{turn}"
            _let_in(point, f"{number}{turn:05}", login)
            say("tried" if admitted_by(point) else "paused")

    said = [line for lines in together(work, PROGRAMS) for line in lines]
    answers = [line for line in said if line in ("tried", "paused")]
    if len(answers) != PROGRAMS * EACH:
        return _Round(-1)  # a program failed by itself
    slept = (float(line) for line in said if line not in ("tried", "paused"))
    return _Round(answers.count("tried"), sum(slept))


def start(place: Place, make_lockout: MakeLockout, sleep: Callable[[float], None]) -> HelpPoint:
    """A program that has just been started."""
    return replace(open_point(place, clock=Clock()), lockout=make_lockout(time.monotonic, sleep))


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
