"""Twelve guardians with one question at the screens."""

from __future__ import annotations

import pytest

from db.models import Entry
from screens.questions.entry_form import FormInput
from screens.visitor import tickets
from tests.screens.conftest import Opener
from tests.screens.guest import Guest

MOST_PRESSES = 20
SURNAMES = ["Ли", "Ким", "Пак", "Цой", "Хан", "Тен", "Юн", "Шин", "Ма", "Ян", "Сон", "Чен"]
NAMES = [f"{surname} Анна Владимировна" for surname in SURNAMES]


def fields(person: Guest) -> list[str]:
    return [field.value for field in person.app.screen.query(FormInput)]


async def test_twelve_guardians_press_twenty_keys_besides_words(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(tickets, "print_ticket", lambda page, _queue: printed.append(page.code))
    async with kiosk(ticket_printer="hall") as person:
        presses = 0

        async def press(key: str, then: str) -> None:
            nonlocal presses
            presses += 1
            await person.press(key, then=then)

        await press("1", "Choose")
        await press("6", "Choose")
        await press("1", "ChooseOrWrite")
        await press("2", "Write")
        await person.write("2-В")
        await press("enter", "WriteNames")
        for name in NAMES:
            assert fields(person) == [""]
            await person.write(name)
            await press("enter", "WriteNames")
        assert "12 Чен Анна Владимировна · 11 Сон Анна" in person.text
        await press("enter", "Check")
        assert "Ли Анна" in person.text and "2-В" in person.text
        assert person.reads("Yes, sign us in") and person.reads("change")
        await person.press("pagedown")
        assert "Юн Анна" in person.text and "Чен Анна" in person.text
        await press("enter", "Tickets")
        entries = await person.app.act(lambda: [*Entry.select().order_by(Entry.id)][-12:])
        for entry in entries:
            assert f"К-{entry.ticket:02}" in person.text and entry.name in person.text
        await person.until(lambda: person.reads("Please take the printed tickets"))
        assert len(printed) == len(set(printed)) == 12
        assert all(code in person.text for code in printed)
        await press("enter", "Home")
        assert "Анна" not in person.text
    assert [entry.name for entry in entries] == NAMES
    assert {entry.school_class for entry in entries} == {"2-В"}
    print(f"presses besides words: {presses}")
    assert presses <= MOST_PRESSES


async def test_escape_takes_up_the_last_name_and_keeps_what_was_typed(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", "6", "3", then="ChooseOrWrite")
        await person.press("2", then="WriteNames")
        await person.fill("Ли Яна", "Ким Анна")
        await person.write("Пак О")
        await person.press("escape", then="WriteNames")
        assert fields(person) == ["Ким Анна"]
        await person.press("enter", then="WriteNames")
        assert fields(person) == ["Пак О"]
        await person.press("escape", "escape", "escape", then="ChooseOrWrite")
        await person.press("2", then="WriteNames")
        assert fields(person) == ["Пак О"]
        await person.press("f4", then="Home")
        assert await person.entries() == 13
