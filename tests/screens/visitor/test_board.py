"""Home as the board: when it comes, what it tells, and how it goes."""

from __future__ import annotations

import asyncio

import pytest

from db.models import Entry
from kiosk.staff import desks
from kiosk.visits import desk
from kiosk.visits.waiting import board
from screens.visitor.board import BoardView
from screens.visitor.home import BOARD_AFTER_SECONDS, Home
from screens.widgets.big_text import BigText
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest


async def wait_alone(person: Guest, seconds: float = BOARD_AFTER_SECONDS) -> Home:
    """Nobody touches anything for so long; home."""
    person.app._last_touch -= seconds
    await person.app.tick()
    await person.settle()
    home = person.app.screen
    assert isinstance(home, Home)
    return home


async def call_somebody(person: Guest, login: str = "smirnova") -> str:
    """A specialist calls the next in the line; the label of the ticket."""

    def call() -> str:
        specialist = desks.open_desk(person.app.point, login, person.example.pins[login])
        desk.call_next(person.app.point, specialist)
        return board(person.app.point).calls[0].label

    label = await person.app.act(call)
    await person.app.refresh_board()
    await person.settle()
    return label


@pytest.mark.parametrize(("size", "rows"), [(SMALL, 7), (LARGE, 14)])
async def test_the_called_number_and_its_room_lead(
    kiosk: Opener, size: tuple[int, int], rows: int
) -> None:
    async with kiosk(size=size) as person:
        label = await call_somebody(person)
        home = await wait_alone(person)
        number = home.query_one("#board-number", BigText)
        assert (number.text, number.size.height) == (label, rows)
        room = home.query_one("#board-room", BigText)
        assert (room.text, room.size.height) == ("→ 214", 3)
        touch = home.query_one("#board-touch").region
        assert (touch.height, touch.bottom) == (3, size[1])
        assert home.query_one("#board-duty-band").region.bottom <= touch.y
        assert number.region.right <= home.query_one("#board-room").region.x
        for words in ("Приглашается", "Школа-гимназия № 1", "вторник, 24 ноября", "Смирнова О. И."):
            assert words in person.text


async def test_nobodys_name_is_on_the_board(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        names = await person.app.act(lambda: [entry.name for entry in Entry.select()])
        await call_somebody(person)
        await wait_alone(person)
        surnames = {name.split()[0] for name in names if name}
        assert surnames
        assert not [surname for surname in surnames if surname in person.text]


async def test_the_board_comes_after_twenty_seconds_and_not_before(kiosk: Opener) -> None:
    async with kiosk() as person:
        assert not (await wait_alone(person, BOARD_AFTER_SECONDS - 5)).is_board
        assert (await wait_alone(person)).is_board


@pytest.mark.parametrize("key", ["1", "enter", "f4", "x"])
async def test_any_key_gives_the_choices_and_does_nothing_else(kiosk: Opener, key: str) -> None:
    async with kiosk() as person:
        home = await wait_alone(person)
        await person.press(key)
        assert person.screen == "Home"
        assert not home.is_board
        assert person.reads("Sign in for a consultation")
        await person.press("1", then="Choose")


async def test_a_touch_gives_the_choices_and_presses_none(kiosk: Opener) -> None:
    async with kiosk() as person:
        home = await wait_alone(person)
        person.tap(30, 5)
        await person.settle()
        assert person.screen == "Home"
        assert not home.is_board
        assert home.query_one("#choice-1").has_focus


async def test_a_board_that_is_on_its_way_out_takes_no_news(kiosk: Opener) -> None:
    async with kiosk() as person:
        view = (await wait_alone(person)).query_one(BoardView)
        news = await person.app.act(board, person.app.point)
        going = asyncio.ensure_future(view.remove()())
        while not going.done():
            view.show(person.app.point, news)
            await asyncio.sleep(0)


async def test_somebody_on_the_way_sees_no_board(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        person.app._last_touch -= BOARD_AFTER_SECONDS
        await person.app.tick()
        await person.settle()
        assert person.screen == "Choose"
        await person.press("escape", then="Home")
        assert isinstance(person.app.screen, Home)
        assert not person.app.screen.is_board


async def test_the_board_speaks_the_language_of_the_school(kiosk: Opener) -> None:
    async with kiosk(language="en") as person:
        await wait_alone(person)
        assert "Touch the screen or press any key" in person.text
