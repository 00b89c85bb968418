"""The power goes at any moment, and the disk keeps any part of what was not synced.

Run ``python -m tests.campaigns.power_cut --trials 100000``. The program founds a help point and
works in one while every call it makes to the system is recorded; then the disk is made as it could
be after a power cut at any of those calls, in order or not, whole or torn, and the program starts
again on it. What was acknowledged must be there, the database sound and the ledger verified. So it
must be with the program's own way of journaling (three quarters of the trials) and with its
fallback; three ways that are known to lose commits must be caught.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaigns.kill9 import make_template
from tests.campaigns.power_cut_acts import CONTROLS, FALLBACK, OWN, journaling
from tests.campaigns.recording import Event, Said, record
from tests.campaigns.stage import fast_folder
from tests.campaigns.survived import Survivors
from tests.campaigns.unsteady_disk import Contents, Disk, Fate, contents, lay_down
from tests.campaigns.workers import Say, together
from tests.copies import copy_point
from tests.needed import why_not

STATES_EACH = 4000
"""States that are made of one recording, before a fresh one."""
CONTROL_STATES = 4000
"""A way of journaling that loses commits must be caught within so many states."""
_CORES = 2
_SPARE = 1.5
"""More cuts than wanted: some leave the same disk, and then another takes its turn."""
_CHANCE = (Fate.MIXED, Fate.TORN, Fate.JUNK)


@dataclass(frozen=True, slots=True)
class State:
    """A disk after a power cut, and what the program had said by then."""

    cut: str
    files: Contents
    said: list[str]
    founded: bool
    """Whether there is a help point already that must not be lost."""


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    states: int = 0
    recordings: int = 0
    acknowledged: int = 0
    """Acts in all recordings."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.states} states of {self.recordings} recordings"
            f" with {self.acknowledged} acknowledged acts, {len(self.wrong)} wrong"
        )


@dataclass(frozen=True, slots=True)
class Recording:
    """What the program did to a folder, which had been as ``before``."""

    life: str
    before: Contents
    events: list[Event]


def recorded(template: Path, life: str, how: str, seed: int, acts: int) -> Recording:
    """Let the program live in a copy of the template, and prove that replaying the record gives
    the same files. A new help point is founded in an empty folder.
    """
    with tempfile.TemporaryDirectory(prefix="recorded-") as name:
        folder = Path(name) / "point"
        folder.mkdir() if life == "founding" else copy_point(template, folder)
        before = contents(folder)
        options = {"folder": folder, "life": life, "journaling": how, "seed": seed, "acts": acts}
        words = [word for key, value in options.items() for word in (f"--{key}", str(value))]
        program = [sys.executable, "-m", "tests.campaigns.power_cut_acts", *words]
        events = record(program, folder, Path(name) / "trace")
        disk = Disk(before)
        for event in events:
            disk.do(event)
        assert disk.cut(Fate.KEPT, random.Random()) == contents(folder), "the record is incomplete"
    return Recording(life, before, events)


def states(recording: Recording, count: int, rng: random.Random) -> Iterator[State]:
    """Up to so many different states.

    Every call is cut after with all and with nothing of what was not synced where ``count`` allows
    it; the rest is chance.
    """
    calls = len(recording.events)
    planned = _planned(calls, round(count * _SPARE), rng)
    disk, said, seen = Disk(recording.before), list[str](), set[int]()
    for call, event in enumerate(recording.events):
        disk.do(event)
        if isinstance(event, Said):
            said.append(event.line)
        for fate in planned.get(call, ()):
            files = disk.cut(fate, rng)
            digest = hash((len(said), *files.items()))
            if digest not in seen and len(seen) * calls < count * (call + 1):
                seen.add(digest)
                founded = recording.life != "founding" or bool(said)
                yield State(f"call {call}, {fate}", files, list(said), founded)


