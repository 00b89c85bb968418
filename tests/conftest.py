"""A real help point for every test: enrolled once, then copied, on SQLite and on PostgreSQL."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import pytest

from db.engine import close_database
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from tests import postgres as servers
from tests.copies import copy_point, rehome_on_server
from tests.needed import why_not
from tests.people import Clock, Staff, furnish, spend_a_day, staff_of
from tests.pin_cost import CHEAP, REAL, make_pins_cheap, pins_that_cost

FILE, KEYS = "point.sqlite3", "point.keys"
_TEMPLATE = "staffed"


def pytest_configure() -> None:
    """PINs cost next to nothing."""
    make_pins_cheap()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for terminals and disks comes first, lest one worker ends long after the rest."""
    slow = ("terminal", "campaigns")
    items.sort(key=lambda item: item.path.relative_to(Path(__file__).parent).parts[0] not in slow)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: nobody needs to look for rubbish in it, which
    took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: terminals are waited for, and disks."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test marked ``real_pins`` pays what a kiosk pays."""
    with pins_that_cost(REAL if item.get_closest_marker("real_pins") else CHEAP):
        return (yield)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test marked ``needs`` is skipped where its program is not."""
    for mark in item.iter_markers("needs"):
        if missing := why_not(*mark.args):
            pytest.skip(missing)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, object, pytest.TestReport]:
    """CI installs all that tests need, so there a skipped one has failed."""
    report = cast("pytest.TestReport", (yield))
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """What tests share is made with cheap PINs, whichever of them is the first to want it."""
    with nullcontext() if fixturedef.scope == "function" else pins_that_cost(CHEAP):
        return (yield)


@pytest.fixture
def clock() -> Clock:
    """A clock to be set; it stands at nine o'clock of a November Monday."""
    return Clock()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where a help point could be; nothing is there yet."""
    return Place(str(tmp_path / FILE), tmp_path / KEYS)


@pytest.fixture(scope="session")
def staffed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A point with three specialists, to be copied."""
    return _staffed_in(tmp_path_factory.mktemp("staffed"))


@pytest.fixture(scope="session")
def costly_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with PINs that cost what they cost at a kiosk."""
    with pins_that_cost(REAL):
        return _staffed_in(tmp_path_factory.mktemp("costly"))


def _staffed_in(folder: Path) -> Path:
    furnish(Place(str(folder / FILE), folder / KEYS), Clock())
    close_database()
    return folder


@pytest.fixture(scope="session")
def used_folder(staffed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The staffed point after a day with six entries in every state, to be copied."""
    folder = tmp_path_factory.mktemp("used")
    copy_point(staffed_folder, folder)
    spend_a_day(
        open_point(Place(str(folder / FILE), folder / KEYS), clock=(clock := Clock())), clock
    )
    close_database()
    return folder


@pytest.fixture
def used_place(tmp_path: Path, used_folder: Path) -> Place:
    """A SQLite point after a day's work."""
    copy_point(used_folder, tmp_path)
    return Place(str(tmp_path / FILE), tmp_path / KEYS)


@pytest.fixture
def staffed_place(tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A SQLite point with three specialists and no entries yet."""
    real = request.node.get_closest_marker("real_pins")
    folder = request.getfixturevalue("costly_folder" if real else "staffed_folder")
    copy_point(folder, tmp_path)
    return Place(str(tmp_path / FILE), tmp_path / KEYS)


@pytest.fixture
def point(staffed_place: Place, clock: Clock) -> Iterator[HelpPoint]:
    """The staffed SQLite point, open."""
    yield open_point(staffed_place, clock=clock)
    close_database()


@pytest.fixture
def staff(point: HelpPoint) -> Staff:
    """The specialists of ``point``."""
    return staff_of(point)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server, of this worker's own where none is named."""
    try:
        with servers.server() as address:
            yield address
    except servers.NoPostgres:
        pytest.skip("PostgreSQL is not installed: sudo apt install postgresql")


@pytest.fixture(scope="session")
def staffed_postgres(
    postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """A staffed PostgreSQL point, to be copied: the name of its database and its keys."""
    keys = tmp_path_factory.mktemp("postgres") / KEYS
    name = f"{_TEMPLATE}_{os.getpid()}"
    with servers.database(postgres, name) as address:
        furnish(Place(address, keys), Clock())
        close_database()
        yield name, keys


@pytest.fixture
def postgres_place(postgres: str, tmp_path: Path) -> Iterator[Place]:
    """An empty PostgreSQL database."""
    with servers.database(postgres, f"empty_{os.getpid()}") as address:
        yield Place(address, tmp_path / KEYS)
        close_database()


@pytest.fixture
def staffed_postgres_place(
    postgres: str, staffed_postgres: tuple[str, Path], tmp_path: Path
) -> Iterator[Place]:
    """A PostgreSQL point with three specialists and no entries yet."""
    template, keys = staffed_postgres
    shutil.copytree(keys, tmp_path / KEYS)
    with servers.database(postgres, f"point_{os.getpid()}", template) as address:
        rehome_on_server(address)
        yield Place(address, tmp_path / KEYS)
        close_database()


@pytest.fixture(params=["sqlite", "postgres"])
def any_empty_place(request: pytest.FixtureRequest) -> Place:
    """An empty database of each kind in turn."""
    name = {"sqlite": "place", "postgres": "postgres_place"}[request.param]
    found: Place = request.getfixturevalue(name)
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def any_place(request: pytest.FixtureRequest) -> Place:
    """A staffed point in each kind of database in turn."""
    name = {"sqlite": "staffed_place", "postgres": "staffed_postgres_place"}[request.param]
    found: Place = request.getfixturevalue(name)
    return found


@pytest.fixture
def any_point(any_place: Place, clock: Clock) -> Iterator[HelpPoint]:
    """The staffed point, open, in each kind of database in turn."""
    yield open_point(any_place, clock=clock)
    close_database()


@pytest.fixture
def any_staff(any_point: HelpPoint) -> Staff:
    """The specialists of ``any_point``."""
    return staff_of(any_point)
