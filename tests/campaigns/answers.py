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
from kiosk import staff
from kiosk.errors import WrongPin
from kiosk.opening import open_point
from kiosk.point import HelpPoint
from kiosk.signing.pins import SealedKey, unseal
from tests.campaigns.pauses import most_tries
from tests.campaigns.stage import copy_of
from tests.people import PINS, Clock

TOLERANCE = 0.1
"""Medians of many answers may differ by so much of the shortest; of a few, by more."""
MEASUREMENTS = 3
"""A busy machine may spoil a few answers, but not most of them; a real difference stays."""
KINDS = {
    "wrong": ("belaya", "000000"),
    "paused, wrong": ("kovalyov", "000000"),
    "paused, right": ("kovalyov", PINS["kovalyov"]),
    "unknown": ("nobody", "000000"),
}
"""Whose PIN is tried, and which."""


@dataclass(frozen=True, slots=True)
class Medians:
    """The median time of an answer, in seconds, by kind."""

    each: int
    seconds: dict[str, float]

    @property
    def apart(self) -> float:
        """The difference between the slowest and the fastest kind, as a part of the fastest."""
        return max(self.seconds.values()) / min(self.seconds.values()) - 1

    def alike(self, tolerance: float = TOLERANCE) -> bool:
        """True where nobody could tell one kind from another."""
        return self.apart <= tolerance

    def __str__(self) -> str:
        said = ", ".join(f"{kind} {took * 1000:.1f} ms" for kind, took in self.seconds.items())
        return f"{said}: medians of {self.each}, {self.apart:.1%} apart"


def time_answers(template: Path, each: int, tolerance: float = TOLERANCE) -> Medians:
    """So many answers of every kind, in turn; some more of them while the medians differ."""
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with copy_of(template) as place:
        point = open_point(place, clock=Clock())
        for _ in range(MEASUREMENTS):
            _measure(point, each, took)
            medians = Medians(
                len(took["wrong"]), {kind: statistics.median(took[kind]) for kind in KINDS}
            )
            if medians.alike(tolerance):
                break
    return medians


def _measure(point: HelpPoint, each: int, took: dict[str, list[float]]) -> None:
    for _ in range(each):
        for kind in random.sample(list(KINDS), len(KINDS)):
            took[kind].append(_answer(point, *KINDS[kind]))


def _answer(point: HelpPoint, login: str, pin: str) -> float:
    """Seconds until the answer; one person is paused, nobody else has done anything wrong."""
    Pauses.delete().execute()
    for _ in range(most_tries(0)):
        point.lockout.charge(f"person:{point.id}:kovalyov", "another kiosk")
    began = time.perf_counter()
    try:
        staff.log_in(point, login, pin)
    except WrongPin:
        return time.perf_counter() - began
    raise AssertionError(f"{login} was let in")


@contextmanager
def answers_at_once_to_strangers() -> Iterator[None]:
    """Control: no work is done for a person who does not exist."""

    def lazy(sealed: SealedKey | None, pin: str, pepper: bytes) -> bytes | None:
        return unseal(sealed, pin, pepper) if sealed else None

    vars(staff)["unseal"] = lazy
    try:
        yield
    finally:
        vars(staff)["unseal"] = unseal
