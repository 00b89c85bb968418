"""The wall clock jumps while people act and log in: time in the ledger never goes back.

Run ``python -m tests.campaigns.clock --trials 2000``. In each trial seconds to years are jumped
forward and back, across midnights and the first of September, between acts, tries of PINs and
restarts. No jump and no restart may shorten a pause; an act behind its predecessor is refused, or
takes its predecessor's time where the clock only stumbled, and time goes back only where an
administrator settled the clock by an act; the ledger verifies at the end. Three controls, broken on
purpose, show that the campaign can fail: a lockout by the wall clock, a lockout that a restart
forgets, and a ledger that takes any time.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from db.models import Lockout as Pauses
from kiosk.point import ledger
from kiosk.signing.lockout import Lockout
from kiosk.words.days import stamp
from tests.campaigns.clock_trial import MakeLockout, Tally, Trial, by_the_monotonic_clock
from tests.campaigns.pauses import WatchedLockout
from tests.campaigns.stage import Seconds, copy_of, staffed_template
from tests.people import Clock

CONTROL_TRIALS = 200
"""A program broken on purpose must be caught within so many trials."""


def by_the_wall_clock(seconds: Seconds, clock: Clock) -> Lockout:
    """Control: pauses end when the wall clock says so."""
    return WatchedLockout(lambda: clock().timestamp(), seconds.sleep)


def forgotten_by_a_restart(seconds: Seconds, _clock: Clock) -> Lockout:
    """Control: a program that has just started knows of no wrong PIN."""
    Pauses.delete().execute()
    return WatchedLockout(seconds, seconds.sleep)


def campaign(
    template: Path,
    trials: int,
    rng: random.Random,
    *,
    make_lockout: MakeLockout = by_the_monotonic_clock,
    caught: Callable[[str], bool] | None = None,
) -> Tally:
    """So many trials, each on a fresh copy; with ``caught``, until such a finding."""
    tally = Tally()
    while tally.trials < trials:
        tally.trials += 1
        with copy_of(template) as place:
            Trial(place, rng, tally, make_lockout).run()
        if caught and any(caught(wrong) for wrong in tally.wrong):
            break
    return tally


def _control(
    template: Path,
    rng: random.Random,
    name: str,
    sign_of_it: str,
    make_lockout: MakeLockout = by_the_monotonic_clock,
) -> bool:
    tally = campaign(
        template,
        CONTROL_TRIALS,
        rng,
        make_lockout=make_lockout,
        caught=lambda wrong: sign_of_it in wrong,
    )
    found = [wrong for wrong in tally.wrong if sign_of_it in wrong]
    print(f"control, {name}: {f'caught in {found[0]}' if found else 'NOT CAUGHT'}")
    return bool(found)


def _careless_ledger(template: Path, rng: random.Random) -> bool:
    """Control: whatever the clock says is written down; the verification must find it."""
    checked = ledger.OpenLedger._time
    ledger.OpenLedger._time = lambda self, *_: stamp(self._point.clock())  # type: ignore[method-assign]
    try:
        return _control(template, rng, "a ledger that takes any time", "verification: ")
    finally:
        ledger.OpenLedger._time = checked  # type: ignore[method-assign]


def main() -> int:
    """0 where no pause was shortened, no act backdated, and every control was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng = random.Random(said.seed)
    began = time.monotonic()
    with staffed_template() as template:
        tally = campaign(template, said.trials, rng)
        print(f"seed {said.seed}: {tally}, {time.monotonic() - began:.0f} s")
        print(*tally.wrong[:5], sep="\n", end="\n" if tally.wrong else "")
        caught = [
            _control(template, rng, "pauses by the wall clock", "shortened", by_the_wall_clock),
            _control(template, rng, "a restart forgets", "shortened", forgotten_by_a_restart),
            _careless_ledger(template, rng),
        ]
    return 0 if not tally.wrong and all(caught) else 1


if __name__ == "__main__":
    sys.exit(main())
