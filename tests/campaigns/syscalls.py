"""Calls to the system fail (EIO, ENOSPC, EINTR) or are the last, in every command and act.

Run ``python -m tests.campaigns.syscalls --trials 5000 --seed 1``. Each trial picks one of the deeds
of ``deeds.py``, one of the calls that it makes, and a fault, which strace injects. Afterwards,
without a fault: the database verifies; what was acknowledged is there; a file stands whole under
its name or not at all; and the program ended well or with one sentence, never with a traceback. An
act whose fault passed must be done by the second try. Two deeds broken on purpose must be caught.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.engine import close_database
from kiosk.verification.everything import verify
from kiosk.words.errors import HelpPointError
from tests.campaigns.deeds import CONTROLS, DEEDS, OLD, TARGET, Deed, make_template
from tests.campaigns.faulted import HUNG, Ending, Fault, perform
from tests.copies import copy_point
from tests.needed import why_not
from tests.pin_cost import make_pins_cheap

FAULTS = ("error=EIO", "error=ENOSPC", "error=EINTR", "signal=KILL")
CONTROL_TRIALS = 300
"""A deed broken on purpose must be caught within so many trials."""
_KEEPING = ("write", "pwrite64", "fsync", "fdatasync")
_LASTING = 0.25
"""How many of the faults EIO and ENOSPC stay."""
_LONGEST = 500
"""Characters of a sentence, or of the few that click says around it."""


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    trials: int = 0
    struck: int = 0
    """Trials in which the fault met its call."""
    ends: Counter[str] = field(default_factory=Counter)
    points: set[tuple[str, str, int]] = field(default_factory=set)
    """Different calls that were made to fail: deed, call and which of them."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        calls = len({call for _deed, call, _number in self.points})
        over = len({deed for deed, _call, _number in self.points})
        ends = ", ".join(f"{count} {end}" for end, count in sorted(self.ends.items()))
        return (
            f"{self.trials} trials, {self.struck} struck, {calls} calls over {over} deeds"
            f" ({len(self.points)} places): {ends}; {len(self.wrong)} wrong"
        )


class Campaign:
    """Deeds under faults; how often each call is made is counted once for a deed."""

    def __init__(self, template: Path, rng: random.Random) -> None:
        self._template = template
        self._rng = rng
        self._calls: dict[str, dict[str, int]] = {}
        self.tally = Tally()

    def run(self, among: Sequence[Deed], trials: int) -> Tally:
        """So many trials over some deeds, with any call that they make."""
        while self.tally.trials < trials:
            deed = self._rng.choice(among)
            self._try(deed, self._fault(self._counted(deed)))
        return self.tally

    def run_until_wrong(self, deed: Deed, trials: int) -> Tally:
        """One deed, with the calls that keep something, until there is a finding."""
        calls = {call: n for call, n in self._counted(deed).items() if call in _KEEPING}
        while self.tally.trials < trials and not self.tally.wrong:
            self._try(deed, self._fault(calls))
        return self.tally

    def _counted(self, deed: Deed) -> dict[str, int]:
        """How often the deed makes each call; it must do its work when nothing fails."""
        if deed.name not in self._calls:
            ending, wrong = self._once(deed, None)
            if wrong or ending.status != deed.expected:
                raise RuntimeError(f"{deed.name} without a fault: {wrong} {ending.err}")
            self._calls[deed.name] = ending.calls()
        return self._calls[deed.name]

    def _fault(self, calls: dict[str, int]) -> Fault:
        call = self._rng.choice(sorted(calls))
        what = self._rng.choice(FAULTS)
        stays = what in FAULTS[:2] and self._rng.random() < _LASTING
        return Fault(call, self._rng.randint(1, calls[call]), what, stays)

    def _try(self, deed: Deed, fault: Fault) -> None:
        ending, wrong = self._once(deed, fault)
        self.tally.trials += 1
        self.tally.struck += ending.struck
        self.tally.ends[_kind_of(ending, deed)] += 1
        self.tally.points.add((deed.name, fault.call, fault.number))
        self.tally.wrong += [f"{deed.name}, {fault}: {finding}" for finding in wrong]

    def _once(self, deed: Deed, fault: Fault | None) -> tuple[Ending, list[str]]:
        with tempfile.TemporaryDirectory(prefix="syscalls-") as name:
            folder = Path(name)
            copy_point(self._template, folder)
            if deed.whole and self._rng.random() < 0.5:
                (folder / TARGET).write_bytes(OLD)
            ending = perform(lambda: deed.work(folder), folder, fault)
            return ending, [*_behaved(deed, fault, ending), *_kept(deed, folder, ending)]


