"""A pure model of entries and the line, against the real program on SQLite.

Run ``python -m tests.campaigns.model --trials 2000``. Random runs of fifty acts, by the right and
by the wrong person, and then every act in every state that can be reached, to depth seven. After
each act model and database must agree: state, specialist, numbers, who waits in which order, what
is unsigned, which error was raised. The ledger verifies at the end of each run. Controls, rules of
the program broken on purpose one at a time, must be caught.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from kiosk.machine.place import Place
from tests.campaigns.broken_rules import RULES as BROKEN
from tests.campaigns.broken_rules import broken
from tests.campaigns.comparing import Differs, Tally, step, verified
from tests.campaigns.exhaustive import exhaust
from tests.campaigns.life import RULES, YEARLY, allowed, possible
from tests.campaigns.program import Program
from tests.campaigns.stage import copy_of, staffed_template
from tests.campaigns.world import AT_DESK, Do, World, volume

STEPS, DEPTH = 50, 7
DAILY = [act for act in RULES if act not in YEARLY] + ["start", "complete", "sign"] * 3
"""What is drawn from: as often as it happens, so that runs come as far as a correction."""
CONTROL_TRIALS, CONTROL_DEPTH = 100, 4
"""A rule broken on purpose must be caught within so many runs."""


def run_at_random(place: Place, steps: int, rng: random.Random, tally: Tally) -> None:
    """One run, and the verification of what it wrote."""
    program, world = Program(place), World()
    done: list[Do] = []
    tally.runs += 1
    try:
        for _ in range(steps):
            done.append(_draw(world, rng))
            world = step(program, world, done[-1], tally)
        verified(program)
    except Differs as difference:
        said = "; ".join(" ".join(map(str, do)) for do in done)
        tally.wrong.append(f"{difference}\n  after {said}")


def _draw(world: World, rng: random.Random) -> Do:
    """Mostly an act that is possible, so that runs come far; sometimes one that is refused."""
    wanted = rng.random() < 0.7
    while True:
        act = rng.choice(DAILY if rng.random() < 0.97 else YEARLY)
        tries = [do for do in possible(world, act) if allowed(world, do) == wanted]
        if tries and _leaves_nobody_stuck(world, chosen := rng.choice(tries)):
            return chosen


def _leaves_nobody_stuck(world: World, do: Do) -> bool:
    """False for closing a volume while one of its visitors is at a desk: nobody does that."""
    if do.act not in YEARLY or do.entry < 0:
        return True
    place = volume(world.rows[do.entry])
    return not any(volume(row) == place and row.state in AT_DESK for row in world.rows)


def campaign(
    template: Path, trials: int, steps: int, rng: random.Random, *, stop: bool = False
) -> Tally:
    """So many random runs, each on a fresh copy; ``stop`` ends with the first difference."""
    tally = Tally()
    while tally.runs < trials and not (stop and tally.wrong):
        with copy_of(template) as place:
            run_at_random(place, steps, rng, tally)
    return tally


def _caught(template: Path, rule: str) -> bool:
    """Whether a broken rule is found by the random runs and by the exhaustive one; the runs are
    drawn by the rule's name, the same ones whatever the seed is."""
    rng = random.Random(rule)
    with broken(rule):
        by_chance = campaign(template, CONTROL_TRIALS, STEPS, rng, stop=True)
        by_all = exhaust(template, CONTROL_DEPTH)
    for found in (by_chance, by_all):
        said = f"caught after {found.acts} acts" if found.wrong else "NOT CAUGHT"
        print(f"control, {rule}: {said}")
    return bool(by_chance.wrong and by_all.wrong)


def main() -> int:
    """0 where model and program agreed in everything and every broken rule was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--depth", type=int, default=DEPTH)
    parser.add_argument("--controls", type=int, default=len(BROKEN), help="the first so many")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng = random.Random(said.seed)
    with staffed_template() as template:
        began = time.monotonic()
        by_chance = campaign(template, said.trials, said.steps, rng)
        print(f"seed {said.seed}, at random: {by_chance}, {time.monotonic() - began:.0f} s")
        print(*(f"{times} {act}" for act, times in by_chance.done.items()), sep=", ")
        began = time.monotonic()
        by_all = exhaust(template, said.depth)
        print(f"all to depth {said.depth}: {by_all}, {time.monotonic() - began:.0f} s")
        wrong = by_chance.wrong + by_all.wrong
        print(*wrong[:3], sep="\n", end="\n" if wrong else "")
        caught = [_caught(template, name) for name in list(BROKEN)[: said.controls]]
    return 0 if not wrong and all(caught) else 1


if __name__ == "__main__":
    sys.exit(main())
