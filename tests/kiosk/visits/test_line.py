"""The line as the database has it: who counts, who is there, and what is learnt from waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.engine import current
from db.models import Forecast
from kiosk.catalogue.schedule import save_sessions
from kiosk.point.point import HelpPoint
from kiosk.staff import desks
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.days import end_days
from kiosk.visits.forecast import Desk, Interval
from kiosk.visits.line import LONGEST_VISIT, Line, Wait, expect, line_now
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Call, board
from kiosk.words.people import Specialist
from kiosk.words.records import SessionRecord
from tests.people import Clock, Staff, ask, at_desk, consult, entry_of, help_out


def before(line: Line, slip: Slip) -> int:
    wait = line.wait_of(slip.entry)
    assert wait is not None
    return wait.before


def session(point: HelpPoint, begins: int, ends: int, specialist: str = "Белая И. В.") -> None:
    """A session of today, in minutes from now."""
    now = point.clock()
    record = SessionRecord(
        uid=f"{specialist} {begins}",
        titles={"ru": "Приём"},
        roles=frozenset(),
        specialist=specialist,
        room="214",
        starts=now + timedelta(minutes=begins),
        ends=now + timedelta(minutes=ends),
        places=None,
        cancelled=False,
    )
    save_sessions(point, [record])


def visit(point: HelpPoint, clock: Clock, who: Specialist, minutes: int, slip: Slip) -> None:
    """Help somebody, from the call to the completion."""
    at_desk(point, who)
    entry = desk.call(point, who, slip.entry).entry
    desk.start(point, who, entry)
    clock.wait(minutes=minutes)
    desk.complete(point, who, entry, result="Показано")


def test_header_ticket_and_board_count_the_same_people(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    slips = [consult(any_point) for _ in range(3)]
    requests = [ask(any_point) for _ in range(2)]
    desk.call(any_point, any_staff.teacher, slips[0].entry)
    shown = board(any_point)
    assert (shown.waiting, shown.called) == (2, ("К-01",))
    assert [before(shown.line, slip) for slip in slips[1:]] == [0, 1]
    assert [before(shown.line, request) for request in requests] == [0, 1]
    assert shown.line.newcomer().before == shown.waiting
    assert shown.line.wait_of(slips[0].entry) is None


def test_a_call_is_off_the_board_as_soon_as_the_visit_begins(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    entry = entry_of(consult(any_point))
    desk.call(any_point, any_staff.teacher, entry)
    assert board(any_point).called == ("К-01",)
    desk.start(any_point, any_staff.teacher, entry)
    assert board(any_point).called == ()


def test_who_waits_since_an_earlier_day_is_counted_as_the_desk_has_them(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    carried, left_over, given_back, request = (*(consult(any_point) for _ in "123"), ask(any_point))
    at_desk(any_point, any_staff.teacher)
    desk.carry_over(any_point, any_staff.teacher, carried.entry)
    desk.call(any_point, any_staff.teacher, given_back.entry)
    desk.give_back(any_point, any_staff.teacher, given_back.entry)
    clock.wait(days=1)
    end_days(any_point, None)
    seen, own = consult(any_point), ask(any_point)
    shown = board(any_point)
    in_line = [visitor.entry for visitor in desk.waiting(any_point, any_staff.teacher)]
    assert in_line == [carried.entry, given_back.entry, seen.entry]
    assert (shown.waiting, before(shown.line, seen), before(shown.line, own)) == (3, 2, 1)
    assert before(shown.line, request) == 0
    assert shown.line.wait_of(left_over.entry) is None


def test_a_call_of_an_earlier_day_s_ticket_is_shown_with_its_day(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    old = consult(any_point)
    at_desk(any_point, any_staff.teacher)
    desk.carry_over(any_point, any_staff.teacher, old.entry)
    clock.wait(days=1)
    own = consult(any_point)
    assert own.label == old.label
    desk.call(any_point, any_staff.teacher, old.entry)
    desk.call(any_point, any_staff.administrator, own.entry)
    yesterday = clock().date() - timedelta(days=1)
    assert set(board(any_point).called) == {"К-01", f"К-01 ({yesterday:%d.%m})"}
    desk.start(any_point, any_staff.teacher, old.entry)
    shown = board(any_point)
    assert (shown.called, shown.earlier) == (("К-01",), (Call("К-01", "", yesterday),))


def test_a_call_that_was_left_open_yesterday_is_not_on_the_board(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    desk.call(any_point, any_staff.teacher, consult(any_point).entry)
    clock.wait(days=1)
    shown = board(any_point)
    assert (shown.called, shown.earlier) == ((), ())


def test_the_same_submission_again_is_the_same_ticket_of_the_line(point: HelpPoint) -> None:
    slips = [consult(point, request_id="twice") for _ in range(2)]
    assert slips[0].entry == slips[1].entry == entry_of(slips[0])


def test_a_forecast_is_kept_once_and_becomes_true_with_the_first_call(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    at_desk(any_point, any_staff.teacher)
    first, second = consult(any_point), consult(any_point)
    assert expect(any_point, first.entry) == Wait(0, None)  # goes straight to the desk
    assert expect(any_point, second.entry) == Wait(1, None)
    (kept,) = Forecast.select()
    assert (kept.entry_id, kept.seconds, kept.true_at) == (second.entry, 600, None)
    clock.wait(minutes=7)
    desk.call(any_point, any_staff.teacher, second.entry)
    clock.wait(minutes=1)
    desk.give_back(any_point, any_staff.teacher, second.entry)
    expect(any_point, second.entry)
    clock.wait(minutes=9)
    desk.call(any_point, any_staff.teacher, second.entry)
    (kept,) = Forecast.select()
    assert kept.made_at == "2025-11-24T06:00:00.000Z"
    assert (kept.seconds, kept.true_at) == (600, "2025-11-24T06:07:00.000Z")
    assert verify(any_point).wrong is None


def test_minutes_are_told_from_twenty_errors_on_by_this_point_s_own(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    for n in range(20):
        clock.wait(minutes=1)
        one, other = consult(any_point), consult(any_point)
        at_desk(any_point, any_staff.teacher)
        told = expect(any_point, other.entry)
        assert told == Wait(1, None), n
        visit(any_point, clock, any_staff.teacher, 6, one)
        visit(any_point, clock, any_staff.teacher, 6, other)
    one, other = consult(any_point), consult(any_point)
    told = line_now(any_point).wait_of(other.entry)
    assert told is not None and told.minutes is not None
    assert told.minutes.likely == pytest.approx(6)
    assert 0 <= told.minutes.least <= 6 <= told.minutes.most < 10
    assert line_now(any_point).newcomer().minutes == Interval(
        pytest.approx(12), pytest.approx(12, abs=3), pytest.approx(12, abs=3)
    )


def test_requests_are_counted_and_no_minutes_are_forecast(point: HelpPoint, staff: Staff) -> None:
    at_desk(point, staff.technician)
    requests = [ask(point) for _ in range(2)]
    assert expect(point, requests[1].entry) == Wait(1, None)
    assert Forecast.select().count() == 0


def test_nothing_is_forecast_while_nobody_is_there(point: HelpPoint) -> None:
    session(point, 60, 120)
    slips = [consult(point) for _ in range(2)]
    assert expect(point, slips[1].entry) == Wait(1, None)
    assert Forecast.select().count() == 0
    assert board(point).duty.next == point.clock() + timedelta(minutes=60)


def test_each_topic_takes_its_own_time(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    assert line_now(point).past.rest(None) == 10
    for minutes in (2, 4, 6, 4, 4, 4, 4, 4):
        visit(point, clock, staff.teacher, minutes, consult(point))
    assert line_now(point).past.rest(None) == 4


def test_a_visit_that_was_left_open_says_nothing_and_holds_no_desk(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    slip = consult(point)
    desk.call(point, staff.teacher, slip.entry)
    clock.wait(minutes=LONGEST_VISIT - 1)
    assert [d.so_far for d in line_now(point).desks] == [LONGEST_VISIT - 1]
    clock.wait(minutes=1)
    assert line_now(point).desks == ()
    desk.start(point, staff.teacher, slip.entry)
    at_desk(point, staff.teacher)
    desk.complete(point, staff.teacher, slip.entry, result="Показано")
    assert line_now(point).past.rest(None) == 10


def test_whose_desk_is_open_anywhere_is_on_duty_until_it_closes(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    assert board(any_point).duty.names == ()
    at_desk(any_point, any_staff.administrator)
    assert board(any_point).duty.names == ("Смирнова О. И.",)
    session_here = any_point.desks.pop("smirnova")  # as another device sees it
    assert board(any_point).duty.names == ("Смирнова О. И.",)
    any_point.desks["smirnova"] = session_here
    desks.close_desk(any_point, any_staff.administrator)
    assert board(any_point).duty.names == ()
    at_desk(any_point, any_staff.administrator)
    assert board(any_point).duty.names == ("Смирнова О. И.",)
    clock.wait(hours=12)
    assert board(any_point).duty.names == ()


def test_who_has_called_somebody_is_on_duty_though_the_screen_is_given_back(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    slip = consult(point)
    at_desk(point, staff.teacher)
    desk.call(point, staff.teacher, slip.entry)
    desks.close_desks(point)
    clock.wait(minutes=3)
    shown = board(point)
    assert shown.duty.names == ("Белая И. В.",)
    assert shown.line.desks == (Desk(None, 3.0),)


def test_the_schedule_brings_desks_and_takes_them_away(point: HelpPoint, staff: Staff) -> None:
    session(point, -30, 30)
    assert line_now(point).desks == (Desk(comes=0.0, leaves=30.0),)
    session(point, 20, 80, "Смирнова Ольга Ивановна")
    assert set(line_now(point).desks) == {Desk(comes=20.0, leaves=80.0)}


def test_a_technician_is_on_duty_and_no_desk_for_consultations(
    point: HelpPoint, staff: Staff
) -> None:
    at_desk(point, staff.technician)
    shown = board(point)
    assert (shown.duty.names, shown.line.desks) == (("Ковалёв П. А.",), ())


def test_no_name_of_a_visitor_is_in_the_line(point: HelpPoint, staff: Staff) -> None:
    consult(point, "Королёва Анна Сергеевна")
    desk.call(point, staff.teacher, entry_of(consult(point, "Мельник Денис Олегович")))
    assert not any(name in str(board(point)) for name in ("Королёва", "Мельник"))


@pytest.mark.parametrize(
    "index", ["entry_state", "entry_helped", "entry_called", "act_desk_hours", "forecast"]
)
def test_no_question_about_the_line_reads_a_whole_table(
    point: HelpPoint, monkeypatch: pytest.MonkeyPatch, index: str
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    base = current()
    run = base.execute_sql
    monkeypatch.setattr(
        base,
        "execute_sql",
        lambda sql, params=None: asked.append((sql, params)) or run(sql, params),
    )
    board(point)
    monkeypatch.undo()
    plans = [
        row[3]
        for sql, values in asked
        if sql.startswith("SELECT")
        for row in base.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)
    ]
    assert not [plan for plan in plans if plan.startswith("SCAN") and "specialist" not in plan]
    assert any(index in plan for plan in plans), plans


def test_a_helped_visit_counts_by_its_call_and_not_by_its_wait(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    slip = consult(point)
    clock.wait(minutes=50)
    help_out(point, staff.teacher, slip)
    assert line_now(point).past.rest(None) == 0