def _kind_of(ending: Ending, deed: Deed) -> str:
    if ending.status < 0:
        return "killed"
    return "done" if ending.status == deed.expected else "refused"


def _behaved(deed: Deed, fault: Fault | None, ending: Ending) -> Iterator[str]:
    """The program did its work, or said in a sentence why not."""
    words = (ending.err or ending.out).strip()
    if ending.status == HUNG:
        yield "it hung"
    elif "Traceback" in ending.out + ending.err:
        yield f"a traceback: {' | '.join(words.splitlines()[-1:])}"
    elif ending.status > 0 and not words and not (fault and fault.call == "write"):
        yield f"not a word at status {ending.status}"
    elif ending.status > 0 and len(ending.err) > _LONGEST:
        yield f"more than a sentence: {words}"
    passed = fault is None or not (fault.lasting or fault.kills)
    if deed.tries_again and passed and ending.status > 0:
        yield f"not done by the second try: {words}"


def _kept(deed: Deed, folder: Path, ending: Ending) -> Iterator[str]:
    """Nothing was lost, and what was said to be done is there."""
    try:
        point = deed.opened(folder)
        if (wrong := verify(point).wrong) is not None:
            yield wrong
        for said in _acknowledged(deed, ending):
            if not deed.done(point, folder, said):
                yield f"acknowledged but not kept: {said or deed.name}"
    except (HelpPointError, RuntimeError) as error:
        yield f"not there any more: {error}"
    finally:
        close_database()
    yield from _whole(deed, folder / TARGET)


def _acknowledged(deed: Deed, ending: Ending) -> list[str]:
    """What an act said to be done; for a command, which says it by its status, an empty word."""
    if deed.tries_again:
        return ending.out.replace("done ", "").splitlines()
    return [""] if ending.status == deed.expected else []


def _whole(deed: Deed, target: Path) -> Iterator[str]:
    """A file has its final name only once it can be read to its end."""
    if deed.whole and target.exists() and target.read_bytes() != OLD:
        try:
            deed.whole(target)
        except Exception as error:  # noqa: BLE001 - whatever a reader says of half a file
            yield f"half a file under its final name: {error!r}"
        finally:
            close_database()


def main() -> int:
    """0 where everything held and both controls were caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    if missing := why_not("strace"):
        print(missing)
        return 2
    make_pins_cheap()  # it is not their stretching that is tried here
    logging.getLogger().addHandler(logging.NullHandler())  # the examiner has nothing to log
    rng = random.Random(said.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="syscalls-") as folder:
        template = Path(folder)
        make_template(template)
        close_database()
        tally = Campaign(template, rng).run(DEEDS, said.trials)
        print(f"seed {said.seed}: {tally}, {time.monotonic() - began:.0f} s")
        print(*tally.wrong[:20], sep="\n", end="\n" if tally.wrong else "")
        caught = [_control(template, rng, name) for name in CONTROLS]
    return 0 if not tally.wrong and all(caught) else 1


def _control(template: Path, rng: random.Random, name: str) -> bool:
    tally = Campaign(template, rng).run_until_wrong(CONTROLS[name], CONTROL_TRIALS)
    found = f"caught after {tally.trials} trials: {tally.wrong[0]}" if tally.wrong else "NOT CAUGHT"
    print(f"control that {name}: {found}")
    return bool(tally.wrong)


if __name__ == "__main__":
    sys.exit(main())
