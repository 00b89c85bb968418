"""A visitor signs in: the happy way, refusals, leaving, double presses, hostile words."""

from __future__ import annotations

import peewee as pw
import pytest
from textual.content import Content
from textual.widgets import Static

from db.models import Entry
from kiosk.visits import registration
from kiosk.words.errors import StorageUnavailable
from screens.app import KioskApp
from screens.questions.entry_form import FormInput
from screens.widgets.big_text import BigText
from screens.widgets.on_screen_keyboard import OnScreenKeyboard
from tests.screens.conftest import Opener
from tests.screens.guest import Guest
from tests.screens.hostile import MARKUP, SHOWN, STEERS, UNCLOSED, harmless

BEFORE = 13
"""Entries of the example day."""


async def come_to_check(person: Guest, name: str = "Ли Яна") -> None:
    """A teacher with the second topic, up to the last question."""
    await person.press("1", then="Choose")
    await person.press("3", then="ChooseOrWrite")
    await person.press("2", then="Write")
    await person.fill(name, then="Check")


async def last(person: Guest) -> Entry:
    """The newest entry."""
    return await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())


def fields(person: Guest) -> list[str]:
    """What stands in the fields of the screen."""
    return [field.value for field in person.app.screen.query(FormInput)]


async def test_a_guardian_signs_in_and_leaves_with_a_ticket(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("1", then="ChooseOrWrite")
        await person.press("2", then="Write")
        await person.fill("Ли Яна", "2-В", then="Check")
        for words in ("Родитель", "Просмотр электронного дневника", "Ли Яна", "2-В"):
            assert words in person.text
        await person.press("enter", then="Ticket")
        assert person.reads("You are signed in")
        assert person.app.screen.query_one("#ticket-number", BigText).text == "К-08"
        await person.press("enter", then="Home")
        entry = await last(person)
        assert (entry.role, entry.name, entry.school_class) == ("guardian", "Ли Яна", "2-В")


async def test_the_same_by_finger_and_the_keyboard_on_the_screen(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.touch_choice(1, then="Choose")
        await person.touch_choice(3, then="ChooseOrWrite")
        await person.touch_choice(2, then="Write")
        assert person.app.screen.query_one("OnScreenKeyboard").display
        await person.fill("Ли", then="Check")
        await person.touch_choice(1, then="Ticket")
        await person.touch_bar("Enter", then="Home")
        assert await person.entries() == BEFORE + 1


async def tap_keys(person: Guest, *codes: str) -> None:
    """A finger on the keys of the keyboard on the screen."""
    for code in codes:
        keyboard = person.app.screen.query_one(OnScreenKeyboard)
        region = keyboard.region_of(code)
        assert region is not None, code
        at = keyboard.content_region.offset + region.offset
        await person.look()
        person.tap(at.x + region.width // 2, at.y + region.height // 2)
        await person.settle()


async def test_a_name_begins_with_capitals_and_the_class_is_two_buttons(kiosk: Opener) -> None:
    async with kiosk(diagonal=10.1) as person:
        await person.press("1", then="Choose")
        assert person.app.screen.query_one("#choice-1").size.height == person.app.finger.height == 4
        await person.press("1", then="ChooseOrWrite")
        await person.press("2", then="Write")
        keyboard = person.app.screen.query_one(OnScreenKeyboard)
        assert not keyboard.display  # nobody who types needs it
        await person.touch(person.app.screen.query(FormInput)[0])
        assert keyboard.display
        await tap_keys(person, *"ли", " ", "page", "я", "page", *"на", "backspace", "а", "enter")
        assert fields(person) == ["Ли Яна", ""]
        await tap_keys(person, "А", "3", "11")
        assert fields(person) == ["Ли Яна", "11-А"]
        await tap_keys(person, "typing", "backspace", "б")
        assert fields(person) == ["Ли Яна", "11-б"]
        await person.press("enter", then="Check")
        assert "11-Б" in person.text


async def test_words_of_ones_own_begin_with_the_first_letter(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("3", then="ChooseOrWrite")
        await person.press_at_once(*"Где 5-й урок")
        await person.until(lambda: fields(person) == ["Где 5-й урок"])
        await person.press("enter", then="Write")
        await person.fill("Ли", then="Check")
        assert "Где 5-й урок" in person.text


async def test_the_way_to_a_login_is_told_to_those_who_ask_for_one(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("2", then="ChooseOrWrite")
        await person.press("1", then="Write")
        assert person.reads("Login and password are given by the class teacher.")


async def test_an_empty_name_is_asked_for_again(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("1", then="ChooseOrWrite")
        await person.press("2", then="Write")
        await person.fill("Ли", "   ")
        assert person.screen == "Write"
        assert person.reads("Please fill in this field.")
        assert person.app.focused is person.app.screen.query(FormInput)[1]


async def test_escape_goes_back_step_by_step_and_what_was_said_is_kept(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person)
        await person.press("escape", then="Write")
        assert fields(person) == ["Ли Яна"]
        await person.press("escape", then="ChooseOrWrite")
        await person.press("escape", then="Choose")
        await person.press("escape", then="Home")
        assert await person.entries() == BEFORE


async def test_each_line_of_the_check_is_changed_and_leads_back_to_it(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person)  # a teacher, whose questions nobody else has
        await person.press("3", then="Write")
        await person.write(" Петровна")
        await person.press("escape", then="Check")
        assert "Петровна" not in person.text  # who goes back has changed nothing
        await person.press("up", "enter", then="Write")
        await person.fill(" Юрьевна", then="Check")
        await person.press("tab", "enter", then="Choose")
        await person.press("1", then="ChooseOrWrite")  # a guardian has other questions
        await person.press("escape", then="Choose")
        await person.press("escape", then="Check")
        assert "Учитель" in person.text
        await person.touch(person.app.screen.query_one("#line-1"), then="Choose")
        await person.press("1", then="ChooseOrWrite")
        await person.press("1", then="Write")  # and a class
        await person.fill("5а", then="Check")
        await person.press("4", then="Write")
        assert person.app.focused is person.app.screen.query(FormInput)[1]
        await person.press("backspace", "backspace", "backspace", *"7в")
        await person.press("enter", then="Check")
        await person.press("2", then="ChooseOrWrite")
        assert person.app.focused is person.app.screen.query_one("#choice-1")
        await person.press("2", then="Check")
        await person.press("enter", then="Ticket")
        entry = await last(person)
        assert (entry.role, entry.name) == ("guardian", "Ли Яна Юрьевна")
        assert (entry.school_class, entry.topic_title) == ("7-В", "Просмотр электронного дневника")


async def test_escape_keeps_words_that_were_half_typed(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.write("Ли Я")
        await person.press("escape", then="ChooseOrWrite")
        await person.press("x", "y", "escape", then="Choose")
        await person.press("3", then="ChooseOrWrite")
        assert fields(person) == ["xy"]
        await person.press("2", then="Write")
        assert fields(person) == ["Ли Я"]


@pytest.mark.parametrize("way_out", ["escape", "f4"])
async def test_the_next_visitor_sees_nothing_of_what_was_typed(kiosk: Opener, way_out: str) -> None:
    async with kiosk() as person:
        await come_to_check(person, "Тайная Анна")
        await person.press("escape", then="Write")
        while person.screen != "Home":
            await person.press(way_out)
        await person.at("Home")
        await come_to_name(person)
        assert fields(person) == [""]
        assert "Тайная" not in person.text
        assert person.app.clipboard == ""


async def come_to_name(person: Guest) -> None:
    await person.press("1", then="Choose")
    await person.press("3", then="ChooseOrWrite")
    await person.press("2", then="Write")


@pytest.mark.parametrize(
    "keys", [("enter", "enter", "enter"), ("enter", "space"), ("space", "1", "enter")]
)
async def test_a_double_press_makes_one_entry(kiosk: Opener, keys: tuple[str, ...]) -> None:
    async with kiosk() as person:
        await come_to_check(person)
        await person.look()
        await person.press_at_once(*keys)
        await person.until(lambda: person.screen in ("Ticket", "Home"))
        await person.settle()
        assert await person.entries() == BEFORE + 1


async def test_a_double_enter_on_the_way_neither_skips_a_question_nor_ends_the_visit(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.write("Ли")
        await person.press_at_once("enter", "enter", "enter")
        await person.until(lambda: person.screen in ("Check", "Ticket"))
        await person.settle()
        assert person.app.is_running
        assert [screen for screen in person.app.screen_stack if type(screen).__name__ == "Home"]


async def test_a_refusal_is_a_sentence_and_the_same_visit_can_try_again(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    enter = registration.sign_in

    def refuse_twice(*args: object, **said: object) -> object:
        asked.append(str(said["request_id"]))
        if len(asked) <= 2:
            raise StorageUnavailable
        return enter(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(registration, "sign_in", refuse_twice)
    async with kiosk() as person:
        await come_to_check(person)
        await person.press("enter", then="Notice")
        said = str(person.app.screen.query_one("#sentence", Static).render())
        assert said == StorageUnavailable().sentence()
        await person.press("enter", then="Check")
        await person.press("enter", then="Ticket")
        assert await person.entries() == BEFORE + 1
    assert len(asked) == 3 and len(set(asked)) == 1


async def test_a_disk_that_fails_while_it_is_read_has_its_sentence(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_said: object) -> None:
        raise pw.OperationalError("disk I/O error")

    monkeypatch.setattr(registration, "sign_in", fail)
    async with kiosk() as person:
        await come_to_check(person)
        await person.press("enter", then="Notice")
        said = str(person.app.screen.query_one("#sentence", Static).render())
        assert said == StorageUnavailable().sentence()


async def test_the_unexpected_is_a_calm_sentence_without_its_details(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object, **_said: object) -> None:
        raise ValueError("Ли Яна")

    monkeypatch.setattr(registration, "sign_in", fail)
    async with kiosk() as person:
        await come_to_check(person)
        await person.press("enter", then="Notice")
        assert person.reads("This did not work. Please call a specialist.")
        assert person.app.is_running
    assert "ValueError at" in caplog.text
    assert "Ли Яна" not in caplog.text


@pytest.mark.parametrize(
    ("words", "shown"), [(MARKUP, MARKUP), (UNCLOSED, UNCLOSED), (STEERS, SHOWN)]
)
async def test_hostile_words_are_shown_as_harmless_letters(
    kiosk: Opener, words: str, shown: str
) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("1", then="ChooseOrWrite")
        await person.press("x")
        await person.fill(words, then="Write")
        await person.fill("Ли Яна", words, then="Check")
        assert harmless(person)
        await person.press("enter", then="Ticket")
        await person.press("enter", then="Home")
        entry = await last(person)
        assert (entry.school_class, entry.topic_title) == (shown, f"x{shown}")
        await person.work_as("smirnova")
        await person.press("f6", then="Journals")
        await person.until(lambda: shown[:8] in person.text)
        assert harmless(person)
        await person.press("enter", then="EntryPage")
        await person.until(lambda: shown[:8] in person.text)
        assert harmless(person)


@pytest.mark.parametrize("words", ["[@click=app.quit]x[/]", STEERS])
async def test_control_what_a_careless_widget_shows_is_found_harmful(
    kiosk: Opener, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KioskApp, "get_line_filters", lambda _app: [])
    async with kiosk() as person:
        person.app.screen.query_one("#clock", Static).update(Content.from_markup(words))
        await person.settle()
        assert not harmless(person)


@pytest.mark.parametrize("words", ["😀😀", MARKUP, "Я", "а" * 120])
async def test_what_is_no_name_is_not_taken(kiosk: Opener, words: str) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.fill(words)
        assert person.screen == "Write"
        why = ("This is too long for a name.",) if len(words) > 99 else ("only.", "two letters.")
        sentences = [
            "A name has letters, hyphens and apostrophes only.",
            "Please write the whole name, at least two letters.",
            "This is too long for a name.",
        ]
        assert any(person.reads(one) for one in sentences if one.endswith(why))


async def test_a_name_in_small_letters_becomes_tidy(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person, "  иванова анна - мария ")
        assert "Иванова Анна-Мария" in person.text
        await person.press("enter", then="Ticket")
        assert (await last(person)).name == "Иванова Анна-Мария"


async def test_a_latin_letter_in_a_name_is_asked_about(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.fill("Ивaнова Aнна", then="Choose")
        await person.press("1", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).name == "Иванова Анна"


async def test_two_alphabets_stay_where_the_visitor_wants_them(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.fill("Smith Анна", then="Choose")
        await person.press("1", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).name == "Smith Анна"


async def test_a_surname_that_is_an_insult_is_nobodys_to_judge(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_check(person, "Дураков Козел")
        await person.press("enter", then="Ticket")
        assert (await last(person)).name == "Дураков Козел"


async def test_an_obscene_word_in_place_of_a_name_is_asked_about(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_name(person)
        await person.fill("жопин анна", then="Choose")
        assert "жопин" not in person.text.lower()
        await person.press("1", then="Write")
        assert fields(person) == [""]
        await person.fill("жопин анна", then="Choose")
        await person.press("2", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).name == "Жопин Анна"


async def test_a_class_is_kept_the_way_the_school_writes_it(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("2", then="ChooseOrWrite")
        await person.press("1", then="Write")
        await person.fill("ли яна", "5 a", then="Check")
        await person.press("enter", then="Ticket")
        entry = await last(person)
        assert (entry.name, entry.school_class) == ("Ли Яна", "5-А")


@pytest.mark.parametrize(("key", "title"), [("1", "Вопрос"), ("2", "Другой вопрос")])
async def test_a_rude_question_is_said_otherwise_or_goes_without_words(
    kiosk: Opener, key: str, title: str
) -> None:
    async with kiosk() as person:
        await person.press("1", then="Choose")
        await person.press("3", then="ChooseOrWrite")
        await person.press("ж")
        await person.fill("0па", then="Choose")
        assert "ж0па" not in person.text
        await person.press(key, then="ChooseOrWrite" if key == "1" else "Write")
        assert "ж0па" not in person.text
        if key == "1":
            await person.press("В")
            await person.fill("опрос", then="Write")
        await person.fill("Ли Яна", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).topic_title == title
