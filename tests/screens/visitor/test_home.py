"""Home: what stands there, and the six ways from it."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.words.i18n import _, language
from screens.frame.themes import THEMES
from screens.visitor.home import BOARD_AFTER_SECONDS
from screens.widgets.choices import ChoiceButton, Choices
from screens.widgets.on_screen_keyboard import LANGUAGE, OnScreenKeyboard
from screens.widgets.page import margin
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL

WAYS = ("Choose", "Write", "Schedule", "Choose", "AskTicket", "Choose")
"""The first screen behind each choice."""


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_home_says_what_time_it_is_how_many_wait_and_what_is_on_today(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        for words in ("Чем помочь?", "10:40", "4 человека", "сегодня 10:00, каб.\xa0214"):
            assert words.replace("\xa0", " ") in person.text
        assert len(person.app.screen.query(ChoiceButton)) == 6


async def test_a_digit_a_touch_and_the_arrows_lead_the_same_way(kiosk: Opener) -> None:
    async with kiosk() as person:
        for number, first in enumerate(WAYS, start=1):
            await person.press(str(number), then=first)
            await person.press("escape", then="Home")
            await person.touch_choice(number, then=first)
            await person.press("escape", then="Home")
            await person.press(*["right"] * (number - 1), "enter", then=first)
            await person.press("escape", then="Home")


async def test_home_is_where_back_ends_and_other_keys_do_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("escape", "f4", "7", "0", "x", "tab", "f5")
        assert person.screen == "Home"
        assert person.app.is_running


async def test_the_specialists_come_in_by_a_key_or_a_touch_on_it(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("f10", then="ChooseOrWrite")
        await person.press("escape", then="Home")
        await person.touch_bar("F10", then="ChooseOrWrite")


async def test_every_choice_is_three_rows_high(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        for button in person.app.screen.query(ChoiceButton):
            assert button.region.height >= 3


async def test_the_language_and_the_theme_change_and_the_next_visitor_finds_the_schools(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await person.press("f2")
        assert "Sign in for a consultation" in person.text
        await person.press("f3")
        assert person.app.theme == "dark"
        await person.press("1", then="Choose")
        assert "Who are you?" in person.text
        await person.press("f4", then="Home")
        assert person.reads("Sign in for a consultation")
        assert "Записаться на консультацию" in person.text
        assert person.app.theme == "light"


async def test_the_theme_of_the_settings_is_shown(kiosk: Opener) -> None:
    async with kiosk(theme="dark") as person:
        assert person.app.theme == "dark"
        styles = [segment.style for strip in person.strips for segment in strip if segment.style]
        papers = {style.bgcolor.triplet.hex for style in styles if style.bgcolor}
        assert THEMES["dark"].background in papers


async def test_nothing_moves_the_marker_out_of_the_choices(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press(*["down"] * 5, *["right"] * 5)
        assert isinstance(person.app.focused, ChoiceButton)
        await person.press(*["up"] * 5, *["left"] * 5)
        assert isinstance(person.app.focused, ChoiceButton)
        assert person.app.screen.query_one(Choices).buttons[0].has_focus


async def test_without_a_session_today_the_board_says_what_still_works(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=5)
        await person.app.refresh_board()
        person.app._last_touch -= BOARD_AFTER_SECONDS
        await person.app.tick()
        await person.settle()
        assert _("Nobody is on duty now") in person.text
        assert "Ближайшее занятие: " in person.text or person.reads("You can still sign in.")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_red_line_takes_no_touch_from_what_it_crosses(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        row = person.app.screen.query_one("#choice-1").region.y + 1
        await person.look()
        person.tap(margin(size[0]), row)
        await person.at("Choose")


async def test_the_language_key_goes_through_what_the_school_shows(kiosk: Opener) -> None:
    async with kiosk(languages=("ru", "uk")) as person:
        for code, following in (("ru", "Українська"), ("uk", "Русский"), ("ru", "Українська")):
            assert language() == code
            assert f"F2 {following}" in person.text
            await person.press("f2")


async def test_where_one_language_is_shown_there_is_no_key_for_another(kiosk: Opener) -> None:
    async with kiosk(language="uk", languages=("uk",)) as person:
        assert "F2" not in person.text
        before = person.text
        await person.press("f2")
        assert (language(), person.text) == ("uk", before)
        await person.press("2", then="Write")
        assert "F2" not in person.text
        await person.press("f5")
        keyboard = person.app.screen.query_one(OnScreenKeyboard)
        assert keyboard.layout_code == "uk"
        assert keyboard.region_of(LANGUAGE) is None


async def test_a_kiosk_of_ukrainian_returns_to_it(kiosk: Opener) -> None:
    async with kiosk(language="uk") as person:
        await person.press("f2", "f2")
        assert language() == "en"
        await person.press("1", then="Choose")
        await person.press("f4", then="Home")
        await person.until(lambda: language() == "uk", "the school's language")


async def test_choices_on_their_way_out_take_no_marker_and_end_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        choices = person.app.screen.query_one(Choices)
        going = asyncio.ensure_future(choices.remove()())
        while not going.done():
            choices.focus_first()
            await asyncio.sleep(0)
