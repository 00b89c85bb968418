"""The forecast of waits against what actually came, over simulated months of a help point.

Run ``python -m tests.campaigns.waiting --months 8``. Visitors come in three peaks a day, more on
some days than on others, with five topics whose visits take 4 to 22 minutes; one to three
specialists call them in their order, and a few visitors leave before. Everybody who has to wait
is given a forecast by ``kiosk.visits.forecast``, which sees what the kiosk sees at that moment,
and by three simple rules. ``--control`` lets it look away from topics and from how long each desk
has been busy; the limits must notice.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean, median

from kiosk.visits.forecast import LAST_ERRORS, Desk, Past, forecast, interval, margin

TOPICS = ((4, 0.5, 0.35), (9, 0.6, 0.25), (15, 0.6, 0.15), (22, 0.5, 0.15), (10, 0.8, 0.10))
"""Median of a visit's minutes, their spread (of the logarithm), share of the visitors."""
PEAKS = ((105, 0.18, 12), (225, 0.22, 15), (390, 0.28, 30))
"""Minute of the day, visitors a minute, width: two breaks, and the end of lessons."""
HOURS = ((0.0, math.inf), (90.0, 440.0), (330.0, 440.0))
"""When each specialist comes and goes; the second is away every fifth day."""
DOORS_CLOSE = 450.0
LEAVING, PATIENCE = 0.06, 5.0
"""Who leaves before the call, after so many minutes."""
DAYS, LEARNING = 22, 2
LOADS = (0.35, 0.6)
"""About 480 and 760 visits a month."""

RATIO = 0.7
"""The median error over that of the best simple rule, at most."""
COVERED = (0.78, 0.85)


