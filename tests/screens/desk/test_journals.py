"""The journals at the desk: browsing, finding, an entry's page, exporting."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.visits import sign_ups
from screens.questions.entry_form import FormInput
from screens.widgets.virtual_table import VirtualTable
from tests.people import plan_workshop
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, Guest
from tests.screens.hostile import MARKUP, STEERS, UNCLOSED, harmless


async def open_journals(person: Guest, login: str = "smirnova") -> VirtualTable:
    """The specialist's own journal, its newest entries shown."""
    await person.work_as(login)
    await person.press("f6", then="Journals")
    await person.until(lambda: "24.11.26" in person.text, "rows")
    return person.app.screen.query_one(VirtualTable)


async def test_the_newest_entry_comes_first_and_the_other_journal_is_one_key_away(
    kiosk: Opener,
) -> None:
    async with kiosk(size=LARGE) as person:
        table = await open_journals(person)
        assert table.count == 7
        assert person.text.index("Щербакова") < person.text.index("Артёменко")
        await person.press("f5")
        await person.until(lambda: "Принтер" in person.text)
        assert person.app.screen.query_one(VirtualTable).count == 3
        await person.press("f6", "f6")
        assert person.screen == "Journals"


async def test_an_entry_is_found_by_name_class_number_or_topic(kiosk: Opener) -> None:
    finds = {"королева": "2", "5-а": "2", "№ 4": "4", "7": "7", "ДОМАШНИЕ задания": "4"}
    async with kiosk(size=LARGE) as person:
        table = await open_journals(person)
        for wanted, number in finds.items():
            await look_for(person, wanted)
            await person.until(lambda: table.row(0) is not None, wanted)
            numbers = {row[0] for n in range(table.count) if (row := table.row(n))}
            assert number in numbers, wanted
            assert table.count < 7, wanted
        await look_for(person, "такого нет")
        assert person.reads("Nothing here.")
        assert "Консультации, все годы" in person.text
        await look_for(person, "")
        assert table.count == 7
        await person.until(lambda: "все годы" not in person.text)


async def look_for(person: Guest, words: str) -> None:
    """Type something else into the search line."""
    person.app.screen.query_one(FormInput).value = words
    await person.press("enter")


async def test_an_entry_is_opened_with_its_history_and_signed_there(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_journals(person)
        await person.write("Ткаченко")
        await person.press("enter")
        await person.until(lambda: "Ткаченко" in person.text.split("ФИО")[-1])
        await person.press("enter", then="EntryPage")
        await person.until(lambda: "КАК ВСЁ БЫЛО" in person.text)
        for words in ("Ткаченко Галина Петровна", "обращение", "завершено", "Смирнова"):
            assert words in person.text
        await person.press("f5", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="EntryPage")
        await person.until(lambda: "подпись: Смирнова О. И." in person.text)
        await person.press("f5")
        assert person.screen == "EntryPage"


async def test_nobody_signs_in_a_journal_that_is_not_theirs(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_journals(person, "kovalyov")
        await person.press("f5")
        await person.until(lambda: "Ткаченко" in person.text)
        await person.write("Ткаченко")
        await person.press("enter")
        await person.settle()
        await person.press("enter", then="EntryPage")
        await person.until(lambda: "Ткаченко" in person.text)
        await person.press("f5", "f8")
        assert person.screen == "EntryPage"


async def test_a_journal_is_written_to_files_and_the_screen_says_where(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_journals(person)
        folder = Path(person.app.settings.export_folder)
        for key, kind in enumerate(("pdf", "xlsx", "csv", "json"), start=1):
            await person.press("f7", then="Choose")
            await person.press(str(key))
            await person.at("Notice")
            (written,) = folder.glob(f"*.{kind}")
            assert written.stat().st_size > 500
            assert written.name in person.text.replace(" ", "")
            await person.press("x", then="Journals")


async def test_a_folder_that_cannot_be_written_to_is_a_sentence(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_journals(person)
        Path(person.app.settings.export_folder).write_text("in the way")
        await person.press("f7", then="Choose")
        await person.press("3", then="Notice")
        assert not person.reads("This did not work. Please call a specialist.")
        assert "exports" in person.text


async def test_hostile_words_to_find_are_only_words(kiosk: Opener) -> None:
    async with kiosk() as person:
        table = await open_journals(person)
        for words in (MARKUP, UNCLOSED, STEERS, "%", "'; --", "x" * 500):
            await look_for(person, words)
            assert harmless(person)
            assert table.count == 0, words


async def test_the_specialist_sees_who_signed_up_and_takes_somebody_off(kiosk: Opener) -> None:
    async with kiosk() as person:
        await sign_up_for(person, 1, "Ли Яна", "Ян [red]")
        await open_journals(person)
        await person.press("f9", then="SignUps")
        rows = r"24\.11 12:40 Практикум 1 Ли Яна есть 2 Ян \[red\] ждёт: 1"
        await person.until(lambda: bool(re.search(rows, person.text)), "rows")
        assert harmless(person)
        await person.press("enter", then="Check")
        assert "Ли Яна" in person.text
        await person.press("enter", then="SignUps")  # the marker stands on keeping it
        await person.press("enter", then="Check")
        await person.press("1", then="SignUps")
        await person.until(lambda: "Ян [red] есть" in person.text)
        assert "Ли Яна" not in person.text
        await person.press("escape", then="Journals")
        await person.press("escape", then="Desk")
        await person.press("escape", then="Home")
        await open_journals(person, "kovalyov")
        await person.press("f9", then="SignUps")
        assert person.reads("Nobody has signed up.")
        await person.press("enter")
        assert person.screen == "SignUps"


async def sign_up_for(person: Guest, places: int, *names: str) -> None:
    """A session in two hours, and who has signed up for it."""
    point = person.app.point
    await person.app.act(plan_workshop, point, places)
    for name in names:
        await person.app.act(sign_ups.sign_up, point, "workshop", request_id=name, name=name)
