"""Wrong PINs cost time: per person, over all devices, across restarts, whatever the clock says.

The database keeps the failures in a row and the seconds to wait after the last one. A program that
has just started waits them in full, counted by the monotonic clock: a restart or a clock change
never shortens a pause. What happens to one person never stops another: wrong PINs over many names
only make every try slower.

A login that nobody has is counted like any other. Persons are named by a keyed digest, so that
what somebody typed by mistake stands nowhere, and only the newest tries keep a row.
"""

from __future__ import annotations

import hmac
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from db.lockouts import (
    EVERYBODY,
    LockoutRow,
    forget_lockout,
    forget_old_lockouts,
    keep_lockout,
    lock_lockouts,
    paused_persons,
    read_lockout,
)
from kiosk.machine.transaction import transaction

FREE_TRIES = 4
"""Wrong PINs in a row that cost nothing."""
FIRST_WAIT, LONGEST_WAIT = 60, 600
FREE_FOR_ALL = 12
"""Wrong PINs of all persons together that slow nobody down: several people mistype in a day."""
SLOWER, SLOWEST = 0.25, 3.0
"""Seconds that each further one adds to every try, and the most that they add."""
KEPT_TRIES = 2000
"""Whoever was not tried among so many newest tries has no pause any more. To make that many tries
at other names takes longer than the pauses that it would save."""
_MOST_FOR_ALL = FREE_FOR_ALL + round(SLOWEST / SLOWER)


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong PINs in a row: 60, doubling, at most ten minutes."""
    if failures <= FREE_TRIES:
        return 0
    return int(min(FIRST_WAIT * 2 ** min(failures - FREE_TRIES - 1, 10), LONGEST_WAIT))


def delay_after(failures: int) -> float:
    """Seconds that a try takes longer after so many wrong PINs of all persons together."""
    return min(SLOWER * max(0, failures - FREE_FOR_ALL), SLOWEST)


class Person(NamedTuple):
    """Whom a wrong PIN is counted for."""

    point: int
    name: str


def person_at(point: int, login: str, pepper: bytes) -> Person:
    """Whom a wrong PIN at a login is counted for, whether anybody has this login or not."""
    said = f"lockout of {point}:{login}".encode()
    return Person(point, hmac.digest(pepper, said, "sha256").hex()[:32])


@dataclass(frozen=True, slots=True)
class Try:
    """A try at a PIN: refused without a look while ``left`` seconds of a pause remain."""

    left: float
    """Seconds; 0 where the try is counted and may be made."""
    wait: int
    """The pause that begins if it is wrong, in seconds."""
    at: str
    last_at: str
    """When the try was counted, and when the one before it that is still to be told."""


@dataclass(frozen=True, slots=True)
class WrongPins:
    """Wrong PINs that a person has not been told of yet, and the stamp of the last one."""

    count: int
    last_at: str


class Lockout:
    """Counts a try before it is made, so that stopping the program gives none for free."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._monotonic, self._sleep = monotonic, sleep
        self._seen: dict[Person, tuple[str, float]] = {}
        """The edition of each pause, and since when this program has counted it."""

    def charge(self, who: Person, *, enrolled: bool, at: str) -> Try:
        """Count one try for a person, unless a pause is on; slowly where many were wrong of late.

        ``enrolled`` says whether anybody has this login, ``at`` is the stamp of the try.
        """
        with transaction():
            everybody, before = lock_lockouts(*who)
            left = self._left(who, before)
            if left <= 0:
                self._count(who, everybody, before, enrolled=enrolled, at=at)
        if delay := delay_after(everybody.failures):
            self._sleep(delay)
        return Try(left, wait_after(before.failures + 1), at, before.last_at)

    def _count(
        self, who: Person, everybody: LockoutRow, before: LockoutRow, *, enrolled: bool, at: str
    ) -> None:
        """Keep one wrong PIN more of a person and of everybody, with the pause that it costs."""
        turn = everybody.turn + 1
        failures = before.failures + 1
        now = LockoutRow(
            failures=failures,
            wait=wait_after(failures),
            edition=secrets.token_hex(8),
            untold=before.untold + 1,
            last_at=at,
            turn=turn,
            enrolled=int(enrolled),
        )
        keep_lockout(*who, now)
        together = min(everybody.failures + 1, _MOST_FOR_ALL)
        keep_lockout(who.point, EVERYBODY, everybody._replace(failures=together, turn=turn))
        forget_old_lockouts(who.point, turn - KEPT_TRIES)
        self._watch(who, now.edition, self._monotonic())

    def left(self, who: Person) -> float:
        """Seconds that a person is still paused; from now on they pass."""
        row = read_lockout(*who)
        return self._left(who, row) if row else 0.0

    def forgive(self, who: Person, made: Try) -> None:
        """The PIN was right: the person starts anew, and nobody waits at this kiosk any more.

        What others did wrong stays counted: their next wrong PIN pauses them again, and at other
        devices they wait as before. Wrong PINs that the person has not been told of stay to be
        told. Everybody's are taken back with the person's own and one more: strangers' tries must
        not add up for ever.
        """
        with transaction():
            everybody, row = lock_lockouts(*who)
            less = max(0, everybody.failures - row.failures - 1)
            keep_lockout(who.point, EVERYBODY, everybody._replace(failures=less))
            last_at = made.last_at if row.last_at == made.at else row.last_at
            self._start_anew(who, row._replace(untold=max(0, row.untold - 1), last_at=last_at))
            paused = paused_persons(who.point)
        for name, edition in paused:
            self._watch(Person(who.point, name), edition, -math.inf)

    def renew(self, who: Person) -> None:
        """The person has a new PIN, and no pause for the wrong ones, which were tries at another.

        Runs inside the caller's transaction.
        """
        _everybody, row = lock_lockouts(*who)
        self._start_anew(who, row)

    def _start_anew(self, who: Person, row: LockoutRow) -> None:
        """Keep of a person only what is still to be told."""
        self._seen.pop(who, None)
        if row.untold and row.enrolled:
            keep_lockout(*who, row._replace(failures=0, wait=0))
        else:
            forget_lockout(*who)

    def untold(self, who: Person) -> WrongPins | None:
        """The wrong PINs that a person has not been told of; None where there are none."""
        row = read_lockout(*who)
        return WrongPins(row.untold, row.last_at) if row and row.untold else None

    def told(self, who: Person, wrong: WrongPins) -> None:
        """The person has seen so many wrong PINs; what came meanwhile is still to be told."""
        with transaction():
            _everybody, row = lock_lockouts(*who)
            row = row._replace(untold=max(0, row.untold - wrong.count))
            if row.untold or row.failures:
                keep_lockout(*who, row)
            else:
                forget_lockout(*who)

    def _left(self, who: Person, row: LockoutRow) -> float:
        """Seconds left of a pause, which is counted from when this program saw it first."""
        if not row.wait:
            return 0.0
        if who not in self._seen or self._seen[who][0] != row.edition:
            self._watch(who, row.edition, self._monotonic())
        return max(0.0, row.wait - (self._monotonic() - self._seen[who][1]))

    def _watch(self, who: Person, edition: str, since: float) -> None:
        """Count a pause from a moment on; of the oldest that were watched nothing is left."""
        self._seen.pop(who, None)
        self._seen[who] = edition, since
        while len(self._seen) > KEPT_TRIES + 1:
            del self._seen[next(iter(self._seen))]
