"""A staffed point for campaigns that need many: made once, copied for every trial.

PINs cost nothing here unless their cost is what is tried. Seconds pass when they are told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.engine import close_database
from kiosk.machine.place import Place
from tests.copies import copy_point
from tests.people import Clock, furnish
from tests.pin_cost import CHEAP, REAL, pins_that_cost


class Seconds:
    """A monotonic clock in the campaign's hand."""

    def __init__(self) -> None:
        self.now, self.slept = 1000.0, 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let seconds pass, and remember them as the ``slept`` ones."""
        self.now += seconds
        self.slept += seconds


def place_in(folder: Path) -> Place:
    """Where the staffed point of a folder is."""
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


@contextmanager
def staffed_template(*, real_pins: bool = False) -> Iterator[Path]:
    """A folder with a point of three specialists, to be copied; inside, PINs cost nothing or what
    they cost at a kiosk."""
    with (
        pins_that_cost(REAL if real_pins else CHEAP),
        tempfile.TemporaryDirectory(prefix="template-") as folder,
    ):
        furnish(place_in(Path(folder)), Clock())
        close_database()
        yield Path(folder)


@contextmanager
def copy_of(template: Path) -> Iterator[Place]:
    """A copy for one trial; it is closed and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        copy_point(template, Path(folder))
        try:
            yield place_in(Path(folder))
        finally:
            close_database()


def fast_folder() -> str | None:
    """Memory, where the machine has it, for trials that do not try the disk below."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() else None
