"""Enquiries that did not begin at the kiosk, and the blank rows of paper that some come from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from db.engine import current
from db.models import Act, Entry, PaperRow
from kiosk.documents.bundle import write_bundle
from kiosk.documents.printing import book
from kiosk.point.point import HelpPoint
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.forms import Journal
from kiosk.proof.people import Channel, Role
from kiosk.signing.keys import holds
from kiosk.staff import desks
from kiosk.verification.everything import verify
from kiosk.visits import desk, enquiries, paper_rows
from kiosk.visits.days import end_days
from kiosk.visits.enquiries import Enquiry
from kiosk.visits.waiting import board
from kiosk.words.errors import (
    DeskIsClosed,
    Discourteous,
    MissingWords,
    NotYourJournal,
    PaperRowUsed,
    UnknownPaperRow,
)
from kiosk.words.i18n import use
from tests.people import PINS, Clock, Staff, at_desk, consult, sign


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use("en")


def letter(point: HelpPoint, *, ago: timedelta = timedelta(minutes=3), **told: object) -> Enquiry:
    """A parent's e-mail that was answered."""
    asked: datetime = point.clock().astimezone(point.zone) - ago
    usual = {
        "journal": Journal.CONSULTATIONS,
        "channel": Channel.EMAIL,
        "asked": asked,
        "name": "королёва анна сергеевна",
        "role": Role.GUARDIAN,
        "school_class": "5а",
        "words": "Где посмотреть отметки",
        "result": "Объяснено в ответе",
    }
    return Enquiry(**{**usual, **told})  # type: ignore[arg-type]


def last_act() -> Act:
    found: Act = Act.select().order_by(Act.seq.desc()).get()
    return found


def printed(point: HelpPoint, number: int) -> tuple[dict[str, str], str]:
    """The cells of a row and what stands beside it."""
    row = book(point, Journal.CONSULTATIONS, 2025).rows[number - 1]
    return dict(row.cells), row.remark


def test_an_answered_letter_is_an_entry_that_waits_for_its_signature(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    point, who = any_point, at_desk(any_point, any_staff.teacher)
    written = enquiries.write_down(point, who, letter(point))
    row, act = Entry.get_by_id(written.entry), last_act()
    assert (row.number, row.state, row.channel) == (written.number, "completed", "email")
    assert (row.name, row.school_class) == ("Королёва Анна Сергеевна", "5-А")
    assert (written.late, row.held_on) == ("", "")
    assert (act.kind, act.key_id) == ("entry_recorded", point.desks[who.login].key_id)
    said = json.loads(act.body)
    assert (said["channel"], said["asked"], said["specialist"]) == ("email", row.asked, who.login)
    assert [visitor.entry for visitor in desk.unsigned(point, who)] == [row.id]
    assert desk.waiting(point, who) == []
    sign(point, who, row.id, pin=PINS[who.login])
    assert verify(point).wrong is None


def test_an_unanswered_letter_waits_for_help_and_outlives_the_day(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """A visitor who signed in goes with the day; a letter is answered tomorrow."""
    who = at_desk(point, staff.teacher)
    consult(point)
    written = enquiries.write_down(point, who, letter(point, result=""))
    assert (last_act().kind, Entry.get_by_id(written.entry).specialist_id) == ("entry_asked", None)
    clock.wait(days=1)
    assert end_days(point, time(20, 0)) == 1
    who = at_desk(point, who)
    assert [visitor.entry for visitor in desk.waiting(point, who)] == [written.entry]
    desk.call(point, who, written.entry)
    assert board(point).calls == ()  # nobody is in the hall
    desk.start(point, who, written.entry)
    desk.complete(point, who, written.entry, result="Отвечено")
    sign(point, who, written.entry, pin=PINS[who.login])
    assert board(point).earlier == ()
    assert verify(point).wrong is None


def test_help_of_an_earlier_day_is_printed_with_both_times(
    point: HelpPoint, staff: Staff, tmp_path: Path
) -> None:
    """A call is helped at once, a letter on the day on which it is written down. A bundle prints
    the same."""
    who = at_desk(point, staff.teacher)
    day = timedelta(days=1)
    call = enquiries.write_down(point, who, letter(point, ago=day, channel=Channel.ONLINE))
    mail = enquiries.write_down(point, who, letter(point, ago=day))
    now = point.clock().astimezone(point.zone)
    then = f"{now - day:%d.%m.%Y}"
    late = f"Внесено позже: обращение {then} {now:%H:%M}, запись {now:%d.%m.%Y %H:%M}"
    cells, remark = printed(point, call.number)
    assert (cells["opened"], cells["completed"], remark) == (then, then, late)
    cells, remark = printed(point, mail.number)
    assert (cells["opened"], cells["completed"], remark) == (then, f"{now:%d.%m.%Y}", late)
    assert (call.late, mail.late) == (late, late)
    sign(point, who, call.entry, pin=PINS[who.login])
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    check(load(tmp_path / "x.zip"), holds)
    assert verify(point).wrong is None


@pytest.mark.parametrize(("minutes", "late"), [(10, False), (11, True)])
def test_ten_minutes_are_not_late(point: HelpPoint, staff: Staff, minutes: int, late: bool) -> None:
    told = letter(point, ago=timedelta(minutes=minutes))
    written = enquiries.write_down(point, at_desk(point, staff.teacher), told)
    assert bool(written.late) == bool(printed(point, 1)[1]) == late


def test_a_request_is_written_down_with_its_room(point: HelpPoint, staff: Staff) -> None:
    who = at_desk(point, staff.technician)
    told = letter(point, journal=Journal.REQUESTS, room="215", words="Нет Интернета", role=None)
    row = Entry.get_by_id(enquiries.write_down(point, who, told).entry)
    assert (row.room, row.problem, row.topic_title, row.role) == ("215", "Нет Интернета", "", "")
    with pytest.raises(MissingWords):
        enquiries.write_down(point, who, replace(told, room="", request_id="other"))
    assert verify(point).wrong is None


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": " "}, MissingWords),
        ({"words": ""}, MissingWords),
        ({"role": None}, MissingWords),
        ({"topic": "gone"}, MissingWords),
        ({"result": "Полная хуйня"}, Discourteous),
        ({"journal": Journal.REQUESTS, "room": "1"}, NotYourJournal),
        ({"sheet": "ABCD-EFGH"}, UnknownPaperRow),
    ],
)
def test_what_cannot_be_written_down_leaves_nothing(
    point: HelpPoint, staff: Staff, changed: dict[str, object], error: type[Exception]
) -> None:
    who = at_desk(point, staff.teacher)
    with pytest.raises(error):
        enquiries.write_down(point, who, letter(point, **changed))
    assert Entry.select().count() == 0
    assert verify(point).wrong is None


