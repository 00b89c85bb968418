"""The desk: calling, helping, completing, signing, and what a specialist may not do."""

from __future__ import annotations

import pytest

from db.models import Act, Entry, Volume
from kiosk.proof.acts import Kind, LeftReason
from kiosk.proof.forms import Journal
from kiosk.visits import desk
from kiosk.words.errors import AlreadyTaken
from screens.widgets.choices import ChoiceButton
from screens.widgets.virtual_table import VirtualTable
from tests.people import Clock
from tests.screens.conftest import Opener
from tests.screens.guest import Guest


def deeds(person: Guest) -> list[str]:
    """What the buttons offer."""
    return [button._choice.answer for button in person.app.screen.query(ChoiceButton)]


async def offered(person: Guest, *answers: str) -> None:
    """Wait for the buttons, first to last."""
    await person.until(lambda: deeds(person) == [*answers], f"{answers} are awaited")
    await person.settle()


async def call(person: Guest) -> None:
    await person.press("1")
    await offered(person, "start", "recall", "no_show", "give_back")


async def start(person: Guest) -> None:
    await call(person)
    await person.press("1")
    await offered(person, "complete", "cancel")


async def entry(person: Guest, number: int) -> Entry:
    """A consultation of this school year by its number."""
    found = (
        Entry.select()
        .join(Volume)
        .where(Entry.number == number, Volume.journal == Journal.CONSULTATIONS.value)
        .order_by(Volume.year.desc())
    )
    return await person.app.act(found.get)


