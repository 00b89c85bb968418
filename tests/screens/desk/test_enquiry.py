"""Writing down an enquiry at the desk: the presses, the words, what is refused."""

from __future__ import annotations

from db.models import Entry
from kiosk.proof.acts import State
from kiosk.visits import paper_rows
from screens.desk.enquiry import EnquiryScreen
from screens.questions.entry_form import FormInput
from screens.widgets.choices import ChoiceButton
from tests.screens.conftest import Opener
from tests.screens.guest import Guest


async def newest(person: Guest) -> Entry:
    return await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())


async def open_part(person: Guest, part: str) -> None:
    """Wait for a part of the screen, with all that can be chosen there."""
    screen = person.app.screen
    assert isinstance(screen, EnquiryScreen)
    await person.until(lambda: screen._step == part and screen.focused is not None)
    await person.settle()


async def test_an_answered_letter_takes_six_presses_and_the_words(kiosk: Opener) -> None:
    """A message takes one press more: how they asked, e-mail is marked already."""
    presses = 0
    async with kiosk() as person:
        await person.work_as("smirnova")

        async def press(key: str, then: str = "") -> None:
            nonlocal presses
            presses += 1
            await person.press(key, then=then)

        await press("f2", then="EnquiryScreen")
        await press("8")
        await person.write("королёва анна сергеевна, 5а")
        await press("enter")
        await open_part(person, "about")
        await press("3")
        await press("2")
        await open_part(person, "record")
        await press("enter", then="Desk")
        row = await newest(person)
        assert presses == 6
        assert (row.name, row.school_class, row.role) == (
            *("Королёва Анна Сергеевна", "5-А"),
            "guardian",
        )
        assert (row.channel, row.state, row.topic_title) == (
            *("email", State.COMPLETED.value),
            "Отметки в электронном дневнике",
        )
        assert row.result == "Дано разъяснение, вопрос решён"
        await person.until(lambda: person.reads("Completed, not signed: {n}", n=2))


async def test_words_time_and_paper(kiosk: Opener) -> None:
    """Own words, a time of an earlier day, the row of a sheet; what is refused keeps the words."""
    async with kiosk() as person:
        await person.work_as("smirnova")
        (sheet,) = await person.app.act(paper_rows.new_sheets, person.app.point)
        await person.press("f2", then="EnquiryScreen")
        await person.press("4", "6")
        assert isinstance(person.app.focused, FormInput)
        await person.press("1")  # digits type in a field
        assert person.app.focused.value == "1"
        await person.press("backspace")
        await person.write("Ли Анна Борисовна")
        await person.press("escape", "6")
        assert person.app.focused.value == "Ли Анна Борисовна"
        await person.press("enter")
        await open_part(person, "about")
        await person.press("enter")  # the marked topic, and back from it
        await open_part(person, "done")
        await person.press("escape")
        await person.press(*"где")
        assert person.app.focused.value == "где"
        await person.press("enter", "x", "enter")
        await open_part(person, "record")
        assert person.reads("Write it down")
        await person.press("tab")
        await person.write("завтра")
        await person.press("enter", "enter")
        assert person.reads(
            "Please write the time, and the day if it was an earlier one: 10:40, 27.11 10:40."
        )
        person.app.focused.value = "вчера 16:30"
        await person.press("enter")
        await person.write("ABCDEFGH")
        await person.press("enter", "enter", then="Notice")
        assert person.reads("No blank row was printed with the code “{typed}”.", typed="ABCDEFGH")
        await person.press("enter", then="EnquiryScreen")
        assert person.reads("entered later")
        await person.press("tab", "tab")
        person.app.focused.value = sheet.codes[0].lower()
        await person.press("enter", "enter", then="Desk")
        row = await newest(person)
        assert (row.topic_title, row.result, row.channel) == ("где", "x", "in_person")
        assert (row.request_id, row.asked[11:]) == (f"sheet-{sheet.codes[0]}", "16:30")
        assert row.held_on == row.asked[:10]


async def test_what_is_not_done_yet_waits_in_the_line(kiosk: Opener) -> None:
    """A request has a room in place of a role; words mean the one topic that they begin."""
    async with kiosk() as person:
        await person.work_as("kovalyov")
        await person.press("f2", then="EnquiryScreen")
        await person.press("3")
        await person.write("Ли Анна Борисовна")
        await person.press("enter")
        await person.write("214")
        await person.press("enter")
        await open_part(person, "about")
        await person.until(lambda: len(person.app.screen.query("#topics ChoiceButton")) > 1)
        await person.press("ы", "ы", "enter")
        await open_part(person, "done")
        await person.press(str(len(person.app.screen.query("#results ChoiceButton"))))
        await person.press("f5")  # nothing to sign
        button = person.app.focused
        assert isinstance(button, ChoiceButton)
        await person.press("enter", then="Desk")
        row = await newest(person)
        assert (row.room, row.problem, row.state) == ("214", "ыы", State.WAITING.value)
        assert row.id in [visitor.entry for visitor in person.app.screen._waiting]


async def test_it_is_written_down_and_signed_in_one_go(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("f2", then="EnquiryScreen")
        await person.press("6")
        await person.write("Ли Анна Борисовна")
        await person.press("enter")
        await open_part(person, "about")
        await person.press("1", "1", "f5", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="Desk")
        assert (await newest(person)).state == State.SIGNED.value


async def test_blank_sheets_are_written_in_the_office(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("f7", then="Choose")
        await person.press("5", then="Notice")
        (written,) = person.app.settings.export_folder.glob("sheets-*.pdf")
        assert written.read_bytes().startswith(b"%PDF")
