"""Wrong PINs cost time: per person and per kiosk, across restarts, whatever the clock says.

The database keeps the failures in a row and the seconds to wait after the last one. A program that
has just started waits them in full, counted by the monotonic clock: a restart or a clock change
never shortens a pause.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from db.lockouts import LockoutRow, forget_lockout, keep_lockout, lock_lockouts
from kiosk.machine.transaction import transaction

FREE_TRIES = 4
"""Wrong PINs in a row that cost nothing."""
KIOSK_FREE_TRIES = 12
"""The same for a kiosk as a whole: three people mistyping at once are not an attack."""
FIRST_WAIT, LONGEST_WAIT = 60, 3600


def wait_after(failures: int, free: int) -> int:
    """Seconds to wait after so many wrong PINs in a row: 60, doubling, at most an hour."""
    if failures <= free:
        return 0
    return int(min(FIRST_WAIT * 2 ** min(failures - free - 1, 10), LONGEST_WAIT))


class Lockout:
    """Counts a try before it is made, so that stopping the program gives none for free."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, tuple[str, float]] = {}
        """The edition of each subject's row, and since when this program has counted its pause."""

    def charge(self, person: str, kiosk: str) -> bool:
        """Count one try for a person and the kiosk; False while either of them is paused."""
        with transaction():
            of_person, of_kiosk = lock_lockouts(person, kiosk)
            paused = max(self._left(person, of_person), self._left(kiosk, of_kiosk)) > 0
            if not paused:
                self._count(person, of_person, FREE_TRIES)
                self._count(kiosk, of_kiosk, KIOSK_FREE_TRIES)
            elif not of_person.failures:
                forget_lockout(person)
        return not paused

    def left(self, person: str, kiosk: str) -> float:
        """Seconds that a person or the kiosk is still paused; from now on they pass."""
        with transaction():
            of_person, of_kiosk = lock_lockouts(person, kiosk)
            if not of_person.failures:
                forget_lockout(person)
        return max(0.0, self._left(person, of_person), self._left(kiosk, of_kiosk))

    def forgive(self, person: str, kiosk: str) -> None:
        """The PIN was right: the person starts anew, and the kiosk takes their tries back.

        It takes back one more and owes no pause: strangers' tries must not add up for ever, until
        one slip of a finger stops everybody for an hour.
        """
        with transaction():
            of_person, of_kiosk = lock_lockouts(person, kiosk)
            forget_lockout(person)
            less = max(0, of_kiosk.failures - of_person.failures - 1)
            keep_lockout(kiosk, LockoutRow(less, 0, _new_edition()))
        self._seen.pop(person, None)
        self._seen.pop(kiosk, None)

    def forget(self, person: str) -> None:
        """The person has a new PIN, and the wrong ones were tries at another; the kiosk keeps them.

        Runs inside the caller's transaction.
        """
        forget_lockout(person)
        self._seen.pop(person, None)

    def _left(self, subject: str, row: LockoutRow) -> float:
        """Seconds left of a pause, which is counted from when this program saw it first."""
        if subject not in self._seen or self._seen[subject][0] != row.edition:
            self._seen[subject] = (row.edition, self._monotonic())
        return row.wait - (self._monotonic() - self._seen[subject][1])

    def _count(self, subject: str, row: LockoutRow, free: int) -> None:
        """Keep one wrong PIN more, with the pause that it costs."""
        failures = row.failures + 1
        now = LockoutRow(failures, wait_after(failures, free), _new_edition())
        keep_lockout(subject, now)
        self._seen[subject] = (now.edition, self._monotonic())


def _new_edition() -> str:
    """A value that no row had before."""
    return secrets.token_hex(8)