def _planned(calls: int, count: int, rng: random.Random) -> dict[int, list[Fate]]:
    """Where to cut, and what then happens to the rest."""
    cuts = [(call, fate) for call in range(calls) for fate in (Fate.GONE, Fate.KEPT)]
    if count < 2 * len(cuts):
        cuts = rng.sample(cuts, count // 2)
    cuts += [(rng.randrange(calls), rng.choice(_CHANCE)) for _ in range(count - len(cuts))]
    planned: dict[int, list[Fate]] = {}
    for call, fate in cuts:
        planned.setdefault(call, []).append(fate)
    return planned


def campaign(
    template: Path,
    trials: int,
    rng: random.Random,
    how: str,
    *,
    acts: int,
    worker: int = 0,
    found: Path | None = None,
) -> Tally:
    """So many states, or as many as it takes to find something wrong: whoever does makes the file
    ``found``, and whoever sees it ends.

    One recording in four is of a new help point; the second worker begins with one.
    """

    def enough() -> bool:
        return tally.states >= trials or (found is not None and found.exists())

    tally, survivors = Tally(), Survivors()
    with journaling(how), tempfile.TemporaryDirectory(prefix="cut-", dir=fast_folder()) as folder:
        while not enough():
            life = "founding" if (tally.recordings + worker) % 4 == 1 else "work"
            recording = recorded(template, life, how, rng.randrange(10**6), acts)
            tally.recordings += 1
            tally.acknowledged += sum(isinstance(event, Said) for event in recording.events)
            for state in states(recording, min(STATES_EACH, trials - tally.states), rng):
                tally.states += 1
                if wrong := _after(state, Path(folder) / "point", survivors):
                    tally.wrong.append(f"{how}, {life}, {state.cut}: {wrong}")
                    if found:
                        found.touch()
                if enough():
                    break
    return tally


def _after(state: State, folder: Path, survivors: Survivors) -> str | None:
    """What is wrong once the program starts again on such a disk."""
    folder.mkdir()
    try:
        lay_down(state.files, folder)
        return survivors.what_is_wrong(folder, state.said, founded=state.founded)
    finally:
        shutil.rmtree(folder)


def shared_out(
    template: Path, trials: int, seed: int, how: str, *, acts: int, found: Path | None = None
) -> Tally:
    """A campaign on every core."""
    tally = Tally()

    def work(number: int, say: Say) -> None:
        share = trials // _CORES + (number < trials % _CORES)
        rng = random.Random(f"{seed} {how} {number}")
        own = campaign(template, share, rng, how, acts=acts, worker=number, found=found)
        say(f"{own.states} {own.recordings} {own.acknowledged}")
        for wrong in own.wrong:
            say(wrong.replace("\n", " "))

    for heard in together(work, _CORES):
        first, *wrong = heard
        with suppress(ValueError):
            done = [int(number) for number in first.split()]
            tally.states, tally.recordings = tally.states + done[0], tally.recordings + done[1]
            tally.acknowledged += done[2]
            tally.wrong += wrong
            continue
        tally.wrong += heard
    return tally


def main() -> int:
    """0 where nothing acknowledged was lost and every control was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=30, help="visitors in a recording")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    if missing := why_not("strace"):
        print(missing)
        return 2
    print(f"seed {said.seed}")
    with tempfile.TemporaryDirectory(prefix="power-cut-") as name:
        template = Path(name)
        make_template(template)
        clean = [
            _own(template, trials, said.seed, how, said.acts)
            for how, trials in ((OWN, said.trials * 3 // 4), (FALLBACK, said.trials // 4))
        ]
        caught = [_control(template, said.seed, how, said.acts) for how in CONTROLS]
    return 0 if all(clean) and all(caught) else 1


def _own(template: Path, trials: int, seed: int, how: str, acts: int) -> bool:
    began = time.monotonic()
    tally = shared_out(template, trials, seed, how, acts=acts)
    seconds = time.monotonic() - began
    rate = f"{seconds:.0f} s, {tally.states / seconds:.0f} states/s"
    print(f"{how}: {tally}, {rate}", *tally.wrong[:5], sep="\n  ", flush=True)
    return not tally.wrong


def _control(template: Path, seed: int, how: str, acts: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="control-") as folder:
        found = Path(folder) / "found"
        tally = shared_out(template, CONTROL_STATES, seed, how, acts=acts, found=found)
    caught = f"caught within {tally.states} states: {tally.wrong[0]}" if tally.wrong else ""
    print(f"control {how}: {caught or 'NOT CAUGHT'}", flush=True)
    return bool(tally.wrong)


if __name__ == "__main__":
    sys.exit(main())
