"""Disks that are full, read-only or gone: in short, at length, and before a visitor's eyes."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from db.engine import close_database
from db.models import Entry
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import utc_now
from kiosk.proof.people import Role
from kiosk.verification.everything import verify
from kiosk.words.i18n import _
from kiosk.words.people import role_name
from tests.campaigns.troubles import EVERYWHERE
from tests.people import Clock, consult, furnish
from tests.terminal.person import ENTER, Person, command
from tests.terminal.ways import at_home, fill, sign_in

ROOT = Path(__file__).parents[2]
NO_SAVING = "Saving is not possible right now. Please try again or call a specialist."
VANISHED = next(trouble for trouble in EVERYWHERE if trouble.name == "vanished")


def run(trials: int, seed: int) -> subprocess.CompletedProcess[str]:
    words = ["tests.campaigns.disk_trouble", "--trials", str(trials), "--seed", str(seed)]
    ended = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, timeout=3000
    )
    print(ended.stdout)
    return ended


def test_a_troubled_disk_loses_nothing_and_is_recovered_from() -> None:
    ended = run(60, seed=1)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ", 0 wrong" in ended.stdout
    assert ended.stdout.count("caught: ") == 2


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_a_thousand_troubles_of_the_disk() -> None:
    ended = run(1000, seed=1)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a staffed point with one entry."""
    consult(furnish(_place(tmp_path), Clock(utc_now())))
    close_database()
    return tmp_path


@pytest.fixture
def person(folder: Path) -> Iterator[Person]:
    """Somebody at the kiosk that runs in this folder."""
    somebody = Person(command("--database", _place(folder).database), folder)
    at_home(somebody)
    yield somebody
    somebody.leave()


def test_a_visitor_is_told_that_the_database_vanished_and_signs_in_when_it_is_back(
    folder: Path, person: Person
) -> None:
    VANISHED.begin(folder)
    _come_to_the_refusal(person)
    assert not Path(_place(folder).database).exists()
    VANISHED.end(folder)
    _try_until_signed_in(person)
    assert _names(folder) == ["Артёменко Татьяна Юрьевна", "Ли Яна"]


def test_a_visitor_is_told_that_the_disk_is_full_and_signs_in_when_there_is_room(
    folder: Path, person: Person
) -> None:
    _let_files_grow_to(person, 0)
    _come_to_the_refusal(person)
    _let_files_grow_to(person, resource.RLIM_INFINITY)
    _try_until_signed_in(person)
    assert _names(folder) == ["Артёменко Татьяна Юрьевна", "Ли Яна"]


def test_a_kiosk_started_without_its_database_says_so_and_begins_no_new_one(folder: Path) -> None:
    VANISHED.begin(folder)
    person = Person(command("--database", _place(folder).database), folder)
    person.read("The help point cannot be opened")
    person.read("Try again")
    assert not Path(_place(folder).database).exists()
    VANISHED.end(folder)
    person.press(ENTER)
    at_home(person)
    sign_in(person, Role.TEACHER, "Ли Яна", topic="1")
    person.leave()
    assert _names(folder) == ["Артёменко Татьяна Юрьевна", "Ли Яна"]


def _place(folder: Path) -> Place:
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def _come_to_the_refusal(person: Person) -> None:
    """From home to the check, where the visitor is told that nothing can be saved."""
    person.choose(_("Sign in for a consultation"))
    person.read("Who are you?")
    person.choose(role_name(Role.TEACHER))
    person.read("What is your question about?")
    person.press("1")
    person.read("What is your name?")
    fill(person, "Ли Яна")
    person.read("Is everything right?")
    person.press(ENTER)
    person.read(NO_SAVING)


def _try_until_signed_in(person: Person) -> None:
    """«Please try again»: once is not always enough, since the kiosk looks every few seconds."""
    for _attempt in range(10):
        person.press(ENTER)
        person.read("Is everything right?")
        person.press(ENTER)
        person.terminal.wait_until(
            lambda: any(_(words) in person.screen for words in ("You are signed in", NO_SAVING)), 20
        )
        if _("You are signed in") in person.screen:
            return
        person.terminal.wait_until(person.terminal.rests)
    raise AssertionError(person.screen)


def _let_files_grow_to(person: Person, size: int) -> None:
    """A spent quota of the kiosk's processes; what they have may be read, not made longer."""
    parent = psutil.Process(person.terminal.pid)
    for process in (parent, *parent.children(recursive=True)):
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _names(folder: Path) -> list[str]:
    """Who signed in, from a ledger that verifies."""
    point = open_point(_place(folder))
    assert verify(point).wrong is None
    names = [row.name for row in Entry.select().order_by(Entry.number)]
    close_database()
    return names