@dataclass(slots=True)
class Visitor:
    """One visitor: when they come, with what, what it takes; then when each thing happened."""

    day: int
    comes: float
    topic: int
    takes: float
    leaves: bool
    called: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a kiosk sees when somebody comes."""

    visitor: Visitor
    ahead: tuple[int, ...]
    desks: tuple[Desk, ...]

    @property
    def is_wait(self) -> bool:
        """Whether the visitor has to wait at all."""
        return bool(self.ahead) or all(desk.so_far is not None or desk.comes for desk in self.desks)


def visitors(chance: random.Random, day: int, load: float) -> Iterator[Visitor]:
    """Who comes on a day."""
    crowd, now = load * math.exp(chance.gauss(0, 0.25)), 0.0
    while (now := now + chance.expovariate(0.4 * crowd)) < DOORS_CLOSE:
        rate = 0.05 + sum(
            high * math.exp(-(((now - at) / wide) ** 2) / 2) for at, high, wide in PEAKS
        )
        if chance.random() < rate / 0.4:
            (topic,) = chance.choices(range(len(TOPICS)), [share for _m, _s, share in TOPICS])
            middle, spread, _share = TOPICS[topic]
            takes = max(0.7, chance.lognormvariate(math.log(middle), spread))
            yield Visitor(day, now, topic, takes, chance.random() < LEAVING)


class Hall:
    """The help point on one day: who waits, who is being helped, who is there."""

    def __init__(self, day: int) -> None:
        self._line: list[Visitor] = []
        self._hours = [hours for n, hours in enumerate(HOURS) if not (n == 1 and day % 5 == 4)]
        self._with: list[Visitor | None] = [None] * len(self._hours)

    def seen_by(self, visitor: Visitor) -> Moment:
        """What the kiosk sees as this visitor comes, who joins the line."""
        now = visitor.comes
        desks = [
            Desk(comes=max(0.0, comes - now), leaves=goes - now)
            if busy is None or busy.called is None
            else Desk(busy.topic, now - busy.called, leaves=goes - now)
            for (comes, goes), busy in zip(self._hours, self._with, strict=True)
            if busy is not None or goes > now
        ]
        ahead = tuple(other.topic for other in self._line)
        self._line.append(visitor)
        return Moment(visitor, ahead, tuple(desks))

    def call(self, now: float) -> Iterator[Visitor]:
        """Let every free specialist call the next one."""
        for desk, (comes, goes) in enumerate(self._hours):
            busy = self._with[desk]
            if busy is not None and busy.called is not None and busy.called + busy.takes <= now:
                self._with[desk] = None
            while self._line and self._with[desk] is None and comes <= now < goes:
                called = self._line.pop(0)
                if not (called.leaves and now - called.comes > PATIENCE):
                    called.called, self._with[desk] = now, called
                    yield called


def lived(seed: int, load: float) -> list[list[Moment]]:
    """A month: what the kiosk saw as each visitor came, with what came true."""
    chance, days = random.Random(seed), []
    for day in range(DAYS):
        hall, moments = Hall(day), []
        coming = list(visitors(chance, day, load))
        events = [(visitor.comes, n) for n, visitor in enumerate(coming)]
        events += [(comes, -1) for comes, _goes in HOURS]
        heapq.heapify(events)
        while events:
            now, n = heapq.heappop(events)
            called = list(hall.call(now))
            if n >= 0:
                moments.append(hall.seen_by(coming[n]))
                called += hall.call(now)
            for each in called:
                heapq.heappush(events, (now + each.takes, -1))
        days.append(moments)
    return days


@dataclass(slots=True)
class Known:
    """What the point has written down by a moment of a day, in the order in which it happened."""

    helped: list[tuple[int, float]] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)
    """When each visitor of today was called, and after how many minutes."""
    errors: list[tuple[float, float]] = field(default_factory=list)
    all_waits: list[float] = field(default_factory=list)


def mean_of_all(known: Known, now: float) -> float:
    return fmean(known.all_waits) if known.all_waits else 0.0


def last_one(known: Known, now: float) -> float:
    return known.waits[-1][1] if known.waits else 0.0


def last_ten_minutes(known: Known, now: float) -> float:
    recent = [wait for at, wait in known.waits if at >= now - 10]
    return fmean(recent) if recent else last_one(known, now)


RULES: dict[str, Callable[[Known, float], float]] = {
    "mean of all waits": mean_of_all,
    "wait of the last one served": last_one,
    "mean of the last ten minutes": last_ten_minutes,
}
OURS = "replay of the line"


def blurred(moment: Moment) -> Moment:
    """The same without topics, and with desks that always seem to have just begun."""
    desks = tuple(
        replace(desk, topic=None, so_far=None if desk.so_far is None else 0.0)
        for desk in moment.desks
    )
    return replace(moment, ahead=(None,) * len(moment.ahead), desks=desks)  # type: ignore[arg-type]


@dataclass(slots=True)
class Found:
    """Errors in minutes by forecaster, and which true waits lay within their interval."""

    errors: dict[str, list[float]] = field(default_factory=lambda: {n: [] for n in (OURS, *RULES)})
    within: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)

    def error(self, name: str) -> float:
        return median(self.errors[name])

    @property
    def ratio(self) -> float:
        return self.error(OURS) / min(self.error(name) for name in RULES)

    @property
    def covered(self) -> float:
        return fmean(self.within)

    @property
    def holds(self) -> bool:
        return self.ratio <= RATIO and COVERED[0] <= self.covered <= COVERED[1]


def compare(seeds: Sequence[int], load: float, *, control: bool = False) -> Found:
    """Forecast every wait of some months, each by what was known at its moment."""
    found = Found()
    for seed in seeds:
        known = Known()
        for day in lived(seed, load):
            _live(day, known, found, control=control)
    return found


def _live(day: list[Moment], known: Known, found: Found, *, control: bool) -> None:
    known.waits = []
    happens: list[tuple[float, int, Callable[[], None]]] = []
    for n, moment in enumerate(day):
        now, who = moment.visitor.comes, moment.visitor
        while happens and happens[0][0] <= now:
            heapq.heappop(happens)[2]()
        said = _forecast(moment, known, control=control)
        if who.called is None or said is None:
            continue
        wait = who.called - now
        heapq.heappush(happens, (who.called, 2 * n, _called(known, moment, said, wait)))
        over = who.called + who.takes
        heapq.heappush(
            happens, (over, 2 * n + 1, _over(known, None if control else who.topic, who.takes))
        )
        if moment.is_wait and who.day >= LEARNING:
            _judge(found, known, now, said, wait)
    while happens:
        heapq.heappop(happens)[2]()


def _forecast(moment: Moment, known: Known, *, control: bool) -> float | None:
    seen = blurred(moment) if control else moment
    return forecast(seen.desks, seen.ahead, Past(known.helped[:-401:-1]))


def _called(known: Known, moment: Moment, said: float, wait: float) -> Callable[[], None]:
    def write() -> None:
        known.waits.append((moment.visitor.comes + wait, wait))
        if moment.is_wait:
            known.all_waits.append(wait)
            known.errors.append((said, wait))

    return write


def _over(known: Known, topic: int | None, takes: float) -> Callable[[], None]:
    return lambda: known.helped.append((topic, takes))  # type: ignore[arg-type]


def _judge(found: Found, known: Known, now: float, said: float, wait: float) -> None:
    found.errors[OURS].append(abs(wait - said))
    for name, rule in RULES.items():
        found.errors[name].append(abs(wait - rule(known, now)))
    share = margin(known.errors[: -LAST_ERRORS - 1 : -1])
    if share is not None:
        within = interval(said, share)
        found.within.append(within.least <= wait <= within.most)
        found.widths.append(within.most - within.least)


def tell(load: float, found: Found) -> None:
    print(f"load {load}: {len(found.errors[OURS])} waits")
    for name in (OURS, *RULES):
        errors = sorted(found.errors[name])
        tenth = errors[int(0.9 * len(errors))]
        print(
            f"  {name:30} median error {median(errors):5.2f}, mean {fmean(errors):5.2f},"
            f" p90 {tenth:5.1f}"
        )
    print(
        f"  {found.ratio:.2f} of the best simple rule (limit {RATIO}); the interval covers"
        f" {found.covered:.1%} (limits {COVERED[0]:.0%} to {COVERED[1]:.0%}),"
        f" {median(found.widths):.0f} minutes wide"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true", help="topics and minutes are ignored")
    chosen = parser.parse_args()
    held = True
    for load in LOADS:
        seeds = range(chosen.seed, chosen.seed + chosen.months)
        found = compare(seeds, load, control=chosen.control)
        tell(load, found)
        held = held and found.holds
    print("held" if held else "NOT held")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
