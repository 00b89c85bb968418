"""Logging in: one answer for a wrong PIN, a locked one and a stranger; no digit is ever seen."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial

import pytest
from textual.widgets import Static

from kiosk.signing.lockout import FREE_FOR_ALL, FREE_TRIES, Lockout
from kiosk.staff import access, desks, specialists
from kiosk.words.errors import PinPaused, StorageUnavailable
from kiosk.words.i18n import _
from screens.desk.wrong_pins import WrongPinsLine
from screens.frame.patience import Patience
from screens.questions.entry_form import FormInput
from screens.widgets.big_text import BigText
from screens.widgets.pin_pad import PinPad
from tests.people import Clock
from tests.screens.conftest import Opener
from tests.screens.guest import PATIENCE, Guest

WRONG = "111111"
ADVICE = "If it was not you, somebody is guessing your PIN: get a new one (administrator, F7)."


class Seconds:
    """A monotonic clock in the test's hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def hold_time(person: Guest) -> Seconds:
    """Let pauses pass only when the test says so; what the screen counts down by itself does not
    come to a second."""
    seconds = Seconds()
    person.app.point = replace(person.app.point, lockout=Lockout(seconds))
    return seconds


async def come_to_pin(person: Guest, login: str) -> None:
    """From home to the question for the PIN."""
    await person.press("f10", then="ChooseOrWrite")
    await person.press(*login)
    await person.press("enter", then="AskPin")


async def be_wrong(person: Guest, times: int, *, back: str = "AskPin") -> None:
    """Type a wrong PIN, see the answer, and be asked again."""
    for _try in range(times):
        await person.fill(WRONG, then="Notice")
        await person.press("enter", then=back)
        await person.press(*(["enter"] if back == "DaySheet" else []))


async def wrong_elsewhere(person: Guest, login: str) -> None:
    """Somebody types a wrong PIN at another device."""

    def charge() -> None:
        who = access.counted_for(person.app.point, login)
        Lockout().charge(who, enrolled=True, at="2026-11-24T07:35:00.000Z")

    await person.app.act(charge)


def pause_shown(person: Guest) -> str:
    """What is left of a pause in large digits; nothing where there is none."""
    screen = person.app.screen
    return screen.query_one(BigText).text if screen.query("#pause").first().display else ""


def told(person: Guest) -> str:
    """What a notice says."""
    return str(person.app.screen.query_one("#sentence", Static).content)


def tells_wrong_pins(person: Guest) -> bool:
    return any(line.display for line in person.app.screen.query(WrongPinsLine))


