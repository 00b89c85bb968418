"""A signature drawn with the mouse of a real terminal, from the pad to the printed page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from db.engine import close_database
from db.models import Drawing
from kiosk.documents.pdf import content
from kiosk.documents.printing import book
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import utc_now
from kiosk.proof.acts import school_year
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.words.drawing import parse
from tests.people import NAMES, PINS, Clock, consult, furnish, help_out, staff_of
from tests.terminal.person import ENTER, Person, command
from tests.terminal.term import CELL
from tests.terminal.ways import at_home, log_in

F5 = "\x1b[15~"
ASKED, AGREED = b"\x1b[?1016$p", "\x1b[?1016;1$y"
INK = (0x1F, 0x3A, 0x6E)
TEACHER = (NAMES["belaya"][0], "belaya", PINS["belaya"])
pytestmark = pytest.mark.real_pins  # the kiosk is a program of its own, and takes no others


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A point with one entry that waits for its signature, in a school that wants drawings."""
    place = Place(str(tmp_path / "point.sqlite3"), tmp_path / "point.keys")
    point = furnish(place, Clock(utc_now()))
    help_out(point, staff_of(point).teacher, consult(point))
    close_database()
    (tmp_path / "kiosk.toml").write_text("drawn_signature = true\n", "utf-8")
    return place


@pytest.fixture
def person(place: Place, tmp_path: Path) -> Iterator[Person]:
    words = ("--config", str(tmp_path / "kiosk.toml"), "--database", place.database)
    somebody = Person(command(*words), tmp_path)
    at_home(somebody)
    log_in(somebody, TEACHER)
    somebody.press(F5)
    somebody.read("Draw your signature")
    yield somebody
    somebody.leave()


def pad_of(person: Person) -> tuple[int, int, int, int]:
    """Left, top, width and height of the pad inside its frame, in cells."""
    person.terminal.wait_for("╰")
    lines = person.terminal.text().splitlines()
    top, bottom = (next(y for y, line in enumerate(lines) if mark in line) for mark in "╭╰")
    left, right = lines[top].index("╭"), lines[top].index("╮")
    return left + 1, top + 1, right - left - 1, bottom - top - 1


def drag(person: Person, points: list[tuple[int, int]]) -> None:
    """Reports of a mouse, in whatever the terminal counts, from the first point to the last."""
    (x, y), *others = [(x + 1, y + 1) for x, y in points]
    moves = "".join(f"\x1b[<32;{x};{y}M" for x, y in others)
    last_x, last_y = others[-1]
    person.terminal.send(f"\x1b[<0;{x};{y}M{moves}\x1b[<0;{last_x};{last_y}m")


def sign(person: Person) -> None:
    person.press(ENTER)
    person.read("The day's sheet")
    person.press(" ")
    person.read("Enter signs {numbers}", numbers="")
    person.press(ENTER)
    person.type_hidden(TEACHER[2])
    person.press(ENTER)
    person.read("Digest of the signature")


def kept(place: Place) -> list[tuple[int, int]]:
    """The points of the one stroke that was kept, from a ledger that verifies."""
    point = open_point(place)
    assert verify(point).wrong is None
    (stroke,) = parse(Drawing.get().strokes)
    close_database()
    return [*stroke]


def test_a_terminal_with_pixels_keeps_what_is_finer_than_a_cell(
    person: Person, place: Place
) -> None:
    person.terminal.wait_until(lambda: ASKED in person.terminal.raw, what="the question")
    person.terminal.send(AGREED)
    (left, top, width, height), (across, down) = pad_of(person), CELL
    middle = (top + height / 2) * down
    waves = [
        (left * across + step, round(middle + 30 * math.sin(step / 40)))
        for step in range(0, 400, 4)
    ]
    drag(person, waves)
    person.terminal.wait_until(lambda: bool(re.search("[⠁-⣿]", person.terminal.text())))
    sign(person)
    points = kept(place)
    assert len(points) == len(waves)
    steps = {after - before for (before, _y), (after, _z) in pairwise(points)}
    assert max(steps) < 6000 / width
    assert b"\x1b[?1016l" in person.terminal.raw


def test_a_terminal_without_pixels_draws_from_cell_to_cell_and_prints_it(
    person: Person, place: Place
) -> None:
    left, top, width, height = pad_of(person)
    drag(person, [(left + n, top + n % height) for n in range(width)])
    person.terminal.wait_until(lambda: bool(re.search("[⠁-⣿]", person.terminal.text())))
    sign(person)
    assert len(kept(place)) == width
    point = open_point(place)
    pdf = pypdfium2.PdfDocument(
        content(book(point, Journal.CONSULTATIONS, school_year(point.today())))
    )
    close_database()
    assert ink(pdf) > 100


def ink(pdf: pypdfium2.PdfDocument) -> int:
    """How many points of the printed journal have the colour of the drawn line."""
    pictures = (page.render(scale=3).to_pil().convert("RGB") for page in pdf)
    return sum(
        count for picture in pictures for count, found in picture.getcolors(1 << 24) if found == INK
    )
