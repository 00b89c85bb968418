from __future__ import annotations

import pytest

from kiosk import desk
from kiosk.errors import NotYourJournal
from kiosk.forms import Journal
from kiosk.journal.reading import find, lines, page, size
from kiosk.journal.sign import sign
from kiosk.people import Role
from kiosk.point import HelpPoint
from tests.people import PINS, Clock, Staff, ask, consult, entry_of, help_out

TALKS = Journal.CONSULTATIONS
WORKS = Journal.REQUESTS


@pytest.fixture
def read_point(any_point: HelpPoint, clock: Clock) -> HelpPoint:
    """Three consultations on two days and a request."""
    consult(any_point, "Артёменко Татьяна Юрьевна", words="Итоговые отметки")
    consult(any_point, "Королёва Анна Сергеевна", words="Вход в дневник")
    ask(any_point, "215", description="Принтер жуёт бумагу")
    clock.wait(days=2)
    consult(any_point, "Ежов Пётр", words="Домашнее задание 100%")
    return any_point


def numbers(point: HelpPoint, wanted: str, journal: Journal = TALKS) -> list[int]:
    return [line.number for line in find(point, journal, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("2", [2]),
        ("№2", [2]),
        ("королёва", [2]),
        ("КОРОЛЕВА", [2]),
        ("королева анна", [2]),
        ("анна королева", [2]),
        ("ёжов", [3]),
        ("артеменко", [1]),
        ("итоговые", [1]),
        ("дневник", [2]),
        ("24.11.2025", [2, 1]),
        ("24.11.25", [2, 1]),
        ("26.11", [3]),
        ("25.11.2025", []),
        ("королёва пётр", []),
        ("100%", [3]),
        ("%", [3]),
        ("_", []),
        ("'; DROP TABLE entry; --", []),
        ("99.99.2025", []),
        ("", [3, 2, 1]),
    ],
)
def test_an_entry_is_found_as_people_ask_for_it(
    read_point: HelpPoint, wanted: str, found: list[int]
) -> None:
    assert numbers(read_point, wanted) == found


def test_a_request_is_found_by_its_room_and_words(read_point: HelpPoint) -> None:
    assert numbers(read_point, "215", WORKS) == [1]
    assert numbers(read_point, "принтер ЖУЕТ", WORKS) == [1]
    assert numbers(read_point, "королёва", WORKS) == []


def test_what_was_done_can_be_searched_too(point: HelpPoint, staff: Staff) -> None:
    help_out(point, staff.teacher, consult(point), "Выдана памятка")
    assert numbers(point, "памятка") == [1]


def test_a_volume_is_read_by_numbers(read_point: HelpPoint) -> None:
    assert size(read_point, TALKS, 2025) == 3
    assert size(read_point, TALKS, 2024) == 0
    shown = lines(read_point, TALKS, 2025, 2, 3)
    assert [(line.number, line.who) for line in shown] == [
        (2, "Королёва Анна Сергеевна"),
        (3, "Ежов Пётр"),
    ]
    request = lines(read_point, WORKS, 2025, 1, 99)[0]
    assert (request.who, request.about) == ("215", "Принтер жуёт бумагу")
    assert f"{request.opened:%H:%M}" == "09:00"


def test_a_page_tells_the_whole_story_in_order(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    entry = entry_of(consult(any_point))
    clock.wait(minutes=1)
    desk.call(any_point, any_staff.teacher, entry)
    clock.wait(minutes=1)
    desk.start(any_point, any_staff.teacher, entry)
    clock.wait(minutes=1)
    desk.complete(any_point, any_staff.teacher, entry, result="Показано")
    clock.wait(minutes=1)
    sign(any_point, any_staff.teacher, entry, pin=PINS["belaya"])
    shown = page(any_point, entry)
    assert shown.role is Role.TEACHER
    assert shown.ticket == "К-01"
    assert shown.specialist == "Белая Ирина Викторовна"
    assert [happening.what for happening in shown.history] == [
        "entry_opened",
        "called",
        "started",
        "entry_completed",
        "entry_signed",
    ]
    acts = [happening.act for happening in shown.history if happening.act]
    assert acts == sorted(acts)
    assert len(acts) == 3


def test_a_call_that_was_repeated_stands_in_the_story(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point))
    desk.call(point, staff.teacher, entry)
    desk.recall(point, staff.teacher, entry)
    desk.give_back(point, staff.teacher, entry)
    told = [happening.what for happening in page(point, entry).history]
    assert told == ["entry_opened", "called", "recalled", "returned"]


def test_an_entry_that_is_not_there_is_refused(point: HelpPoint) -> None:
    with pytest.raises(NotYourJournal):
        page(point, 4711)
