"""Every act in every state that can be reached, to a depth, however unlikely the way there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from db.engine import current
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from tests.campaigns.comparing import Differs, Tally, step, verified
from tests.campaigns.life import allowed, different, told
from tests.campaigns.program import Program
from tests.campaigns.stage import copy_of
from tests.campaigns.world import Do, World


def exhaust(template: Path, depth: int) -> Tally:
    """Everything to a depth."""
    tally = Tally()
    with copy_of(template) as place:
        Exhaustive(place, depth, tally).run()
    return tally


class Exhaustive:
    """Every act in every state that can be reached, each state by one of its shortest ways."""

    def __init__(self, place: Place, depth: int, tally: Tally) -> None:
        self.program, self.depth, self.tally = Program(place), depth, tally
        self.start = self.program.clock.now
        self.next = _shortest_ways(depth)

    def run(self) -> None:
        """Go down from the empty point; every act is taken back by its savepoint."""
        try:
            self._try_all(World(), 0)
        except Differs as difference:
            self.tally.wrong.append(str(difference))

    def _try_all(self, world: World, depth: int) -> None:
        self.tally.states += 1
        deeper, ids = self.next[world], self.program.ids
        for do in different(world):
            self.program.clock.now = self.start + timedelta(seconds=depth)
            self.program.ids = ids
            with _taken_back(self.program.point):
                try:
                    after = step(self.program, world, do, self.tally)
                    if deeper.get(after) == do:
                        self._go_on(after, depth + 1)
                except Differs as difference:
                    way = " ".join(map(str, do))
                    raise Differs(f"{difference}\n  after {way}") from difference

    def _go_on(self, world: World, depth: int) -> None:
        if depth < self.depth:
            self._try_all(world, depth)
        if depth == self.depth or not self.next[world]:
            self.tally.runs += 1
            verified(self.program)


def _shortest_ways(depth: int) -> dict[World, dict[World, Do]]:
    """Every state up to a depth, each with the states that are first reached from it."""
    found: dict[World, dict[World, Do]] = {World(): {}}
    level = [World()]
    for _ in range(depth):
        beyond: list[World] = []
        for world in level:
            for do in different(world):
                if allowed(world, do) and (after := told(world, do)) not in found:
                    found[after] = {}
                    found[world][after] = do
                    beyond.append(after)
        level = beyond
    return found


@contextmanager
def _taken_back(point: HelpPoint) -> Iterator[None]:
    """Whatever is done inside has not been done afterwards, nor has the program seen it."""
    seen, desks, database = point.seen.newest, dict(point.desks), current()
    with database.atomic() as done:
        yield
        done.rollback()
    point.seen.answered(seen)
    point.desks.clear()
    point.desks.update(desks)
