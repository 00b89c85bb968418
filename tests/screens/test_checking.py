"""An administrator's proofs at the desk, and a clock that stands behind."""

from __future__ import annotations

from db.models import Act
from kiosk.clock import behind
from kiosk.forms import Journal
from kiosk.journal.checkpoints import FOLDER
from kiosk.journal.pages import check_rows
from kiosk.record import Kind
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, Guest


async def open_checks(person: Guest) -> None:
    await person.work_as("smirnova")
    await person.press("f8", then="Choose")


async def test_a_checkpoint_shows_its_code_and_is_kept(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("1", then="Findings")
        assert person.reads("Code: {code}", code="")
        assert list((person.app.settings.backup_folder / FOLDER).iterdir())
        await person.press("escape", then="Desk")


async def test_the_journals_are_verified(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("2", then="Findings")
        assert person.reads("Everything agrees.")


async def test_a_page_is_left_to_be_compared_by_eye(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        point = person.app.point
        rows = await person.app.act(check_rows, point, Journal.CONSULTATIONS, 2026, 1, 2)
        await open_checks(person)
        await person.press("3", then="Write")
        await person.fill(rows.code, then="Findings")
        assert "Код верен. Сличите строки на бумаге с этими." in person.text


async def test_a_mistyped_page_code_is_told(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("3", then="Write")
        await person.fill("чепуха", then="Notice")
        await person.press("enter", then="Desk")


async def test_a_teacher_has_no_proofs_to_make(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("belaya")
        await person.press("f8")
        assert person.screen == "Desk"


async def test_an_administrator_settles_a_clock_that_is_behind(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=-1)
        await person.press("6", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Check")
        assert person.reads("The clock is behind the last record")
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="Desk")
        assert await person.app.act(behind, person.app.point) is None
        resolved = Act.select().where(Act.kind == Kind.CLOCK_RESOLVED.value)
        assert await person.app.act(resolved.count) == 1


async def test_going_back_records_nothing_about_the_clock(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=-1)
        await person.press("6", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Check")
        await person.press("escape", then="Desk")
        assert await person.app.act(behind, person.app.point) is not None
