"""Browsing the journals: months, filters, what is told of the marked entry, and its page."""

from __future__ import annotations

from screens.desk.listing import grouped
from screens.widgets.chips import Chips
from screens.widgets.virtual_table import VirtualTable
from tests.screens.conftest import Opener
from tests.screens.desk.test_journals import look_for, open_journals
from tests.screens.guest import LARGE, SMALL


async def test_chips_count_what_needs_a_look_and_the_marked_entry_is_told(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        table = await open_journals(person)
        await person.until(lambda: person.reads("Не подписано 1"), "chips")
        for words in ("Все 7", "Ждёт 4", "Исправлено 0", "7 записей · ноябрь 2026"):
            assert words in person.text, words
        await person.until(lambda: "Щербакова Нина Фёдоровна, " in person.text, "the first one")
        await person.press("down", "down", "down", "down")
        await person.until(lambda: "Ткаченко Галина Петровна, классный" in person.text, "marked")
        assert "итог Ошибка исправлена" in person.text
        person.app.screen.query_one(Chips).press_number(2)
        await person.until(lambda: "Найдено 1" in person.text, "found")
        assert "не подписано 2026/27" in person.text
        assert table.count == 1
        await look_for(person, "не подписано")
        await person.until(lambda: "Найдено 2" in person.text, "of all years")
        await look_for(person, "такого нет")
        await person.until(lambda: "Найдено 0" in person.text, "nothing")
        assert "Ткаченко" not in person.text


async def test_a_filter_is_chosen_and_kept_by_name(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        table = await open_journals(person)
        await person.press("f3", then="Choose")
        await person.press("1", then="Choose")
        await person.press("1", then="Journals")
        await person.until(lambda: "Найдено 2" in person.text, "not signed")
        await person.press("f3", then="Choose")
        await person.press("2", then="Choose")
        assert "Белая Ирина Викторовна" in person.text
        await person.press("1", then="Journals")
        await person.until(lambda: "не подписано помог: Белая" in person.text, "narrowed")
        narrowed = table.count
        assert narrowed < 2
        await person.press("f3", then="Choose")
        await person.press("3", then="Write")
        await person.write("Долги")
        await person.press("enter", then="Journals")
        await look_for(person, "")
        await person.press("f5")
        await person.until(lambda: "Принтер" in person.text)
        await person.press("f3", then="Choose")
        assert "Долги" in person.text
        await person.press("3", then="Journals")
        await person.until(lambda: "Консультации, все годы" in person.text, "kept")
        assert person.app.screen.query_one(VirtualTable).count == narrowed
        await person.press("f3", then="Choose")
        assert "Больше не помнить" in person.text
        await person.press("4", then="Journals")
        await person.press("f3", then="Choose")
        assert "Долги" not in person.text
        await person.press("escape", then="Journals")


async def test_a_month_is_one_key_away_and_pages_turn_while_one_types(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        table = await open_journals(person)
        await person.press("ctrl+end")
        assert table.cursor == 6
        await person.press("pageup")
        assert table.cursor == 0
        await person.press("f6")
        await person.until(lambda: "2025/26" in person.text, "the year before")
        await person.press("f2", then="Months")
        assert "май 2026" in person.text
        await person.press("enter", then="Journals")
        await person.until(lambda: "май 2026" in person.text, "the month")
        await look_for(person, "ноябрь")
        await person.until(lambda: "Найдено 7" in person.text, "a month of all years")
        await person.press("f2", then="Months")
        await person.press("escape", then="Journals")
        await person.press("enter", then="EntryPage")
        await person.until(lambda: "запись № 7" in person.text, "the newest")
        await person.press("right", "left")
        await person.until(lambda: "запись № 6" in person.text, "the one before")
        await person.press("left", "left", "left", "left")
        await person.until(lambda: "НА БУМАГЕ" in person.text, "printed")
        assert "Дата проведения: " in person.text


def test_numbers_are_grouped_as_they_are_read() -> None:
    assert [grouped(count) for count in (7, 1243, 1000000)] == [
        "7",
        "1\u00a0243",
        "1\u00a0000\u00a0000",
    ]
