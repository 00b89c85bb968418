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
from kiosk.point.epochs import newest_checkpoint
from kiosk.point.opening import open_point
from screens import app as screens_app
from tests.example import Example
from tests.people import Clock, consult
from tests.screens.conftest import Opener


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


async def test_a_kiosk_that_opens_an_older_copy_begins_an_epoch(
    kiosk: Opener, example: Example, clock: Clock
) -> None:
    database = Path(example.place.database)
    kept = shutil.copyfile(database, database.with_name("kept"))
    point = open_point(example.place, clock=clock)
    consult(point)
    make_checkpoint(point)
    close_database()
    shutil.copyfile(kept, database)
    async with kiosk() as person:
        seen = await person.app.act(lambda: Ledger.get().epoch)
        assert seen == 1
        assert newest_checkpoint(point) is not None
