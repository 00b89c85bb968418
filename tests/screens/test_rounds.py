"""The running kiosk looks after its own backups, and notices an older copy in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.engine import close_database
from db.models import Ledger
from kiosk.copies import rounds
from kiosk.machine.settings import Settings
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.opening import open_point
from kiosk.verification.everything import verify
from kiosk.words.errors import LedgerSetBack
from kiosk.words.i18n import _
from screens import app as screens_app
from tests.example import Example
from tests.people import Clock, consult
from tests.screens.conftest import Opener
from tests.screens.desk.test_log_in import come_to_pin, told
from tests.screens.guest import Guest


async def test_a_running_kiosk_has_the_days_backup_made_once(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Settings] = []
    monkeypatch.setattr(rounds, "start", started.append)
    monkeypatch.setattr(screens_app, "ROUNDS_SECONDS", 0.05)
    async with kiosk() as person:
        await person.until(lambda: bool(started), "the backup")
        await person.press("1", then="Choose")
        assert len(started) == 1
        assert started[0].place == person.app.settings.place


@pytest.fixture
def set_back(example: Example, clock: Clock) -> Example:
    """An older copy lies where the journals were; the keys know of a visitor whom it lacks."""
    database = Path(example.place.database)
    kept = shutil.copyfile(database, database.with_name("kept"))
    point = open_point(example.place, clock=clock)
    consult(point)
    make_checkpoint(point)
    close_database()
    shutil.copyfile(kept, database)
    return example


async def sign_in(person: Guest, then: str) -> None:
    """A teacher asks about the first topic; ``then`` is the screen after the last key."""
    await person.press("1", then="Choose")
    await person.press("5", then="ChooseOrWrite")
    await person.press("1", then="Write")
    await person.fill("Ли Яна", then="Check")
    await person.press("enter", then=then)


async def test_nobody_signs_in_over_an_older_copy(kiosk: Opener, set_back: Example) -> None:
    async with kiosk() as person:
        before = await person.entries()
        await sign_in(person, "Notice")
        assert told(person) == _(LedgerSetBack.words)
        assert await person.entries() == before


async def test_who_is_no_administrator_is_told_of_an_older_copy(
    kiosk: Opener, set_back: Example
) -> None:
    async with kiosk() as person:
        await come_to_pin(person, "belaya")
        await person.fill(set_back.pins["belaya"], then="Notice")
        assert told(person) == _(LedgerSetBack.words)
        await person.press("enter", then="ChooseOrWrite")
        assert person.app.point.desks == {}


async def test_an_administrator_says_what_happened_and_is_at_the_desk(
    kiosk: Opener, set_back: Example
) -> None:
    async with kiosk() as person:
        await come_to_pin(person, "smirnova")
        await person.fill(set_back.pins["smirnova"], then="Choose")
        assert person.reads("What happened to the journals?")
        assert "В них нет 2 актов, которые этот киоск видел." in person.text
        await person.press("1", then="AskPin")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="AskPin")
        await person.fill(set_back.pins["smirnova"], then="Notice")
        assert person.reads("Recorded. Visitors can sign in again.")
        await person.press("enter", then="Notice")
        await person.press("enter", then="Desk")
        assert await person.app.act(lambda: Ledger.get().epoch) == 1
        assert (await person.app.act(verify, person.app.point)).wrong is None
        await person.press("escape", then="Home")
        await sign_in(person, "Ticket")


async def test_going_back_leaves_an_older_copy_as_it_is(kiosk: Opener, set_back: Example) -> None:
    async with kiosk() as person:
        await come_to_pin(person, "smirnova")
        await person.fill(set_back.pins["smirnova"], then="Choose")
        await person.press("escape", then="ChooseOrWrite")
        assert await person.app.act(lambda: Ledger.get().epoch) == 0
        assert person.app.point.desks == {}
