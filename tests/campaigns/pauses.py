"""What wrong PINs must cost, said a second time: the campaigns hold the lockout to it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable

from db.lockouts import EVERYBODY, LockoutRow, read_lockout
from kiosk.signing.lockout import Lockout, Person, Try
from kiosk.words.errors import PauseBegun, PinPaused, WrongPin

PAUSES = (0, 0, 0, 0, 0, 60, 120, 240, 480, 600)
"""Seconds to wait after 0, 1, 2, ... wrong PINs in a row for one person; then always the last."""
UNNOTICED, TOGETHER = 12, 24
"""Wrong PINs of all persons that slow nobody down, and those from which it gets no slower."""


def pause_after(wrong: int) -> int:
    """Seconds that a person owes after so many wrong PINs in a row."""
    return PAUSES[min(max(wrong, 0), len(PAUSES) - 1)]


def slowness_after(wrong: int) -> float:
    """Seconds that every try takes longer after so many wrong PINs of all persons."""
    return 3 * max(0, min(wrong, TOGETHER) - UNNOTICED) / (TOGETHER - UNNOTICED)


def most_tries(seconds: float, already: int = 0) -> int:
    """How many PINs can be tried for one person in so many seconds, none of them right, after so
    many wrong ones ``already`` and with no pause at the beginning."""
    tries, passed = 1, 0.0
    while (passed := passed + pause_after(already + tries)) <= seconds:
        tries += 1
    return tries


class WatchedLockout(Lockout):
    """The program's own lockout, whose last answer can be looked at."""

    admitted = False

    def charge(self, who: Person, *, enrolled: bool, at: str) -> Try:
        made = super().charge(who, enrolled=enrolled, at=at)
        self.admitted = not made.left
        return made


class Owed:
    """Pauses of every person, by the seconds that have really passed."""

    def __init__(self) -> None:
        self.wrong: dict[str, int] = defaultdict(int)
        self.together = 0
        self._since: dict[str, float] = defaultdict(float)
        self._watched: dict[str, float] = {}
        self._pause: dict[str, int] = defaultdict(int)
        self._lifted: set[str] = set()
        """Whose pause a right PIN of somebody else has ended in this program."""

    def must_refuse(self, person: str, now: float) -> bool:
        """True while less than the pause has passed since the last wrong PIN, and nobody else has
        logged in since."""
        return person not in self._lifted and now - self._since[person] < self._pause[person]

    def left(self, person: str, now: float) -> float:
        """Seconds until the program must admit a PIN: it counts a pause from its first look."""
        if person in self._lifted:
            return 0.0
        return max(0.0, self._pause[person] - (now - self._watched.get(person, now)))

    def must_admit(self, person: str, now: float) -> bool:
        """True once a program that was not restarted has seen the whole pause pass."""
        return not self.left(person, now)

    def answer(self, person: str, now: float) -> WrongPin:
        """What must be said of a wrong PIN, whether the person exists or not."""
        if left := self.left(person, now):
            return PinPaused(left)
        pause = pause_after(self.wrong[person] + 1)
        return PauseBegun(pause) if pause else WrongPin()

    def restarted(self) -> None:
        """A program that has just started counts a pause from its first look at it."""
        self._watched.clear()
        self._lifted.clear()

    def looked(self, person: str, now: float) -> None:
        """The program looks at the pause of a person before every try."""
        self._watched.setdefault(person, now)

    def tried(self, person: str, now: float, *, right: bool) -> None:
        """A PIN was really tried. A right one begins its owner's row anew, takes the owner's wrong
        ones back and one more, and ends the pauses of others, but not their rows."""
        self.together = min(self.together + 1, TOGETHER)
        self.wrong[person] += 1
        if right:
            self.together = max(0, self.together - self.wrong.pop(person) - 1)
            self._pause.pop(person, None)
            self._lifted |= set(self._pause)
            return
        self._pause[person] = pause_after(self.wrong[person])
        self._since[person] = self._watched[person] = now
        self._lifted.discard(person)


class LockoutInMemory(WatchedLockout):
    """Control: counts as it should, and forgets everything with the program."""

    def __init__(
        self, seconds: Callable[[], float], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        super().__init__(seconds, sleep)
        self._seconds, self._owed = seconds, Owed()

    def charge(self, who: Person, *, enrolled: bool, at: str) -> Try:
        now = self._seconds()
        left = self._owed.left(who.name, now)
        self._sleep(slowness_after(self._owed.together))
        self.admitted = not left
        if self.admitted:
            self._owed.tried(who.name, now, right=False)
        return Try(left, pause_after(self._owed.wrong[who.name]), at, "")

    def forgive(self, who: Person, made: Try) -> None:
        self._owed.wrong[who.name] -= 1  # what was charged turns out to be right
        self._owed.together -= 1
        self._owed.tried(who.name, self._seconds(), right=True)


class LockoutForAll(WatchedLockout):
    """Control: what happens to one stops everybody."""

    def _left(self, who: Person, row: LockoutRow) -> float:
        everybody = read_lockout(who.point, EVERYBODY)
        stopped = everybody is not None and everybody.failures > UNNOTICED
        return max(super()._left(who, row), 60.0 if stopped else 0.0)
