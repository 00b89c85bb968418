"""Signing up for a session: places, the waiting list, the code, and what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.engine import close_database
from db.models import Act, SignUp
from kiosk.catalogue.schedule import Session, save_sessions, to_come
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.verification.everything import verify
from kiosk.visits import sign_ups
from kiosk.visits.codes import code_of, sealed
from kiosk.visits.days import end_days
from kiosk.words.errors import (
    MissingWords,
    SignedUpAlready,
    SignUpClosed,
    TicketAtDesk,
    WrongSignUpCode,
)
from kiosk.words.phrases import NAME_AT_DESK
from kiosk.words.records import SessionRecord
from tests.campaigns.workers import Say, together
from tests.people import MORNING, Clock, Staff

REFUSED = "refused 1 0123456789abcdef"


def plan(point: HelpPoint, **said: object) -> Session:
    """A session with two places, two hours after the morning; ``said`` changes that."""
    record = {
        "uid": "workshop",
        "titles": {"ru": "Практикум"},
        "roles": frozenset(),
        "specialist": "Белая И. В.",
        "room": "12",
        "starts": MORNING + timedelta(hours=2),
        "ends": MORNING + timedelta(hours=3),
        "places": 2,
        "cancelled": False,
    }
    save_sessions(point, [SessionRecord(**{**record, **said})])  # type: ignore[arg-type]
    return next(each for each in to_come(point) if each.uid == (said.get("uid") or "workshop"))


def enter(
    point: HelpPoint, name: str, *, request_id: str = "", consent: str = ""
) -> sign_ups.SignUp:
    request_id = request_id or new_request_id()
    return sign_ups.sign_up(point, "workshop", request_id=request_id, name=name, consent=consent)


def offer(point: HelpPoint) -> sign_ups.Offer:
    (found,) = [each for each in sign_ups.offers(point) if each.session.uid == "workshop"]
    return found


def test_places_are_counted_and_then_there_is_a_waiting_list(any_point: HelpPoint) -> None:
    plan(any_point)
    acts = Act.select().count()
    assert (offer(any_point).free, offer(any_point).waiting) == (2, 0)
    given = [enter(any_point, f"Ли {name}") for name in ("Яна", "Ян", "Инна", "Анна")]
    assert [each.waiting for each in given] == [0, 0, 1, 2]
    assert (offer(any_point).free, offer(any_point).waiting) == (0, 2)
    assert Act.select().count() == acts
    assert verify(any_point).wrong is None


def test_who_waits_moves_up_when_somebody_cancels(any_point: HelpPoint) -> None:
    plan(any_point)
    first, _second, third, fourth = (
        enter(any_point, f"Ли {name}") for name in ("Яна", "Ян", "Инна", "Анна")
    )
    sign_ups.cancel(any_point, first.number)
    look = [sign_ups.find(any_point, str(each.number), each.code) for each in (third, fourth)]
    assert [each.waiting for each in look] == [0, 1]
    sign_ups.cancel(any_point, first.number)
    assert offer(any_point).taken == 3
    with pytest.raises(WrongSignUpCode):
        sign_ups.find(any_point, str(first.number), first.code)


def test_the_same_request_signs_up_once_with_the_same_number_and_code(
    any_point: HelpPoint,
) -> None:
    plan(any_point)
    said = [enter(any_point, "Ли Яна", request_id="one") for _again in range(2)]
    assert said[0] == said[1]
    assert len(said[0].code) == 4
    assert SignUp.select().count() == 1


def test_a_name_has_one_place_at_a_session(point: HelpPoint) -> None:
    plan(point)
    enter(point, " ли  яна ")
    assert SignUp.get().name == "Ли Яна"
    with pytest.raises(SignedUpAlready):
        enter(point, "Ли Яна")
    enter(point, NAME_AT_DESK)
    enter(point, NAME_AT_DESK)
    assert SignUp.select().count() == 3


def test_who_refused_to_be_named_has_a_place_without_a_name(point: HelpPoint) -> None:
    plan(point)
    for _each in range(2):
        enter(point, "Ли Яна", consent=REFUSED)
    assert {(row.name, row.consent) for row in SignUp.select()} == {("", REFUSED)}
    with pytest.raises(MissingWords):
        enter(point, " ")


@pytest.mark.parametrize(
    "said",
    [
        {"cancelled": True},
        {"places": None},
        {"uid": "other"},
        {"starts": MORNING - timedelta(minutes=1)},
        {"starts": MORNING},
    ],
)
def test_nobody_signs_up_for_what_is_not_held_or_has_begun(
    point: HelpPoint, said: dict[str, object]
) -> None:
    planned = plan(point, **said)
    assert not sign_ups.Offer(planned).is_open(MORNING) or said == {"uid": "other"}
    with pytest.raises(SignUpClosed):
        enter(point, "Ли Яна")
    assert not SignUp.select().exists()


def test_three_wrong_codes_shut_a_sign_up(any_point: HelpPoint) -> None:
    plan(any_point)
    mine, other = enter(any_point, "Ли Яна"), enter(any_point, "Ли Ян")
    number, wrong = str(mine.number), "0000"
    for _again in range(2):
        with pytest.raises(WrongSignUpCode):
            sign_ups.find(any_point, number, wrong)
    assert sign_ups.find(any_point, f" № {number} ", mine.code).number == mine.number
    for _again in range(2):
        with pytest.raises(WrongSignUpCode):
            sign_ups.find(any_point, number, wrong)
    for code in (wrong, mine.code):
        with pytest.raises(TicketAtDesk):
            sign_ups.find(any_point, number, code)
    assert sign_ups.find(any_point, str(other.number), other.code)


@pytest.mark.parametrize("typed", ["", "x", "0", "-1", "99", "9" * 30, "١", "1/2"])
def test_a_number_that_nobody_has_is_answered_like_a_wrong_code(
    any_point: HelpPoint, typed: str
) -> None:
    plan(any_point)
    with pytest.raises(WrongSignUpCode):
        sign_ups.find(any_point, typed, "1234")


def test_the_code_is_not_in_the_table(point: HelpPoint) -> None:
    plan(point)
    given = enter(point, "Ли Яна", request_id="one")
    row, pepper = SignUp.get(), point.keyring.pepper
    assert given.code == code_of(pepper, "one")
    assert given.code not in row.seal
    assert row.seal == sealed(pepper, row.salt, given.code) != sealed(pepper, b"", given.code)


def test_a_schedule_that_is_taken_in_anew_keeps_the_sign_ups(point: HelpPoint) -> None:
    plan(point)
    given = [enter(point, f"Ли {name}") for name in ("Яна", "Ян")]
    plan(point, room="14", places=1)
    found = [sign_ups.find(point, str(each.number), each.code) for each in given]
    assert [each.waiting for each in found] == [0, 1]
    assert [each.session.room for each in found if each.session] == ["14", "14"]
    plan(point, uid="other")
    assert sign_ups.find(point, str(given[0].number), given[0].code).session is None


def test_the_specialist_sees_who_is_expected_and_others_do_not(
    point: HelpPoint, staff: Staff
) -> None:
    plan(point)
    for name in ("Яна", "Ян", "Инна"):
        enter(point, f"Ли {name}")
    ((session, people),) = sign_ups.expected(point, staff.teacher)
    assert session.title == "Практикум"
    assert [(each.name, each.waiting) for each in people] == [
        ("Ли Яна", 0),
        ("Ли Ян", 0),
        ("Ли Инна", 1),
    ]
    assert sign_ups.expected(point, staff.administrator) == [(session, people)]
    assert sign_ups.expected(point, staff.technician) == []


def test_sign_ups_go_some_days_after_the_session(any_point: HelpPoint, clock: Clock) -> None:
    plan(any_point)
    enter(any_point, "Ли Яна")
    clock.wait(days=sign_ups.KEPT_DAYS, hours=2)
    end_days(any_point, None)
    assert SignUp.select().exists()
    later = clock.now + timedelta(days=1)
    plan(any_point, starts=later, ends=later + timedelta(hours=1))
    clock.wait(hours=2)
    end_days(any_point, None)
    assert SignUp.select().exists()  # it was put off
    clock.wait(days=sign_ups.KEPT_DAYS + 1)
    end_days(any_point, None)
    assert not SignUp.select().exists()


def test_kiosks_never_give_the_last_place_twice(any_place: Place, clock: Clock) -> None:
    plan(open_point(any_place, clock=clock), places=5)
    close_database()

    def work(number: int, say: Say) -> None:
        kiosk = open_point(any_place, clock=clock)
        for again in range(4):
            say(str(enter(kiosk, f"Ли {'абвг'[number]}{'абвг'[again]}").waiting))

    said = sorted(int(line) for lines in together(work, 4) for line in lines)
    assert said == [0] * 5 + list(range(1, 12))


def test_of_two_kiosks_one_signs_a_name_up(any_place: Place, clock: Clock) -> None:
    plan(open_point(any_place, clock=clock))
    close_database()

    def work(number: int, say: Say) -> None:
        kiosk = open_point(any_place, clock=clock)
        for name in ("Ли Яна", "Ли Ян", "Ли Инна"):
            try:
                enter(kiosk, name)
                say(name)
            except SignedUpAlready:
                continue

    said = [line for lines in together(work, 3) for line in lines]
    assert sorted(said) == ["Ли Инна", "Ли Ян", "Ли Яна"]
