"""Sitting down with scenes and judges, in one process or in several."""

from __future__ import annotations

import logging
import multiprocessing
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.campaigns.oracle import judges, scenes, trials, verifier
from tests.campaigns.oracle.judges import Judge
from tests.campaigns.oracle.made import Made
from tests.campaigns.oracle.trials import Judged

OWN_SIGNATURES = 97
"""Every so many trials the oracle checks signatures by its own arithmetic, not by PyNaCl."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for on the command line."""

    seed: int
    others: tuple[str, ...]
    """The judges besides the oracle."""
    control: str
    rules: bool
    change: str


class Bench:
    """The scenes and the judges of one process."""

    def __init__(self, wanted: Wanted, folder: Path) -> None:
        logging.disable(logging.WARNING)
        self._wanted = wanted
        self.scenes: dict[str, Made] = scenes.scenes(Random(wanted.seed))
        self._judges: dict[str, Judge] = {"oracle": judges.oracle}
        for name in wanted.others:
            self._judges[name] = judge_called(name, wanted.control, folder)

    def trial(self, number: int, change: str = "") -> Judged:
        """Make and judge one trial; ``change`` asks for one kind of change."""
        change = change or self._wanted.change
        made = trials.made_trial(self._wanted.seed, number, self.scenes, change)
        own = number % OWN_SIGNATURES == 0
        with nullcontext() if own else judges.quick_signatures():
            found = trials.judged(made, self._judges)
            return self._by_rule(made, found) if self._wanted.rules else found

    def _by_rule(self, made: trials.Trial, found: Judged) -> Judged:
        """Judge what one rule found without that rule."""
        said = found.said["oracle"]
        if said is None or said.right or said.why not in verifier.RUSSIAN:
            return found
        without = judges.without(said.why)(made.case)
        return replace(found, said={**found.said, "without": without})


def judge_called(name: str, control: str, folder: Path) -> Judge:
    """The judge with this name."""
    if name == "control":
        return judges.without(control)
    return judges.KioskVerify(folder) if name == "kiosk" else judges.rules_of_bundles


_bench: Bench | None = None


def _sit_down(wanted: Wanted, folder: str) -> None:
    global _bench
    _bench = Bench(wanted, Path(tempfile.mkdtemp(dir=folder)))


def _one(number: int) -> Judged:
    assert _bench is not None
    return _bench.trial(number)


def run(wanted: Wanted, numbers: Sequence[int], jobs: int) -> list[Judged]:
    """Judge some trials, in several processes where ``jobs`` says so."""
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        if jobs == 1:
            _sit_down(wanted, folder)
            return [*map(_one, numbers)]
        context = multiprocessing.get_context("spawn")
        with context.Pool(jobs, _sit_down, (wanted, folder)) as pool:
            return pool.map(_one, numbers, chunksize=50)
