"""Large print: F8 brings it and takes it on, nothing in it is cut, and it ends with the visitor."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from kiosk.speech.voice import Voice
from kiosk.words.languages import offered
from screens.visitor.board import BoardView
from screens.visitor.home import Home
from screens.widgets.big_text import BigText
from screens.widgets.choice_button import ChoiceButton
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar
from screens.widgets.large_choice import LargeChoice
from screens.widgets.large_words import LARGE as CLASS
from screens.widgets.large_words import LargeWords
from tests.blind import Recorder
from tests.people import consult
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest
from tests.screens.visitor.test_board import call_somebody, wait_alone


def is_large(person: Guest) -> bool:
    return person.app.screen.has_class(CLASS)


async def begin(person: Guest) -> None:
    """Large print, from home in the usual view."""
    await person.press("f8")
    await person.until(lambda: is_large(person) and bool(person.app.screen.query(LargeChoice)))
    await person.settle()


async def walk(person: Guest) -> AsyncIterator[str]:
    """Every screen of a visitor, each in large print."""
    await begin(person)
    yield "home"
    await person.press("1", then="Choose")
    yield "roles"
    await person.press("1", then="ChooseOrWrite")
    yield "topics"
    await person.press("x")
    yield "own words"
    await person.press("escape", "1", then="Write")
    await person.fill("Ли Яна")
    await person.write("2-В")
    yield "name"
    await person.press("f5")
    yield "name with keyboard"
    await person.press("enter", then="Check")
    yield "check"
    await person.press("enter", then="Ticket")
    yield "ticket"
    await person.press("pagedown")
    yield "overleaf"
    await person.press("f4", then="Home")
    await begin(person)
    await person.press("2", then="Write")
    yield "room"
    await person.fill("215", then="ChooseOrWrite")
    yield "kinds"
    await person.press("f4", then="Home")
    slip = await person.app.act(consult, person.app.point)
    await begin(person)
    await person.press("3", then="AskTicket")
    await person.fill(slip.label)
    yield "number and code"
    await person.fill(slip.code, then="TicketPage")
    yield "my ticket"
    await person.press("f4", then="Home")
    for number, screens in (("1", ["Schedule", "SessionPage"]), ("2", ["Choose"]), ("3", [])):
        await begin(person)
        await person.press("4")
        yield f"others {number}"
        await person.press("pagedown" if number == "3" else number)
        for screen in screens:
            await person.at(screen)
            yield screen
            await person.press("enter")
        await person.press("f4", then="Home")


async def cut(person: Guest) -> list[str]:
    """What does not stand whole on the screen: choices on any of their pages, keys, numbers."""
    screen, size = person.app.screen, person.app.size
    flaws = [] if is_large(person) else ["the usual view"]
    keys = [key for bar in screen.query(KeyBar) for key in bar.children if key.display]
    flaws += [f"key {key.render()}" for key in keys if key.region.right > size.width]
    end = screen.query_one(KeyBar).region.y
    seen: set[ChoiceButton] = set()
    for choices in screen.query(Choices):
        for _page in range(len(choices._pages) if choices.display else 0):
            shown = [button for button in choices.query(LargeChoice) if button.display]
            flaws += [f"{b.region}" for b in shown if b.region.height < b.rows]
            flaws += [f"below: {b.region}" for b in shown if b.region.bottom > end]
            flaws += [str(b.render()) for b in shown if not b._drawn and not b._plain]
            seen |= {*shown}
            if len(choices._pages) > 1:
                await person.press("pagedown")
        if choices.display:
            flaws += [f"never: {b.render()}" for b in choices.buttons if b not in seen]
    for words in screen.query(LargeWords):
        if not words._end and words.text and words.size.height % 4 != 3:
            flaws.append(f"words: {words.text}")
    return flaws


@pytest.mark.parametrize(("code", "size"), [("uk", SMALL), ("ru", LARGE)])
async def test_every_visitors_screen_stands_in_large_print_and_nothing_is_cut(
    kiosk: Opener, code: str, size: tuple[int, int]
) -> None:
    found: dict[str, list[str]] = {}
    async with kiosk(size=size, language=code, languages=offered()) as person:
        async for place in walk(person):
            if flaws := await cut(person):
                found[place] = flaws
    assert found == {}


async def test_f8_is_large_print_then_the_voice_then_the_usual_view(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.app.voice = Voice(Recorder())
        assert person.reads("Large print")
        await person.press("1", then="Choose")
        await person.press("f8")
        assert is_large(person)
        assert person.reads("Voice")
        await person.press("f8", then="SpokenQuestion")
        assert person.app.voice.on
        assert not person.app.large
        assert person.reads("Usual view")
        await person.press("f8", then="Choose")
        assert not person.app.voice.on
        assert not is_large(person)


async def test_large_print_ends_with_the_visitor(kiosk: Opener) -> None:
    async with kiosk() as person:
        await begin(person)
        await person.press("1", then="Choose")
        assert is_large(person)
        await person.press("f4", then="Home")
        await person.until(lambda: not is_large(person), "the usual home")
        await begin(person)
        await person.press("4")
        person.app._last_touch -= 60
        await person.app.tick()
        await person.until(lambda: not is_large(person), "home is wiped, too")
        await begin(person)
        assert person.app.screen.query(LargeChoice).first()._choice.answer == "sign_in"


async def test_a_digit_of_another_page_shows_that_choice_and_takes_it_when_seen(
    kiosk: Opener,
) -> None:
    async with kiosk(size=SMALL, language="ru") as person:
        await begin(person)
        await person.press("1", then="Choose")
        choice = person.app.screen.query_one("#choice-4", LargeChoice)
        assert not choice.display
        await person.press("4")
        assert (person.screen, choice.display, choice.has_focus) == ("Choose", True, True)
        await person.press("4", then="ChooseOrWrite")


async def test_what_is_typed_is_drawn_and_a_secret_is_not(kiosk: Opener) -> None:
    async with kiosk(size=SMALL, language="ru") as person:
        person.app.voice = Voice(None)
        await begin(person)
        await person.press("2", then="Write")
        await person.write("215")
        assert person.app.screen.query_one(LargeWords).text == "215"
        await person.press("f8")  # no voice is installed: the usual view, and the word stays
        await person.until(lambda: person.app.focused is not None and not is_large(person))
        assert person.app.focused.value == "215"  # type: ignore[union-attr]
        await person.press("f4", then="Home")
        await begin(person)
        await person.press("3", then="AskTicket")
        assert len(person.app.screen.query(LargeWords)) == 1, "the code is not drawn"


async def test_the_board_in_large_print_has_the_largest_number_and_the_whole_room(
    kiosk: Opener,
) -> None:
    async with kiosk(size=SMALL) as person:
        label = await call_somebody(person)
        await begin(person)
        home = await wait_alone(person)
        assert isinstance(home, Home)
        number, room = (home.query_one(f"#board-{each}", BigText) for each in ("number", "room"))
        assert (number.text, number.size.height) == (label, 14)
        assert (room.text, room.size.height) == ("→ 214", 3)
        view = home.query_one(BoardView)
        assert room.region.bottom <= view.query_one("#board-touch").region.y
