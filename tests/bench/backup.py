"""Sign-ins while the day's backup of a long journal is made beside them.

``python -m tests.bench.backup [entries]``: the backup runs as the kiosk starts it, in a process of
its own; every sign-in is timed from the act to its commit.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from db.engine import close_database
from kiosk.copies import rounds
from kiosk.copies.rotation import backups_in
from kiosk.machine.place import Place
from kiosk.machine.settings import load
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from tests.bench.long_ledger import lengthen
from tests.bench.report import say
from tests.people import PINS, Clock, consult, furnish

ENTRIES = 100_000
MOST_MS = 250.0
BETWEEN = 0.02
"""Seconds between two visitors, who are far more patient in a school."""


def seconds(point: HelpPoint) -> float:
    began = time.perf_counter()
    consult(point)
    return time.perf_counter() - began


def alone(point: HelpPoint, rounds: int = 500) -> list[float]:
    """Sign-ins with nothing beside them."""
    return [_after_a_moment(point) for _round in range(rounds)]


def beside_a_backup(point: HelpPoint, config: Path) -> tuple[list[float], float]:
    """Sign-ins until the backup is done, and the seconds that it took."""
    began = time.perf_counter()
    rounds.start(load(config))
    (backup,) = rounds._running
    taken = []
    while backup.poll() is None:
        taken.append(_after_a_moment(point))
    if backup.returncode:
        raise RuntimeError(f"the backup ended with {backup.returncode}")
    return taken, time.perf_counter() - began


def _after_a_moment(point: HelpPoint) -> float:
    time.sleep(BETWEEN)
    return seconds(point)


def measure(entries: int = ENTRIES) -> tuple[list[float], list[float], float, int]:
    """Seconds of sign-ins alone and beside a backup, the backup's seconds and its bytes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        database, config = folder / "point.sqlite3", folder / "kiosk.toml"
        config.write_text(f'database = "{database}"\nlog = "{folder}/kiosk.log"\n', "utf-8")
        place = Place(str(database), folder / "point.keys")
        lengthen(furnish(place, Clock()), "belaya", PINS["belaya"], entries)
        point = open_point(place)
        quiet = alone(point)
        taken, lasted = beside_a_backup(point, config)
        ((made, _moment),) = backups_in(folder / "backups")
        size = made.stat().st_size
        close_database()
    return quiet, taken, lasted, size


if __name__ == "__main__":
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    quiet, taken, lasted, size = measure(entries)
    figures = (
        f"{entries} entries, {size / 1e6:.0f} MB in {lasted:.0f} s,"
        f" {len(taken)} sign-ins beside it, median {median(taken) * 1000:.1f} ms,"
        f" alone {median(quiet) * 1000:.1f} ms"
        f" (at most {max(quiet) * 1000:.0f}); longest delay"
    )
    say("backup", figures, (max(taken) - median(quiet)) * 1000, MOST_MS, " ms")
