"""Made ledgers, right and wrong, and the verdicts of several judges compared.

``python -m tests.campaigns.oracle --trials 10000 --seed 2026``. Every ledger is one that the real
program lived through, changed in one way and signed anew with the real keys: chain and signatures
hold, only the meaning is wrong, or it is right and unusual. The oracle is the stand-alone verifier
as it was; the other judges are the rules of ``kiosk.proof`` over a bundle and ``kiosk verify`` over
a database, and every two are compared. ``--control RULE`` is a judge that lacks one rule, and is
caught; ``--rules`` asks for every rule of the oracle whether its lack is noticed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.campaigns.oracle import report, settled, trials, verifier
from tests.campaigns.oracle.running import Bench, Wanted, run
from tests.campaigns.oracle.trials import Judged

OTHERS = ("bundle", "kiosk")
CONTROL = "only a signed entry is corrected, once"
NEVER_ALONE = {
    "these are not the offsets of the time zone",
    "the act is missing",
    "the entry had ended before",
    "an entry is opened once, first of all",
    "its number does not follow the last one",
}
"""Rules without which another one finds what they find, or nothing here can break them."""


def main() -> int:
    """0 where every disagreement is settled; 1 otherwise, and for a control that was caught."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--judges", nargs="*", default=["bundle", "kiosk"], choices=OTHERS)
    parser.add_argument("--control", nargs="?", const=CONTROL, default="", metavar="RULE")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--change", default="", help="try this kind of change alone")
    parser.add_argument("--trial", type=int, help="show one trial")
    said = parser.parse_args()
    others = ("control",) if said.control else () if said.rules else tuple(said.judges)
    wanted = Wanted(said.seed, others, said.control, said.rules, said.change)
    if said.trial is not None:
        return show(wanted, said.trial)
    began = time.monotonic()
    found = run(wanted, range(said.trials), said.jobs)
    seconds = time.monotonic() - began
    differing = [
        (judged, pair)
        for pair in report.pairs_of(("oracle", *others))
        for judged in report.disagreeing(found, pair)
    ]
    unsettled = [judged for judged, pair in differing if settled.settled(judged, *pair) is None]
    print(
        f"{'NOT CLEAN' if unsettled else 'clean'}: {len(found)} ledgers, {len(differing)}"
        f" disagreements, {len(unsettled)} not settled, seed {said.seed}, {seconds:.0f} s"
    )
    print(*report.lines(found, ("oracle", *others)), sep="\n")
    return (_print_rules(found) if said.rules else 0) or int(bool(unsettled))


def _print_rules(found: Sequence[Judged]) -> int:
    """How often each rule of the oracle was the only one to find something."""
    alone = Counter[str]()
    for judged in found:
        one, without = judged.said["oracle"], judged.said.get("without")
        if one is not None and without is not None and without.right:
            alone[one.why] += 1
    print("Rules, and how many ledgers only they find")
    for rule in verifier.RUSSIAN:
        print(f"  {alone[rule]:5}  {rule}")
    unnoticed = [rule for rule in verifier.RUSSIAN if not alone[rule] and rule not in NEVER_ALONE]
    print(f"without one rule: {len(unnoticed)} of {len(verifier.RUSSIAN)} go unnoticed {unnoticed}")
    return int(bool(unnoticed))


def show(wanted: Wanted, number: int) -> int:
    """One trial with its last acts and every verdict."""
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        bench = Bench(wanted, Path(folder))
        made = trials.made_trial(wanted.seed, number, bench.scenes, wanted.change)
        for seq, act in enumerate(made.case.sealed, 1):
            print(seq, act.key_id, act.body.decode("utf-8", "replace")[:400])
        found = bench.trial(number)
    print(f"{found.scene} #{number}: {found.change}, {found.did.kind}: {found.did.words}")
    for name, verdict in found.said.items():
        print(f"  {name}: {verdict}")
    return 0


__all__ = ["Bench", "Wanted", "main", "run"]

if __name__ == "__main__":
    sys.exit(main())
