"""A whole day of the help point, played through the real program in a real terminal.

The fixtures are the hours of that day, each beginning where the one before ended; the tests say
what must be true at its end.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2  # type: ignore[import-untyped]
import pytest

from kiosk.machine.settings import Settings
from kiosk.proof.acts import school_year
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.people import Duty, Role
from kiosk.words.i18n import _
from kiosk.words.people import duty_name
from tests.terminal.person import ENTER, ESCAPE, F6, F7, F10, Person, command, environment
from tests.terminal.ways import (
    agree_on_the_command_line,
    at_home,
    choose_pin,
    enrol_on_the_command_line,
    file_request,
    fill,
    help_in_own_words,
    help_next,
    log_in,
    log_out,
    sign_in,
    sign_in_by_finger,
)

SCHOOL, POINT = "Школа-гимназия № 1", "Пункт помощи"
CHIEF, ENGINEER, TEACHER = (
    ("Смирнова Ольга Ивановна", "smirnova", "248163"),
    ("Ковалёв Пётр Андреевич", "kovalyov", "271828"),
    ("Белая Ирина Викторовна", "belaya", "161803"),
)
VISITORS = ("Артёменко Татьяна Юрьевна", "Королёва Анна Сергеевна", "Семёнов Лёша", "Ли Яна")
OWN_WORDS = "Почему не видно отметок за 5-е число"
PROBLEMS = ("На третьем компьютере нет сети", "Проектор мигает и гаснет")
ROOMS = ("215", "Учительская")
pytestmark = pytest.mark.xdist_group("the day")  # one worker lives through it, once
YEAR = school_year(datetime.now(UTC).astimezone(ZoneInfo(Settings().zone)).date())


@dataclass
class Day:
    """The kiosk, where its files are, and what was counted."""

    person: Person
    home: Path
    presses: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> str:
        return str(self.home / "place" / "help-point.sqlite3")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the command line, beside the kiosk."""
        return subprocess.run(
            command("--database", self.database, *words),
            env=environment(self.home),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """An empty folder; the first run names the school and enrols the administrator."""
    home = tmp_path_factory.mktemp("day")
    database = str(home / "place" / "help-point.sqlite3")
    person = Person(command("--database", database), home)
    person.read("Step 1 of 4: the school and its help point")
    fill(person, SCHOOL, POINT)
    person.read("Step 2 of 4: which clock does the school go by?")
    person.press(ENTER)
    person.read("Step 3 of 4: the e-journal administrator")
    fill(person, CHIEF[0], CHIEF[1], "заместитель директора")
    person.read("Step 4 of 4: the administrator's PIN")
    choose_pin(person, CHIEF[2])
    person.read(
        "The help point is ready. Topics, example guides and an example schedule are loaded. Before"
        " you sign for the first time, record your agreement on electronic signatures: Specialist,"
        " then F7."
    )
    person.press(ENTER)
    at_home(person)
    yield Day(person, home)
    person.leave()


@pytest.fixture(scope="module")
def staffed(founded: Day) -> Day:
    """The administrator enrols the engineer at the kiosk, a teacher on the command line."""
    person = founded.person
    log_in(person, CHIEF)
    person.press(F7)
    person.choose(_("Enrol somebody"))
    person.read("What is their duty?")
    person.choose(duty_name(Duty.TECHNICAL))
    person.read("The new specialist")
    fill(person, ENGINEER[0], ENGINEER[1], "инженер")
    person.read("Your signature admits {name}.", name=ENGINEER[0])
    person.type_hidden(CHIEF[2])
    person.press(ENTER)
    person.read("Now {name} chooses a PIN", name=ENGINEER[0])
    choose_pin(person, ENGINEER[2])
    person.read("Enrolled: {name}.", name=ENGINEER[0])
    person.press(ENTER)
    person.read("Desk: {name}", name=CHIEF[0])
    person.press(ESCAPE)
    at_home(person)
    enrol_on_the_command_line(founded.home, founded.database, CHIEF, TEACHER)
    for who in (CHIEF, ENGINEER, TEACHER):
        agree_on_the_command_line(founded.home, founded.database, CHIEF, who)
    return founded


@pytest.fixture(scope="module")
def visited(staffed: Day) -> Day:
    """Three consultations and two requests by keyboard, one consultation by finger alone."""
    person = staffed.person
    ways: dict[str, Callable[[], None]] = {
        "teacher": lambda: sign_in(person, Role.TEACHER, VISITORS[0], topic="2"),
        "guardian": lambda: sign_in(person, Role.GUARDIAN, VISITORS[1], "5-А", words=OWN_WORDS),
        "pupil": lambda: sign_in(person, Role.PUPIL, VISITORS[2], "7-Б", topic="2"),
        "request": lambda: file_request(person, ROOMS[0], PROBLEMS[0], VISITORS[0], kind="1"),
        "own request": lambda: file_request(person, ROOMS[1], PROBLEMS[1], VISITORS[1]),
    }
    for name, way in ways.items():
        person.presses = 0
        way()
        staffed.presses[name] = person.presses
        person.press(ENTER)
        at_home(person)
    sign_in_by_finger(person, VISITORS[3], "2-В")
    return staffed


@pytest.fixture(scope="module")
def helped(visited: Day) -> Day:
    """Everybody is called, helped and signed for; the last one stays without a signature."""
    person = visited.person
    log_in(person, CHIEF)
    person.presses = 0
    help_next(person, CHIEF, Journal.CONSULTATIONS)
    visited.presses["help"] = person.presses
    help_next(person, CHIEF, Journal.CONSULTATIONS)
    log_out(person)
    log_in(person, TEACHER)
    help_in_own_words(person, TEACHER, "Показано, где исправить", "памятка выдана")
    help_next(person, TEACHER, Journal.CONSULTATIONS, sign=False)
    log_out(person)
    log_in(person, ENGINEER)
    help_next(person, ENGINEER, Journal.REQUESTS)
    help_next(person, ENGINEER, Journal.REQUESTS)
    log_out(person)
    return visited


@pytest.fixture(scope="module")
def printed(helped: Day) -> dict[Journal, str]:
    """The text of both journals: one printed at the kiosk, the other by the command line."""
    person = helped.person
    log_in(person, CHIEF)
    person.press(F6)
    person.read(VISITORS[3])
    person.press(F7)
    person.read("Export the journal as")
    person.choose("PDF")
    person.read("Written: {file}", file="")
    person.press(ENTER)
    person.press(ESCAPE)
    person.read("Desk: {name}", name=CHIEF[0])
    log_out(person)
    out = helped.home / "requests.pdf"
    done = helped.run(
        "export", "requests", "--format", "pdf", "--year", str(YEAR), "--out", str(out)
    )
    assert done.returncode == 0, done.stderr
    (at_kiosk,) = (helped.home / "place" / "exports").glob("*.pdf")
    return {Journal.CONSULTATIONS: text_of(at_kiosk), Journal.REQUESTS: text_of(out)}


@pytest.fixture(scope="module")
def verified(helped: Day) -> subprocess.CompletedProcess[str]:
    return helped.run("verify")


def test_a_sign_in_takes_at_most_six_key_presses_besides_the_words(visited: Day) -> None:
    assert {name: visited.presses[name] for name in ("teacher", "guardian", "pupil")} == {
        "teacher": 5,
        "guardian": 6,
        "pupil": 6,
    }


def test_a_known_topic_closes_in_six_key_presses_besides_the_pin(helped: Day) -> None:
    assert helped.presses["help"] <= 6


@pytest.mark.parametrize("journal", Journal)
def test_the_printed_journals_have_every_head_of_the_appendix(
    printed: dict[Journal, str], journal: Journal
) -> None:
    heads = "".join(column.head for column in FORMS[journal].columns)
    assert unspaced(heads) in unspaced(printed[journal])
    assert FORMS[journal].title in printed[journal]
    assert SCHOOL in printed[journal]


def test_the_printed_consultations_say_who_asked_what_in_order(
    printed: dict[Journal, str],
) -> None:
    text = printed[Journal.CONSULTATIONS]
    places = [text.index(name) for name in VISITORS]
    assert places == sorted(places)
    assert OWN_WORDS in text
    rows = re.findall(r"(?<!\S)(\d+) \d\d\.\d\d\.\d{4} [^\d]", text)
    assert rows == ["1", "2", "3", "4"]


def test_the_printed_journals_show_who_signed_and_what_is_unsigned(
    printed: dict[Journal, str],
) -> None:
    text = printed[Journal.CONSULTATIONS]
    assert text.count("Смирнова О. И.") == 2
    assert text.count("Белая И. В.") == 1
    assert text.count("Не подписано") == 1
    assert printed[Journal.REQUESTS].count("Ковалёв П. А.") == 2
    assert "Не подписано" not in printed[Journal.REQUESTS]


def test_the_printed_requests_say_where_and_what(printed: dict[Journal, str]) -> None:
    for words in (*ROOMS, *PROBLEMS):
        assert words in printed[Journal.REQUESTS]


def test_the_ledger_of_the_day_verifies(verified: subprocess.CompletedProcess[str]) -> None:
    assert verified.returncode == 0, verified.stderr
    assert _("Everything agrees.") in verified.stdout
    assert _("Entries compared cell by cell: {n}").format(n=6) in verified.stdout


def test_the_kiosk_stops_by_the_administrators_pin_and_leaves_the_terminal_clean(
    helped: Day, printed: dict[Journal, str]
) -> None:
    person = helped.person
    log_in(person, CHIEF)
    person.press(F10)
    person.read("Stop the kiosk")
    person.type_hidden(CHIEF[2])
    person.press(ENTER)
    assert person.terminal.wait_for_end() == 0
    assert person.terminal.settings_now == person.terminal.settings
    assert not person.terminal.text().strip()
    drawn = person.terminal.raw
    assert drawn.rfind(b"\x1b[?1049l") > drawn.rfind(b"\x1b[?1049h")
    assert SCHOOL.encode() in drawn
    for _name, _login, pin in (CHIEF, ENGINEER, TEACHER):
        assert pin.encode() not in drawn
    log = helped.home / "state" / "help-point" / "log" / "kiosk.log"
    assert not log.exists() or "CRITICAL" not in log.read_text("utf-8")


def text_of(file: Path) -> str:
    """The text of a PDF with every run of blanks as one space."""
    pages = pypdfium2.PdfDocument(file)
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in pages))


def unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)
