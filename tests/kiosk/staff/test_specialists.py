from __future__ import annotations

from dataclasses import replace

import pytest

from db.lockouts import EVERYBODY
from db.models import Act, Lockout
from db.models import Specialist as Row
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.people import Duty, journals_of
from kiosk.setup.founding import found_point, name_point
from kiosk.signing.lockout import FREE_TRIES
from kiosk.staff import access, specialists
from kiosk.verification.everything import verify
from kiosk.words.errors import (
    LoginTaken,
    MissingWords,
    NotAllowed,
    PinTooWeak,
    UnknownZone,
    WrongPin,
)
from kiosk.words.records import Enrolment
from tests.people import PINS, Clock, Staff, name, wanted

NEW = Enrolment("orlova", "Орлова Вера", "учитель", Duty.TEACHER, journals_of(Duty.TEACHER))


def acts() -> int:
    return int(Act.select().count())


def test_a_right_pin_lets_its_owner_in(any_point: HelpPoint, any_staff: Staff) -> None:
    assert access.log_in(any_point, "belaya", PINS["belaya"]) == any_staff.teacher


@pytest.mark.parametrize("typed", [" BELAYA ", "Belaya", "be laya", "\u200bbelaya"])
def test_a_login_is_taken_as_people_type_it(point: HelpPoint, typed: str) -> None:
    assert access.log_in(point, typed, PINS["belaya"]).login == "belaya"


def test_there_is_no_pin_before_somebody_chose_one(place: Place, clock: Clock) -> None:
    point = open_point(place, create=True, clock=clock)
    assert specialists.enrolled(point) == []
    with pytest.raises(WrongPin):
        access.log_in(point, "admin", "000000")


def test_the_first_specialist_is_an_administrator(place: Place, clock: Clock) -> None:
    point = open_point(place, create=True, clock=clock)
    with pytest.raises(NotAllowed):
        specialists.enrol(point, NEW, pin="248163")
    assert not specialists.has_administrator(point)
    specialists.enrol(point, wanted("smirnova"), pin="248163")
    assert specialists.has_administrator(point)


def test_the_next_one_is_admitted_by_an_administrators_pin_alone(point: HelpPoint) -> None:
    before = acts()
    for login, pin in (("smirnova", "000001"), ("nobody", "000001"), ("", "")):
        with pytest.raises(WrongPin):
            specialists.enrol(point, NEW, pin="314159", administrator=login, admin_pin=pin)
    with pytest.raises(NotAllowed):
        specialists.enrol(
            point, NEW, pin="314159", administrator="belaya", admin_pin=PINS["belaya"]
        )
    assert acts() == before
    assert "orlova" not in {person.login for person in specialists.enrolled(point)}


def test_an_enrolment_is_an_act_signed_by_both(any_point: HelpPoint) -> None:
    chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
    person = specialists.enrol(any_point, NEW, pin="314159", **chief)
    act = Act.select().order_by(Act.seq.desc()).get()
    assert act.kind == "specialist_enrolled"
    assert act.key_id == Row.get(Row.login == "smirnova").key_id
    assert act.cosignature is not None
    assert "Орлова".encode() not in bytes(act.body)
    assert access.log_in(any_point, "orlova", "314159") == person
    assert verify(any_point).wrong is None


def tries(point: HelpPoint) -> dict[str, tuple[int, int]]:
    """Wrong PINs in a row, and those still to be told, by login; of all together by «all»."""
    logins = {access.counted_for(point, login).name: login for login in PINS} | {EVERYBODY: "all"}
    return {logins[row.person]: (row.failures, row.untold) for row in Lockout.select()}


def knock(point: HelpPoint, login: str, times: int) -> None:
    """Somebody mistypes a PIN."""
    for _try in range(times):
        with pytest.raises(WrongPin):
            access.log_in(point, login, "000001")


def test_a_new_pin_does_not_wait_for_the_wrong_ones_before_it(point: HelpPoint) -> None:
    chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
    for login in ("belaya", NEW.login):
        knock(point, login, FREE_TRIES + 1)
    with pytest.raises(WrongPin):
        access.log_in(point, "belaya", PINS["belaya"])
    specialists.renew(point, "belaya", pin="739150", **chief)
    assert access.log_in(point, "belaya", "739150").login == "belaya"
    specialists.enrol(point, NEW, pin="314159", **chief)
    assert access.log_in(point, NEW.login, "314159").login == NEW.login


def test_a_renewal_takes_only_its_own_persons_tries_back(point: HelpPoint) -> None:
    knock(point, "kovalyov", 2)
    knock(point, "belaya", FREE_TRIES + 1)
    with pytest.raises(WrongPin):
        specialists.renew(
            point, "belaya", pin="739150", administrator="smirnova", admin_pin="000001"
        )
    before = tries(point)
    specialists.renew(
        point, "belaya", pin="739150", administrator="smirnova", admin_pin=PINS["smirnova"]
    )
    assert before == {
        "kovalyov": (2, 2),
        "belaya": (FREE_TRIES + 1, FREE_TRIES + 1),
        "smirnova": (1, 1),
        "all": (FREE_TRIES + 4, 0),
    }
    assert tries(point) == {
        "kovalyov": (2, 2),
        "belaya": (0, FREE_TRIES + 1),
        "smirnova": (0, 1),
        "all": (FREE_TRIES + 4 - 2, 0),
    }