async def test_the_desk_shows_who_waits_and_what_is_unsigned(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        assert person.app.screen.query_one("#waiting", VirtualTable).count == 4
        assert person.app.screen.query_one("#unsigned", VirtualTable).count == 1
        assert person.reads("Completed, not signed: {n}", n=1)
        for words in ("К-04", "Ученик", "122"):
            assert words in person.text


async def test_a_known_topic_is_closed_in_six_key_presses_besides_the_pin(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await start(person)
        await person.press("1", then="ChooseOrWrite")
        await person.press("1", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="Desk")
        assert (await entry(person, 4)).state == "signed"
        await offered(person, "call_next")


async def test_own_words_and_a_note_are_written_down_and_signing_can_wait(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await start(person)
        await person.press("1", then="ChooseOrWrite")
        await person.press("x")
        await person.fill("[red]y[/]", then="Write")
        await person.fill("памятка", then="SignEntry")
        await person.press("escape", then="Desk")
        row = await entry(person, 4)
        assert (row.state, row.result, row.note) == ("completed", "x[red]y[/]", "памятка")
        await person.until(lambda: person.reads("Completed, not signed: {n}", n=2))


async def test_f5_signs_the_marked_entry_and_shows_the_sheet_without_one(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        person.app.screen.query_one("#unsigned", VirtualTable).focus()
        await person.press("f5", then="SignEntry")
        assert "№ пп 3" in person.text
        await person.press("escape", then="Desk")
        person.app.screen.query_one("#waiting", VirtualTable).focus()
        await person.press("f5", then="DaySheet")
        await person.press("escape", then="Desk")
        assert (await entry(person, 3)).state == "completed"


@pytest.mark.parametrize(
    ("key", "state", "reason"),
    [("3", "left", "no_show"), ("4", "waiting", ""), ("2", "called", "")],
)
async def test_a_called_visitor_may_not_come_go_back_or_be_called_again(
    kiosk: Opener, key: str, state: str, reason: str
) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await call(person)
        await person.press(key)
        await person.settle()
        row = await entry(person, 4)
        assert (row.state, row.left_reason) == (state, reason)


async def test_a_visitor_who_needs_no_help_any_more_is_recorded_so(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await start(person)
        await person.press("2")
        await offered(person, "call_next")
        row = await entry(person, 4)
        assert (row.state, row.left_reason) == ("left", "cancelled")


async def test_a_double_press_calls_one_visitor(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press_at_once("1", "1")
        await person.until(lambda: "call_next" not in deeds(person))
        await person.settle()
        states = [(await entry(person, number)).state for number in (4, 5, 6, 7)]
        assert states[1:] == ["waiting"] * 3
        assert states[0] in ("called", "in_service")


async def test_a_chosen_row_is_called_out_of_turn(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        person.app.screen.query_one("#waiting", VirtualTable).focus()
        await person.press("down", "enter")
        await offered(person, "start", "recall", "no_show", "give_back")
        assert (await entry(person, 5)).state == "called"


async def test_when_a_colleague_was_faster_a_sentence_says_so(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_args: object) -> None:
        raise AlreadyTaken

    monkeypatch.setattr(desk, "call_next", taken)
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("1", then="Notice")
        assert person.reads("This entry was changed meanwhile. The list shows how it is now.")
        await person.press("enter", then="Desk")
        assert deeds(person) == ["call_next"]


async def test_an_empty_line_is_told(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("kovalyov")
        for _row in range(2):
            await call(person)
            await person.press("3")
            await offered(person, "call_next")
        await person.press("1", then="Notice")
        assert person.reads("Nobody is waiting.")


async def test_each_specialist_sees_only_their_own_journals_visitors(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("kovalyov")
        assert person.app.screen.query_one("#waiting", VirtualTable).count == 2
        assert "Т-02" in person.text
        assert "К-04" not in person.text


async def test_only_an_administrator_can_enrol_or_stop(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("belaya")
        await person.press("f7", "f10")
        assert person.screen == "Desk"
        assert not person.reads("Staff")
        assert person.app.is_running


async def test_a_wrong_pin_does_not_stop_the_kiosk_and_the_right_one_does(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("f10", then="AskPin")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="Desk")
        await person.press("f10", then="AskPin")
        await person.write(person.example.pins["smirnova"])
        person.send("enter")
        await person.until(lambda: person.app.return_value == 0)


async def test_leaving_the_desk_shows_home_and_nothing_of_the_desk(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("escape", then="Home")
        assert "К-04" not in person.text
        await person.press("escape")
        assert person.screen == "Home"


async def test_a_failing_database_leaves_the_desk_as_it_was(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise ValueError("broken")

    async with kiosk() as person:
        await person.work_as("smirnova")
        monkeypatch.setattr(desk, "waiting", fail)
        monkeypatch.setattr(desk, "call_next", fail)
        await person.press("1", then="Notice")
        assert person.reads("This did not work. Please call a specialist.")
        await person.press("enter", then="Desk")
        assert "К-04" in person.text
        assert person.app.is_running


async def test_a_visitor_is_carried_over(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        person.app.screen.query_one("#waiting", VirtualTable).focus()
        await person.press("f3", then="Notice")
        assert "запись перенесена и с концом этого дня не закончится" in person.text
        await person.press("enter", then="Desk")
        await person.until(lambda: "Перенесено." in person.text, "the mark of it")
        last = await person.app.act(Act.select().order_by(Act.seq.desc()).first)
        assert last.kind == Kind.ENTRY_CARRIED


async def test_a_request_needs_not_be_carried_over(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("kovalyov")
        count = await person.app.act(Act.select().count)
        person.app.screen.query_one("#waiting", VirtualTable).focus()
        await person.press("f3", then="Notice")
        assert "заявка с концом дня не заканчивается" in person.text
        await person.press("enter", then="Desk")
        assert await person.app.act(Act.select().count) == count


async def test_the_next_morning_begins_without_yesterday_s_line(
    kiosk: Opener, clock: Clock
) -> None:
    """Consultations ended with their day; a request waits on, and says since when."""
    clock.wait(days=1)
    async with kiosk() as person:
        await person.work_as("kovalyov")
        assert {visitor.label[0] for visitor in person.app.screen._waiting} == {"Т"}
        assert "24.11" in person.text
        ended = Entry.select().where(Entry.left_reason == LeftReason.NOT_HELD.value)
        assert await person.app.act(ended.count) > 0


async def test_the_header_calls_nobody_any_more_once_the_visit_has_begun(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await call(person)
        await person.until(lambda: "Вызывают: К-04" in person.text, "the call")
        await person.press("1")
        await offered(person, "complete", "cancel")
        await person.until(lambda: "Вызывают" not in person.text, "the visit has begun")
        assert "В очереди 3 человека" in person.text


async def test_who_works_is_on_duty_though_no_session_names_them(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=1)
        await person.work_as("smirnova")
        await person.until(lambda: "Приём ведёт: Смирнова О. И." in person.text, "on duty")
