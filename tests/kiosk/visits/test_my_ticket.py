"""What visitors change by the code of their ticket, and what the desk sees of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from itertools import product

import pytest

from db.models import Act, Entry, LinePlace
from kiosk.documents.bundle import write_bundle
from kiosk.documents.printing import book
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import Journal
from kiosk.signing import keyring
from kiosk.signing.keys import holds
from kiosk.verification.everything import verify
from kiosk.visits import codes, desk, my_ticket, registration
from kiosk.visits.days import end_days
from kiosk.visits.registration import Slip
from kiosk.words.errors import (
    AlreadyTaken,
    BackTooSoon,
    DeferredOften,
    DeskIsClosed,
    NobodyBehind,
    NobodyIsHere,
    NotYourJournal,
    TicketAtDesk,
    TicketCalled,
    WrongTicketCode,
)
from tests.people import Clock, Staff, ask, at_desk, consult, entry_of, help_and_sign, help_out

PEPPER = bytes(range(32))
CONSULTATIONS = Journal.CONSULTATIONS


def wrong(slip: Slip) -> str:
    """A code that is not the slip's."""
    return f"{(int(slip.code) + 1) % 10_000:04}"


def labels(point: HelpPoint, staff: Staff) -> list[str]:
    return [visitor.label for visitor in desk.waiting(point, staff.administrator)]


# The code


def test_a_code_has_four_digits_that_are_not_all_equal() -> None:
    made = {codes.code_of(PEPPER, f"{n}") for n in range(20_000)}
    assert all(re.fullmatch("[0-9]{4}", code) and len(set(code)) > 1 for code in made)
    assert len(made) > 8_000
    assert {codes.code_of(bytes(32), "7"), codes.code_of(PEPPER, "8")} != {
        codes.code_of(PEPPER, "7")
    }


def test_the_same_submission_again_gives_the_same_code(any_point: HelpPoint) -> None:
    given = {consult(any_point, request_id="pressed twice").code for _again in range(3)}
    assert len(given) == 1
    assert my_ticket.find(any_point, "К-01", *given).label == "К-01"


def test_a_code_of_one_kiosk_opens_the_ticket_at_another(any_point: HelpPoint) -> None:
    slip = consult(any_point)
    other = replace(any_point, keyring=keyring.load(any_point.keyring.folder))
    assert my_ticket.find(other, "1", slip.code).entry == entry_of(slip)


def test_nobody_reads_a_code_in_the_database(point: HelpPoint) -> None:
    first, second = consult(point), consult(point)
    kept = [(place.salt, place.seal) for place in LinePlace.select().order_by(LinePlace.turn)]
    assert kept[0] != kept[1]
    assert not [slip for slip in (first, second) for cells in kept if slip.code in cells]
    salt, seal = kept[0]
    digits = ("".join(each) for each in product("0123456789", repeat=4))
    assert seal not in {codes.sealed(bytes(32), salt, code) for code in digits}
    assert seal == codes.sealed(point.keyring.pepper, salt, first.code)


@pytest.mark.parametrize("typed", ["К-01", "к-01", "к1", "K-01", "01", "1", " 1 ", "К 1", "К–01"])
def test_a_number_is_typed_with_its_letter_or_without(point: HelpPoint, typed: str) -> None:
    slip = consult(point)
    assert my_ticket.find(point, typed, slip.code).label == "К-01"


@pytest.mark.parametrize("typed", ["", "К", "2", "Т-01", "Ж-01", "11", "К-01-1", "1.0"])
def test_another_number_opens_nothing(point: HelpPoint, typed: str) -> None:
    slip = consult(point)
    with pytest.raises(WrongTicketCode):
        my_ticket.find(point, typed, slip.code)
    assert LinePlace.get().misses == 0


