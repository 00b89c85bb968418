"""A printed volume says of every corrected row what became of it, and of its successor why."""

from __future__ import annotations

from kiosk.documents.printing import book, unverified_book
from kiosk.journal.correct import annul, replace
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from tests.kiosk.tampering import tamper
from tests.people import PINS, Clock, Staff, ask, consult, help_and_sign

CONSULTATIONS, REQUESTS = Journal.CONSULTATIONS, Journal.REQUESTS
PIN = PINS["belaya"]


def remarks(point: HelpPoint, journal: Journal, year: int = 2025) -> list[str]:
    return [row.remark for row in book(point, journal, year).rows]


def test_every_row_of_an_eventful_volume_says_what_became_of_it(lived_point: HelpPoint) -> None:
    """What was destroyed has lost its reason."""
    assert remarks(lived_point, CONSULTATIONS) == [
        "",
        "",
        "Аннулирована (25.11.2025, Смирнова О. И.). Причина: Записано дважды",
        "Заменена записью № 5 (25.11.2025, Смирнова О. И.). Причина: Ошибка в имени",
        "Взамен записи № 4",
        "Аннулирована (25.11.2025, Белая И. В.)",
        "",
        "",
        "",
        "",
    ]
    assert remarks(lived_point, REQUESTS) == [""]


def test_a_successor_keeps_the_dates_of_the_visit_however_often_it_is_replaced(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Requests have numbers of their own: number 2 of the other journal is another visit."""
    help_and_sign(point, staff.technician, ask(point))
    help_and_sign(point, staff.technician, ask(point))
    clock.wait(days=1)
    first = help_and_sign(point, staff.teacher, consult(point))
    second = help_and_sign(point, staff.teacher, consult(point))
    for day in (1, 2, 3):
        clock.wait(days=1)
        made = replace(
            point, staff.teacher, second, words={"result": f"{day}"}, reason=f"{day}.", pin=PIN
        )
        second = made.entry
    clock.wait(days=1)
    annul(point, staff.teacher, first, reason="Дважды", pin=PIN)
    assert remarks(point, CONSULTATIONS) == [
        "Аннулирована (29.11.2025, Белая И. В.). Причина: Дважды",
        "Заменена записью № 3 (26.11.2025, Белая И. В.). Причина: 1.",
        "Взамен записи № 2. Заменена записью № 4 (27.11.2025, Белая И. В.). Причина: 2.",
        "Взамен записи № 3. Заменена записью № 5 (28.11.2025, Белая И. В.). Причина: 3.",
        "Взамен записи № 4",
    ]
    rows = book(point, CONSULTATIONS, 2025).rows
    assert {row.cells["opened"] for row in rows} == {"25.11.2025"}
    assert {row.cells["completed"] for row in rows} == {"25.11.2025"}
    assert [row.stamp.date for row in rows if row.stamp] == [
        "25.11.2025", "25.11.2025", "26.11.2025", "27.11.2025", "28.11.2025"
    ]  # fmt: skip
    assert [row.struck for row in rows] == [True, True, True, True, False]
    assert remarks(point, REQUESTS) == ["", ""]


def test_a_successor_in_another_school_year_is_named_with_its_year(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    clock.now = clock.now.replace(year=2098)
    other = help_and_sign(point, staff.teacher, consult(point, "Мельник Денис Олегович"))
    entry = help_and_sign(point, staff.teacher, consult(point))
    clock.wait(days=300)
    consult(point, "Семёнов Лёша")
    made = replace(point, staff.teacher, entry, words={"name": "Ли"}, reason="Имя", pin=PIN)
    replace(point, staff.teacher, made.entry, words={"name": "Ли Ян"}, reason="Ещё", pin=PIN)
    assert other != entry
    assert remarks(point, CONSULTATIONS, 2098) == [
        "",
        "Заменена записью № 2 за 2099/00 учебный год (20.09.2099, Белая И. В.). Причина: Имя",
    ]
    assert remarks(point, CONSULTATIONS, 2099) == [
        "",
        "Взамен записи № 2 за 2098/99 учебный год."
        " Заменена записью № 3 (20.09.2099, Белая И. В.). Причина: Ещё",
        "Взамен записи № 2",
    ]
    rows = book(point, CONSULTATIONS, 2099).rows
    assert [row.cells["opened"] for row in rows] == ["20.09.2099", "24.11.2098", "24.11.2098"]
    assert verify(point).wrong is None


def test_who_corrected_is_named_as_they_signed(lived_place: Place) -> None:
    """Whatever the table of specialists says: only an extract is made of what differs from it."""
    tamper(lived_place, "UPDATE specialist SET name = 'Другая', login = 'other' WHERE id = 1")
    point = open_point(lived_place, clock=Clock())
    rows = unverified_book(point, CONSULTATIONS, 2025, why="x").rows
    assert [row.remark for row in rows[2:4]] == [
        "Аннулирована (25.11.2025, Смирнова О. И.). Причина: Записано дважды",
        "Заменена записью № 5 (25.11.2025, Смирнова О. И.). Причина: Ошибка в имени",
    ]