async def test_a_specialist_comes_to_the_desk_by_the_first_letters_of_nobody_elses_name(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await person.press("f10", then="ChooseOrWrite")
        for name in ("Белая Ирина", "Ковалёв Пётр", "Смирнова Ольга"):
            assert name in person.text
        await person.press("2", then="AskPin")
        await person.fill(person.example.pins["kovalyov"], then="Desk")
        assert person.reads("Desk: {name}", name="Ковалёв Пётр Андреевич")


async def test_the_digits_never_reach_the_screen_and_letters_are_not_taken(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("f10", then="ChooseOrWrite")
        await person.press("3", then="AskPin")
        await person.press(*"4a7 1b")
        assert person.app.screen.query_one(FormInput).value == "471"
        assert "•••" in person.text
        assert "471" not in person.text
        await person.press("ctrl+c", "ctrl+v")
        assert person.app.clipboard == ""


async def test_the_pad_types_the_pin_by_finger(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("f10", then="ChooseOrWrite")
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
        await come_to_pin(person, login)
        await person.fill(WRONG, then="Notice")
        assert person.reads("The PIN did not match.")
        await person.press("enter", then="AskPin")
        assert person.app.screen.query_one(FormInput).value == ""
        await person.press("escape")
        await person.at("ChooseOrWrite")


@pytest.mark.parametrize("login", ["smirnova", "nobody"])
async def test_after_five_wrong_pins_a_pause_is_shown_and_counted_down(
    kiosk: Opener, login: str
) -> None:
    """The same for somebody who exists and for nobody; no PIN is taken meanwhile."""
    async with kiosk() as person:
        seconds = hold_time(person)
        await come_to_pin(person, login)
        await be_wrong(person, FREE_TRIES)
        assert pause_shown(person) == ""
        await person.fill(WRONG, then="Notice")
        assert person.reads("The PIN did not match. Now there is a pause of {time}.", time="1:00")
        await person.press("enter", then="AskPin")
        await person.until(lambda: pause_shown(person) == "1:00", "a pause")
        await person.press(*person.example.pins.get(login, WRONG), "enter", "f6")
        assert person.screen == "AskPin"
        assert person.app.screen.query_one(FormInput).value == ""
        seconds.now += 48.5
        await person.until(lambda: pause_shown(person) == "0:11", "a shorter pause")
        assert person.screen == "AskPin"


async def test_when_the_pause_is_over_the_right_pin_is_taken(kiosk: Opener) -> None:
    async with kiosk() as person:
        seconds = hold_time(person)
        await come_to_pin(person, "smirnova")
        await be_wrong(person, FREE_TRIES + 1)
        await person.until(lambda: pause_shown(person) != "", "a pause")
        seconds.now += 61
        await person.until(lambda: not pause_shown(person), "the end of the pause")
        await person.fill(person.example.pins["smirnova"], then="Desk")


async def test_a_pause_is_shown_on_the_way_to_a_signature_too(kiosk: Opener) -> None:
    async with kiosk() as person:
        hold_time(person)
        await person.work_as("smirnova")
        await person.press("f5", then="DaySheet")
        await person.press("space", "enter")
        await be_wrong(person, FREE_TRIES + 1, back="DaySheet")
        await person.until(lambda: pause_shown(person) == "1:00", "a pause")


async def test_another_specialists_pin_ends_the_wait_at_this_kiosk(kiosk: Opener) -> None:
    async with kiosk() as person:
        hold_time(person)
        await come_to_pin(person, "smirnova")
        await be_wrong(person, FREE_TRIES + 1)
        await person.until(lambda: pause_shown(person), "a pause")
        await person.press("escape", then="ChooseOrWrite")
        await person.press("escape", then="Home")
        await person.log_in("belaya")
        await person.press("escape", then="Home")
        await come_to_pin(person, "smirnova")
        assert not pause_shown(person)
        await person.fill(WRONG, then="Notice")
        assert person.reads("The PIN did not match. Now there is a pause of {time}.", time="2:00")


async def test_one_persons_pause_does_not_stop_another(kiosk: Opener) -> None:
    async with kiosk() as person:
        for login in ("nobody", "smirnova"):
            await come_to_pin(person, login)
            await be_wrong(person, FREE_TRIES + 1)
            await person.press("escape", then="ChooseOrWrite")
            await person.press("escape", then="Home")
        await person.log_in("belaya")


async def test_a_slow_answer_after_many_wrong_pins_is_waited_for_in_sight(kiosk: Opener) -> None:
    """Keys meanwhile begin nothing else; the right PIN leads to the desk all the same."""
    answer = threading.Event()
    async with kiosk() as person:
        seconds = hold_time(person)
        slow = Lockout(seconds, lambda _delay: answer.wait(PATIENCE))
        person.app.point = replace(person.app.point, lockout=slow)
        for number in range(FREE_FOR_ALL + 1):
            await wrong_elsewhere(person, f"nobody {number}")
        await come_to_pin(person, "smirnova")
        await person.write(person.example.pins["smirnova"])
        await person.look()
        person.send("enter")
        await person.until(lambda: isinstance(person.app.screen, Patience), "patience")
        person.send("6")
        person.send("escape")
        await person.pilot.pause(0.1)
        assert isinstance(person.app.screen, Patience)
        answer.set()
        await person.at("Desk")


async def test_a_slow_answer_to_a_wrong_pin_ends_with_its_notice(kiosk: Opener) -> None:
    answer = threading.Event()
    async with kiosk() as person:
        slow = Lockout(sleep=lambda _delay: answer.wait(PATIENCE))
        person.app.point = replace(person.app.point, lockout=slow)
        for number in range(FREE_FOR_ALL + 1):
            await wrong_elsewhere(person, f"nobody {number}")
        await come_to_pin(person, "smirnova")
        await person.write(WRONG)
        await person.look()
        person.send("enter")
        await person.until(lambda: isinstance(person.app.screen, Patience), "patience")
        answer.set()
        await person.at("Notice")
        await person.press("enter", then="AskPin")


async def test_a_pause_that_begins_while_a_pin_is_typed_is_told(kiosk: Opener) -> None:
    """Another device may begin one at any moment: then the try is refused, and says how long."""
    async with kiosk() as person:
        hold_time(person)
        await come_to_pin(person, "smirnova")
        point = person.app.point
        who = access.counted_for(point, "smirnova")
        for _try in range(FREE_TRIES + 1):
            elsewhere = Lockout()
            await person.app.act(elsewhere.charge, who, enrolled=True, at="")
        person.app.screen.look_at_pause = lambda: None
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert person.reads(PinPaused(60).words, time="1:00")


async def test_wrong_pins_since_the_last_log_in_are_told_until_they_were_seen(
    kiosk: Opener, clock: Clock
) -> None:
    async with kiosk() as person:
        await come_to_pin(person, "smirnova")
        await be_wrong(person, 3)
        await person.press("escape", then="ChooseOrWrite")
        await person.press("escape", then="Home")
        clock.wait(minutes=10)
        for _visit in range(2):
            await come_to_pin(person, "smirnova")
            await person.fill(person.example.pins["smirnova"], then="Notice")
            sentence = "С прошлого входа: 3 неверных ПИН-кода, последний 24.11 в 10:40"
            assert sentence in told(person)
            assert _(ADVICE) in told(person)
            await person.press("enter", then="Desk")
            await person.until(lambda: tells_wrong_pins(person), "the line of the desk")
            assert sentence in person.text
            await person.press("escape", then="Home")
        await come_to_pin(person, "smirnova")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="Desk")
        await person.until(lambda: tells_wrong_pins(person), "the line of the desk")
        await person.press("f9")
        await person.until(lambda: not tells_wrong_pins(person), "no line any more")
        await person.press("escape", then="Home")
        await person.log_in("smirnova")
        assert not tells_wrong_pins(person)


async def test_wrong_pins_are_seen_by_finger_as_well(kiosk: Opener) -> None:
    async with kiosk() as person:
        await wrong_elsewhere(person, "belaya")
        await person.work_as("belaya")
        await person.until(lambda: tells_wrong_pins(person), "the line of the desk")
        await person.touch_bar(_("Seen"))
        await person.until(lambda: not tells_wrong_pins(person), "no line any more")


async def test_wrong_pins_while_somebody_works_come_to_the_desk(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("belaya")
        assert not tells_wrong_pins(person)
        await wrong_elsewhere(person, "belaya")
        await person.until(lambda: tells_wrong_pins(person), "the line of the desk")


async def test_ones_own_slips_of_a_moment_ago_are_told_on_the_desk_alone(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_pin(person, "belaya")
        await be_wrong(person, 2)
        await person.fill(person.example.pins["belaya"], then="Desk")
        await person.until(lambda: tells_wrong_pins(person), "the line of the desk")


async def test_slips_at_another_name_hide_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        await wrong_elsewhere(person, "belaya")
        await come_to_pin(person, "kovalyov")
        await be_wrong(person, 3)
        await person.press("escape", then="ChooseOrWrite")
        field = person.app.screen.query_one(FormInput)
        field.value = ""
        await person.press(*"belaya")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["belaya"], then="Notice")
        assert _(ADVICE) in told(person)


async def test_a_double_enter_logs_in_once(kiosk: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []
    open_desk = desks.open_desk
    monkeypatch.setattr(
        desks,
        "open_desk",
        lambda point, login, pin: tries.append(login) or open_desk(point, login, pin),
    )
    async with kiosk() as person:
        await person.press("f10", then="ChooseOrWrite")
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
        await person.press("f10", then="Notice")
        await person.press("enter", then="Home")


async def test_a_replaced_pin_stands_in_the_list_and_is_told_until_confirmed(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        pins = person.example.pins
        chief = {"administrator": "smirnova", "admin_pin": pins["smirnova"]}
        new = partial(specialists.renew, person.app.point, "belaya", pin="577215", **chief)
        await person.app.act(new)
        for answer, then in (("2", "Notice"), ("1", "Desk")):
            await person.press("f10", then="ChooseOrWrite")
            assert person.text.count("ПИН-код заменён 24.11") == 1
            await person.press(*"belaya")
            await person.press("enter", then="AskPin")
            await person.fill("577215", then="Check")
            for words in ("24.11.2026", "Смирнова", "без второй подписи"):
                assert words in person.text
            await person.press(answer, then=then)
            if then == "Notice":
                await person.press("enter", then="Desk")
            await person.press("escape", then="Home")
        await person.press("f10", then="ChooseOrWrite")
        await person.press(*"belaya")
        await person.press("enter", then="AskPin")
        await person.fill("577215", then="Desk")
