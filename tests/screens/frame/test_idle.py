"""Nobody is there: a warning, then everything is wiped. Seconds pass when the test says so."""

from __future__ import annotations

import re

import pytest

from kiosk.words.i18n import language
from screens.frame.notice import Notice
from screens.questions import specialist
from screens.questions.entry_form import FormInput
from tests.screens.conftest import Opener
from tests.screens.guest import Guest
from tests.screens.visitor.test_sign_in import come_to_check, come_to_name


async def leave_alone(person: Guest, seconds: float) -> None:
    """Nobody touches anything for so long; the application looks at its watch."""
    person.app._last_touch -= seconds
    await person.app.tick()
    await person.settle()


def seconds_left(person: Guest) -> int:
    """What the warning says, and that it says it in good Russian."""
    found = re.search(r"(\d+) (секунд[уы]?)\b", person.text)
    assert found
    assert found[2] == ("секунды" if int(found[1]) in (2, 3, 4) else "секунд")
    return int(found[1])


async def test_a_form_is_warned_about_after_40_seconds_and_wiped_after_60(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.write("Тайная Анна")
        await leave_alone(person, 39)
        assert person.screen == "Write"
        await leave_alone(person, 2)
        assert person.screen == "IdleWarning"
        assert person.reads("Are you still here?")
        before = seconds_left(person)
        assert before in (18, 19)
        await leave_alone(person, 10)
        assert before - seconds_left(person) in (10, 11)
        await leave_alone(person, 9.5)
        await person.at("Home")
        await person.app.tick()
        await person.press("x")  # nobody was there: the first key only takes the board away
        await come_to_name(person)
        assert person.app.screen.query_one(FormInput).value == ""
        assert "Тайная" not in person.text


@pytest.mark.parametrize("by_finger", [False, True])
async def test_a_touch_under_the_warning_keeps_the_form_and_types_nothing(
    kiosk: Opener, by_finger: bool
) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.write("Ли")
        await leave_alone(person, 50)
        assert person.screen == "IdleWarning"
        if by_finger:
            await person.touch(person.app.screen, then="Write")
        else:
            await person.press("x", then="Write")
        assert person.app.screen.query_one(FormInput).value == "Ли"
        await person.press("x")
        assert person.app.screen.query_one(FormInput).value == "Лиx"


async def test_who_needs_more_time_has_ten_times_as_long_until_they_leave(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.write("Ли")
        await leave_alone(person, 50)
        assert person.reads("I need more time")
        await person.press("enter", then="Write")
        assert person.app.screen.query_one(FormInput).value == "Ли"
        await leave_alone(person, 575)
        assert person.screen == "Write"
        await leave_alone(person, 10)
        await person.touch(person.app.screen.query_one("#more"), then="Write")
        await person.press("f4", then="Home")
        await come_to_name(person)
        await leave_alone(person, 50)
        await person.touch(person.app.screen.query_one("#countdown"), then="Write")
        await leave_alone(person, 61)  # a touch beside the words only went on
        await person.at("Home")


async def test_a_notice_over_a_form_is_wiped_with_it(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        person.app.visit(lambda app: app.push_screen_wait(Notice("Вам сюда")))
        await person.at("Notice")
        await leave_alone(person, 61)
        await person.at("Home")


async def test_the_desk_logs_out_after_two_minutes(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await leave_alone(person, 99)
        assert person.screen == "Desk"
        await leave_alone(person, 10)
        assert person.screen == "IdleWarning"
        assert not person.reads("I need more time")
        await leave_alone(person, 12)
        await person.at("Home")
        assert "К-04" not in person.text
        await person.leave()
        await person.press("x")  # nobody was there: the first key only takes the board away
        await person.press("f10", then="ChooseOrWrite")


async def test_questions_of_a_specialist_log_out_as_well(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("f6", then="Journals")
        await person.press("f7", then="Choose")
        await leave_alone(person, 121)
        await person.at("Home")
        assert [type(screen).__name__ for screen in person.app.screen_stack].count("Home") == 1
        assert not person.app.visited


async def test_home_itself_never_grows_idle(kiosk: Opener) -> None:
    async with kiosk() as person:
        await leave_alone(person, 10_000)
        assert person.screen == "Home"


async def test_the_clock_of_the_wall_wipes_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        person.clock.wait(hours=5)
        await leave_alone(person, 1)
        assert person.screen == "Write"


async def test_home_goes_back_to_the_schools_language_and_look(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("f2", "f3")
        assert (language(), person.app.theme) == ("en", "dark")
        await leave_alone(person, 55)
        assert language() == "en"
        await leave_alone(person, 5)
        await person.until(lambda: "Коснитесь экрана" in person.text)
        assert (language(), person.app.theme) == ("ru", "light")


async def test_a_name_to_be_checked_stands_for_half_a_minute_and_any_key_lengthens_it(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await come_to_check(person, "Тайная Анна")
        await leave_alone(person, 16)
        assert person.screen == "IdleWarning"
        await person.press("x", then="Check")
        await leave_alone(person, 30)
        await person.at("Home")
        assert "Тайная" not in person.text


async def test_at_the_desk_a_check_stands_as_long_as_the_desk() -> None:
    assert specialist.Check.idle_seconds == 120
