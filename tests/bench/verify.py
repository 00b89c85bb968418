"""Verification of a long ledger over bare SHA-256 and Ed25519 checks of the same bytes.

``python -m tests.bench.verify [acts]``: both use every core; memory is the peak of the walk's own
process. A second verification goes on from what the first one found.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from nacl.signing import VerifyKey

from db.engine import close_database
from db.reading import ActRow, acts_after
from kiosk.journal.told import Told
from kiosk.journal.verification import verify
from kiosk.ledger.chain import genesis, link_hash, signed_message, tail_after
from kiosk.place import Place
from kiosk.point import HelpPoint
from tests.bench.long_ledger import lengthen
from tests.bench.report import say
from tests.people import PINS, Clock, consult, furnish

ACTS = 1_000_000
MOST_RATIO, MOST_SECONDS_NEW = 1.3, 1.0
_CORES = os.cpu_count() or 1
Portion = list[tuple[ActRow, bytes]]


_work: list[Portion] = []
_keys: dict[str, VerifyKey] = {}
"""What the bare checks work on; the forked processes find it in their memory."""


def bare_check(number: int) -> bool:
    """Nothing but the arithmetic: every act's hash in its chain, and every signature."""
    for act, tail in _work[number]:
        if link_hash(tail, act.seq, act.body) != act.hash:
            return False
        tail_after(act.hash, act.signature, act.cosignature)
        _keys[act.key_id].verify(signed_message(act.hash), act.signature)
    return True


def portions(point: HelpPoint) -> list[Portion]:
    """The acts with the tail before each, read before the clock starts."""
    found: list[Portion] = []
    tail, last = genesis(point.uid), 0
    while page := acts_after(point.id, last):
        portion: Portion = []
        for act in page:
            portion.append((act, tail))
            tail = tail_after(act.hash, act.signature, act.cosignature)
        last = page[-1].seq
        found.append(portion)
    return found


def bare_seconds() -> float:
    """Seconds of the bare checks on every core, without reading the disk or starting processes."""
    with ProcessPoolExecutor(_CORES, mp_context=multiprocessing.get_context("fork")) as pool:
        list(pool.map(bare_check, range(_CORES)))
        began = time.perf_counter()
        if not all(pool.map(bare_check, range(len(_work)))):
            raise SystemExit("the ledger is wrong")
        return time.perf_counter() - began


def measure(acts: int) -> tuple[float, float, float, float]:
    """Seconds of a whole verification and of the bare checks, seconds of going on after a
    checkpoint, and the peak megabytes of the walk."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place, clock = Place(str(Path(folder, "long.sqlite3")), Path(folder, "keys")), Clock()
        point = furnish(place, clock)
        lengthen(point, "smirnova", PINS["smirnova"], acts // 3)
        before, told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Told()
        began = time.perf_counter()
        report = verify(point, told=told)
        seconds = time.perf_counter() - began
        if report.wrong:
            raise SystemExit(report.wrong)
        megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        for _visitor in range(100):
            consult(point)
        began = time.perf_counter()
        verify(point, told=told)
        new = time.perf_counter() - began
        _keys.update({name: VerifyKey(key) for name, key in told.keys.items()})
        _work.extend(portions(point))
        bare = bare_seconds()
        close_database()
    return seconds, bare, new, megabytes


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ACTS
    seconds, bare, new, megabytes = measure(count)
    figures = f"{count} acts in {seconds:.1f} s, bare checks {bare:.1f} s, {_CORES} cores"
    say("verify", f"{figures}, memory grew by {megabytes:.0f} MB", seconds / bare, MOST_RATIO, "×")
    say("verify, new acts only", "100 new acts", new, MOST_SECONDS_NEW, " s")
