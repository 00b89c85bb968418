"""A technical request: what is asked, what is refused, and that it is filed once."""

from __future__ import annotations

import pytest

from db.models import Entry
from kiosk.point.saying import new_request_id
from kiosk.staff import specialists
from kiosk.visits import desk, joining, my_ticket, registration
from kiosk.words.people import Specialist
from screens.questions.entry_form import FormInput
from screens.widgets.big_text import BigText
from screens.widgets.virtual_table import VirtualTable
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest
from tests.screens.hostile import MARKUP, STEERS, UNCLOSED, harmless

RUDE = "Полная ж0па"
BEFORE = 13
"""Entries of the example day."""


async def come_to_check(
    person: Guest, room: str = "215", problem: str = "Нет сети", name: str = "Ли Яна"
) -> None:
    """Up to the last question, with the first kind of problem."""
    await person.press("2", then="Write")
    await person.fill(room, then="ChooseOrWrite")
    await person.press("1", then="Write")
    await person.fill(problem)
    await person.until(lambda: person.reads("Who asks?"))
    await person.fill(name, then="Check")


async def test_a_request_with_a_kind_is_filed(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person)
        for words in ("215", "Нет Интернета", "Нет сети", "Ли Яна"):
            assert words in person.text
        await person.press("enter", then="Ticket")
        assert person.app.screen.query_one("#ticket-number", BigText).text == "Т-04"
        await person.press("space", then="Home")
        entry = await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())
        assert (entry.room, entry.topic_title) == ("215", "Нет Интернета")
        assert (entry.problem, entry.name) == ("Нет сети", "Ли Яна")


async def test_a_kind_that_says_everything_needs_no_description(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person, problem="")
        await person.press("enter", then="Ticket")
        entry = await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())
        assert (entry.topic_title, entry.problem) == ("Нет Интернета", "Нет Интернета")


