"""A volume's page: its opening is signed, and last year's volume is closed."""

from __future__ import annotations

import pytest

from db.models import Volume
from kiosk.words.errors import YearNotOver
from screens.desk.volume_words import numbered, unsigned_line
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, Guest


async def open_volume(person: Guest, login: str = "smirnova", *, last_year: bool = True) -> None:
    await person.work_as(login)
    await person.press("f6", then="Journals")
    await person.until(lambda: "24.11.26" in person.text, "rows")
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
        assert "Не подписана запись: № 3 " in person.text
        await person.fill("Специалист уволился", then="Check")
        assert "Не подписана № 3 запись " in person.text  # a label of two lines
        await person.press("1", then="AskPin")
        assert "Подписать закрытие" in person.text
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="VolumePage")
        await person.until(lambda: person.reads("Digest of the rows"))
        assert "Специалист уволился" in person.text
        assert "Пронумерованы записи: № 1–3 Не подписана запись: № 3 " in person.text
        assert "Вершина реестра: " in person.text
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


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("3", ("Не подписана запись", "№ 3")),
        ("3, 7–9", ("Не подписаны записи", "№ 3, 7–9")),
        ("3–4", ("Не подписаны записи", "№ 3–4")),
    ],
)
def test_a_number_of_a_row_is_never_taken_for_a_count(numbers: str, said: tuple[str, str]) -> None:
    assert unsigned_line(numbers) == said


@pytest.mark.parametrize(("last", "said"), [(0, ""), (1, "№ 1"), (7, "№ 1–7")])
def test_a_volume_of_one_row_has_one_number(last: int, said: str) -> None:
    assert numbered(min(1, last), last) == said


async def test_a_teacher_sees_the_volume_and_cannot_close_it(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_volume(person, "belaya")
        await person.press("f8", "f5")
        assert person.screen == "VolumePage"
        await person.press("escape", then="Journals")
