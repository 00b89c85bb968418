from __future__ import annotations

import pytest

from db.engine import current
from kiosk import desk
from kiosk.errors import NotYourJournal
from kiosk.forms import Journal
from kiosk.i18n import _, use
from kiosk.journal.correct import annul, replace
from kiosk.journal.reading import find, lines, page, size
from kiosk.journal.sign import sign
from kiosk.journal.states import LeftReason, left_name
from kiosk.people import Role
from kiosk.point import HelpPoint
from kiosk.retention import Cause, destroy
from tests.people import (
    PINS,
    Clock,
    Staff,
    ask,
    consult,
    entry_of,
    help_and_sign,
    help_out,
    staff_of,
)

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


def test_an_entry_whose_acts_are_gone_is_still_shown(point: HelpPoint) -> None:
    """Reading is no verification: what the table has is shown, with the history that is left."""
    entry = entry_of(consult(point))
    current().execute_sql("DROP TRIGGER act_kept")
    current().execute_sql("DELETE FROM act WHERE entry_id IS NOT NULL")
    shown = page(point, entry)
    assert (shown.name, shown.corrects) == ("Артёменко Татьяна Юрьевна", None)
    assert (shown.history, shown.digest) == ((), "")


@pytest.mark.parametrize(
    ("reason", "name"),
    [(LeftReason.NO_SHOW, "did not come"), (LeftReason.CANCELLED, "cancelled")],
)
def test_why_an_entry_ended_has_a_name(reason: LeftReason, name: str) -> None:
    use("en")
    assert left_name(reason) == name


def test_a_replaced_entry_and_its_successor_name_each_other(
    any_point: HelpPoint, clock: Clock
) -> None:
    teacher = staff_of(any_point).teacher
    old = help_and_sign(any_point, teacher, consult(any_point))
    new = replace(
        any_point,
        teacher,
        old,
        words={"result": "Исправлено вместе"},
        reason="Не тот результат",
        pin=PINS["belaya"],
    )
    before, after = page(any_point, old), page(any_point, new.entry)
    assert before.correction is not None and before.correction.successor is not None
    assert before.correction.successor.entry == new.entry
    assert before.correction.reason == "Не тот результат"
    assert before.correction.who == "Белая И. В."
    assert after.corrects is not None and after.corrects.entry == old
    assert "Не тот результат" in [happening.reason for happening in before.history]
    shown = [line.standing for line in lines(any_point, TALKS, 2025, 1, 2)]
    assert shown[0] == _("replaced by entry No. {number}").format(number=2)
    assert shown[1] == _("signed")


def test_destroyed_data_leave_an_annulment_without_its_reason(
    any_point: HelpPoint, clock: Clock
) -> None:
    people = staff_of(any_point)
    entry = help_and_sign(any_point, people.teacher, consult(any_point))
    annul(any_point, people.teacher, entry, reason="Проверка связи", pin=PINS["belaya"])
    destroy(
        any_point,
        [entry],
        cause=Cause.REQUEST,
        reason="По заявлению",
        login="smirnova",
        pin=PINS["smirnova"],
    )
    shown = page(any_point, entry)
    assert shown.standing == _("annulled")
    assert shown.correction is not None and shown.correction.reason == ""
    assert shown.destroyed is not None
    assert "data_destroyed" in [happening.what for happening in shown.history]
