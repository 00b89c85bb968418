"""The ticket: what a visitor walks away with, and how it goes away by itself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from textual.widgets import Static

from db.models import Entry, Forecast, TicketCounter
from kiosk.catalogue.schedule import save_sessions
from kiosk.point.point import HelpPoint
from kiosk.staff import desks
from kiosk.words.days import stamp
from kiosk.words.errors import StorageUnavailable
from kiosk.words.records import SessionRecord
from screens.visitor.home import BOARD_AFTER_SECONDS
from screens.visitor.ticket import Ticket
from screens.widgets.big_text import BigText
from screens.widgets.qr_code import QrCode
from tests.people import consult
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


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_ticket_and_home_say_when_once_the_point_knows_its_errors(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        await person.app.act(learn, person.app.point)
        await person.app.refresh_board()
        await person.settle()
        assert re.search(r"Чем помочь\?.* 4 человека, ждать .*[\d–]+ минут 10:40", person.text)
        await person.press("3", then="Schedule")
        assert "ждать" not in person.text  # it leaves the room to the question
        await person.press("escape", then="Home")
        ticket = await take_ticket(person, "1")
        minutes, before = words_of(ticket, "#wait").splitlines()
        assert re.fullmatch(r"(Примерно через|Через|В течение) [\d–]+ минут", minutes)
        assert before == "Перед Вами 4 человека"
        last = ticket.query_one("#countdown").region
        assert last.bottom <= ticket.query_one("KeyBar").region.y
        await person.press("f2")
        assert re.search(r"(In|Within) [\w –]+ minutes", person.text)
        assert "4 people before you" in person.text


async def test_the_board_says_how_long_the_line_takes(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.app.act(learn, person.app.point)
        await person.app.refresh_board()
        person.app._last_touch -= BOARD_AFTER_SECONDS
        await person.app.tick()
        await person.settle()
        assert re.search(r"4 человека ждать .*[\d–]+ минут", person.text)


async def test_before_that_a_ticket_says_how_many_are_before_and_no_minutes(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        ticket = await take_ticket(person, "4")
        assert words_of(ticket, "#wait") == "Перед Вами 4 человека"
        assert "минут" not in person.text
        await person.press("enter", then="Home")
        await person.settle()
        assert "В очереди 5 человек 10:40" in person.text


async def test_a_ticket_says_that_nobody_is_on_duty_and_when_somebody_will_be(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        later = person.clock.now.replace(hour=11, minute=0) + timedelta(days=5)
        person.clock.wait(days=5)
        await person.app.act(save_sessions, person.app.point, [session(later)])
        ticket = await take_ticket(person, "4")
        assert words_of(ticket, "#next-step").splitlines() == [
            "Сейчас никто не принимает",
            "Приём с 14:00",
        ]
        assert not ticket.query_one("#ticket-room").display
        pin = person.example.pins["smirnova"]
        await person.app.act(desks.open_desk, person.app.point, "smirnova", pin)
        await person.app.refresh_board()
        assert words_of(ticket, "#next-step") == "Ждите здесь: Вас пригласят"


async def test_a_ticket_goes_on_counting_with_the_header(kiosk: Opener) -> None:
    async with kiosk() as person:
        ticket = await take_ticket(person, "4")
        first = Entry.select().where(Entry.state == "waiting", Entry.series == "К").first()
        await person.app.act(call_by_a_colleague, person.app.point, first.id)
        await person.app.refresh_board()
        await person.settle()
        assert words_of(ticket, "#wait") == "Перед Вами 3 человека"


async def test_a_ticket_is_shown_though_nothing_could_be_forecast(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_what: object) -> None:
        raise StorageUnavailable

    monkeypatch.setattr("screens.questions.asker.expect", fails)
    async with kiosk() as person:
        ticket = await take_ticket(person, "4")
        assert ticket.query_one(BigText).text == "К-08"
        assert "Перед Вами 4 человека" in person.text


def words_of(ticket: Ticket, place: str) -> str:
    """What stands at a place of the ticket, with plain spaces."""
    return str(ticket.query_one(place, Static).render()).replace("\u00a0", " ")


def learn(point: HelpPoint) -> None:
    """Twenty forecasts that came true, under entries of the example day and what it lacks."""
    made = stamp(point.clock())
    true = stamp(point.clock() + timedelta(minutes=6))
    for _n in range(20):
        slip = consult(point)
        Forecast.create(point=point.id, entry=slip.entry, seconds=300, made_at=made, true_at=true)
        Entry.update(state="left").where(Entry.id == slip.entry).execute()
    TicketCounter.update(last=7).where(TicketCounter.series == "К").execute()


def call_by_a_colleague(point: HelpPoint, entry: int) -> None:
    """As another device does it: nothing of it is said to this one."""
    Entry.update(state="called").where(Entry.id == entry).execute()


def session(starts: datetime) -> SessionRecord:
    return SessionRecord(
        uid="later",
        titles={"ru": "Приём родителей"},
        roles=frozenset(),
        specialist="Белая И. В.",
        room="12",
        starts=starts,
        ends=starts + timedelta(hours=1),
        places=None,
        cancelled=False,
    )
