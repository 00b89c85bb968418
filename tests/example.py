"""The example day, made once a run and copied for every test that wants to live in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.engine import close_database
from kiosk.machine.place import Place
from kiosk.point.point import utc_now
from kiosk.setup.example_day import example_day
from tests.copies import copy_point
from tests.pin_cost import CHEAP, pins_that_cost

FILE, KEYS, PINS = "day.sqlite3", "day.keys", "pins.json"


@dataclass(frozen=True, slots=True)
class Example:
    """Where a copy of the example day is kept, and the PIN of each login."""

    folder: Path
    pins: dict[str, str]

    @property
    def database(self) -> str:
        return str(self.folder / FILE)

    @property
    def place(self) -> Place:
        return Place(self.database, self.folder / KEYS)


def made_in(base: Path, now: Callable[[], datetime] = utc_now) -> Path:
    """The folder of the example day below ``base``; it takes two seconds the first time.

    A day at a set time and one until now are never the same, not even on the date that was set:
    the real clock would be behind the last act of the other.
    """
    kind = "now" if now is utc_now else f"{now():%H%M}"
    folder = base / f"day-until-{now():%Y%m%d}-{kind}"
    if not folder.exists():
        folder.mkdir()
        with pins_that_cost(CHEAP):
            _point, pins = example_day(Place(str(folder / FILE), folder / KEYS), now=now)
        close_database()
        told = {pin.specialist.login: pin.pin for pin in pins}
        (folder / PINS).write_text(json.dumps(told), "utf-8")
    return folder


def copied(made: Path, to: Path) -> Example:
    """A copy of the example day for one test."""
    folder = to / "day"
    copy_point(made, folder)
    return Example(folder, json.loads((folder / PINS).read_text("utf-8")))
