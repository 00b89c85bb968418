"""Signing what was seen: one entry whole, and the day's sheet."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from itertools import cycle, islice

from textual.content import Content

from db.models import Act, Entry
from kiosk.journal.to_sign import RowToSign
from kiosk.proof.acts import Kind
from kiosk.proof.forms import FORMS, Journal
from kiosk.verification.everything import verify
from kiosk.visits import desk
from screens.desk.desk import Desk
from screens.desk.sheet_list import SheetList
from screens.desk.signing import sign
from screens.desk.signing_words import brief, lines_of, numbers_of, unprinted_of
from screens.questions.entry_form import FormInput
from screens.widgets.pin_pad import PinPad
from tests.people import consult, help_out
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, Guest

LONG = " ".join(islice(cycle(("слово", "Донаудампфшиффартсгезелльшафтскапитен")), 60))


async def have_helped(person: Guest, *results: str) -> list[int]:
    """The administrator's desk, with that many more entries completed and not signed."""
    await person.work_as("smirnova")
    point, screen = person.app.point, person.app.screen
    assert isinstance(screen, Desk)
    chief = screen._specialist

    def help_all() -> list[int]:
        return [help_out(point, chief, consult(point), result) for result in results]

    entries = await person.app.act(help_all)
    screen.look_again()
    await person.settle()
    return entries


async def begin_to_sign(person: Guest, entry: int) -> None:
    """The sign screen of one entry, as the desk opens it for the marked one."""
    screen = person.app.screen
    assert isinstance(screen, Desk)
    screen.begin(partial(sign, person.app, screen._specialist, entry))
    await person.at("SignEntry")


async def state(person: Guest, entry: int) -> str:
    return str((await person.app.act(Entry.get_by_id, entry)).state)


async def signatures(person: Guest) -> int:
    return await person.app.act(Act.select().where(Act.kind == Kind.ENTRY_SIGNED.value).count)


def ticks(person: Guest) -> list[bool]:
    return [row.ticked for row in person.app.screen.query_one(SheetList).rows]


def can_type(person: Guest) -> bool:
    return person.app.screen.query_one("#field").display


async def test_an_entry_is_shown_as_it_will_be_printed_and_alone_is_signed(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        first, second = await have_helped(person, "Показано первое", LONG * 3)
        await begin_to_sign(person, first)
        for words in ("Показано первое", "ждёт ПИН-кода", "24.11.2026"):
            assert words in person.text
        for column in FORMS[Journal.CONSULTATIONS].columns:
            assert column.head.split()[0] in person.text
        await person.fill("111111", then="Notice")
        await person.press("enter", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert "Подписано: № 8. Отпечаток подписи: " in person.text
        assert "Ещё не подписано: 2. F5 покажет." in person.text
        assert (await state(person, first), await state(person, second)) == ("signed", "completed")
        await person.press("enter", then="Desk")
        await begin_to_sign(person, second)
        assert not can_type(person)
        assert "PgDn Дальше" in person.text
        for _page in range(20):
            if not can_type(person):
                await person.touch(person.app.screen.query_one("#closed KeyButton"))
        pad = person.app.screen.query_one(PinPad).region
        assert pad and person.app.screen.query_one("#body").region.contains_region(pad)


async def test_twenty_five_entries_are_signed_by_one_pin_and_a_press_each(kiosk: Opener) -> None:
    pressed: Counter[str] = Counter()
    async with kiosk() as person:
        entries = await have_helped(person, *["Показано"] * 24)
        before = await signatures(person)

        async def press(key: str) -> None:
            pressed[key] += 1
            await person.press(key)

        await press("f5")
        await person.at("DaySheet")
        assert not can_type(person)
        for row in range(25):
            pressed["space"] += 1
            await person.pilot.pause()
            person.send("space")
            await person.until(lambda row=row: ticks(person)[row], "a tick")
        assert ticks(person) == [True] * 25
        await person.until(lambda: "Enter подпишет № 3, 8–31" in person.text, "the numbers")
        await person.press("enter")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="DaySheet")
        assert ticks(person) == [True] * 25
        assert await signatures(person) == before
        pin = person.example.pins["smirnova"]
        await person.press(pin[0])  # the first digit leads to the field
        await person.write(pin[1:])
        await press("enter")
        await person.at("Notice")
        assert "Подписано: № 3, 8–31. " in person.text
        assert person.reads("Everything is signed.")
        await press("enter")
        await person.at("Desk")
        assert pressed.total() == 28
        assert await signatures(person) == before + 1
        assert {await state(person, entry) for entry in entries} == {"signed"}
        assert (await person.app.act(verify, person.app.point)).wrong is None


async def test_what_was_not_shown_to_its_end_is_neither_signed_nor_ticked(kiosk: Opener) -> None:
    async with kiosk() as person:
        (entry,) = await have_helped(person, LONG)
        before = await signatures(person)
        await begin_to_sign(person, entry)
        assert not can_type(person)
        assert "Прочитайте до конца" in person.text
        await person.press(*person.example.pins["smirnova"], "enter", "end")
        assert (person.screen, can_type(person)) == ("SignEntry", False)
        pages = 0
        while not can_type(person):
            pages += 1
            assert pages < 20
            await person.press("pagedown")
        assert pages > 1
        await person.press("escape", then="Desk")

        await person.press("f5", then="DaySheet")
        await person.press("space", "space")
        assert ticks(person) == [True, False]
        presses = 1
        while not ticks(person)[1]:
            presses += 1
            assert presses < 20
            await person.press("space")
        assert presses > 2
        await person.press("up", "up", "space")
        assert ticks(person) == [False, True]
        await person.press("enter")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert await state(person, entry) == "signed"
        assert await signatures(person) == before + 1


async def test_a_tick_does_not_outlive_a_change_of_its_row(kiosk: Opener) -> None:
    async with kiosk() as person:
        (entry,) = await have_helped(person, "Показано")
        point, chief = person.app.point, person.app.screen._specialist
        await person.press("f5", then="DaySheet")
        await person.touch(person.app.screen.query_one(SheetList).rows[0])
        await person.press("space", "down", "space", "up", "space")
        assert ticks(person) == [True, True]
        await person.app.act(desk.complete, point, chief, entry, result="Показано не то")
        await person.press("enter")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="DaySheet")
        assert ticks(person) == [True, False]
        assert "Показано не то" in person.text
        assert person.app.screen.query_one(FormInput).value == ""
        assert await state(person, entry) == "completed"
        await person.press("escape", then="Desk")


