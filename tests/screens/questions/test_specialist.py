"""The questions of a specialist are the visitors', with more time and without their keys."""

from __future__ import annotations

import pytest

from screens import questions
from screens.frame.specialist import SpecialistScreen
from screens.questions import specialist
from screens.questions.entry_form import FormInput
from screens.widgets.on_screen_keyboard import OnScreenKeyboard
from tests.screens.conftest import Opener

QUESTIONS = {"AskPin": 60, "Check": 30, "Choose": 60, "ChooseOrWrite": 60, "Write": 60}
"""The questions, and how many seconds a visitor may leave one alone: half where a name stands."""


@pytest.mark.parametrize(("name", "seconds"), QUESTIONS.items())
def test_a_specialist_has_two_minutes_and_a_visitor_less(name: str, seconds: int) -> None:
    at_desk, at_home = getattr(specialist, name), getattr(questions, name)
    assert issubclass(at_desk, at_home) and issubclass(at_desk, SpecialistScreen)
    assert (at_desk.idle_seconds, at_home.idle_seconds) == (120, seconds)
    assert not at_desk.offers_language


async def test_the_keyboard_and_the_way_back_work_in_a_specialists_form(kiosk: Opener) -> None:
    async with kiosk(language="ru") as person:
        await person.work_as("smirnova")
        await person.press("f7", then="Choose")
        await person.press("1", then="Choose")
        await person.until(lambda: person.reads("What is their duty?"))
        await person.press("3", then="Write")
        keyboard = person.app.screen.query_one(OnScreenKeyboard)
        assert not keyboard.display
        before = person.text
        await person.press("f2")
        assert person.text == before
        await person.press("f5")
        assert keyboard.display
        await person.write("Ли Яна")
        await person.press("escape", then="Choose")
        await person.press("3", then="Write")
        assert person.app.screen.query(FormInput).first().value == "Ли Яна"
