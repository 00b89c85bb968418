"""The ticket: what a visitor walks away with, and how it goes away by itself."""

from __future__ import annotations

import pytest

from screens.visitor.ticket import Ticket
from screens.widgets.big_text import BigText
from screens.widgets.qr_code import QrCode
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest


async def take_ticket(person: Guest, topic: str) -> Ticket:
    """A teacher signs in; the screen with the ticket."""
    await person.press("1", then="Choose")
    await person.press("3", then="ChooseOrWrite")
    await person.press(topic, then="Write")
    await person.fill("Ли Яна", then="Check")
    await person.press("enter", then="Ticket")
    assert isinstance(person.app.screen, Ticket)
    return person.app.screen


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_ticket_says_the_number_who_is_before_and_shows_the_guide(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        ticket = await take_ticket(person, "1")
        number, room, *code = ticket.query(BigText)
        assert [each.size.height for each in code] == ([] if size == SMALL else [3])
        assert (number.text, number.size.height) == ("К-08", 7 if size == SMALL else 14)
        assert (room.text, room.size.height) == ("→ 214", 3)
        assert "4 человека" in person.text
        assert "№ 8" not in person.text, "the journal's number says nothing to a visitor"
        assert person.reads("A guide: point your camera")
        assert ticket.query_one(QrCode).text == "https://example.org/ej/vhod"
        assert ticket.query_one(QrCode).fits


async def test_a_topic_without_a_guide_shows_no_code(kiosk: Opener) -> None:
    async with kiosk() as person:
        ticket = await take_ticket(person, "4")
        assert not ticket.query(QrCode)


async def test_a_ticket_goes_home_by_itself_and_says_when(kiosk: Opener) -> None:
    async with kiosk() as person:
        ticket = await take_ticket(person, "4")
        ticket.seconds_left = 2
        await person.settle()
        assert "через 2 секунды" in person.text or "через 1 секунду" in person.text
        await person.at("Home")
        assert "К-08" not in person.text


@pytest.mark.parametrize("key", ["enter", "space", "escape", "f4"])
async def test_a_key_closes_the_ticket_and_opens_nothing_else(kiosk: Opener, key: str) -> None:
    async with kiosk() as person:
        await take_ticket(person, "4")
        await person.press(key, then="Home")
        await person.settle()
        assert person.screen == "Home"
        assert not person.app.visited


async def test_the_ticket_speaks_the_visitors_language_and_home_the_schools(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await take_ticket(person, "1")
        await person.press("f2")
        assert "4 people before you" in person.text
        await person.press("enter", then="Home")
        assert "Записаться на консультацию" in person.text
