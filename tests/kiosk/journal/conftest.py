"""A point whose journals hold every kind of act, to be copied."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.opening import open_point
from kiosk.place import Place
from kiosk.point import HelpPoint
from tests.conftest import FILE, KEYS
from tests.kiosk.bundle.eventful import close_the_year, live
from tests.people import MORNING, Clock


@pytest.fixture(scope="session")
def lived_folder(staffed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The eventful volume of the bundles (``live`` tells what happened), closed in September."""
    folder = tmp_path_factory.mktemp("lived")
    shutil.copytree(staffed_folder, folder, dirs_exist_ok=True)
    point = open_point(Place(str(folder / FILE), folder / KEYS), clock=(clock := Clock()))
    live(point, clock)
    close_the_year(point, clock)
    close_database()
    return folder


@pytest.fixture
def lived_place(tmp_path: Path, lived_folder: Path) -> Place:
    """A SQLite point where everything happened that can."""
    shutil.copytree(lived_folder, tmp_path, dirs_exist_ok=True)
    return Place(str(tmp_path / FILE), tmp_path / KEYS)


@pytest.fixture
def lived_point(lived_place: Place, clock: Clock) -> Iterator[HelpPoint]:
    """The same, open a year later."""
    clock.now = MORNING.replace(year=2026)
    yield open_point(lived_place, clock=clock)
    close_database()


@pytest.fixture
def far_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own zone is nine hours ahead of the point's."""
    monkeypatch.setenv("TZ", "Asia/Kamchatka")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