ROW = RowToSign(
    entry=1,
    journal=Journal.CONSULTATIONS,
    year=2025,
    number=7,
    cells={
        "number": "7",
        "opened": "23.11.2026",
        "topic": "Отчёты",
        "name": "Ли Яна",
        "completed": "24.11.2026",
    },
    remark="Взамен записи № 3",
    unprinted={"problem": "Не открывается", "result": "Показано", "note": "памятка"},
    corrects=None,
    opened=b"",
    completed=b"",
)
TODAY = date(2026, 11, 24)


def bold(content: Content) -> str:
    """The words in bold."""
    return " ".join(content.plain[s.start : s.end] for s in content.spans if "bold" in str(s.style))


def test_nothing_that_a_signature_covers_is_left_out() -> None:
    for shown in (brief(ROW, TODAY), lines_of(ROW, Content("")) + unprinted_of(ROW)):
        words = [*ROW.cells.values(), *ROW.unprinted.values(), ROW.remark]
        assert [each for each in words if each not in shown.plain and each != "7"] == []


def test_another_day_and_another_school_year_are_in_bold() -> None:
    assert "23.11.2026 – 24.11.2026, 2025/26 учебный год" in bold(brief(ROW, TODAY))
    assert "2026" not in bold(brief(TODAYS, TODAY))
    assert "24.11.2026" in brief(TODAYS, TODAY).plain


TODAYS = RowToSign(
    entry=2,
    journal=Journal.REQUESTS,
    year=2026,
    number=8,
    cells={
        "number": "8",
        "opened": "24.11.2026",
        "room": "215",
        "problem": "Нет сети",
        "completed": "24.11.2026",
        "note": "Заменён кабель",
    },
    remark="",
    unprinted={},
    corrects=None,
    opened=b"",
    completed=b"",
)


def test_rows_are_named_by_volume() -> None:
    named = numbers_of([TODAYS, ROW], TODAY).replace("\N{NO-BREAK SPACE}", " ")
    assert named == "№ 7 (Консультации, 2025/26); № 8 (Технические заявки)"
    assert numbers_of([TODAYS], TODAY) == "№\N{NO-BREAK SPACE}8"
