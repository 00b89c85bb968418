"""A volume is opened by its first entry and closed by the person responsible."""

from __future__ import annotations

import pytest

from db.engine import current
from db.models import Volume
from kiosk import desk
from kiosk.errors import (
    AlreadyTaken,
    NothingToExport,
    NotYourJournal,
    ReasonMissing,
    VisitorAtDesk,
    VolumeClosed,
    YearNotOver,
)
from kiosk.forms import Journal
from kiosk.journal.closing import card, close, vouch
from kiosk.journal.correct import annul, replace
from kiosk.journal.sign import sign
from kiosk.journal.verification import verify
from kiosk.point import HelpPoint
from tests.people import PINS, Clock, Staff, consult, entry_of, help_and_sign, help_out

PIN = PINS["smirnova"]
CONSULTATIONS = Journal.CONSULTATIONS


def next_september(clock: Clock) -> None:
    clock.wait(days=300)


def test_a_volume_is_closed_with_what_stands_in_it(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    for _visitor in range(3):
        help_out(any_point, any_staff.teacher, consult(any_point))
    next_september(clock)
    with pytest.raises(ReasonMissing):
        close(any_point, any_staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    closing = close(
        any_point, any_staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Болезнь"
    )
    assert (closing.entries, closing.first, closing.last) == (4, 1, 4)
    assert (closing.unsigned, closing.reason) == ("2–4", "Болезнь")
    assert card(any_point, CONSULTATIONS, 2025).closing == closing
    report = verify(any_point)
    assert (report.wrong, report.volumes) == (None, 1)


def test_a_volume_is_not_closed_over_a_called_visitor(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    consult(point)
    desk.call_next(point, staff.teacher)
    next_september(clock)
    with pytest.raises(VisitorAtDesk, match="1"):
        close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Болезнь")
    assert card(point, CONSULTATIONS, 2025).closing is None


def test_a_volume_takes_entries_until_its_year_ends(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    consult(point)
    with pytest.raises(YearNotOver, match=r"01\.09\.2026"):
        close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Рано")
    with pytest.raises(NothingToExport):
        next_september(clock)
        close(point, staff.administrator, CONSULTATIONS, 2024, pin=PIN)


def test_nothing_is_written_into_a_closed_volume(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    completed = help_out(point, staff.teacher, consult(point))
    waiting = entry_of(consult(point))
    next_september(clock)
    close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Не подписаны")
    assert desk.waiting(point, staff.teacher) == desk.unsigned(point, staff.teacher) == []
    for deed in (
        lambda: desk.call(point, staff.teacher, waiting),
        lambda: desk.complete(point, staff.teacher, completed, result="Иначе"),
        lambda: sign(point, staff.teacher, completed, pin=PINS["belaya"]),
        lambda: close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="x"),
        lambda: vouch(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN),
    ):
        with pytest.raises(VolumeClosed):
            deed()
    clock.wait(days=-200)
    assert verify(point).wrong is None


def test_a_closed_volume_can_still_be_corrected(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    first = help_and_sign(point, staff.teacher, consult(point))
    second = help_and_sign(point, staff.teacher, consult(point))
    next_september(clock)
    close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    annul(point, staff.teacher, first, reason="Ошибка", pin=PINS["belaya"])
    made = replace(point, staff.teacher, second, words={}, reason="Ошибка", pin=PINS["belaya"])
    assert (made.year, made.number) == (2026, 1)
    assert verify(point).wrong is None


def test_an_opening_is_signed_once_by_the_person_responsible(
    point: HelpPoint, staff: Staff
) -> None:
    consult(point)
    with pytest.raises(NotYourJournal):
        vouch(point, staff.teacher, CONSULTATIONS, 2025, pin=PINS["belaya"])
    assert card(point, CONSULTATIONS, 2025).vouched == ""
    vouch(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    assert card(point, CONSULTATIONS, 2025).vouched == "Смирнова О. И., 24.11.2025"
    with pytest.raises(AlreadyTaken):
        vouch(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    assert verify(point).wrong is None


def test_a_teacher_closes_nothing(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    consult(point)
    next_september(clock)
    with pytest.raises(NotYourJournal):
        close(point, staff.teacher, CONSULTATIONS, 2025, pin=PINS["belaya"], reason="x")


def test_a_volume_closed_by_hand_is_found(point: HelpPoint) -> None:
    consult(point)
    Volume.update(closed_at="2026-09-02T06:00:00.000Z").execute()
    assert verify(point).wrong is not None
    assert current().execute_sql("SELECT count(*) FROM act").fetchone()
