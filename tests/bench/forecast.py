"""What is told to somebody in a line of 30, at a point that has helped 10,000: milliseconds. Then
the forecast of simulated months against the best simple rule, and what its interval covers."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from db import writes
from db.engine import close_database, current
from db.models import Entry, Topic
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from kiosk.visits.line import line_now
from kiosk.words.days import stamp
from tests.bench.report import say
from tests.campaigns.waiting import LOADS, RATIO, compare
from tests.people import Clock, at_desk, consult, furnish, staff_of

HELPED, WAITING, ROUNDS = 10_000, 30, 200
LIMIT_MS = 4.0


def fill(point: HelpPoint, helped: int) -> None:
    """Rows of visits that are over, without acts: only how long they took is asked of them."""
    topics = [row.id for row in Topic.select(Topic.id).where(Topic.journal == "consultations")]
    columns = dict(Entry.select().order_by(Entry.id).get().__data__)
    for name in ("id", "specialist", "corrects", "topic"):
        del columns[name]
    for name in ("point", "volume"):
        columns[f"{name}_id"] = columns.pop(name)
    began = point.clock() - timedelta(days=30)
    with current().atomic():
        for n in range(helped):
            _volume, number = writes.count_number(point.id, "consultations", 2025) or (0, 0)
            called = began + timedelta(minutes=n)
            columns |= {"number": number, "request_id": f"past-{n}", "ticket": n + 100}
            columns |= {"topic_id": topics[n % len(topics)], "state": "signed", "signed_seq": None}
            columns |= {"opened_at": stamp(called), "called_at": stamp(called)}
            columns["completed_at"] = stamp(called + timedelta(minutes=3 + n % 17))
            entry = writes.insert("entry", **columns)
            if n % 2:
                writes.execute(
                    "INSERT INTO forecast VALUES (?, ?, ?, ?, ?)",
                    (point.id, entry, 300, stamp(called), stamp(called + timedelta(minutes=7))),
                )


def measure(helped: int = HELPED, waiting: int = WAITING, rounds: int = ROUNDS) -> float:
    """The median of the milliseconds from asking to the answer."""
    taken = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        clock = Clock()
        point = furnish(Place(str(Path(folder, "point.sqlite3")), Path(folder, "keys")), clock)
        people = staff_of(point)
        for who in (people.teacher, people.administrator):
            at_desk(point, who)
        last = consult(point)
        fill(point, helped)
        for _n in range(waiting):
            last = consult(point)
        for _n in range(rounds):
            began = time.perf_counter()
            told = line_now(point).wait_of(last.entry)
            taken.append(time.perf_counter() - began)
        if told is None or told.minutes is None or told.before != waiting:
            raise AssertionError(told)
        close_database()
    return median(taken) * 1000


if __name__ == "__main__":
    took = measure()
    say("wait told", f"line of {WAITING}, {HELPED} helped", took, LIMIT_MS, " ms")
    for load in LOADS:
        found = compare(range(1, 9), load)
        figures = f"load {load}, the 80 % interval covers {found.covered:.1%}"
        say("median error over the best simple rule's", figures, found.ratio, RATIO, "×")
