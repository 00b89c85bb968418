from __future__ import annotations

from dataclasses import replace

import pytest

from db.models import Act, Entry
from kiosk.journal.details import entry_details
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import LeftReason, State
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.waiting import board
from kiosk.words.errors import (
    AlreadyTaken,
    Discourteous,
    MissingWords,
    NobodyWaits,
    NotYourJournal,
    StillBusy,
)
from tests.people import (
    Clock,
    Staff,
    ask,
    at_desk,
    consult,
    entry_of,
    help_and_sign,
    help_out,
)


def states() -> list[str]:
    return [row.state for row in Entry.select().order_by(Entry.id)]


def test_who_came_first_is_called_first(any_point: HelpPoint, any_staff: Staff) -> None:
    first, second = consult(any_point, "Первая"), consult(any_point, "Вторая")
    assert desk.call_next(any_point, any_staff.teacher).number == first.number
    assert desk.call_next(any_point, any_staff.administrator).number == second.number
    assert states() == ["called", "called"]


def test_nobody_waits_in_an_empty_line(point: HelpPoint, staff: Staff) -> None:
    ask(point)  # a request waits, but not for teachers
    with pytest.raises(NobodyWaits):
        desk.call_next(point, staff.teacher)


def test_two_specialists_never_hold_the_same_visitor(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    entry = entry_of(consult(any_point))
    desk.call(any_point, any_staff.teacher, entry)
    at_desk(any_point, any_staff.administrator)
    with pytest.raises(AlreadyTaken):
        desk.call(any_point, any_staff.administrator, entry)
    for act in (desk.recall, desk.start, desk.give_back, desk.no_show):
        with pytest.raises(AlreadyTaken):
            act(any_point, any_staff.administrator, entry)
    assert desk.current(any_point, any_staff.administrator) is None
    holder = desk.current(any_point, any_staff.teacher)
    assert holder is not None
    assert holder.entry == entry


def test_a_specialist_holds_one_visitor_at_a_time(any_point: HelpPoint, any_staff: Staff) -> None:
    consult(any_point)
    second = entry_of(consult(any_point))
    held = desk.call_next(any_point, at_desk(any_point, any_staff.teacher))
    with pytest.raises(StillBusy):
        desk.call(any_point, any_staff.teacher, second)
    desk.start(any_point, any_staff.teacher, held.entry)
    with pytest.raises(StillBusy):
        desk.call_next(any_point, any_staff.teacher)
    desk.complete(any_point, any_staff.teacher, held.entry, result="Показано")
    assert desk.call_next(any_point, any_staff.teacher).entry == second


def test_a_faster_colleague_leaves_the_next_in_line(
    point: HelpPoint, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = entry_of(consult(point)), entry_of(consult(point))
    stale = desk.waiting(point, staff.teacher)
    desk.call(point, staff.administrator, first)
    fresh, seen = desk.waiting, [stale]
    monkeypatch.setattr(desk, "waiting", lambda *who: seen.pop() if seen else fresh(*who))
    assert desk.call_next(point, staff.teacher).entry == second


def test_nobody_works_in_a_journal_that_is_not_theirs(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    request, consultation = entry_of(ask(any_point)), entry_of(consult(any_point))
    with pytest.raises(NotYourJournal):
        desk.call(any_point, any_staff.teacher, request)
    with pytest.raises(NotYourJournal):
        desk.call(any_point, any_staff.technician, consultation)
    assert [visitor.entry for visitor in desk.waiting(any_point, any_staff.technician)] == [request]
    assert states() == ["waiting", "waiting"]


def test_a_screen_that_claims_another_journal_is_not_believed(
    point: HelpPoint, staff: Staff
) -> None:
    entry = entry_of(ask(point))
    claiming = replace(staff.teacher, journals=frozenset(Journal))
    with pytest.raises(NotYourJournal):
        desk.call(point, claiming, entry)


def test_an_entry_that_is_not_there_is_nobodys(point: HelpPoint, staff: Staff) -> None:
    with pytest.raises(NotYourJournal):
        desk.call(point, staff.teacher, 4711)


def test_a_visitor_given_back_keeps_their_place(any_point: HelpPoint, any_staff: Staff) -> None:
    first, second = entry_of(consult(any_point)), entry_of(consult(any_point))
    desk.call(any_point, any_staff.teacher, first)
    desk.give_back(any_point, any_staff.teacher, first)
    line = [visitor.entry for visitor in desk.waiting(any_point, any_staff.teacher)]
    assert line == [first, second]
    assert desk.call_next(any_point, any_staff.administrator).entry == first
    assert verify(any_point).wrong is None


def test_help_can_be_given_back_too(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point))
    desk.call(point, staff.teacher, entry)
    desk.start(point, staff.teacher, entry)
    desk.give_back(point, staff.teacher, entry)
    assert states() == ["waiting"]
    assert Entry.get().specialist is None


@pytest.mark.parametrize(
    "reason", [each for each in LeftReason if each is not LeftReason.WITHDRAWN]
)
def test_who_does_not_come_keeps_their_number(
    any_point: HelpPoint, any_staff: Staff, reason: str
) -> None:
    entry = entry_of(consult(any_point))
    desk.call(any_point, at_desk(any_point, any_staff.teacher), entry)
    desk.no_show(any_point, any_staff.teacher, entry, LeftReason(reason))
    assert entry_details(any_point, entry).left_reason == reason
    assert entry_details(any_point, entry).number == 1
    assert consult(any_point).number == 2
    assert Act.select().where(Act.kind == "entry_left").count() == 1
    assert verify(any_point).wrong is None


def test_who_has_left_cannot_be_called_any_more(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point))
    desk.call(point, at_desk(point, staff.teacher), entry)
    desk.no_show(point, staff.teacher, entry)
    for act in (desk.call, desk.start, desk.give_back, desk.recall):
        with pytest.raises(AlreadyTaken):
            act(point, staff.teacher, entry)


def test_an_entry_is_completed_with_what_was_done(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    slip = ask(any_point)
    entry = entry_of(slip)
    desk.call(any_point, at_desk(any_point, any_staff.technician), entry)
    desk.start(any_point, any_staff.technician, entry)
    clock.wait(minutes=6)
    done = desk.complete(
        any_point, any_staff.technician, entry, result="Заменён\nкабель", note=" гарантия "
    )
    assert (done.state, done.result, done.note) == (
        State.COMPLETED,
        "Заменён кабель",
        "гарантия",
    )
    assert [visitor.entry for visitor in desk.unsigned(any_point, any_staff.technician)] == [entry]
    completed = entry_details(any_point, entry).completed
    assert completed is not None
    assert f"{completed:%d.%m.%Y %H:%M}" == "24.11.2025 09:06"


def test_nothing_is_completed_without_words_or_before_help_began(
    point: HelpPoint, staff: Staff
) -> None:
    entry = entry_of(consult(point))
    at_desk(point, staff.teacher)
    with pytest.raises(AlreadyTaken):
        desk.complete(point, staff.teacher, entry, result="Показано")
    desk.call(point, staff.teacher, entry)
    with pytest.raises(AlreadyTaken):
        desk.complete(point, staff.teacher, entry, result="Показано")
    desk.start(point, staff.teacher, entry)
    with pytest.raises(MissingWords):
        desk.complete(point, staff.teacher, entry, result=" \u200b")
    assert states() == ["in_service"]


@pytest.mark.parametrize("said", [{"result": "ж0па"}, {"result": "Показано", "note": "ж о п а"}])
def test_nothing_rude_is_written_down_at_the_desk(
    point: HelpPoint, staff: Staff, said: dict[str, str]
) -> None:
    entry = entry_of(consult(point))
    at_desk(point, staff.teacher)
    desk.call(point, staff.teacher, entry)
    desk.start(point, staff.teacher, entry)
    with pytest.raises(Discourteous):
        desk.complete(point, staff.teacher, entry, **said)
    assert states() == ["in_service"]


def test_an_unsigned_entry_can_be_completed_again(any_point: HelpPoint, any_staff: Staff) -> None:
    entry = help_out(any_point, any_staff.teacher, consult(any_point), "Показано не всё")
    desk.complete(any_point, any_staff.teacher, entry, result="Показано всё")
    assert entry_details(any_point, entry).result == "Показано всё"
    assert Act.select().where(Act.kind == "entry_completed").count() == 2
    assert verify(any_point).wrong is None


def test_a_colleague_cannot_complete_what_is_not_theirs(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    at_desk(point, staff.administrator)
    with pytest.raises(AlreadyTaken):
        desk.complete(point, staff.administrator, entry, result="Другое")
    assert entry_details(point, entry).result == "Показано"


def test_a_signed_entry_cannot_be_completed_again(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    with pytest.raises(AlreadyTaken):
        desk.complete(point, staff.teacher, entry, result="Другое")


def test_a_refused_act_leaves_no_trace_in_the_ledger(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    before = Act.select().count()
    with pytest.raises(AlreadyTaken):
        desk.no_show(point, staff.teacher, entry)
    assert Act.select().count() == before


def test_the_board_counts_who_waits_and_shows_tickets_alone(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    consult(any_point, "Королёва Анна Сергеевна")
    consult(any_point)
    ask(any_point)
    desk.call_next(any_point, any_staff.teacher)
    shown = board(any_point)
    assert (shown.waiting, shown.called) == (1, ("К-01",))
    assert "Королёва" not in str(shown)
    clock.wait(days=1)
    assert board(any_point).called == ()


def test_waiting_minutes_are_counted_from_the_sign_in(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    consult(point)
    clock.wait(minutes=17, seconds=59)
    assert [visitor.waited_minutes for visitor in desk.waiting(point, staff.teacher)] == [17]
