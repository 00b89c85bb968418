"""A volume's page: its opening is signed, and last year's volume is closed."""

from __future__ import annotations

from db.models import Volume
from kiosk.errors import YearNotOver
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, Guest


async def open_volume(person: Guest, login: str = "smirnova", *, last_year: bool = True) -> None:
    await person.work_as(login)
    await person.press("f6", then="Journals")
    await person.until(lambda: "24.11.2026" in person.text, "rows")
    if last_year:
        await person.press("f6")
        await person.until(lambda: "2025/26" in person.text)
        await person.settle()
    await person.press("f8", then="VolumePage")
    await person.until(lambda: person.reads("Entries"))


async def closed(person: Guest) -> int:
    return await person.app.act(Volume.select().where(Volume.closed_at.is_null(False)).count)


async def test_last_years_volume_is_closed_with_a_reason(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_volume(person)
        await person.press("f8", then="Write")
        await person.fill("Специалист уволился", then="Check")
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="VolumePage")
        await person.until(lambda: person.reads("Digest of the rows"))
        assert "Специалист уволился" in person.text
        assert await closed(person) == 1
        await person.press("f8", "f5")
        assert person.screen == "VolumePage"


async def test_this_years_volume_says_from_when_it_can_be_closed(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_volume(person, last_year=False)
        await person.press("f8", then="Notice")
        assert person.reads(YearNotOver("01.09.2027").sentence())
        assert await closed(person) == 0


async def test_the_opening_is_signed_once(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_volume(person)
        assert person.reads("nobody yet")
        await person.press("f5", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="VolumePage")
        await person.until(lambda: not person.reads("nobody yet"))
        await person.press("f5")
        assert person.screen == "VolumePage"


async def test_a_teacher_sees_the_volume_and_cannot_close_it(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_volume(person, "belaya")
        await person.press("f8", "f5")
        assert person.screen == "VolumePage"
        await person.press("escape", then="Journals")