async def test_a_request_in_own_words_brings_them_along_as_the_description(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("2", then="Write")
        await person.fill("215", then="ChooseOrWrite")
        await person.press("Ш")
        await person.fill("ум в колонке", then="Write")
        assert person.app.screen.query_one(FormInput).value == "Шум в колонке"


async def test_every_question_wants_an_answer(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("2", then="Write")
        await person.press("enter")
        assert person.reads("Please fill in this field.")
        await person.fill("215", then="ChooseOrWrite")
        await person.press("x", "backspace", "enter")
        assert person.reads("Please choose, or write in your own words.")
        assert await person.entries() == BEFORE


async def test_a_double_press_files_one_request(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person)
        await person.look()
        await person.press_at_once("enter", "enter", "1")
        await person.until(lambda: person.screen in ("Ticket", "Home"))
        await person.settle()
        assert await person.entries() == BEFORE + 1


async def test_each_line_is_changed_from_the_check(kiosk: Opener) -> None:
    async with kiosk() as person:
        await file_one(person)  # something is open for another room
        await come_to_check(person, room="312")
        await person.press("4", then="Write")
        await person.fill(" Юрьевна", then="Check")
        await person.press("3", then="Write")
        await person.fill(" с утра", then="Check")
        await person.press("1", then="Write")
        await person.press("backspace", "backspace", "backspace", *"215")
        await person.press("enter", then="Choose")  # and may be joined now
        await person.press("1", then="Check")
        assert person.reads("Yes, join it")
        await person.press("2", then="Choose")
        await person.press("2", then="Check")
        await person.press("enter", then="Ticket")
        entry = await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())
        assert (entry.name, entry.room) == ("Ли Яна Юрьевна", "215")
        assert entry.problem == "Нет сети с утра"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_long_description_leaves_the_labels_and_the_button_in_sight(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        await come_to_check(person, problem="Не печатает принтер. " * 23)
        assert person.reads("Room")
        assert person.reads("Yes, file it")
        button = person.app.screen.query_one("#choice-1").region
        assert button.bottom <= size[1] - 3  # above the bar
        await person.press("up")  # the last line comes into sight
        await person.until(lambda: "Ли Яна" in person.text, "the last line")


async def test_hostile_words_reach_the_desk_as_harmless_letters(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person, MARKUP, f"{UNCLOSED} {STEERS}")
        assert harmless(person)
        assert MARKUP in person.text
        assert UNCLOSED in person.text
        await person.press("enter", then="Ticket")
        await person.press("enter", then="Home")
        await person.work_as("kovalyov")
        await person.until(lambda: "[red" in person.text)
        assert harmless(person)
        line = person.app.screen.query_one("#waiting", VirtualTable)
        line.focus()
        await person.press("end", "enter")
        await person.until(lambda: person.reads("Called: {label}", label=""))
        assert harmless(person)


async def test_rude_words_are_asked_to_be_said_otherwise(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("2", then="Write")
        await person.fill("215", then="ChooseOrWrite")
        await person.press("1", then="Write")
        await person.fill(RUDE, then="Choose")
        assert RUDE not in person.text
        await person.press("1", then="Write")
        assert RUDE not in person.text
        await person.fill("Нет сети")
        await person.until(lambda: person.reads("Who asks?"))
        await person.fill("Ли Яна", then="Check")
        await person.press("enter", then="Ticket")
        entry = await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())
        assert entry.problem == "Нет сети"


async def test_a_problem_goes_without_its_rude_description(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("2", then="Write")
        await person.fill("215", then="ChooseOrWrite")
        await person.press("1", then="Write")
        await person.fill(RUDE, then="Choose")
        await person.press("2", then="Write")
        await person.until(lambda: person.reads("Who asks?"))
        await person.fill("Ли Яна", then="Check")
        assert RUDE not in person.text
        await person.press("enter", then="Ticket")
        entry = await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())
        assert (entry.topic_title, entry.problem) == ("Нет Интернета", "Без описания")


async def test_rude_words_in_place_of_a_kind_are_left_out_too(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("2", then="Write")
        await person.fill("215", then="ChooseOrWrite")
        await person.press("в")
        await person.fill(f"от {RUDE}", then="Choose")
        await person.press("2", then="Write")
        await person.until(lambda: person.reads("Who asks?"))
        await person.press("escape", then="ChooseOrWrite")
        assert RUDE not in person.text
        assert "Без описания" not in person.text


async def test_a_rude_room_is_not_taken(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("2", then="Write")
        await person.fill(RUDE)
        assert person.reads("Please say it without rude words.")
        assert person.screen == "Write"


async def file_one(person: Guest, name: str = "Лысенко Ольга") -> int:
    """A request from room 215 about the first kind of problem, which nobody typed here."""
    slip = await person.app.act(
        registration.file_request,
        person.app.point,
        request_id=new_request_id(),
        room="каб. 215",
        topic="internet",
        description="Зелёный провод",
        name=name,
    )
    return slip.entry


async def come_to_known(person: Guest, *, then: str = "Choose") -> None:
    """To the question whether the open request is meant."""
    await person.press("2", then="Write")
    await person.fill("215", then="ChooseOrWrite")
    await person.press("1", then=then)


async def test_the_same_fault_in_the_same_room_is_joined_and_takes_no_number(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        entry = await file_one(person)
        await come_to_known(person)
        assert person.reads("filed: {time}", time="10:40")
        assert "Нет Интернета" in person.text
        assert "Лысенко" not in person.text
        assert "Зелёный" not in person.text
        await person.press("1")
        await person.until(lambda: person.reads("Who asks?"))
        await person.fill("ли яна", then="Check")
        assert "Т-04" in person.text
        await person.press("enter", then="Ticket")
        assert person.reads("This fault is known already")
        assert person.app.screen.query_one("#ticket-number", BigText).text == "Т-04"
        assert not person.app.screen.query("#ticket-code")
        await person.press("space", then="Home")
        assert await person.entries() == BEFORE + 1
        await person.work_as("kovalyov")
        await person.until(lambda: person.reads("{n} more. {question}", n=1, question="Нет И"))
        assert "Ли Яна" not in person.text
        await person.app.act(desk.call, person.app.point, await technician(person), entry)
        await person.until(lambda: person.reads("{n} more: {names}", n=1, names="Ли Яна 10:40"))


async def technician(person: Guest) -> Specialist:
    people = await person.app.act(specialists.enrolled, person.app.point)
    return next(each for each in people if each.login == "kovalyov")


async def test_another_request_is_filed_beside_the_known_one(kiosk: Opener) -> None:
    async with kiosk() as person:
        await file_one(person)
        await come_to_known(person)
        await person.press("escape", then="ChooseOrWrite")
        await person.press("1", then="Choose")
        await person.press("2", then="Write")
        await person.fill("Искрит")
        await person.until(lambda: person.reads("Who asks?"))
        await person.press("escape")
        await person.press("escape", then="Choose")
        await person.press("2", then="Write")
        await person.press("enter")
        await person.until(lambda: person.reads("Who asks?"))
        await person.fill("Ли Яна", then="Check")
        await person.press("enter", then="Ticket")
        assert person.app.screen.query_one("#ticket-number", BigText).text == "Т-05"
        assert await person.entries() == BEFORE + 2


async def test_a_known_request_that_ends_meanwhile_leads_to_one_of_their_own(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        entry = await file_one(person)
        await come_to_known(person)
        await person.press("1")
        await person.until(lambda: person.reads("Who asks?"))
        await person.fill("Ли Яна", then="Check")
        await person.app.act(my_ticket.withdraw, person.app.point, entry)
        await person.press("enter", then="Notice")
        assert person.reads("That request has just ended. Please file your own.")
        await person.press("enter", then="Write")
        await person.fill("Нет сети", then="Check")
        await person.press("enter", then="Ticket")
        assert person.app.screen.query_one("#ticket-number", BigText).text == "Т-05"
        assert await person.entries() == BEFORE + 2


async def test_hostile_names_of_who_joined_reach_the_desk_as_harmless_letters(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        entry = await file_one(person)
        told = {"request_id": "one", "name": f"{MARKUP} {UNCLOSED} {STEERS}"}
        await person.app.act(joining.join, person.app.point, entry, **told)
        await person.work_as("kovalyov")
        await person.app.act(desk.call, person.app.point, await technician(person), entry)
        await person.until(lambda: MARKUP.split()[0] in person.text)
        assert harmless(person)


async def test_a_double_press_joins_once(kiosk: Opener) -> None:
    async with kiosk() as person:
        entry = await file_one(person)
        await come_to_known(person)
        await person.press("1")
        await person.until(lambda: person.reads("Who asks?"))
        await person.fill("Ли Яна", then="Check")
        await person.look()
        await person.press_at_once("enter", "enter", "1")
        await person.until(lambda: person.screen in ("Ticket", "Home"))
        await person.settle()
        found = await person.app.act(joining.joiners, person.app.point, entry)
        assert [each.name for each in found] == ["Ли Яна"]
