"""Acts that change people and names, and tables that only repeat what acts say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine import current
from db.models import Act, Point, Specialist
from kiosk.journal.details import entry_details
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.staff import access, changes, desks, specialists
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.errors import (
    DeskIsClosed,
    HelpPointError,
    LastAdministrator,
    MissingWords,
    NotAllowed,
    PeopleDiffer,
    WrongPin,
)
from tests.people import (
    PINS,
    Clock,
    Staff,
    at_desk,
    consult,
    entry_of,
    help_and_sign,
    help_out,
    name,
    sign,
    staff_of,
    wanted,
)

CHIEF = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}


def renamed(point: HelpPoint, login: str = "belaya", **facts: object) -> None:
    changes.change(point, replace(wanted(login), **facts), **CHIEF)  # type: ignore[arg-type]


def test_a_new_name_is_an_act_and_old_rows_print_as_they_were_signed(
    point: HelpPoint, staff: Staff
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    renamed(point, name="Чёрная Ирина Викторовна")
    newer = help_and_sign(point, staff_of(point).teacher, consult(point))
    assert staff_of(point).teacher.name == "Чёрная Ирина Викторовна"
    shown = [
        next(one.who for one in entry_details(point, each).history if one.what == "entry_signed")
        for each in (entry, newer)
    ]
    assert shown == ["Белая И. В.", "Чёрная И. В."]
    assert verify(point).wrong is None


def test_a_change_keeps_key_and_desk(point: HelpPoint, staff: Staff) -> None:
    desks.open_desk(point, "belaya", PINS["belaya"])
    renamed(point, post="методист")
    entry = help_out(point, staff.teacher, consult(point))
    assert sign(point, staff.teacher, entry, pin=PINS["belaya"])
    assert verify(point).wrong is None


def test_journals_that_are_taken_away_end_the_right(point: HelpPoint, staff: Staff) -> None:
    renamed(point, "kovalyov", journals=frozenset({Journal.CONSULTATIONS}))
    assert not specialists.keeps_journal(point, staff.technician, "requests")
    assert verify(point).wrong is None


def test_who_is_dismissed_signs_nothing_more(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    signed = help_and_sign(point, staff.teacher, consult(point))
    changes.dismiss(point, " Belaya ", **CHIEF)
    with pytest.raises(WrongPin):
        sign(point, staff.teacher, entry, pin=PINS["belaya"])
    with pytest.raises(DeskIsClosed):
        help_out_again(point, staff, entry)
    assert "belaya" not in {person.login for person in specialists.enrolled(point)}
    assert entry_details(point, signed).digest
    assert verify(point).wrong is None


def help_out_again(point: HelpPoint, staff: Staff, entry: int) -> None:
    """Complete an entry anew at the desk that is still open in memory."""
    from kiosk.visits import desk

    desk.complete(point, staff.teacher, entry, result="Ещё раз")


def test_there_is_always_an_administrator(point: HelpPoint) -> None:
    with pytest.raises(LastAdministrator):
        changes.dismiss(point, "smirnova", **CHIEF)
    with pytest.raises(LastAdministrator):
        renamed(point, "smirnova", duty=Duty.TEACHER)
    assert verify(point).wrong is None


@pytest.mark.parametrize(
    ("admin", "error"),
    [
        ({"administrator": "belaya", "admin_pin": PINS["belaya"]}, NotAllowed),
        ({"administrator": "smirnova", "admin_pin": "000000"}, WrongPin),
    ],
)
def test_only_an_administrator_changes_people(
    point: HelpPoint, admin: dict[str, str], error: type[HelpPointError]
) -> None:
    with pytest.raises(error):
        changes.change(point, wanted("belaya"), **admin)
    with pytest.raises(error):
        changes.dismiss(point, "kovalyov", **admin)


def test_nobody_unknown_is_changed(point: HelpPoint) -> None:
    with pytest.raises(MissingWords):
        changes.dismiss(point, "nobody", **CHIEF)


CHANGED = {
    "name": "Чужая Фамилия",
    "post": "директор",
    "duty": "administrator",
    "journals": " consultations requests ",
}


@pytest.mark.parametrize("column", CHANGED)
def test_a_changed_row_gives_no_right_and_never_becomes_true(
    point: HelpPoint, staff: Staff, column: str
) -> None:
    Specialist.update(**{column: CHANGED[column]}).where(Specialist.login == "belaya").execute()
    with pytest.raises(PeopleDiffer):
        access.log_in(point, "belaya", PINS["belaya"])
    with pytest.raises(PeopleDiffer):
        specialists.renew(point, "belaya", pin="593817", **CHIEF)
    assert verify(point).wrong
    assert not Act.select().where(Act.kind == "key_renewed").exists()


def test_a_changed_school_is_not_believed(
    point: HelpPoint, staffed_place: Place, clock: Clock
) -> None:
    Point.update(school="", zone="Asia/Kamchatka").execute()
    again = open_point(staffed_place, clock=clock)
    assert again.is_named and again.school == point.school
    assert str(again.zone) == str(point.zone)
    assert verify(again).wrong
    name(again, school="Школа № 2")
    assert verify(again).wrong is None  # the table repeats what the acts say again
    assert Point.get().zone == str(point.zone)


def test_no_first_run_where_somebody_was_enrolled(point: HelpPoint) -> None:
    current().execute_sql("PRAGMA ignore_check_constraints = on")
    Specialist.update(status="invited").execute()
    assert specialists.has_administrator(point)


def test_an_act_about_people_that_was_exchanged_ends_every_right(point: HelpPoint) -> None:
    current().execute_sql("DROP TRIGGER act_stays")
    act = Act.get(Act.kind == "specialist_enrolled", Act.seq > 2)
    body = bytes(act.body).replace(b'"teacher"', b'"administrator"')
    body = body.replace(b'"technical"', b'"administrator"')
    Act.update(body=body).where(Act.seq == act.seq).execute()
    point.known.newest = b""  # as after a start
    with pytest.raises(PeopleDiffer):
        access.log_in(point, "smirnova", PINS["smirnova"])
    assert specialists.has_administrator(point)


@pytest.mark.parametrize("helped", [False, True])
@pytest.mark.parametrize("goes", ["dismissed", "without the journal"])
def test_whoever_stood_at_a_desk_that_ends_is_back_in_the_line(
    any_point: HelpPoint, any_staff: Staff, helped: bool, goes: str
) -> None:
    slip = consult(any_point)
    teacher, entry = at_desk(any_point, any_staff.teacher), entry_of(slip)
    desk.call(any_point, teacher, entry)
    if helped:
        desk.start(any_point, teacher, entry)
    if goes == "dismissed":
        changes.dismiss(any_point, "belaya", **CHIEF)
    else:
        renamed(any_point, duty=Duty.TECHNICAL, journals=frozenset({Journal.REQUESTS}))
    chief = any_staff.administrator
    assert [visitor.entry for visitor in desk.waiting(any_point, chief)] == [entry]
    assert "returned" in [one.what for one in entry_details(any_point, entry).history]
    help_and_sign(any_point, chief, slip)
    assert verify(any_point).wrong is None


def test_a_change_that_leaves_the_journal_leaves_the_visitor_at_the_desk(
    point: HelpPoint, staff: Staff
) -> None:
    entry = entry_of(consult(point))
    desk.call(point, at_desk(point, staff.teacher), entry)
    renamed(point, post="завуч")
    visitor = desk.current(point, staff_of(point).teacher)
    assert visitor is not None
    assert visitor.entry == entry
