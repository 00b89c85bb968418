"""Logging in: one answer for a wrong PIN, a locked one and a stranger; no digit is ever seen."""

from __future__ import annotations

import pytest

from kiosk.staff import access, specialists
from kiosk.words.errors import StorageUnavailable
from screens.questions.entry_form import FormInput
from screens.widgets.pin_pad import PinPad
from tests.screens.conftest import Opener

REFUSED = "The PIN did not match, or logging in is paused. Try again in a while."


async def test_a_specialist_comes_to_the_desk_by_the_first_letters_of_nobody_elses_name(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await person.press("6", then="ChooseOrWrite")
        for name in ("Белая Ирина", "Ковалёв Пётр", "Смирнова Ольга"):
            assert name in person.text
        await person.press("2", then="AskPin")
        await person.fill(person.example.pins["kovalyov"], then="Desk")
        assert person.reads("Desk: {name}", name="Ковалёв Пётр Андреевич")


async def test_the_digits_never_reach_the_screen_and_letters_are_not_taken(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("6", then="ChooseOrWrite")
        await person.press("3", then="AskPin")
        await person.press(*"4a7 1b")
        assert person.app.screen.query_one(FormInput).value == "471"
        assert "•••" in person.text
        assert "471" not in person.text
        await person.press("ctrl+c", "ctrl+v")
        assert person.app.clipboard == ""


async def test_the_pad_types_the_pin_by_finger(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("6", then="ChooseOrWrite")
        await person.press("3", then="AskPin")
        pad = person.app.screen.query_one(PinPad)
        for digit in person.example.pins["smirnova"]:
            pad.press(digit)
        await person.settle()
        pad.press("enter")
        await person.at("Desk")


@pytest.mark.parametrize("login", ["smirnova", "nobody"])
async def test_a_wrong_pin_and_a_stranger_get_the_same_answer(kiosk: Opener, login: str) -> None:
    async with kiosk() as person:
        await person.press("6", then="ChooseOrWrite")
        await person.press(*login)
        await person.press("enter", then="AskPin")
        await person.fill("111111", then="Notice")
        assert person.reads(REFUSED)
        await person.press("enter", then="AskPin")
        assert person.app.screen.query_one(FormInput).value == ""
        await person.press("escape")
        await person.at("ChooseOrWrite")


async def test_after_too_many_wrong_pins_the_right_one_waits_as_well(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("6", then="ChooseOrWrite")
        await person.press("3", then="AskPin")
        for _try in range(5):
            await person.fill("111111", then="Notice")
            await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert person.reads(REFUSED)


async def test_a_double_enter_logs_in_once(kiosk: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []
    log_in = access.log_in
    monkeypatch.setattr(
        access,
        "log_in",
        lambda point, login, pin: tries.append(login) or log_in(point, login, pin),
    )
    async with kiosk() as person:
        await person.press("6", then="ChooseOrWrite")
        await person.press("3", then="AskPin")
        await person.write(person.example.pins["smirnova"])
        await person.press_at_once("enter", "enter", "enter")
        await person.at("Desk")
        assert tries == ["smirnova"]


async def test_a_failing_database_is_a_sentence_and_home_again(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_point: object) -> None:
        raise StorageUnavailable

    monkeypatch.setattr(specialists, "enrolled", fail)
    async with kiosk() as person:
        await person.press("6", then="Notice")
        await person.press("enter", then="Home")
