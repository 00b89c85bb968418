"""Keys faster than the screens, in the real program: a double press is one, no letter is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageColor

from kiosk.words.i18n import _
from screens.frame.themes import THEMES
from tests.example import copied, made_in
from tests.terminal.person import ENTER, ESCAPE, Person, command
from tests.terminal.ways import at_home

TEACHER = "3"
pytestmark = pytest.mark.real_pins  # the kiosk is a program of its own, and takes no others


@pytest.fixture
def person(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    example = copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)
    somebody = Person(command("--database", example.database), tmp_path)
    at_home(somebody)
    yield somebody
    somebody.leave()


def soon(person: Person, *keys: str, pause: float) -> None:
    """Keys, one after the other whatever the screen shows."""
    for key in keys:
        person.terminal.send(key)
        time.sleep(pause)


def to_topics(person: Person) -> None:
    person.press("1")
    person.read("Who are you?")
    person.press(TEACHER)
    person.read("What is your question about?")


def rests(person: Person) -> None:
    person.press("")


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.15])
def test_a_double_press_answers_one_question(person: Person, pause: float) -> None:
    rests(person)
    soon(person, "1", "1", pause=pause)
    person.read("Who are you?")
    rests(person)
    person.read("Who are you?")
    soon(person, ENTER, ENTER, pause=pause)
    person.read("What is your question about?")
    rests(person)
    person.read("What is your question about?")


def test_a_double_tap_answers_one_question(person: Person) -> None:
    rests(person)
    person.terminal.click(20, 4)
    person.terminal.click(20, 4)
    person.read("Who are you?")
    rests(person)
    person.read("Who are you?")
    person.touch("Учитель")
    person.read("What is your question about?")


def test_a_held_key_answers_one_question(person: Person) -> None:
    rests(person)
    soon(person, *[ENTER] * 30, pause=0.03)
    person.read("Who are you?")


def test_escape_twice_goes_one_step_back(person: Person) -> None:
    to_topics(person)
    rests(person)
    soon(person, ESCAPE, ESCAPE, pause=0.15)
    rests(person)
    person.read("Who are you?")


def test_a_dropped_key_makes_the_bar_blink_once(person: Person) -> None:
    rests(person)
    before = len(person.terminal.raw)
    soon(person, "1", "1", pause=0.0)
    person.read("Who are you?")
    rests(person)
    ink = ";".join(map(str, ImageColor.getrgb(THEMES["light"].foreground or "")))
    assert f"48;2;{ink}".encode() in person.terminal.raw[before:]


def test_letters_typed_while_the_field_opens_are_all_there(person: Person) -> None:
    to_topics(person)
    rests(person)
    person.terminal.send("2Артёменко")
    person.read("What is your name?")
    person.terminal.wait_for("Артёменко")


def test_words_of_ones_own_typed_while_the_topics_open_are_all_there(person: Person) -> None:
    person.press("1")
    person.read("Who are you?")
    rests(person)
    person.terminal.send("3Где урок 5")
    person.read("What is your question about?")
    person.terminal.wait_for("Где урок 5")


def to_name_of_a_guardian(person: Person) -> None:
    person.press("1")
    person.read("Who are you?")
    person.choose("Родитель")
    person.read("What is your question about?")
    rests(person)


def test_letters_after_enter_go_to_the_next_field(person: Person) -> None:
    to_name_of_a_guardian(person)
    person.press("2")
    person.read("What is your name?")
    rests(person)
    person.terminal.send("Ли Яна\r7-Б")
    person.terminal.wait_for("7-Б")
    cells = re.split("[│┃\n]", person.terminal.text())
    assert [cell.strip() for cell in cells if "Ли" in cell or "7-Б" in cell] == ["Ли Яна", "7-Б"]


def test_letters_behind_a_dropped_enter_are_not_glued_to_the_field(person: Person) -> None:
    to_name_of_a_guardian(person)
    person.terminal.send("2Ли Яна\r7-Б")
    person.terminal.wait_for("Ли Яна")
    rests(person)
    assert "7-Б" not in person.terminal.text()


@pytest.mark.parametrize("pasted", ["\x1b[200~Ли\tЯна\rИвановна\x1b[201~", "Ли\nЯна\nИвановна"])
def test_a_pasted_name_keeps_its_words_apart(person: Person, pasted: str) -> None:
    to_topics(person)
    person.press("2")
    person.read("What is your name?")
    rests(person)
    person.terminal.send(pasted)
    person.terminal.wait_for("Ли Яна Ивановна")
    person.read("What is your name?")


def test_enter_ends_a_field_after_a_paste_without_end(person: Person) -> None:
    to_topics(person)
    person.press("2")
    person.read("What is your name?")
    rests(person)
    person.terminal.send("\x1b[200~Ли Яна")
    person.terminal.wait_for("Ли Яна")
    rests(person)
    person.press(ENTER)
    person.read("Is everything right?")


def test_one_tap_opens_a_guide_and_a_slow_second_one_does_nothing(person: Person) -> None:
    person.press("4")
    person.read("For whom is the guide?")
    person.press("1")
    person.read("Search")
    rests(person)
    place = next(n for n, line in enumerate(person.terminal.text().splitlines()) if "►" in line)
    person.terminal.click(20, place)
    person.read("Point your phone's camera at the code")
    rests(person)
    person.terminal.click(20, place)
    rests(person)
    person.read("Point your phone's camera at the code")


def test_a_window_that_is_too_small_says_so_and_loses_nothing(person: Person) -> None:
    to_topics(person)
    person.press("2")
    person.read("What is your name?")
    rests(person)
    person.type("Ли Яна")
    person.terminal.resize(60, 20)
    person.terminal.wait_for("60")
    said = _(
        "The window is too small: {columns} × {rows}. It needs {least_columns} ×"
        " {least_rows}. Nothing is lost."
    ).format(columns=60, rows=20, least_columns=80, least_rows=24)
    person.terminal.wait_until(lambda: said in person.screen, what=said)
    assert "Ли Яна" not in person.screen
    person.terminal.send(ENTER)
    time.sleep(0.5)  # it is dropped without a trace
    person.terminal.resize(80, 24)
    person.read("What is your name?")
    person.terminal.wait_for("Ли Яна")
    rests(person)
    person.type(" Ивановна")
    person.press(ENTER)
    person.read("Is everything right?")