def test_a_closed_desk_writes_nothing_down(point: HelpPoint, staff: Staff) -> None:
    desks.close_desk(point, staff.teacher)
    with pytest.raises(DeskIsClosed):
        enquiries.write_down(point, staff.teacher, letter(point))


def test_the_same_enquiry_is_one_entry_however_often_it_is_sent(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    who, told = at_desk(any_point, any_staff.teacher), letter(any_point)
    first = enquiries.write_down(any_point, who, told)
    assert enquiries.write_down(any_point, who, told) == first
    assert Entry.select().count() == 1


def test_a_row_of_paper_is_written_down_once(any_point: HelpPoint, any_staff: Staff) -> None:
    """However its code is typed: without the dash, small, with Russian letters. It is always late,
    and helped when it was asked."""
    point, who = any_point, at_desk(any_point, any_staff.teacher)
    first, second = paper_rows.new_sheets(point, 2)
    assert (first.number, second.number, len({*first.codes, *second.codes})) == (1, 2, 16)
    code = second.codes[0]
    typed = f" {code[:4]}-{code[4:]} ".lower().translate(str.maketrans("aecx", "аесх"))
    written = enquiries.write_down(point, who, letter(point, sheet=typed))
    assert f"с листа, код {code[:4]}-{code[4:]}: обращение" in written.late
    assert Entry.get_by_id(written.entry).request_id == f"sheet-{code}"
    for again in (code, typed):
        with pytest.raises(PaperRowUsed, match=f"entry No. {written.number}"):
            enquiries.write_down(point, who, letter(point, sheet=again))
    enquiries.write_down(point, who, letter(point, sheet=second.codes[1]))
    assert Entry.select().count() == 2
    assert verify(point).wrong is None


def test_printed_codes_stay(any_point: HelpPoint) -> None:
    paper_rows.new_sheets(any_point)
    (sheet,) = paper_rows.new_sheets(any_point)
    assert sheet.number == 2
    for statement in ("UPDATE paper_row SET sheet = 9", "DELETE FROM paper_row"):
        with pytest.raises(Exception, match="printed codes"), current().atomic():
            current().execute_sql(statement)
    assert PaperRow.select().count() == 2 * paper_rows.ROWS


def test_when_it_was_asked_cannot_be_changed_unseen(point: HelpPoint, staff: Staff) -> None:
    who = at_desk(point, staff.teacher)
    written = enquiries.write_down(point, who, letter(point))
    with pytest.raises(Exception, match="stays as it was said"), current().atomic():
        Entry.update(asked="2025-11-20T10:00").execute()
    current().execute_sql("DROP TRIGGER entry_opened_once")
    Entry.update(asked="2025-11-20T10:00").execute()
    found = verify(point).wrong
    assert found is not None
    assert "When it was asked" in found
    Entry.update(asked="").where(Entry.id == written.entry).execute()
    assert verify(point).wrong is not None
