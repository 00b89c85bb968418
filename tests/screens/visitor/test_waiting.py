"""The database takes its time: the screen that asked stays, and nobody gets another's ticket."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.engine import close_database
from db.models import Entry
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_to_work
from kiosk.proof.people import Role
from kiosk.visits import registration
from kiosk.words.errors import StorageUnavailable
from screens.app import KioskApp
from screens.frame.host import Host
from screens.frame.patience import AT_ONCE_SECONDS
from screens.visitor.check import SAID_SECONDS, leaving_words
from tests.people import Clock, furnish
from tests.screens.conftest import NOW, Opener
from tests.screens.guest import Guest
from tests.screens.visitor.test_sign_in import BEFORE, come_to_check


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Signing in waits until the event is set, as at a server that hangs."""
    free = threading.Event()
    enter = registration.sign_in

    def wait(*args: object, **said: object) -> object:
        assert free.wait(20)
        return enter(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(registration, "sign_in", wait)
    yield free
    free.set()


async def submit(person: Guest) -> None:
    """Confirm, and wait until the screen says that it takes time."""
    await come_to_check(person)
    await person.look()
    person.send("enter")
    await person.until(lambda: person.reads("Writing it down…"), "a hollow button")
    assert person.screen == "Check"
    framed = [strip.text for strip in person.strips]
    assert any("●" in row and "┃ Записываем…" in row for row in framed)
    assert not person.reads("change")
    person.app._guard.deliberate()


async def test_the_screen_that_asked_stays_and_the_ticket_comes_in_the_same_visit(
    kiosk: Opener, held: threading.Event
) -> None:
    async with kiosk() as person:
        await submit(person)
        person.send("f4")
        await person.until(
            lambda: re.sub(r"\s+", " ", leaving_words()) in person.text, "a sentence"
        )
        held.set()
        await person.at("Ticket")
        assert await person.entries() == BEFORE + 1


@pytest.mark.parametrize("keys", [("f4", "f4"), ("escape", "f4"), ("escape", "escape")])
async def test_who_leaves_meanwhile_leaves_no_ticket_to_the_next(
    kiosk: Opener, held: threading.Event, keys: tuple[str, str]
) -> None:
    async with kiosk() as person:
        await submit(person)
        for key in keys:
            person.app._guard.deliberate()
            person.send(key)
            await person.pilot.pause(0.05)
        await person.until(lambda: person.screen == "Home", "home")
        await person.until(lambda: person.app.takes_input)
        person.send("1")
        await person.until(lambda: person.screen == "Choose", "the next visitor's first question")
        held.set()
        await person.settle()
        assert person.screen == "Choose"
        assert await person.entries() == BEFORE + 1


async def test_the_clock_runs_and_nothing_is_entered_twice_while_it_takes_long(
    kiosk: Opener, held: threading.Event
) -> None:
    async with kiosk() as person:
        await submit(person)
        for key in ("enter", "1", "2", "space"):
            person.app._guard.deliberate()
            person.send(key)
        person.clock.wait(hours=1)
        await person.until(lambda: "11:40" in person.text, "the clock")
        held.set()
        await person.at("Ticket")
        assert await person.entries() == BEFORE + 1


async def test_a_question_that_waits_for_the_database_says_so_and_f4_leads_home(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        free = threading.Event()
        await person.press("1", then="Choose")
        await person.look()
        hanging = person.app._storage.submit(free.wait, 20)
        person.send("2")
        try:
            await person.until(lambda: person.reads("One moment, please…"), "a sentence")
            assert person.screen == "Patience"
            person.send("f4")
            await person.until(lambda: person.screen == "Home", "home")
        finally:
            free.set()
        hanging.result()
        await person.at("Home")
    assert SAID_SECONDS < AT_ONCE_SECONDS < 1


async def test_what_the_database_missed_once_is_said_again(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    enter = registration.sign_in

    def miss_once(*args: object, **said: object) -> object:
        asked.append(str(said["request_id"]))
        if len(asked) == 1:
            raise StorageUnavailable
        return enter(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(registration, "sign_in", miss_once)
    async with kiosk() as person:
        await come_to_check(person)
        await person.press("enter", then="Ticket")
        assert await person.entries() == BEFORE + 1
    assert len(asked) == 2 and len(set(asked)) == 1


async def test_after_a_reconnect_to_the_server_the_first_submission_counts(
    postgres_place: Place, tmp_path: Path
) -> None:
    furnish(postgres_place, Clock(NOW))
    point = open_to_work(postgres_place, create=False, clock=Clock(NOW))
    app: Host = KioskApp(Settings(database=postgres_place.database))
    app.point = point
    said = {"request_id": "0" * 32, "role": Role.TEACHER, "topic": None, "words": "Вопрос"}
    try:
        assert await app.act(lambda: Entry.select().count()) == 0
        with psycopg.connect(postgres_place.database, autocommit=True) as door:
            door.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        slip = await app.act_again(registration.sign_in, point, name="Ли Яна", **said)
        assert slip.number == 1
        assert await app.act(lambda: Entry.select().count()) == 1
        await app.act(close_database)
    finally:
        app._storage.shutdown()
        close_database()
