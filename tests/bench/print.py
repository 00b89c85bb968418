"""The second document of a process whose ledger is long: ``python -m tests.bench.print [acts]``.

The first one is preceded by a walk over every act; the second walks on and compares what is
printed. Measured are a volume of a usual year, and one that has all the other acts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from db.engine import close_database
from kiosk.documents.export import Format
from kiosk.documents.pages import check_rows
from kiosk.documents.publish import publish
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from tests.bench.long_ledger import lengthen
from tests.bench.report import say
from tests.people import PINS, Clock, consult, furnish

ACTS = 100_000
USUAL = 1000
"""Rows of a usual year."""
MOST_SECONDS = 2.0
TALKS = Journal.CONSULTATIONS


def _seconds_of_print(point: HelpPoint, year: int, out: Path) -> float:
    """Seconds until a table of a volume is written, with a few visitors since the last one."""
    for _visitor in range(10):
        consult(point)
    began = time.perf_counter()
    publish(point, TALKS, year, Format.CSV, out)
    return time.perf_counter() - began


def measure(acts: int) -> tuple[float, float, float, float]:
    """Seconds of the first print with its walk; then of the second prints of a usual volume and of
    the longest one, and of the check of a page."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        clock, out = Clock(), Path(folder, "out.csv")
        point = furnish(Place(str(Path(folder, "long.sqlite3")), Path(folder, "keys")), clock)
        lengthen(point, "smirnova", PINS["smirnova"], acts // 3 - USUAL)
        clock.wait(days=365)
        lengthen(point, "smirnova", PINS["smirnova"], USUAL)
        first = _seconds_of_print(point, 2025, out)
        usual, longest = (_seconds_of_print(point, year, out) for year in (2026, 2025))
        began = time.perf_counter()
        check_rows(point, TALKS, 2026, 1, 14)
        checked = time.perf_counter() - began
        close_database()
        return first, usual, longest, checked


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ACTS
    first, usual, longest, checked = measure(count)
    figures = f"{count} acts, the first one took {first:.1f} s"
    say("second print", figures, usual, MOST_SECONDS, " s")
    rows = f"{count // 3 - USUAL} rows"
    say("second print of the longest volume", rows, longest, MOST_SECONDS, " s")
    say("check of a page", "", checked, MOST_SECONDS, " s")
