"""The end of a day: what ends with it, what waits on, and what the journal says then."""

from __future__ import annotations

from datetime import time

import pytest

from db.models import Act, Entry
from kiosk.documents.printing import book
from kiosk.point.point import HelpPoint
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import Journal
from kiosk.staff.desks import close_desks
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.days import end_days
from kiosk.words.errors import AlreadyTaken, NotYourJournal
from tests.people import Clock, Staff, ask, at_desk, consult, entry_of, help_out

EIGHT = time(20, 0)


def states(point: HelpPoint) -> list[tuple[str, str]]:
    rows = Entry.select().where(Entry.point == point.id).order_by(Entry.id)
    return [(row.state, row.left_reason) for row in rows]


def test_who_was_never_called_does_not_wait_for_the_morning(
    any_point: HelpPoint, clock: Clock
) -> None:
    consult(any_point)
    ask(any_point)
    clock.wait(hours=10, minutes=59)
    assert end_days(any_point, EIGHT) == 0
    clock.wait(minutes=1)
    assert end_days(any_point, EIGHT) == 1
    assert end_days(any_point, EIGHT) == 0
    assert states(any_point) == [("left", "not_held"), ("waiting", "")]
    assert verify(any_point).wrong is None
    (row,) = book(any_point, Journal.CONSULTATIONS, 2025).rows
    assert row.cells["completed"] == "приём не состоялся"


def test_a_kiosk_that_was_off_ends_the_day_at_its_next_start(
    point: HelpPoint, clock: Clock
) -> None:
    consult(point)
    clock.wait(days=3)
    assert end_days(point, EIGHT) == 1
    act = Act.select().order_by(Act.seq.desc()).first()
    body = facts_of(act.body)
    assert (act.kind, body["day"], body["ends"]) == ("entry_lapsed", "2025-11-24", "20:00")
    assert act.at == "2025-11-27T06:00:00.000Z"
    assert verify(point).wrong is None


def test_a_point_without_an_hour_ends_its_day_at_midnight(point: HelpPoint, clock: Clock) -> None:
    consult(point)
    clock.wait(hours=14, minutes=58)
    assert end_days(point, None) == 0
    clock.wait(minutes=1)
    assert end_days(point, None) == 1
    assert verify(point).wrong is None


def test_whoever_was_called_is_the_specialist_s_to_decide(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    at_desk(point, staff.teacher)
    first, second = consult(point, "Первая"), consult(point, "Вторая")
    desk.give_back(point, staff.teacher, desk.call_next(point, staff.teacher).entry)
    desk.call(point, staff.teacher, entry_of(second))
    clock.wait(days=1)
    assert end_days(point, EIGHT) == 0
    assert states(point) == [("waiting", ""), ("called", "")]
    (visitor,) = desk.waiting(point, staff.teacher)
    assert (visitor.number, visitor.is_of_today) == (first.number, False)


def test_who_was_carried_over_waits_until_a_desk_has_been_open(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    slip = consult(any_point)
    at_desk(any_point, any_staff.teacher)
    assert desk.carry_over(any_point, any_staff.teacher, entry_of(slip)).is_carried_over
    clock.wait(days=2)  # nobody worked in between
    assert end_days(any_point, EIGHT) == 0
    at_desk(any_point, any_staff.teacher)
    assert end_days(any_point, EIGHT) == 0
    (visitor,) = desk.waiting(any_point, any_staff.teacher)
    assert (visitor.is_of_today, visitor.is_carried_over) == (False, False)
    close_desks(any_point)
    clock.wait(hours=11)
    assert end_days(any_point, EIGHT) == 1
    assert facts_of(Act.select().order_by(Act.seq.desc()).first().body)["day"] == "2025-11-26"
    assert verify(any_point).wrong is None


def test_who_was_carried_over_is_helped_the_next_day(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    slip = consult(point)
    at_desk(point, staff.teacher)
    desk.carry_over(point, staff.teacher, entry_of(slip))
    clock.wait(days=1)
    help_out(point, staff.teacher, slip)
    assert verify(point).wrong is None
    (row,) = book(point, Journal.CONSULTATIONS, 2025).rows
    assert (row.cells["opened"], row.cells["completed"]) == ("24.11.2025", "25.11.2025")
    assert row.remark == ""


def test_only_who_waits_in_one_s_journal_is_carried_over(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point))
    at_desk(point, staff.technician)
    with pytest.raises(NotYourJournal):
        desk.carry_over(point, staff.technician, entry)
    at_desk(point, staff.teacher)
    desk.call(point, staff.teacher, entry)
    with pytest.raises(AlreadyTaken):
        desk.carry_over(point, staff.teacher, entry)
    assert not Act.select().where(Act.kind == "entry_carried").exists()


def test_a_visit_that_ends_on_the_next_day_keeps_its_own(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    entry = entry_of(consult(any_point))
    at_desk(any_point, any_staff.teacher)
    desk.call(any_point, any_staff.teacher, entry)
    desk.start(any_point, any_staff.teacher, entry)
    clock.wait(days=1)
    at_desk(any_point, any_staff.teacher)
    desk.complete(any_point, any_staff.teacher, entry, result="Показано")
    assert verify(any_point).wrong is None
    (row,) = book(any_point, Journal.CONSULTATIONS, 2025).rows
    assert (row.cells["completed"], row.remark) == ("24.11.2025", "Внесено 25.11.2025")


def test_a_request_is_done_on_the_day_on_which_that_is_written(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    entry = entry_of(ask(point))
    at_desk(point, staff.technician)
    desk.call(point, staff.technician, entry)
    desk.start(point, staff.technician, entry)
    clock.wait(days=1)
    at_desk(point, staff.technician)
    desk.complete(point, staff.technician, entry, result="Заменён кабель")
    (row,) = book(point, Journal.REQUESTS, 2025).rows
    assert (row.cells["completed"], row.remark) == ("25.11.2025", "")


def test_a_colleague_who_was_faster_decides(
    point: HelpPoint, staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is called between the look at who waits and the act that would end it."""
    entry = entry_of(consult(point))
    clock.wait(hours=11)

    def call_meanwhile(*_args: object) -> str:
        at_desk(point, staff.teacher)
        desk.call(point, staff.teacher, entry)
        return "2025-11-24"

    monkeypatch.setattr("kiosk.visits.days._day_of", call_meanwhile)
    assert end_days(point, EIGHT) == 0
    assert states(point) == [("called", "")]
    assert verify(point).wrong is None


def test_who_comes_after_the_day_s_end_waits_for_the_next_reception(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    clock.wait(hours=11, minutes=30)
    consult(any_point)
    clock.wait(minutes=1)
    assert end_days(any_point, EIGHT) == 0
    clock.wait(days=2)  # two days without a reception
    assert end_days(any_point, EIGHT) == 0
    clock.wait(hours=12)
    at_desk(any_point, any_staff.teacher)
    close_desks(any_point)
    clock.wait(hours=12)
    assert end_days(any_point, EIGHT) == 1
    assert verify(any_point).wrong is None


def test_nobody_is_sent_away_while_somebody_works(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    consult(any_point)
    clock.wait(hours=11)
    at_desk(any_point, any_staff.teacher)
    assert end_days(any_point, EIGHT) == 0
    close_desks(any_point)
    assert end_days(any_point, EIGHT) == 1
    assert verify(any_point).wrong is None
