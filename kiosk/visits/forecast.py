"""How long somebody will wait: the line is replayed, desk by desk, at the usual pace of each topic.

Whoever sees the line knows more than a mean of past waits does: who is before, with what question,
for how long each desk has been busy, and who comes and goes (Whitt 1999). How far that can be
trusted, a point learns from its own errors.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

Topic = int | None
"""A topic by its id; None for a question in the visitor's own words."""

LAST_ERRORS = 100
"""How many of a point's last forecasts say how far the next one can be trusted."""
FEWEST_ERRORS = 20
"""With fewer nothing can be said: of five errors the fourth fifth is the largest."""
SHARE = 0.8
"""How many of the true waits shall lie within the interval."""

_OWN, _EVERY, _ENOUGH = 60, 200, 8
"""Visits of a topic, and of all, that are looked back at; how many of a topic speak for it."""
_AT_FIRST = (8.0, 10.0, 15.0)
"""Minutes that visits take where nobody was helped yet."""
_OVERDUE = 0.3
"""How much longer it will take, as a share of a visit that is longer than every one before."""
_GRACE = 3.0
"""Errors are shares of a forecast with so many minutes more: two instead of one are little."""


class Past:
    """How long visits took at this point."""

    def __init__(self, helped: Iterable[tuple[Topic, float]]) -> None:
        """``helped`` are topics and minutes, the newest first."""
        visits = list(helped)
        self._every = [minutes for _topic, minutes in visits[:_EVERY]] or [*_AT_FIRST]
        self._own: dict[Topic, list[float]] = {}
        for topic, minutes in visits:
            self._own.setdefault(topic, []).append(minutes)

    def rest(self, topic: Topic, so_far: float = 0.0) -> float:
        """How many minutes more a visit will take that has taken some already."""
        own = self._own.get(topic, [])[:_OWN]
        fitting = own + self._every[: max(0, _ENOUGH - len(own))]
        longer = [minutes for minutes in fitting if minutes > so_far]
        return median(longer) - so_far if longer else so_far * _OVERDUE


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody who helps now or later today; minutes are counted from now."""

    topic: Topic = None
    """What they help with, where they do."""
    so_far: float | None = None
    """For how long they have been helping; None while nobody is at the desk."""
    comes: float = 0.0
    leaves: float = math.inf


def forecast(desks: Iterable[Desk], ahead: Iterable[Topic], past: Past) -> float | None:
    """Minutes until somebody is called who has these topics before them; None without a desk.

    Nobody is called to a desk after its hours, but for the last one: it stays until all are helped.
    """
    free = [(_free(desk, past), desk.leaves) for desk in desks]
    if not free:
        return None
    heapq.heapify(free)
    usual: dict[Topic, float] = {}
    for topic in ahead:
        at, leaves = _next(free)
        if topic not in usual:
            usual[topic] = past.rest(topic)
        heapq.heappush(free, (at + usual[topic], leaves))
    return max(0.0, _next(free)[0])


def _free(desk: Desk, past: Past) -> float:
    """When a desk calls for the first time."""
    return desk.comes if desk.so_far is None else past.rest(desk.topic, desk.so_far)


def _next(free: list[tuple[float, float]]) -> tuple[float, float]:
    """The desk that calls next, taken off the others."""
    desk = heapq.heappop(free)
    while free and desk[0] >= desk[1]:
        desk = heapq.heappop(free)
    return desk


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which minutes a wait will most likely be, and about how long."""

    likely: float
    least: float
    most: float


def margin(errors: Sequence[tuple[float, float]]) -> float | None:
    """How far a forecast may be off, in shares of itself; None where too little is known.

    ``errors`` are what was forecast and what came true, in minutes, the newest first: so many of
    the next ones will lie within the share that held these (split conformal prediction).
    """
    shares = sorted(abs(true - said) / (said + _GRACE) for said, true in errors[:LAST_ERRORS])
    if len(shares) < FEWEST_ERRORS:
        return None
    return shares[min(len(shares), math.ceil(SHARE * (len(shares) + 1))) - 1]


def interval(minutes: float, margin: float) -> Interval:
    """The interval around a forecast."""
    off = margin * (minutes + _GRACE)
    return Interval(minutes, max(0.0, minutes - off), minutes + off)