def test_three_wrong_codes_in_a_row_send_a_ticket_to_the_desk(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    slip = consult(any_point)
    for _again in range(2):
        for found in (WrongTicketCode, WrongTicketCode):
            with pytest.raises(found):
                my_ticket.find(any_point, slip.label, wrong(slip))
        my_ticket.find(any_point, slip.label, slip.code)  # one that fits begins anew
    for found in (WrongTicketCode, WrongTicketCode, TicketAtDesk, TicketAtDesk):
        with pytest.raises(found):
            my_ticket.find(any_point, slip.label, wrong(slip))
    with pytest.raises(TicketAtDesk):
        my_ticket.find(any_point, slip.label, slip.code)
    (visitor,) = desk.waiting(any_point, any_staff.teacher)
    assert visitor.is_shut
    code = desk.new_code(any_point, any_staff.teacher, visitor.entry)
    assert my_ticket.find(any_point, slip.label, code).entry == visitor.entry
    assert not desk.waiting(any_point, any_staff.teacher)[0].is_shut
    assert verify(any_point).wrong is None


def test_a_code_that_was_replaced_is_on_no_slip_any_more(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point, request_id="one"))
    with pytest.raises(NotYourJournal):
        desk.new_code(point, staff.technician, entry)
    code = desk.new_code(point, staff.teacher, entry)
    assert consult(point, request_id="one").code in ("", code)
    desk.call(point, at_desk(point, staff.teacher), entry)
    with pytest.raises(AlreadyTaken):
        desk.new_code(point, staff.teacher, entry)


def test_two_lines_with_one_number_do_not_shut_each_other(point: HelpPoint) -> None:
    first, second = consult(point), ask(point)
    for _again in range(4):
        assert my_ticket.find(point, "1", second.code).label == "Т-01"
        assert my_ticket.find(point, "1", first.code).label == "К-01"


