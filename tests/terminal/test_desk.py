"""A desk in the real program: whoever ends the kiosk, an act of the ledger closes the desk."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from db.engine import close_database
from db.models import Act
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import utc_now
from kiosk.verification.everything import verify
from kiosk.words.i18n import _
from tests.people import NAMES, PINS, Clock, furnish
from tests.terminal.person import ENTER, ESCAPE, F4, F10, Person, command
from tests.terminal.ways import at_home, log_in

CHIEF = (NAMES["smirnova"][0], "smirnova", PINS["smirnova"])
pytestmark = pytest.mark.real_pins  # the kiosk is a program of its own, and takes no others


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(str(tmp_path / "point.sqlite3"), tmp_path / "point.keys")
    furnish(place, Clock(utc_now()))
    close_database()
    return place


@pytest.fixture
def person(place: Place, tmp_path: Path) -> Iterator[Person]:
    somebody = Person(command("--database", place.database), tmp_path)
    at_home(somebody)
    yield somebody
    somebody.leave()


def desk_acts(place: Place) -> list[str]:
    """The acts about desks, in a ledger that verifies."""
    point = open_point(place)
    try:
        assert verify(point).wrong is None
        kinds = [act.kind for act in Act.select().order_by(Act.seq)]
        return [kind for kind in kinds if kind.startswith("desk_")]
    finally:
        close_database()


def by_f10(person: Person) -> int:
    person.press(F10)
    person.read("Stop the kiosk")
    person.type_hidden(CHIEF[2])
    person.press(ENTER)
    return person.terminal.wait_for_end()


def by_sigterm(person: Person) -> int:
    """As the machine does when it is switched off."""
    person.terminal.kill(signal.SIGTERM)
    return person.terminal.wait_for_end()


@pytest.mark.parametrize("end", [by_f10, by_sigterm])
def test_the_end_of_the_program_closes_the_desk(
    person: Person, place: Place, end: Callable[[Person], int]
) -> None:
    log_in(person, CHIEF)
    assert end(person) == 0
    assert desk_acts(place) == ["desk_opened", "desk_closed"]


def test_a_killed_program_leaves_a_desk_that_is_opened_anew(person: Person, place: Place) -> None:
    """Nothing can be kept then; the ledger holds, and the kiosk comes back at home."""
    log_in(person, CHIEF)
    (screens,) = psutil.Process(person.terminal.pid).children()
    screens.kill()
    at_home(person)
    log_in(person, CHIEF)
    person.press(ESCAPE)
    at_home(person)
    by_sigterm(person)
    assert desk_acts(place) == ["desk_opened", "desk_opened", "desk_closed"]


def test_keys_typed_faster_than_the_screens_come_show_nobody_a_traceback(
    person: Person, place: Place, tmp_path: Path
) -> None:
    """The whole way to the desk and back in one breath, and once more after it."""
    for pause in (0.0, 0.05, 0.3):
        for key in (F10, "smirnova", ENTER, CHIEF[2], ENTER, "1", "1", F10, ESCAPE, ESCAPE, F4):
            person.terminal.send(key)
            time.sleep(pause)
        for _step in range(5):  # a desk that was reached is left by Esc alone
            if _("Where to get a login") not in person.screen:
                person.press(ESCAPE)
        at_home(person)
    log_in(person, CHIEF)
    person.press(ESCAPE)
    at_home(person)
    by_sigterm(person)
    acts = desk_acts(place)
    assert acts.count("desk_opened") == acts.count("desk_closed") > 0
    assert b"Traceback" not in person.terminal.raw
    log = tmp_path / "state" / "help-point" / "log" / "kiosk.log"
    assert not log.exists() or "CRITICAL" not in log.read_text("utf-8")
