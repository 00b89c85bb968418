from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from db.engine import current
from db.models import Act, Drawing, Entry
from db.models import Specialist as SpecialistRow
from kiosk.documents.printing import book
from kiosk.journal import sign as signing
from kiosk.journal.correct import replace as replace_entry
from kiosk.journal.details import entry_details
from kiosk.journal.to_sign import row_to_sign, rows_to_sign
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.proof.canonical import commitment
from kiosk.proof.forms import Journal
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.specialists import renew
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.errors import AlreadyTaken, EntryDiffers, NotYourJournal, WrongPin
from tests.kiosk.proof.eventful import STROKES
from tests.people import PINS, Clock, Staff, ask, consult, entry_of, help_and_sign, help_out, sign

PIN = PINS["belaya"]


def signatures() -> int:
    return int(Act.select().where(Act.kind == "entry_signed").count())


def test_a_completed_entry_is_signed_by_the_one_who_completed_it(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    entry = help_out(any_point, any_staff.teacher, consult(any_point))
    digest = sign(any_point, any_staff.teacher, entry, pin=PIN)
    shown = entry_details(any_point, entry)
    assert (shown.state, shown.digest) == (State.SIGNED, digest)
    assert shown.signed is not None
    assert desk.unsigned(any_point, any_staff.teacher) == []
    act = Act.get(Act.kind == "entry_signed")
    assert act.key_id == SpecialistRow.get(SpecialistRow.login == "belaya").key_id
    assert verify(any_point).wrong is None


@pytest.mark.parametrize("pin", ["000001", "", PINS["smirnova"]])
def test_a_wrong_pin_signs_nothing(point: HelpPoint, staff: Staff, pin: str) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    with pytest.raises(WrongPin):
        sign(point, staff.teacher, entry, pin=pin)
    assert entry_details(point, entry).state is State.COMPLETED
    assert signatures() == 0


def test_nobody_signs_for_somebody_else(any_point: HelpPoint, any_staff: Staff) -> None:
    entry = help_out(any_point, any_staff.teacher, consult(any_point))
    with pytest.raises(NotYourJournal):
        sign(any_point, any_staff.administrator, entry, pin=PINS["smirnova"])
    with pytest.raises(NotYourJournal):
        sign(any_point, any_staff.technician, entry, pin=PINS["kovalyov"])
    assert signatures() == 0


def test_a_borrowed_name_needs_its_own_pin(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    borrowed = replace(staff.administrator, id=staff.teacher.id)
    with pytest.raises((WrongPin, NotYourJournal)):
        sign(point, borrowed, entry, pin=PINS["smirnova"])
    assert verify(point).wrong is None


def test_only_what_is_completed_can_be_signed(any_point: HelpPoint, any_staff: Staff) -> None:
    entry = entry_of(consult(any_point))
    desk.call(any_point, any_staff.teacher, entry)
    with pytest.raises(AlreadyTaken):
        sign(any_point, any_staff.teacher, entry, pin=PIN)
    desk.start(any_point, any_staff.teacher, entry)
    with pytest.raises(AlreadyTaken):
        sign(any_point, any_staff.teacher, entry, pin=PIN)
    assert signatures() == 0
    assert verify(any_point).wrong is None


def test_a_signature_is_given_once(any_point: HelpPoint, any_staff: Staff) -> None:
    entry = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    with pytest.raises(AlreadyTaken):
        sign(any_point, any_staff.teacher, entry, pin=PIN)
    assert signatures() == 1


@pytest.mark.parametrize("again", [STROKES, ""])
def test_a_drawn_signature_is_given_once(
    any_point: HelpPoint, any_staff: Staff, again: str
) -> None:
    entry = help_out(any_point, any_staff.teacher, consult(any_point))
    sign(any_point, any_staff.teacher, entry, pin=PIN, strokes=STROKES)
    with pytest.raises(AlreadyTaken):
        sign(any_point, any_staff.teacher, entry, pin=PIN, strokes=again)
    assert (signatures(), Drawing.select().count()) == (1, 1)
    assert verify(any_point).wrong is None


def test_nobody_signs_in_a_journal_that_is_not_theirs(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.technician, ask(point))
    Entry.update(specialist=staff.teacher.id).where(Entry.id == entry).execute()
    claiming = replace(staff.teacher, journals=frozenset(Journal))
    with pytest.raises(NotYourJournal):
        sign(point, claiming, entry, pin=PIN)


def test_a_signature_covers_the_words_that_were_there(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point), "Первое")
    desk.complete(point, staff.teacher, entry, result="Второе")
    sign(point, staff.teacher, entry, pin=PIN)
    last = Act.select().where(Act.kind == "entry_completed").order_by(Act.seq.desc()).get()
    (covered,) = json.loads(bytes(Act.get(Act.kind == "entry_signed").body))["entries"]
    assert covered["completed"] == bytes(last.tail).hex()


def test_a_drawn_signature_is_kept_and_bound_to_the_act(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    sign(point, staff.teacher, entry, pin=PIN, strokes=STROKES)
    drawing = Drawing.get()
    assert (drawing.entry_id, drawing.strokes, len(bytes(drawing.salt))) == (entry, STROKES, 32)
    drawn = commitment(bytes(drawing.salt), "drawing", STROKES)
    (covered,) = json.loads(bytes(Act.get(Act.kind == "entry_signed").body))["entries"]
    assert covered["drawing"] == drawn
    assert verify(point).wrong is None


def test_what_is_no_drawing_signs_nothing(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    with pytest.raises(ValueError, match="not a drawn signature"):
        sign(point, staff.teacher, entry, pin=PIN, strokes="<svg>")
    assert (signatures(), Drawing.select().count()) == (0, 0)
    assert entry_details(point, entry).state is State.COMPLETED


def test_a_signature_is_dated_and_changes_its_own_entry_alone(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    entries = [help_out(point, staff.teacher, consult(point)) for _visitor in range(3)]
    clock.wait(hours=1)
    sign(point, staff.teacher, entries[1], pin=PIN)
    rows = [(row.state, row.signed_at) for row in Entry.select().order_by(Entry.id)]
    assert rows == [
        ("completed", None), ("signed", "2025-11-24T07:00:00.000Z"), ("completed", None)
    ]  # fmt: skip
    act = Act.get(Act.kind == "entry_signed")
    assert [row.signed_seq for row in Entry.select().order_by(Entry.id)] == [None, act.seq, None]
    assert act.entry_id is None
    with pytest.raises(NotYourJournal):
        sign(point, staff.teacher, 4711, pin=PIN)


def test_an_entry_without_its_acts_cannot_be_signed(point: HelpPoint, staff: Staff) -> None:
    """There would be nothing that the signature covers."""
    help_out(point, staff.teacher, consult(point))
    entry = help_out(point, staff.teacher, consult(point))
    current().execute_sql("DROP TRIGGER act_kept")
    current().execute_sql(f"DELETE FROM act WHERE entry_id = {entry}")
    with pytest.raises(AlreadyTaken):
        sign(point, staff.teacher, entry, pin=PIN)


def test_whose_pin_is_renewed_meanwhile_signs_nothing(
    point: HelpPoint, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program renews the PIN between the opening of the key and the lock of the ledger: an
    act by the old key after the new enrolment would be wrong for ever."""
    entry = help_out(point, staff.teacher, consult(point))

    def renewed_after(*words: object) -> object:
        unlocked = unlock_to_sign(*words)  # type: ignore[arg-type]
        renew(
            point,
            "belaya",
            pin="580361",
            administrator="smirnova",
            admin_pin=PINS["smirnova"],
        )
        return unlocked

    monkeypatch.setattr("kiosk.journal.sign.unlock_to_sign", renewed_after)
    with pytest.raises(WrongPin):
        sign(point, staff.teacher, entry, pin=PINS["belaya"])
    assert verify(point).wrong is None


def test_a_list_is_signed_by_one_act_and_each_row_has_its_stamp(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    teacher = any_staff.teacher
    entries = [help_out(any_point, teacher, consult(any_point)) for _visitor in range(25)]
    digest = signing.sign(
        any_point, teacher, rows_to_sign(any_point, teacher, entries), pin=PIN, strokes=STROKES
    )
    assert signatures() == 1
    named = json.loads(bytes(Act.get(Act.kind == "entry_signed").body))["entries"]
    assert [each["number"] for each in named] == [*range(1, 26)]
    assert len({each["drawing"] for each in named}) == Drawing.select().count() == 25
    printed = book(any_point, Journal.CONSULTATIONS, 2025).rows
    assert [row.stamp and row.stamp.digest for row in printed] == [digest] * 25
    report = verify(any_point)
    assert (report.wrong, report.signed) == (None, 25)


def test_what_is_not_in_the_list_stays_unsigned(point: HelpPoint, staff: Staff) -> None:
    entries = [help_out(point, staff.teacher, consult(point)) for _visitor in range(3)]
    signing.sign(point, staff.teacher, rows_to_sign(point, staff.teacher, entries[::2]), pin=PIN)
    assert [visitor.number for visitor in desk.unsigned(point, staff.teacher)] == [2]
    assert verify(point).wrong is None


def test_of_a_list_with_a_row_that_changed_meanwhile_nothing_is_signed(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    teacher = any_staff.teacher
    entries = [help_out(any_point, teacher, consult(any_point)) for _visitor in range(2)]
    shown = rows_to_sign(any_point, teacher, entries)
    desk.complete(any_point, teacher, entries[1], result="Показано")  # the same words, another act
    with pytest.raises(AlreadyTaken):
        signing.sign(any_point, teacher, shown, pin=PIN)
    assert signatures() == 0
    assert len(desk.unsigned(any_point, teacher)) == 2
    signing.sign(any_point, teacher, rows_to_sign(any_point, teacher, entries), pin=PIN)
    assert verify(any_point).wrong is None


@pytest.mark.parametrize(
    "changed",
    [{"result": "Показано всё"}, {"name": "Ли Яна"}, {"role": "pupil"}, {"held_on": "2025-11-20"}],
    ids=str,
)
def test_a_row_that_was_changed_past_the_program_is_neither_shown_nor_signed(
    point: HelpPoint, staff: Staff, changed: dict[str, str]
) -> None:
    """The signature would be given for the words of the acts, and not for those on the screen."""
    entry = help_out(point, staff.teacher, consult(point))
    shown = rows_to_sign(point, staff.teacher, [entry])
    current().execute_sql("DROP TRIGGER entry_opened_once")
    Entry.update(changed).where(Entry.id == entry).execute()
    with pytest.raises(EntryDiffers, match=r"№.1 "):
        signing.sign(point, staff.teacher, shown, pin=PIN)
    with pytest.raises(EntryDiffers):
        rows_to_sign(point, staff.teacher, [entry])
    assert signatures() == 0


def test_no_list_and_a_list_that_names_an_entry_twice_are_refused(
    point: HelpPoint, staff: Staff
) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    shown = rows_to_sign(point, staff.teacher, [entry])
    with pytest.raises(AlreadyTaken):
        signing.sign(point, staff.teacher, shown * 2, pin=PIN)
    with pytest.raises(ValueError, match="entry_signed"):
        signing.sign(point, staff.teacher, [], pin=PIN)
    assert (signatures(), entry_details(point, entry).state) == (0, State.COMPLETED)


def test_entries_of_two_school_years_are_told_apart_and_signed_together(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    old = help_out(point, staff.teacher, consult(point))
    clock.now = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
    new = help_out(point, staff.teacher, consult(point))
    shown = rows_to_sign(point, staff.teacher, [old, new])
    assert [(row.year, row.number, row.cells["completed"]) for row in shown] == [
        (2025, 1, "24.11.2025"),
        (2026, 1, "07.09.2026"),
    ]
    signing.sign(point, staff.teacher, shown[1:], pin=PIN)
    assert entry_details(point, old).state is State.COMPLETED
    signing.sign(point, staff.teacher, shown[:1], pin=PIN)
    report = verify(point)
    assert (report.wrong, report.signed) == (None, 2)


def test_a_row_is_shown_as_it_is_printed_after_its_signature(
    point: HelpPoint, staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replacement is printed with the dates of the visit and with what it stands for."""
    first = help_and_sign(point, staff.teacher, consult(point))
    clock.wait(days=1)
    again = {"words": {"note": "Ещё раз"}, "reason": "Ошибка", "pin": PIN}
    old = replace_entry(point, staff.teacher, first, **again).entry  # type: ignore[arg-type]
    clock.wait(days=1)
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.journal.correct.sign_with", lambda *_words: "")
        words = {"topic_title": "Отчёты", "result": "Показано иначе"}
        made = replace_entry(point, staff.teacher, old, words=words, reason="Ошибка", pin=PIN)
    request = help_out(point, staff.technician, ask(point), "Заменён кабель")
    to_print = {
        (row.journal, row.number): (row.cells, row.remark)
        for row in (
            row_to_sign(point, staff.teacher, made.entry),
            row_to_sign(point, staff.technician, request),
        )
    }
    assert row_to_sign(point, staff.teacher, made.entry).unprinted["result"] == "Показано иначе"
    sign(point, staff.teacher, made.entry, pin=PIN)
    sign(point, staff.technician, request, pin=PINS["kovalyov"])
    printed = {
        (journal, row.number): (row.cells, row.remark)
        for journal in Journal
        for row in book(point, journal, 2025).rows
        if row.stamp and not row.struck
    }
    assert printed == to_print
    assert to_print[Journal.CONSULTATIONS, 3][0]["opened"] == "24.11.2025"
    assert to_print[Journal.CONSULTATIONS, 3][1] == "Взамен записи № 2"