def test_nobody_gets_a_weak_pin_an_empty_name_or_a_taken_login(point: HelpPoint) -> None:
    chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
    with pytest.raises(PinTooWeak):
        specialists.enrol(point, NEW, pin="123456", **chief)
    with pytest.raises(MissingWords):
        specialists.enrol(point, replace(NEW, name="\u200b "), pin="314159", **chief)
    with pytest.raises(LoginTaken):
        specialists.enrol(point, replace(NEW, login="Belaya"), pin="314159", **chief)
    assert len(specialists.enrolled(point)) == 3


def record(login: str, name: str = "Имя Фамилия") -> Enrolment:
    return Enrolment(
        login=login,
        name=name,
        post="",
        duty=Duty.TEACHER,
        journals=journals_of(Duty.TEACHER),
    )


def test_imported_specialists_wait_for_their_pins(any_point: HelpPoint) -> None:
    assert specialists.import_specialists(any_point, [record("orlova"), record("petrov")]) == 2
    assert {person.login for person in specialists.invited(any_point)} == {"orlova", "petrov"}
    with pytest.raises(WrongPin):
        access.log_in(any_point, "orlova", "000001")
    assert verify(any_point).wrong is None


def test_an_import_with_a_taken_login_takes_nobody(any_point: HelpPoint) -> None:
    with pytest.raises(LoginTaken):
        specialists.import_specialists(any_point, [record("orlova"), record("belaya")])
    assert specialists.invited(any_point) == []


def test_an_import_again_brings_the_invited_up_to_date(point: HelpPoint) -> None:
    specialists.import_specialists(point, [record("orlova", "Орлова")])
    specialists.import_specialists(point, [record("orlova", "Орлова-Белова")])
    assert [person.name for person in specialists.invited(point)] == ["Орлова-Белова"]


def test_a_point_is_founded_in_one_go(place: Place, clock: Clock) -> None:
    said = {"login": "smirnova", "name": "Смирнова", "school": "Школа", "point": "Пункт"}
    point = found_point(open_point(place, create=True, clock=clock), answers=said, pin="248163")
    assert (point.school, point.name) == ("Школа", "Пункт")
    assert [person.login for person in specialists.enrolled(point)] == ["smirnova"]
    assert verify(point).wrong is None


def test_founding_again_after_a_power_cut_goes_on_where_it_stopped(
    place: Place, clock: Clock
) -> None:
    said = {"login": "smirnova", "name": "Смирнова", "school": "", "point": "Пункт"}
    point = open_point(place, create=True, clock=clock)
    with pytest.raises(MissingWords):
        found_point(point, answers=said, pin="248163")
    founded = found_point(point, answers=said | {"school": "Школа"}, pin="248163")
    assert founded.is_named
    assert len(specialists.enrolled(point)) == 1


def test_the_zone_that_was_chosen_is_the_points_from_its_first_act_on(
    place: Place, clock: Clock
) -> None:
    said = {"login": "smirnova", "name": "Смирнова", "school": "Школа", "point": "Пункт"}
    point = open_point(place, create=True, clock=clock)
    with pytest.raises(UnknownZone):
        found_point(point, answers=said | {"zone": "Europe/Kitezh"}, pin="248163")
    assert specialists.enrolled(point) == []
    founded = found_point(point, answers=said | {"zone": "Asia/Magadan"}, pin="248163")
    assert founded.zone.key == "Asia/Magadan"
    assert open_point(place, clock=clock).zone.key == "Asia/Magadan"
    kept = name(founded, school="Школа № 2", point_name="Пункт")
    assert kept.zone.key == "Asia/Magadan"
    named = Act.select().where(Act.kind == Kind.POINT_NAMED)
    assert [facts_of(act.body)["zone"] for act in named] == ["Asia/Magadan", "Asia/Magadan"]
    assert verify(founded).wrong is None


def test_names_of_school_and_point_are_recorded_and_never_empty(point: HelpPoint) -> None:
    with pytest.raises(MissingWords):
        name(point, school="  ", point_name="Пункт")
    named = name(point, school="Школа № 2", point_name="Пункт 2")
    assert (named.school, named.name) == ("Школа № 2", "Пункт 2")
    act = Act.select().order_by(Act.seq.desc()).get()
    assert (act.kind, act.key_id) == ("point_named", Row.get(Row.login == "smirnova").key_id)
    assert verify(point).wrong is None


def test_only_an_administrator_names_the_school(point: HelpPoint) -> None:
    before = acts()
    names = {"school": "Школа № 2", "name": "Пункт 2"}
    with pytest.raises(NotAllowed):
        name_point(point, **names, administrator="belaya", pin=PINS["belaya"])
    with pytest.raises(WrongPin):
        name_point(point, **names, administrator="smirnova", pin="000001")
    assert acts() == before
