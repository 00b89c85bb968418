"""Verification of a long ledger over bare SHA-256 and Ed25519 checks of the same bytes.

``python -m tests.bench.verify [acts]``: both use every core; memory is the peak of the walk's own
process. The bare checks are every digest and signature that a verification has to compute, and
nothing else: links, tails, signatures, and the commitments to the rows' words. They are measured
without the commitments as well. A second verification goes on from what the first one found.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nacl.signing import VerifyKey

from db.engine import close_database
from db.reading import ActRow, acts_after, entries_with
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS, Kind
from kiosk.proof.canonical import commitments
from kiosk.proof.chain import genesis, link_hash, signed_message, tail_after
from kiosk.verification.everything import verify
from kiosk.verification.walked import Walked
from tests.bench.long_ledger import lengthen
from tests.bench.report import say
from tests.people import PINS, Clock, consult, furnish

ACTS = 1_000_000
MOST_RATIO, MOST_SECONDS_NEW = 1.3, 1.0
_CORES = os.cpu_count() or 1
FIELDS = {Kind.ENTRY_OPENED.value: OPENED_WORDS, Kind.ENTRY_COMPLETED.value: COMPLETED_WORDS}
Committed = tuple[bytes, dict[str, str]]
"""A row's salt and words of it that an act commits to."""
Portion = tuple[list[tuple[ActRow, bytes]], list[Committed]]


_work: list[Portion] = []
_keys: dict[str, VerifyKey] = {}
"""What the bare checks work on; the forked processes find it in their memory."""


def bare_check(number: int, *, words: bool = True) -> bool:
    """Nothing but the arithmetic: every act's hash in its chain, every signature, and the
    commitments to ``words``."""
    acts, committed = _work[number]
    for salt, values in committed if words else ():
        commitments(salt, values)
    for act, tail in acts:
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
        acts: list[tuple[ActRow, bytes]] = []
        for act in page:
            acts.append((act, tail))
            tail = tail_after(act.hash, act.signature, act.cosignature)
        last = page[-1].seq
        found.append((acts, [*committed_in(page)]))
    return found


def committed_in(page: Sequence[ActRow]) -> Iterator[Committed]:
    """The words that the acts of a page commit to, as their rows have them."""
    rows = entries_with({act.entry_id for act in page if act.entry_id is not None})
    for act in page:
        fields = FIELDS.get(act.kind, ())
        if fields and (row := rows.get(act.entry_id)):
            yield row.salt, {field: getattr(row, field) for field in fields}


def bare_seconds(*, words: bool = True) -> float:
    """Seconds of the bare checks on every core, without reading the disk or starting processes."""
    check = partial(bare_check, words=words)
    with ProcessPoolExecutor(_CORES, mp_context=multiprocessing.get_context("fork")) as pool:
        list(pool.map(check, range(_CORES)))
        began = time.perf_counter()
        if not all(pool.map(check, range(len(_work)))):
            raise SystemExit("the ledger is wrong")
        return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of a whole verification, of the bare checks with and without the commitments, of
    going on after a checkpoint; and the peak megabytes of the walk."""

    whole: float
    bare: float
    without_words: float
    new: float
    megabytes: float


def measure(acts: int) -> Measured:
    """Verify a ledger of so many acts."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place, clock = Place(str(Path(folder, "long.sqlite3")), Path(folder, "keys")), Clock()
        point = furnish(place, clock)
        lengthen(point, "smirnova", PINS["smirnova"], acts // 3)
        before, walked = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Walked()
        began = time.perf_counter()
        report = verify(point, walked=walked)
        seconds = time.perf_counter() - began
        if report.wrong:
            raise SystemExit(report.wrong)
        megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        for _visitor in range(100):
            consult(point)
        began = time.perf_counter()
        verify(point, walked=walked)
        new = time.perf_counter() - began
        _keys.update({name: VerifyKey(key) for name, key in walked.history.keys.items()})
        _work.extend(portions(point))
        close_database()
        return Measured(seconds, bare_seconds(), bare_seconds(words=False), new, megabytes)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ACTS
    took = measure(count)
    figures = f"{count} acts in {took.whole:.1f} s, bare checks {took.bare:.1f} s, {_CORES} cores"
    grown = f"memory grew by {took.megabytes:.0f} MB"
    say("verify", f"{figures}, {grown}", took.whole / took.bare, MOST_RATIO, "×")
    alone = f"links and signatures alone {took.without_words:.1f} s"
    say("verify, commitments as overhead", alone, took.whole / took.without_words, MOST_RATIO, "×")
    say("verify, new acts only", "100 new acts", took.new, MOST_SECONDS_NEW, " s")
