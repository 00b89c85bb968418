"""How long the answer to a PIN takes, at its real cost: nobody learns from it who exists."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.models import Lockout as Pauses
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.signing.pins import SealedKey, unseal
from kiosk.staff import access
from kiosk.words.days import stamp
from kiosk.words.errors import WrongPin
from tests.campaigns.breaking import override
from tests.campaigns.pauses import most_tries
from tests.campaigns.stage import copy_of
from tests.people import PINS, Clock

TOLERANCE = 0.1
"""Medians of many answers may differ by so much of the shortest; of a few, by more."""
MEASUREMENTS = 3
"""A busy machine may spoil a few answers, but not most of them; a real difference stays."""
BUSY = 1.25
"""Who waits so many times longer than the work takes, waits for others."""
KINDS = {
    "wrong": ("belaya", "000000"),
    "paused, wrong": ("kovalyov", "000000"),
    "paused, right": ("kovalyov", PINS["kovalyov"]),
    "unknown": ("nobody", "000000"),
    "paused, unknown": ("no one", "000000"),
}
"""Whose PIN is tried, and which."""


@dataclass(frozen=True, slots=True)
class Medians:
    """The median time of an answer by kind: in seconds of waiting, and of the processor's work."""

    each: int
    waited: dict[str, float]
    worked: dict[str, float]

    @property
    def busy(self) -> bool:
        """True where others kept the processor for so long that waiting says nothing."""
        return min(self.waited.values()) > BUSY * min(self.worked.values())

    @property
    def apart(self) -> float:
        """The difference between the slowest and the fastest kind, as a part of the fastest."""
        compared = [self.worked] if self.busy else [self.waited, self.worked]
        return max(max(took.values()) / min(took.values()) - 1 for took in compared)

    def alike(self, tolerance: float = TOLERANCE) -> bool:
        """True where nobody could tell one kind from another."""
        return self.apart <= tolerance

    def __str__(self) -> str:
        said = ", ".join(
            f"{kind} {self.waited[kind] * 1000:.1f} ms ({self.worked[kind] * 1000:.1f} of work)"
            for kind in KINDS
        )
        by = "work alone, the machine is busy" if self.busy else "waiting and work"
        return f"{said}: medians of {self.each}, {self.apart:.1%} apart by {by}"


def time_answers(template: Path, each: int, tolerance: float = TOLERANCE) -> Medians:
    """So many answers of every kind, in turn; some more of them while the medians differ."""
    waited: dict[str, list[float]] = {kind: [] for kind in KINDS}
    worked: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with copy_of(template) as place:
        point = open_point(place, clock=Clock())
        for turn in range(each * MEASUREMENTS):
            for kind in random.sample(list(KINDS), len(KINDS)):
                wait, work = _answer(point, *KINDS[kind])
                waited[kind].append(wait)
                worked[kind].append(work)
            if (turn + 1) % each == 0 and (found := _medians(waited, worked)).alike(tolerance):
                break
    return found


def _medians(waited: dict[str, list[float]], worked: dict[str, list[float]]) -> Medians:
    return Medians(
        len(waited["wrong"]),
        {kind: statistics.median(waited[kind]) for kind in KINDS},
        {kind: statistics.median(worked[kind]) for kind in KINDS},
    )


def _answer(point: HelpPoint, login: str, pin: str) -> tuple[float, float]:
    """Seconds of waiting and of work until the answer; two logins are paused, and nobody else has
    done anything wrong."""
    Pauses.delete().execute()
    for paused in ("kovalyov", "noone"):
        for _ in range(most_tries(0)):
            who = access.counted_for(point, paused)
            point.lockout.charge(who, enrolled=paused == "kovalyov", at=stamp(point.clock()))
    began, began_work = time.perf_counter(), time.process_time()
    try:
        access.log_in(point, login, pin)
    except WrongPin:
        return time.perf_counter() - began, time.process_time() - began_work
    raise AssertionError(f"{login} was let in")


@contextmanager
def answers_at_once_to_strangers() -> Iterator[None]:
    """Control: no work is done for a person who does not exist."""

    def lazy(sealed: SealedKey | None, pin: str, pepper: bytes) -> bytes | None:
        return unseal(sealed, pin, pepper) if sealed else None

    override(access, "unseal", lazy)
    try:
        yield
    finally:
        override(access, "unseal", unseal)
