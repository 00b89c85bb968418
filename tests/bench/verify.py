"""Verification of a long ledger over bare SHA-256 and Ed25519 checks of the same bytes.

``python -m tests.bench.verify [acts]``: both use every core; memory is the peak of the walk's own
process. The bare checks are every digest and signature that a verification has to compute, and
nothing else: the chain, both signatures, and the commitments to the rows' words and to who signed.
They are measured without the commitments as well. A second verification goes on from what the first
one found.
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
from db.reading import ActRow, acts_after, entries_with, words_beside
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS, WORDED, Kind
from kiosk.proof.canonical import commitments
from kiosk.proof.chain import chained, genesis, signed_message
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
"""A salt and the words that an act commits to by it: those of a row, or one that stands beside."""
Portion = tuple[list[tuple[ActRow, bytes]], list[Committed]]


_work: list[Portion] = []
_keys: dict[str, VerifyKey] = {}
_kiosk: list[VerifyKey] = []
"""What the bare checks work on; the forked processes find it in their memory."""


def bare_check(number: int, *, words: bool = True) -> bool:
    """Nothing but the arithmetic: every act in its chain, its signatures, and the commitments to
    ``words``."""
    acts, committed = _work[number]
    for salt, values in committed if words else ():
        commitments(salt, values)
    for act, tail in acts:
        signatures = act.signature, act.cosignature
        if chained(tail, act.seq, act.given, act.body, *signatures) != act.tail:
            return False
        message = signed_message(act.body)
        _keys[act.key_id].verify(message, act.signature)
        if act.cosignature is not None:
            _kiosk[0].verify(message, act.cosignature)
    return True


def portions(point: HelpPoint) -> list[Portion]:
    """The acts with the tail before each, read before the clock starts."""
    found: list[Portion] = []
    tail, last = genesis(point.uid), 0
    while page := acts_after(point.id, last):
        acts: list[tuple[ActRow, bytes]] = []
        for act in page:
            acts.append((act, tail))
            tail = act.tail
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
    for words in words_beside([act.id for act in page if act.kind in WORDED]).values():
        yield from ((salt, {name: text}) for name, (text, salt) in words.items())


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
        _kiosk.append(_keys[walked.history.kiosk])
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
