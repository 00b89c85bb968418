"""The used point an hour later, and the keys of its people, for acts that they never would say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.words.i18n import use
from tests.conftest import FILE, KEYS
from tests.kiosk.verification.insiders import NEW, bundled
from tests.people import PINS, Clock


@pytest.fixture(scope="session")
def hands(used_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Signer]:
    """The keys of the three specialists, opened once (a PIN costs its time), and a new one."""
    folder = tmp_path_factory.mktemp("hands")
    shutil.copytree(used_folder, folder, dirs_exist_ok=True)
    point = open_point(Place(str(folder / FILE), folder / KEYS), clock=Clock())
    found = {login: unlock(point, login, pin)[1] for login, pin in PINS.items()}
    close_database()
    return {**found, "new": NEW}


@pytest.fixture
def later() -> Clock:
    """An hour after the used point's day."""
    clock = Clock()
    clock.wait(hours=1)
    return clock


@pytest.fixture
def used_point(used_place: Place, later: Clock) -> Iterator[HelpPoint]:
    use("en")
    yield open_point(used_place, clock=later)
    close_database()


@pytest.fixture
def honest(used_point: HelpPoint) -> dict[str, bytes]:
    """The files of a bundle before anything was forged."""
    return bundled(used_point)