def test_the_ticket_of_the_newest_day_counts(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    old = ask(point)
    clock.wait(days=1)
    assert my_ticket.find(point, "Т-01", old.code).entry == entry_of(old)
    new = ask(point)
    assert my_ticket.find(point, "Т-01", new.code).entry == entry_of(new)


def test_nothing_is_kept_of_a_ticket_whose_entry_ended(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    slips = [consult(any_point) for _each in range(3)]
    help_out(any_point, any_staff.teacher, slips[0])
    desk.call(any_point, any_staff.teacher, entry_of(slips[1]))
    desk.no_show(any_point, any_staff.teacher, entry_of(slips[1]))
    clock.wait(days=1)
    assert end_days(any_point, None) == 1
    assert not LinePlace.select().exists()
    with pytest.raises(WrongTicketCode):
        my_ticket.find(any_point, slips[0].label, slips[0].code)


# Withdrawn and restored


def test_a_visitor_withdraws_and_keeps_the_number(any_point: HelpPoint, any_staff: Staff) -> None:
    first, second = consult(any_point), consult(any_point)
    ticket = my_ticket.withdraw(any_point, entry_of(first))
    assert ticket.state is State.LEFT
    assert labels(any_point, any_staff) == [second.label]
    assert my_ticket.look(any_point, entry_of(second)).before == 0
    row = Entry.get_by_id(entry_of(first))
    assert (row.state, row.left_reason, row.specialist) == ("left", "withdrawn", None)
    assert verify(any_point).wrong is None
    printed = book(any_point, CONSULTATIONS, 2025).rows[0]
    assert printed.cells["completed"] == "талон отменён посетителем"
    with pytest.raises(WrongTicketCode):
        my_ticket.find(any_point, first.label, first.code)


def test_a_desk_restores_a_ticket_with_its_place_and_code(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    first, second = consult(any_point), consult(any_point)
    entry, teacher = entry_of(first), any_staff.teacher
    my_ticket.withdraw(any_point, entry)
    with pytest.raises(DeskIsClosed):
        desk.restore(any_point, teacher, entry)
    at_desk(any_point, teacher)
    (visitor,) = desk.withdrawn(any_point, teacher)
    assert desk.restore(any_point, teacher, visitor.entry).state is State.WAITING
    assert desk.withdrawn(any_point, teacher) == []
    assert labels(any_point, any_staff) == [first.label, second.label]
    assert my_ticket.find(any_point, first.label, first.code).entry == entry
    with pytest.raises(AlreadyTaken):
        desk.restore(any_point, teacher, entry)
    help_and_sign(any_point, teacher, first)
    assert verify(any_point).wrong is None


def test_a_withdrawal_is_restored_on_its_day_and_by_who_keeps_the_journal(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    entry = entry_of(consult(any_point))
    my_ticket.withdraw(any_point, entry)
    technician = at_desk(any_point, any_staff.technician)
    assert desk.withdrawn(any_point, technician) == []
    with pytest.raises(NotYourJournal):
        desk.restore(any_point, technician, entry)
    clock.wait(hours=15)
    teacher = at_desk(any_point, any_staff.teacher)
    assert desk.withdrawn(any_point, teacher) == []
    with pytest.raises(AlreadyTaken):
        desk.restore(any_point, teacher, entry)
    end_days(any_point, None)
    assert not LinePlace.select().exists()
    consult(any_point)
    assert verify(any_point).wrong is None


def test_what_was_withdrawn_and_restored_is_in_a_bundle(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Withdrawn in the past, today, and restored: the rows and the printed form say so."""
    yesterday = consult(point)
    my_ticket.withdraw(point, entry_of(yesterday))
    clock.wait(days=1)
    today, again = consult(point), consult(point)
    for slip in (today, again):
        my_ticket.withdraw(point, entry_of(slip))
    desk.restore(point, at_desk(point, staff.teacher), entry_of(again))
    restored = Act.get(Act.kind == "entry_restored").seq
    help_and_sign(point, staff.teacher, again)
    file = point.keyring.folder / "x.zip"
    write_bundle(point, CONSULTATIONS, 2025, file)
    bundle = check(load(file), holds)
    cancelled = "талон отменён посетителем"
    for size, last in ((restored - 1, cancelled), (restored, ""), (None, "25.11.2025")):
        rows = bundle.printed_at(1, 3, size or bundle.ledger.history.acts)
        assert [row["cells"]["completed"] for row in rows] == [cancelled, cancelled, last]


def test_who_is_called_talks_to_the_specialist_instead(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    entry = entry_of(consult(any_point))
    consult(any_point)
    desk.call(any_point, at_desk(any_point, any_staff.teacher), entry)
    for deed in (my_ticket.withdraw, my_ticket.let_pass):
        with pytest.raises(TicketCalled):
            deed(any_point, entry)
    with pytest.raises(TicketCalled):
        my_ticket.come_back(any_point, entry, time(14, 30))
    desk.give_back(any_point, any_staff.teacher, entry)
    my_ticket.withdraw(any_point, entry)
    with pytest.raises(TicketCalled):
        my_ticket.withdraw(any_point, entry)
    assert Act.select().where(Act.kind == "entry_withdrawn").count() == 1


# Put off


def test_who_lets_one_pass_changes_places_with_the_next(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    slips = [consult(any_point) for _each in range(3)]
    other = ask(any_point)
    ticket = my_ticket.let_pass(any_point, entry_of(slips[0]))
    assert (ticket.before, ticket.behind) == (1, True)
    assert labels(any_point, any_staff) == ["К-02", "К-01", "К-03"]
    ticket = my_ticket.let_pass(any_point, entry_of(slips[0]))
    assert (ticket.before, ticket.behind) == (2, False)
    assert labels(any_point, any_staff) == ["К-02", "К-03", "К-01"]
    assert my_ticket.look(any_point, entry_of(slips[1])).before == 0
    with pytest.raises(NobodyBehind):
        my_ticket.let_pass(any_point, entry_of(other))
    called = desk.call_next(any_point, at_desk(any_point, any_staff.teacher))
    assert called.label == "К-02"
    assert verify(any_point).wrong is None


def test_who_comes_back_later_is_passed_over_until_then(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    slips = [consult(any_point) for _each in range(3)]
    teacher, entry = at_desk(any_point, any_staff.teacher), entry_of(slips[0])
    ticket = my_ticket.come_back(any_point, entry, time(9, 30))
    assert ticket.back is not None and f"{ticket.back:%H:%M}" == "09:30"
    act = Act.select().order_by(Act.seq.desc()).first()
    assert (act.kind, facts_of(act.body)["until"]) == ("entry_deferred", "09:30")
    assert my_ticket.look(any_point, entry_of(slips[1])).before == 0
    assert [each.back for each in desk.waiting(any_point, teacher)] == [ticket.back, None, None]
    assert desk.call_next(any_point, teacher).label == "К-02"
    desk.give_back(any_point, teacher, entry_of(slips[1]))
    clock.wait(minutes=30)
    assert my_ticket.look(any_point, entry).back is None
    assert desk.call_next(any_point, teacher).label == "К-01"
    assert verify(any_point).wrong is None


def test_whoever_is_away_lets_nobody_pass_unasked(point: HelpPoint, staff: Staff) -> None:
    slips = [consult(point) for _each in range(3)]
    my_ticket.come_back(point, entry_of(slips[1]), time(9, 30))
    my_ticket.let_pass(point, entry_of(slips[0]))
    assert labels(point, staff) == ["К-03", "К-02", "К-01"]


def test_while_everybody_is_away_a_desk_calls_whom_it_marks(point: HelpPoint, staff: Staff) -> None:
    entry, teacher = entry_of(consult(point)), at_desk(point, staff.teacher)
    my_ticket.come_back(point, entry, time(23, 59))
    with pytest.raises(NobodyIsHere):
        desk.call_next(point, teacher)
    assert desk.call(point, teacher, entry).state is State.CALLED


@pytest.mark.parametrize("at", [time(9, 0), time(8, 59), time(0, 0)])
def test_nobody_comes_back_in_the_past(point: HelpPoint, at: time) -> None:
    with pytest.raises(BackTooSoon):
        my_ticket.come_back(point, entry_of(consult(point)), at)
    assert not Act.select().where(Act.kind == "entry_deferred").exists()


def test_a_ticket_is_put_off_five_times_at_most(any_point: HelpPoint) -> None:
    first, _second = entry_of(consult(any_point)), consult(any_point)
    for minute in range(1, 6):
        assert my_ticket.look(any_point, first).can_defer
        my_ticket.come_back(any_point, first, time(9, minute))
    assert not my_ticket.look(any_point, first).can_defer
    for deed in (my_ticket.let_pass, lambda *who: my_ticket.come_back(*who, time(14, 30))):
        with pytest.raises(DeferredOften):
            deed(any_point, first)
    assert Act.select().where(Act.kind == "entry_deferred").count() == 5


def test_an_entry_from_before_the_line_was_kept_is_put_off_too(
    point: HelpPoint, staff: Staff
) -> None:
    slips = [consult(point) for _each in range(3)]
    LinePlace.delete().execute()
    assert labels(point, staff) == ["К-01", "К-02", "К-03"]
    my_ticket.let_pass(point, entry_of(slips[0]))
    assert labels(point, staff) == ["К-02", "К-01", "К-03"]
    with pytest.raises(WrongTicketCode):
        my_ticket.find(point, slips[2].label, slips[2].code)
    my_ticket.withdraw(point, entry_of(slips[2]))
    at_desk(point, staff.teacher)
    assert desk.restore(point, staff.teacher, entry_of(slips[2])).state is State.WAITING


# Twice


@pytest.mark.parametrize(
    ("name", "minutes", "found"),
    [
        ("Артёменко Татьяна Юрьевна", 10, True),
        ("  артеменко   татьяна юрьевна ", 9, True),
        ("Артёменко Татьяна Юрьевна", 10.1, False),
        ("Артёменко Татьяна", 1, False),
        ("", 1, False),
    ],
)
def test_the_same_name_within_ten_minutes_is_noticed(
    point: HelpPoint, clock: Clock, name: str, minutes: float, found: bool
) -> None:
    consult(point, "Артёменко Татьяна Юрьевна")
    clock.wait(minutes=minutes)
    assert registration.has_just_come(point, CONSULTATIONS, name) is found
    assert not registration.has_just_come(point, Journal.REQUESTS, name)


def test_who_was_helped_or_withdrew_comes_again_unasked(point: HelpPoint, staff: Staff) -> None:
    first, second = consult(point, "Первая Анна"), consult(point, "Вторая Анна")
    help_out(point, staff.teacher, first)
    my_ticket.withdraw(point, entry_of(second))
    assert not registration.has_just_come(point, CONSULTATIONS, "Первая Анна")
    assert not registration.has_just_come(point, CONSULTATIONS, "Вторая Анна")
