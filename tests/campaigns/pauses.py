"""What wrong PINs must cost, said a second time: the campaigns hold the lockout to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kiosk.signing.lockout import Lockout

PAUSES = (0, 0, 0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600)
"""Seconds to wait after 0, 1, 2, ... wrong PINs in a row for one person; then always an hour."""
KIOSK_GRACE = 8
"""A kiosk as a whole may be wrong so many times more."""


def pause_after(wrong: int) -> int:
    """Seconds that a person owes after so many wrong PINs in a row."""
    return PAUSES[min(max(wrong, 0), len(PAUSES) - 1)]


def most_tries(seconds: float) -> int:
    """How many PINs can be tried for one person in so many seconds, none of them right."""
    tries, passed = 1, 0.0
    while (passed := passed + pause_after(tries)) <= seconds:
        tries += 1
    return tries


class WatchedLockout(Lockout):
    """The program's own lockout, whose last answer can be looked at."""

    admitted = False

    def charge(self, person: str, kiosk: str) -> bool:
        self.admitted = super().charge(person, kiosk)
        return self.admitted


class Owed:
    """Pauses of every person and of the kiosk, by the seconds that have really passed."""

    def __init__(self) -> None:
        self.kiosk = 0
        self.wrong: dict[str, int] = defaultdict(int)
        self._since: dict[str, float] = defaultdict(float)
        self._watched: dict[str, float] = {}
        self._pause: dict[str, int] = defaultdict(int)

    def must_refuse(self, person: str, now: float) -> bool:
        """True while less than the pause has passed since the last wrong PIN."""
        return any(now - self._since[who] < self._pause[who] for who in (person, ""))

    def must_admit(self, person: str, now: float) -> bool:
        """True once a program that was not restarted has seen the whole pause pass."""
        return all(now - self._watched.get(who, now) >= self._pause[who] for who in (person, ""))

    def restarted(self) -> None:
        """A program that has just started counts a pause from its first look at it."""
        self._watched.clear()

    def looked(self, person: str, now: float) -> None:
        """The program looks at the pauses of a person and of the kiosk before every try."""
        for who in (person, ""):
            self._watched.setdefault(who, now)

    def tried(self, person: str, now: float, *, right: bool) -> None:
        """A PIN was really tried; a right one takes its owner's wrong ones back and one more."""
        if right:
            self.kiosk = max(0, self.kiosk - self.wrong.pop(person, 0) - 1)
            self._pause[person] = self._pause[""] = 0
            return
        self.wrong[person] += 1
        self.kiosk += 1
        self._pause[person] = pause_after(self.wrong[person])
        self._pause[""] = pause_after(self.kiosk - KIOSK_GRACE)
        for who in (person, ""):
            self._since[who] = self._watched[who] = now


class LockoutInMemory(WatchedLockout):
    """Control: counts as it should, and forgets everything with the program."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        super().__init__(seconds)
        self._seconds, self._owed = seconds, Owed()

    def charge(self, person: str, kiosk: str) -> bool:
        self.admitted = not self._owed.must_refuse(person, self._seconds())
        if self.admitted:
            self._owed.tried(person, self._seconds(), right=False)
        return self.admitted

    def forgive(self, person: str, kiosk: str) -> None:
        self._owed.tried(person, self._seconds(), right=True)
