from __future__ import annotations

import pytest

from kiosk import desk, i18n, registration
from kiosk.catalogue import topics
from kiosk.documents.cells import line
from kiosk.errors import NothingToExport
from kiosk.forms import Journal
from kiosk.journal.printing import book
from kiosk.journal.reading import page
from kiosk.journal.states import LeftReason
from kiosk.people import Role
from kiosk.point import HelpPoint
from kiosk.registration import new_request_id
from tests.people import (
    POINT,
    SCHOOL,
    Clock,
    Staff,
    ask,
    consult,
    entry_of,
    help_and_sign,
    help_out,
)


def test_a_signed_consultation_fills_the_second_appendix(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    slip = registration.sign_in(
        any_point,
        request_id=new_request_id(),
        role=Role.GUARDIAN,
        topic=None,
        words="Вход в дневник",
        name="Королёва Анна Сергеевна",
        school_class="5-А",
    )
    clock.wait(days=1)
    entry = help_and_sign(any_point, any_staff.teacher, slip)
    printed = book(any_point, Journal.CONSULTATIONS, 2025)
    assert [line(printed, row) for row in printed.rows] == [
        [
            "1",
            "24.11.2025",
            "Вход в дневник",
            "Королёва Анна Сергеевна (родитель, 5-А)",
            "25.11.2025",
            f"Белая И. В., 25.11.2025, {page(any_point, entry).digest}",
        ]
    ]


def test_a_signed_request_fills_the_first_appendix(any_point: HelpPoint, any_staff: Staff) -> None:
    kind = topics(any_point, Journal.REQUESTS)[0]
    slip = registration.file_request(
        any_point,
        request_id=new_request_id(),
        room="Учительская",
        topic=kind.code,
        description="Ни один сайт",
        name="Лысенко Ольга Петровна",
    )
    entry = entry_of(slip)
    desk.call(any_point, any_staff.technician, entry)
    desk.start(any_point, any_staff.technician, entry)
    desk.complete(any_point, any_staff.technician, entry, result="Заменён кабель.", note="Гарантия")
    printed = book(any_point, Journal.REQUESTS, 2025)
    assert [line(printed, row) for row in printed.rows] == [
        [
            "1",
            "24.11.2025",
            "Учительская",
            f"{kind.title}. Ни один сайт (Лысенко О. П.)",
            "24.11.2025",
            "не подписано",
            "Заменён кабель. Гарантия",
        ]
    ]


def test_a_volume_says_whose_it_is(point: HelpPoint, clock: Clock) -> None:
    consult(point)
    clock.wait(hours=5)
    printed = book(point, Journal.CONSULTATIONS, 2025)
    assert (printed.school, printed.point, printed.school_year) == (SCHOOL, POINT, "2025/26")
    assert (printed.started, printed.printed) == ("24.11.2025", "24.11.2025 14:00")


@pytest.mark.parametrize(
    ("reason", "words"), [(LeftReason.NO_SHOW, "неявка"), (LeftReason.CANCELLED, "отменено")]
)
def test_who_left_keeps_a_row_that_says_so(
    point: HelpPoint, staff: Staff, reason: LeftReason, words: str
) -> None:
    first = entry_of(consult(point))
    desk.call(point, staff.teacher, first)
    desk.no_show(point, staff.teacher, first, reason)
    consult(point)
    printed = book(point, Journal.CONSULTATIONS, 2025)
    assert [row.number for row in printed.rows] == [1, 2]
    assert printed.rows[0].cells["completed"] == words
    assert [line(printed, row)[-1] for row in printed.rows] == ["—", "не подписано"]
    assert printed.rows[1].cells["completed"] == ""


def test_every_row_stands_in_the_order_of_its_number(point: HelpPoint, staff: Staff) -> None:
    slips = [consult(point, f"Посетитель {number}") for number in range(1, 6)]
    for slip in reversed(slips[1:]):
        help_out(point, staff.teacher, slip)
    printed = book(point, Journal.CONSULTATIONS, 2025)
    assert [row.number for row in printed.rows] == [1, 2, 3, 4, 5]
    assert "Посетитель 3" in printed.rows[2].cells["name"]


def test_the_journals_are_kept_in_russian_whatever_the_kiosk_speaks(
    point: HelpPoint, staff: Staff
) -> None:
    i18n.use("en")
    topic = topics(point, Journal.CONSULTATIONS, Role.PUPIL)[0]
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.PUPIL,
        topic=topic.code,
        name="Семёнов Лёша",
        school_class="7-Б",
    )
    cells = book(point, Journal.CONSULTATIONS, 2025).rows[0].cells
    assert cells["name"] == "Семёнов Лёша (ученик, 7-Б)"
    assert cells["topic"] != topic.title
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(cells["topic"].lower())


def test_each_school_year_is_printed_on_its_own(point: HelpPoint, clock: Clock) -> None:
    consult(point, "Старая")
    clock.wait(days=365)
    consult(point, "Новая")
    ask(point)
    (row,) = book(point, Journal.CONSULTATIONS, 2026).rows
    assert row.cells["name"].startswith("Новая")
    with pytest.raises(NothingToExport):
        book(point, Journal.REQUESTS, 2025)
