"""«My ticket» on the screen: number and code, what can be changed, what the desk shows of it."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from db.models import Act, Entry
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.visits.registration import Slip
from kiosk.words.errors import TicketAtDesk, TicketCalled, WrongTicketCode
from kiosk.words.i18n import _
from screens.visitor.my_ticket import times_to_come_back
from screens.widgets.choices import ChoiceButton
from screens.widgets.pin_pad import PinPad
from tests.people import ask, consult
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest


async def take(person: Guest, name: str = "Артёменко Татьяна Юрьевна") -> Slip:
    slip = await person.app.act(consult, person.app.point, name)
    await person.app.refresh_board()
    return slip


async def show(person: Guest, slip: Slip, then: str = "TicketPage") -> None:
    """From home to the ticket, by its number and code."""
    await person.press("5", then="AskTicket")
    await person.fill(slip.label)
    await person.fill(slip.code, then=then)


async def kinds(person: Guest) -> list[str]:
    """The kinds of the acts, the newest first."""
    acts = await person.app.act(lambda: list(Act.select(Act.kind).order_by(Act.seq.desc())))
    return [act.kind for act in acts]


def states(point: HelpPoint, slip: Slip) -> tuple[str, str]:
    row = Entry.get(Entry.point == point.id, Entry.number == slip.number, Entry.series == "К")
    return row.state, row.left_reason


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_ticket_shows_its_place_and_no_name(kiosk: Opener, size: tuple[int, int]) -> None:
    async with kiosk(size=size) as person:
        slip = await take(person)
        await show(person, slip)
        assert person.reads("My ticket")
        assert "перед Вами" in person.text
        for words in ("Let one person pass", "Come back later", "Cancel the ticket"):
            assert person.reads(words) is (words != "Let one person pass")
        assert "Артёменко" not in person.text
        assert not isinstance(person.app.focused, ChoiceButton)
        for button in person.app.screen.query(ChoiceButton):
            assert button.region.height >= 3
        await person.press("enter", then="Home")
        assert (await kinds(person))[0] == "entry_opened"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_ticket_bears_the_code(kiosk: Opener, size: tuple[int, int]) -> None:
    async with kiosk(size=size) as person:
        await person.press("1", then="Choose")
        await person.press("1", then="ChooseOrWrite")
        await person.press("1", then="Write")
        await person.fill("Ли Яна")
        await person.fill("2-В", then="Check")
        await person.press("enter", then="Ticket")
        slip = person.app.screen._slip  # type: ignore[attr-defined]
        assert _("Code for “My ticket”:") in person.text
        place = person.app.screen.query_one("#ticket-code")
        told = str(place.render()) if size == SMALL else place.text  # type: ignore[attr-defined]
        assert slip.code in told
        assert place.region.bottom <= size[1] - 3
        await person.press("enter", then="Home")
        await show(person, slip)


async def test_a_finger_types_number_and_code_on_the_pad(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await take(person)
        await person.touch_choice(5, then="AskTicket")
        pad = person.app.screen.query_one(PinPad)
        for key in (*f"{int(slip.label[2:])}", "enter", *slip.code, "enter"):
            pad.press(key)
            await person.settle()
        await person.at("TicketPage")


async def test_a_wrong_code_shows_nothing_and_three_of_them_lead_to_the_desk(
    kiosk: Opener,
) -> None:
    async with kiosk(size=LARGE) as person:
        slip = await take(person)
        wrong = f"{(int(slip.code) + 1) % 10_000:04}"
        await person.press("5", then="AskTicket")
        await person.fill(slip.label)
        for error in (WrongTicketCode, WrongTicketCode, TicketAtDesk):
            await person.fill(wrong, then="Notice")
            assert person.reads(error.words)
            await person.press("enter", then="AskTicket")
            assert wrong not in person.text
        await person.fill(slip.code, then="Notice")
        await person.press("enter", then="AskTicket")
        await person.press("escape", then="Home")
        await person.work_as("smirnova")
        assert person.reads("wrong code, F2 gives a new one")
        await person.press("tab")
        line = person.app.screen.query_one("#waiting")
        line.focus()
        await person.press("end", "f4", then="Notice")
        assert slip.label in person.text


async def test_who_cancels_is_asked_and_told_and_the_desk_puts_back(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        slip = await take(person)
        await show(person, slip)
        await person.press("2", then="Check")
        await person.press("enter", then="TicketPage")  # the marker stands on the way back
        assert await person.app.act(states, person.app.point, slip) == ("waiting", "")
        await person.press("2", then="Check")
        await person.press("1", then="Notice")
        assert slip.label in person.text
        await person.press("enter", then="Home")
        assert await person.app.act(states, person.app.point, slip) == ("left", "withdrawn")
        assert (await kinds(person))[0] == "entry_withdrawn"
        await person.work_as("smirnova")
        assert person.reads("cancelled, Enter restores")
        person.app.screen.query_one("#waiting").focus()
        await person.press("end", "enter")
        await person.until(lambda: not person.reads("cancelled, Enter restores"), "restored")
        assert await person.app.act(states, person.app.point, slip) == ("waiting", "")
        assert (await kinds(person))[0] == "entry_restored"


async def test_who_lets_one_pass_is_told_the_new_place(kiosk: Opener) -> None:
    async with kiosk() as person:
        first = await take(person)
        await take(person, "Мельник Денис Олегович")
        await show(person, first)
        assert person.reads("Let one person pass")
        await person.press("1", then="Notice")
        await person.press("enter", then="TicketPage")
        assert not person.reads("Let one person pass")
        assert (await kinds(person))[0] == "entry_deferred"


async def test_who_comes_back_later_says_when(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        slip = await take(person)
        await show(person, slip)
        await person.press("1", then="Choose")
        assert person.reads("When will you be back?")
        await person.press("escape", then="TicketPage")
        await person.press("1", then="Choose")
        await person.press("2", then="Notice")
        assert "11:10" in person.text
        await person.press("enter", then="TicketPage")
        assert person.reads("You come back at {time}", time="11:10")
        await person.press("enter", then="Home")
        await person.work_as("smirnova")
        assert person.reads("{time} back", time="11:10")


async def test_a_request_waits_by_itself_and_can_be_cancelled(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await person.app.act(ask, person.app.point)
        await show(person, slip)
        (deed,) = person.app.screen.query(ChoiceButton)
        assert _("Cancel the ticket") in str(deed.render())


async def test_who_was_called_meanwhile_is_told_so(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await take(person)
        await show(person, slip)

        def call() -> None:
            Entry.update(state=State.CALLED.value).where(Entry.request_id == request).execute()

        row = Entry.number == slip.number, Entry.series == "К"
        request = await person.app.act(lambda: Entry.get(*row).request_id)
        await person.app.act(call)
        await person.press("2", then="Check")
        await person.press("1", then="Notice")
        assert person.reads(TicketCalled.words)
        await person.press("enter", then="TicketPage")
        assert person.reads("You are called: please go to the specialist")
        assert not person.app.screen.query(ChoiceButton)
        await person.press("down", "1", "enter", then="Home")


async def test_the_page_is_wiped_when_nobody_touches_it(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await take(person)
        await show(person, slip)
        person.app._last_touch -= 31
        await person.app.tick()
        await person.at("Home")
        assert slip.label not in person.text


async def test_pressing_twice_cancels_once(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await take(person)
        await show(person, slip)
        await person.press("2", then="Check")
        await person.look()
        await person.press_at_once("1", "1", "1")
        await person.at("Notice")
        await person.press("enter", then="Home")
        assert (await kinds(person)).count("entry_withdrawn") == 1


@pytest.mark.parametrize("hostile", ["[b]8[/]", "🙂", "К-" + "9" * 6, "\x1b[31m", "'; --"])
async def test_whatever_is_typed_for_a_number_opens_nothing(kiosk: Opener, hostile: str) -> None:
    async with kiosk() as person:
        slip = await take(person)
        await person.press("5", then="AskTicket")
        await person.fill(hostile)
        await person.fill(slip.code, then="Notice")
        await person.press("enter", then="AskTicket")
        await person.press("f4", then="Home")


async def come_again(person: Guest, name: str) -> None:
    await person.press("1", then="Choose")
    await person.press("3", then="ChooseOrWrite")
    await person.press("1", then="Write")
    await person.fill(name)


async def test_the_same_name_twice_is_asked_and_shown_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await take(person, "Журавель Ия Олеговна")
        before = await person.entries()
        await come_again(person, "журавель ия олеговна")
        await person.at("Choose")
        assert person.reads("Have you taken a ticket already?")
        assert slip.label not in person.text and slip.code not in person.text
        await person.press("escape", then="Write")
        await person.press("enter", then="Choose")
        await person.press("2", then="Check")
        await person.press("enter", then="Ticket")
        await person.press("enter", then="Home")
        assert await person.entries() == before + 1


async def test_who_has_a_ticket_already_is_led_to_it(kiosk: Opener) -> None:
    async with kiosk() as person:
        slip = await take(person, "Журавель Ия Олеговна")
        before = await person.entries()
        await come_again(person, "Журавель Ия Олеговна")
        await person.at("Choose")
        await person.press("1", then="AskTicket")
        await person.fill(slip.label)
        await person.fill(slip.code, then="TicketPage")
        await person.press("enter", then="Home")
        assert await person.entries() == before


def test_the_times_to_come_back_are_of_today_and_before_its_end() -> None:
    def told(now: datetime, ends: time | None = None) -> list[str]:
        return [f"{at:%H:%M}" for at in times_to_come_back(now, ends)]

    morning = datetime(2026, 11, 24, 10, 41, 30)
    assert told(morning)[:4] == ["11:00", "11:15", "11:30", "11:45"]
    assert told(morning.replace(minute=40))[0] == "10:55"
    assert told(morning, time(11, 30)) == ["11:00", "11:15"]
    assert told(morning.replace(hour=23)) == []
    assert told(morning.replace(hour=23, minute=0)) == ["23:15", "23:30", "23:45"]
