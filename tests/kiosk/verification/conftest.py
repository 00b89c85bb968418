"""The used point an hour later with every desk open, and the keys of its people, for acts that they
never would say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.staff.desks import open_desk
from kiosk.words.i18n import use
from tests.conftest import FILE, KEYS
from tests.copies import copy_point
from tests.kiosk.verification.insiders import NEW, NEWER, bundled
from tests.people import PINS, Clock


@pytest.fixture(scope="session")
def hands(used_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Signer]:
    """The keys of the three specialists, opened once (a PIN costs its time), and a new one."""
    folder = tmp_path_factory.mktemp("hands")
    copy_point(used_folder, folder)
    point = open_point(Place(str(folder / FILE), folder / KEYS), clock=Clock())
    found = {login: unlock(point, login, pin)[1] for login, pin in PINS.items()}
    close_database()
    return {**found, "new": NEW, "newer": NEWER}


@pytest.fixture
def later() -> Clock:
    """An hour after the used point's day."""
    clock = Clock()
    clock.wait(hours=1)
    return clock


@pytest.fixture
def used_point(used_place: Place, later: Clock) -> Iterator[HelpPoint]:
    use("en")
    point = open_point(used_place, clock=later)
    for login, pin in PINS.items():
        open_desk(point, login, pin)
    yield point
    close_database()


@pytest.fixture
def honest(used_point: HelpPoint) -> dict[str, bytes]:
    """The files of a bundle before anything was forged."""
    return bundled(used_point)
