"""Points and bundles in which everything happened; every test begins in Russian."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.documents.verifier import verifier
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.words import i18n
from tests.conftest import FILE, KEYS
from tests.copies import copy_point
from tests.kiosk.proof.eventful import Eventful, close_the_year, eventful, live
from tests.people import MORNING, Clock


@pytest.fixture(autouse=True)
def _russian() -> Iterator[None]:
    i18n.use("ru")
    yield
    i18n.use("ru")
    close_database()


@pytest.fixture(scope="session")
def lived_folder(staffed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The eventful volume of the bundles (``live`` tells what happened), closed in September."""
    folder = tmp_path_factory.mktemp("lived")
    copy_point(staffed_folder, folder)
    point = open_point(Place(str(folder / FILE), folder / KEYS), clock=(clock := Clock()))
    live(point, clock)
    close_the_year(point, clock)
    close_database()
    return folder


@pytest.fixture
def lived_place(tmp_path: Path, lived_folder: Path) -> Place:
    """A SQLite point where everything happened that can."""
    copy_point(lived_folder, tmp_path)
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
    monkeypatch.setenv("TZ", "PETT-12")  # no table of zones is needed for that
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def eventful_folder(staffed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Eventful:
    """The eventful volume, made once a run: its database, its bundle, an earlier checkpoint."""
    made = eventful(staffed_folder, tmp_path_factory.mktemp("eventful"))
    close_database()
    return made


@pytest.fixture(scope="session")
def pyz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that a bundle carries."""
    file = tmp_path_factory.mktemp("program") / "verify.pyz"
    file.write_bytes(verifier())
    return file


@pytest.fixture
def files(eventful_folder: Eventful) -> dict[str, bytes]:
    """The files of the honest bundle, by name."""
    return eventful_folder.files()


@pytest.fixture
def eventful_place(eventful_folder: Eventful) -> Place:
    """The place that the bundle was exported from; not to be changed."""
    return eventful_folder.place
