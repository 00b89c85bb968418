"""Wrong PINs cost time: per person and per kiosk, across restarts, whatever the clock says.

The database keeps the failures in a row and the seconds to wait after the last one. A program that
has just started waits them in full, counted by the monotonic clock: a restart or a clock change
never shortens a pause.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import peewee as pw

from db.models import Lockout as Row
from kiosk.storage import transaction

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
    """Counts tries before they are made, so that stopping the program gives none for free."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, tuple[int, float]] = {}

    def charge(self, person: str, kiosk: str) -> bool:
        """Count one try for a person and the kiosk; False while either of them is paused."""
        with transaction():
            paused = max(self._left(person), self._left(kiosk)) > 0
            if not paused:
                self._fail(person, FREE_TRIES)
                self._fail(kiosk, KIOSK_FREE_TRIES)
        return not paused

    def forgive(self, person: str, kiosk: str) -> None:
        """The PIN was right: the person starts anew, and the kiosk takes their tries back.

        It takes back one more and owes no pause: strangers' tries must not add up for ever, until
        one slip of a finger stops everybody for an hour.
        """
        with transaction():
            row = Row.get_or_none(Row.subject == person)
            less = Row.failures - (row.failures + 1 if row else 1)
            Row.delete().where(Row.subject == person).execute()
            Row.update(failures=pw.Case(None, [(less > 0, less)], 0), wait=0).where(
                Row.subject == kiosk
            ).execute()
        self._seen.pop(person, None)
        self._seen.pop(kiosk, None)

    def _left(self, subject: str) -> float:
        """Seconds of pause left, as far as this program has watched them pass."""
        row = Row.get_or_none(Row.subject == subject)
        if row is None:
            return 0
        failures, since = self._seen.get(subject, (0, 0.0))
        if failures != row.failures:
            since = self._monotonic()
            self._seen[subject] = (row.failures, since)
        return float(row.wait - (self._monotonic() - since))

    def _fail(self, subject: str, free: int) -> None:
        Row.insert(subject=subject, failures=0, wait=0).on_conflict_ignore().execute()
        counted = Row.update(failures=Row.failures + 1).where(Row.subject == subject)
        ((failures,),) = counted.returning(Row.failures).tuples().execute()
        Row.update(wait=wait_after(failures, free)).where(Row.subject == subject).execute()
        self._seen[subject] = (failures, self._monotonic())
