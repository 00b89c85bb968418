"""Who somebody is, their keys, agreements and open desks: by acts alone, one after another."""

from __future__ import annotations

import json

import pytest

from kiosk.proof.acts import Kind, shifted
from kiosk.proof.history import Renewal
from kiosk.proof.people_rules import LONGEST_SESSION
from kiosk.signing.keys import Signer
from tests.kiosk.proof.ledgers import (
    AT,
    CHIEF,
    DESK,
    ENGINEER,
    HASH,
    KIOSK,
    OTHERS,
    SPARE,
    TEACHER,
    Said,
)
from tests.kiosk.proof.walks import Walked, at_work, begun, code, failing, taken

MONTH = 30 * 24 * 3600


@pytest.fixture
def said() -> Said:
    """A ledger with kiosk, administrator, names, teacher, open desk and a volume: 6 acts."""
    return at_work()


def person(said: Said, login: str = "teacher") -> dict[str, object]:
    """Who somebody is at the end of the acts."""
    return dict(taken(said.acts).history.specialists[login])


# The short chain of who and what


@pytest.mark.parametrize("before", [HASH, "genesis", "last", "older"])
@pytest.mark.parametrize("way", ["enrol", "renew", "prepare", "change", "dismiss", "name"])
def test_an_act_about_people_or_names_names_the_one_before_it(
    said: Said, way: str, before: str
) -> None:
    """Not the last act of any kind, and no older one of these kinds."""
    ways = {
        "enrol": lambda **facts: said.enrol("engineer", ENGINEER, CHIEF, **facts),
        "renew": lambda **facts: said.renew("teacher", SPARE, **facts),
        "prepare": lambda **facts: said.prepare("chief", OTHERS[0], **facts),
        "change": lambda **facts: said.change("teacher", **facts),
        "dismiss": lambda **facts: said.dismiss("teacher", **facts),
        "name": lambda **facts: said.name_point(**facts),
    }
    older = {"genesis": said.tail_at(0), "last": said.tail_at(6), "older": said.tail_at(3)}
    ways[way](before=older.get(before, before))
    assert code(said) == "another_before"
    said.acts.pop()
    act = ways[way]()
    assert taken(said.acts).history.who == act.tail.hex()


def test_the_first_of_them_is_the_kiosk_s_enrolment() -> None:
    said = Said()
    first = said.begin()
    assert taken(said.acts).history.who == first.tail.hex()
    said.enrol("chief", CHIEF, before=said.tail_at(0))
    assert code(said) == "another_before"


def test_a_kind_that_is_not_of_them_leaves_the_chain(said: Said) -> None:
    said.agree("teacher", TEACHER)
    said.checkpoint()
    assert taken(said.acts).history.who == said.tail_at(4)


# Enrolment, renewal, change, dismissal


def test_who_is_enrolled_is_remembered_with_the_key(said: Said) -> None:
    enrolled = person(said)
    assert (enrolled["login"], enrolled["duty"], enrolled["journals"]) == (
        *("teacher", "teacher", "consultations"),
    )
    assert (enrolled["key"], enrolled["at"]) == (TEACHER.key_id, AT)
    assert enrolled["tail"] == said.tail_at(4)


def test_the_first_one_is_an_administrator_whom_the_kiosk_admits() -> None:
    said = Said()
    said.begin()
    said.enrol("chief", CHIEF, duty="teacher")
    assert code(said) == "no_administrator"
    said.acts.pop()
    said.say(Kind.SPECIALIST_ENROLLED, CHIEF, **enrolment(said))
    assert code(said) == "not_the_kiosk"


def enrolment(said: Said) -> dict[str, object]:
    said.enrol("chief", CHIEF)
    act = said.acts.pop()
    body = json.loads(act.body)
    names = ("login", "duty", "journals", "key", "public_key", "proof", "sealed", "committed")
    return {name: body[name] for name in names}


def test_a_login_is_given_once(said: Said) -> None:
    said.enrol("teacher", SPARE, CHIEF)
    assert code(said) == "enrolled_before"
    said.acts.pop()
    said.dismiss("teacher")
    said.enrol("teacher", SPARE, CHIEF)
    assert code(said) == "enrolled_before"


@pytest.mark.parametrize("hand", [KIOSK, TEACHER, DESK, SPARE])
@pytest.mark.parametrize("way", ["enrol", "renew", "change", "dismiss", "agree", "name"])
def test_people_and_names_are_an_administrator_s_to_change(
    said: Said, hand: object, way: str
) -> None:
    key = hand
    if way == "enrol":
        said.enrol("engineer", ENGINEER, key)  # type: ignore[arg-type]
    elif way == "renew":
        said.renew("teacher", OTHERS[0], key)  # type: ignore[arg-type]
    elif way == "change":
        said.change("teacher", key)  # type: ignore[arg-type]
    elif way == "dismiss":
        said.dismiss("teacher", key)  # type: ignore[arg-type]
    elif way == "agree":
        said.agree("teacher", TEACHER, key)  # type: ignore[arg-type]
    else:
        said.name_point(key)  # type: ignore[arg-type]
    assert code(said) == "no_administrator"


def test_a_renewal_changes_the_key_and_nothing_else(said: Said) -> None:
    before = person(said)
    said.renew("teacher", SPARE, at=shifted(AT, 1))
    after = person(said)
    assert after["key"] == SPARE.key_id
    assert after["at"] == shifted(AT, 1)
    changed = {"key", "public_key", "sealed", "at", "tail"}
    assert {name for name in before if before[name] != after[name]} == changed
    history = taken(said.acts).history
    assert history.owners[TEACHER.key_id] == history.owners[SPARE.key_id] == "teacher"
    assert history.enrolled[SPARE.key_id] == shifted(AT, 1)


def test_a_renewal_is_remembered_with_who_signed_it(said: Said) -> None:
    late, public = shifted(AT, MONTH), OTHERS[1].public_key.hex()
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    said.renew("teacher", SPARE)
    witness = said.stands_by("engineer", ENGINEER, public, "teacher")
    said.renew("teacher", OTHERS[1], at=late, witness=witness)
    history = taken(said.acts).history
    assert history.renewed == {
        SPARE.key_id: Renewal("teacher", AT, "chief", ""),
        OTHERS[1].key_id: Renewal("teacher", late, "chief", "engineer"),
    }
    assert history.admitted == {
        CHIEF.key_id: "",
        **dict.fromkeys((TEACHER.key_id, ENGINEER.key_id), "chief"),
        **dict.fromkeys((SPARE.key_id, OTHERS[1].key_id), "chief"),
    }


@pytest.mark.parametrize(
    ("login", "key", "early"),
    [
        ("chief", CHIEF, 0),
        ("teacher", TEACHER, 0),
        ("engineer", TEACHER, 0),
        ("engineer", DESK, 0),
        ("engineer", OTHERS[2], 0),
        ("engineer", ENGINEER, 1),
    ],
)
def test_who_stands_by_is_a_third_person_of_thirty_days(
    said: Said, login: str, key: Signer, early: int
) -> None:
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    witness = said.stands_by(login, key, SPARE.public_key.hex(), "teacher")
    said.renew("teacher", SPARE, at=shifted(AT, MONTH - early), witness=witness)
    assert code(said) == ("signature" if key is OTHERS[2] else "not_a_witness")


@pytest.mark.parametrize("about", ["chief", "", "0" * 32])
def test_a_second_signature_is_about_this_renewal(said: Said, about: str) -> None:
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    witness = said.stands_by("engineer", ENGINEER, SPARE.public_key.hex(), about)
    act = said.renew("teacher", SPARE, at=shifted(AT, MONTH), witness=witness)
    assert failing(Walked().over(said.acts)) == [act.seq]


@pytest.mark.parametrize("facts", [{"duty": "administrator"}, {"journals": "consultations"}])
def test_a_renewal_cannot_say_who_somebody_is(said: Said, facts: dict[str, object]) -> None:
    said.renew("teacher", SPARE, CHIEF, **facts)
    assert code(said) == "unreadable"


@pytest.mark.parametrize("login", ["nobody", "Teacher", "dismissed"])
def test_only_who_is_enrolled_is_renewed_changed_or_dismissed(said: Said, login: str) -> None:
    said.enrol("dismissed", ENGINEER, CHIEF)
    said.dismiss("dismissed")
    for change in (
        lambda: said.renew(login, SPARE),
        lambda: said.change(login),
        lambda: said.dismiss(login),
    ):
        change()
        assert code(said) == "not_enrolled"
        said.acts.pop()


def test_a_change_keeps_the_key_and_says_the_rest(said: Said) -> None:
    before = person(said)
    said.change("teacher", duty="technical", journals="requests")
    after = person(said)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"duty", "journals", "committed"}
    assert (after["duty"], after["journals"]) == ("technical", "requests")


def test_whose_duty_was_changed_has_the_rights_of_the_new_one(said: Said) -> None:
    said.change("teacher", duty="administrator")
    said.change("chief", TEACHER, duty="teacher")
    taken(said.acts)
    said.change("teacher", CHIEF)
    assert code(said) == "no_administrator"


def test_who_is_dismissed_signs_nothing_more(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.dismiss("teacher")
    walked = taken(said.acts)
    assert walked.history.specialists["teacher"]["key"] == ""
    assert walked.history.owners[TEACHER.key_id] == "teacher"
    said.signed(place)
    assert code(said) == "not_the_signer"
    said.acts.pop()
    said.open_desk("teacher", TEACHER, SPARE)
    assert code(said) == "not_the_person"


def test_what_was_signed_before_a_dismissal_stays_signed(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    signing = said.signed(place)
    said.dismiss("teacher")
    said.annulled(place, signing)
    taken(said.acts)


@pytest.mark.parametrize("way", ["dismiss", "change"])
def test_there_is_always_an_administrator(said: Said, way: str) -> None:
    said.enrol("second", ENGINEER, CHIEF, duty="administrator")
    said.dismiss("second")
    if way == "dismiss":
        said.dismiss("chief")
    else:
        said.change("chief")
    assert code(said) == "no_administrator_left"


def test_one_of_two_administrators_can_go(said: Said) -> None:
    said.enrol("second", ENGINEER, CHIEF, duty="administrator")
    said.dismiss("chief")
    said.change("teacher", ENGINEER)
    taken(said.acts)
    said.change("teacher", CHIEF)
    assert code(said) == "no_administrator"


def test_an_administrator_renews_the_own_key_and_goes_on_with_the_new_one(said: Said) -> None:
    said.renew("chief", SPARE, CHIEF)
    said.change("teacher", CHIEF)
    assert code(said) == "no_administrator"
    said.acts.pop()
    said.change("teacher", SPARE)
    taken(said.acts)


# Recovery codes

CODE, NEWER_CODE = OTHERS[:2]


def test_a_recovery_code_gives_its_administrator_a_new_key_once(said: Said) -> None:
    said.prepare("chief", CODE)
    assert taken(said.acts).history.recovery == {"chief": CODE.key_id}
    said.renew("chief", SPARE, CODE)
    history = taken(said.acts).history
    assert history.renewed[SPARE.key_id] == Renewal("chief", AT, "", "")
    assert (history.recovery, history.admitted[SPARE.key_id]) == ({}, "")
    said.change("teacher", SPARE)
    taken(said.acts)
    said.renew("chief", OTHERS[2], CODE)
    assert code(said) == "no_administrator"


def test_a_newer_recovery_code_voids_the_older(said: Said) -> None:
    said.prepare("chief", CODE)
    said.prepare("chief", NEWER_CODE)
    said.renew("chief", SPARE, CODE)
    assert code(said) == "no_administrator"
    said.acts.pop()
    said.renew("chief", SPARE, NEWER_CODE)
    taken(said.acts)


@pytest.mark.parametrize("hand", [KIOSK, TEACHER, DESK, SPARE, CODE])
def test_a_recovery_code_is_prepared_by_its_administrator_alone(said: Said, hand: Signer) -> None:
    said.prepare("chief", CODE, hand)
    assert code(said) == "not_the_person"


def test_no_administrator_prepares_a_code_for_another_nor_a_teacher_one(said: Said) -> None:
    said.prepare("teacher", CODE, TEACHER)
    assert code(said) == "no_administrator"
    said.acts.pop()
    said.change("teacher", duty="administrator")
    said.prepare("teacher", CODE)
    assert code(said) == "not_the_person"


def test_a_recovery_code_renews_nobody_else_and_signs_nothing_else(said: Said) -> None:
    said.change("teacher", duty="administrator")
    said.prepare("chief", CODE)
    for say, found in (
        (lambda: said.renew("teacher", SPARE, CODE), "no_administrator"),
        (lambda: said.change("teacher", CODE), "no_administrator"),
        (lambda: said.dismiss("teacher", CODE), "no_administrator"),
        (lambda: said.agree("teacher", TEACHER, CODE), "no_administrator"),
        (lambda: said.prepare("chief", NEWER_CODE, CODE), "not_the_person"),
        (lambda: said.open_desk("chief", CODE, SPARE), "not_the_person"),
        (lambda: said.renew("chief", CODE, CODE), "key_name"),
    ):
        say()
        assert code(said) == found
        said.acts.pop()


@pytest.mark.parametrize("way", ["renew", "change", "dismiss"])
def test_a_recovery_code_ends_with_the_key_or_the_duty_of_its_administrator(
    said: Said, way: str
) -> None:
    """Nobody who once had the PIN keeps a way back."""
    said.change("teacher", duty="administrator")
    said.prepare("teacher", CODE, TEACHER)
    said.prepare("chief", NEWER_CODE)
    ways = {
        "renew": lambda: said.renew("teacher", ENGINEER),
        "change": lambda: said.change("teacher"),
        "dismiss": lambda: said.dismiss("teacher"),
    }
    ways[way]()
    assert taken(said.acts).history.recovery == {"chief": NEWER_CODE.key_id}
    said.renew("teacher", SPARE, CODE)
    assert code(said) == "no_administrator"


def test_another_name_leaves_an_administrator_the_recovery_code(said: Said) -> None:
    said.prepare("chief", CODE)
    said.change("chief", duty="administrator")
    said.renew("chief", SPARE, CODE)
    taken(said.acts)


def test_a_recovery_code_proves_that_it_is_there(said: Said) -> None:
    proof = said.new_key("teacher", CODE)["proof"]
    said.prepare("chief", CODE, proof=proof)
    assert failing(Walked().over(said.acts)) == [len(said.acts)]


def test_somebody_may_stand_by_when_a_recovery_code_is_used(said: Said) -> None:
    said.prepare("chief", CODE)
    later, public = shifted(AT, MONTH), SPARE.public_key.hex()
    for who, key, found in (("chief", CHIEF, "not_a_witness"), ("teacher", TEACHER, "")):
        witness = said.stands_by(who, key, public, "chief")
        said.renew("chief", SPARE, CODE, at=later, witness=witness)
        if found:
            assert code(said) == found
            said.acts.pop()
    assert taken(said.acts).history.renewed[SPARE.key_id].witness == "teacher"


# Agreements


def test_an_agreement_is_about_a_key_that_somebody_has_now(said: Said) -> None:
    said.agree("teacher", TEACHER)
    agreed = taken(said.acts).history.agreements[TEACHER.key_id]
    assert (agreed["login"], agreed["date"], agreed["at"]) == ("teacher", "2025-11-24", AT)
    said.agree("teacher", TEACHER)
    assert code(said) == "another_key"
    said.acts.pop()
    for login, key in (("teacher", CHIEF), ("chief", TEACHER), ("nobody", SPARE)):
        said.agree(login, key)
        assert code(said) == "another_key"
        said.acts.pop()
    said.renew("teacher", SPARE)
    said.agree("teacher", TEACHER)
    assert code(said) == "another_key"
    said.acts.pop()
    said.agree("teacher", SPARE)
    taken(said.acts)


@pytest.mark.parametrize(
    ("date", "is_right"),
    [("2025-11-23", False), ("2025-11-24", True), ("2025-11-26", True), ("2025-11-27", False)],
)
def test_an_agreement_is_signed_between_the_key_s_day_and_today(
    said: Said, date: str, *, is_right: bool
) -> None:
    """Two days later; the days are those of the point, where midnight is at 21:00Z."""
    said.agree("teacher", TEACHER, date=date, at="2025-11-26T20:59:59.999Z")
    if is_right:
        taken(said.acts)
    else:
        assert code(said) == "agreement_day"


# Desks


def test_an_open_desk_has_a_session_until_its_hour(said: Said) -> None:
    assert taken(said.acts).history.sessions == {DESK.key_id: ("teacher", shifted(AT, 3600))}


@pytest.mark.parametrize(
    ("seconds", "is_right"),
    [
        *((-1, False), (0, False), (1, True), (LONGEST_SESSION, True)),
        *((LONGEST_SESSION + 120, True), (LONGEST_SESSION + 121, False)),
    ],
)
def test_a_desk_is_open_for_twelve_hours_at_most(
    said: Said, seconds: int, *, is_right: bool
) -> None:
    """Two minutes of grace: the kiosk's clock and the ledger's need not be one."""
    said.open_desk("teacher", TEACHER, SPARE, until=shifted(AT, seconds))
    if is_right:
        taken(said.acts)
    else:
        assert code(said) == "session_hours"


@pytest.mark.parametrize("hand", [KIOSK, CHIEF, DESK, SPARE])
def test_a_desk_is_opened_by_the_key_of_its_specialist(said: Said, hand: object) -> None:
    said.open_desk("teacher", hand, OTHERS[0])  # type: ignore[arg-type]
    assert code(said) == "not_the_person"


def acted(said: Said, session: object = DESK, at: str = AT, **facts: object) -> Said:
    """The same with a visitor who did not come, said by a session."""
    place = said.opened(at=at)
    said.left(place, session, at=at, **facts)  # type: ignore[arg-type]
    return said


def test_a_session_says_what_is_done_at_the_desk(said: Said) -> None:
    acted(said)
    said.completed(said.opened())
    taken(said.acts)


@pytest.mark.parametrize(("seconds", "is_right"), [(3599, True), (3600, True), (3600.001, False)])
def test_a_session_ends_at_its_hour(said: Said, seconds: float, *, is_right: bool) -> None:
    acted(said, at=shifted(AT, seconds))  # type: ignore[arg-type]
    if is_right:
        taken(said.acts)
    else:
        assert code(said) == "no_session"


def test_a_closed_desk_says_nothing_more(said: Said) -> None:
    said.close_desk("teacher", DESK)
    assert taken(said.acts).history.sessions == {}
    assert code(acted(said)) == "no_session"
    said = at_work()
    said.close_desk("teacher", DESK)
    said.close_desk("teacher", DESK)
    assert code(said) == "no_session"


def test_of_a_session_that_is_over_no_key_is_kept(said: Said) -> None:
    """A point opens thousands of desks a year; whoever walks the ledger remembers the open ones."""
    people = {KIOSK.key_id, CHIEF.key_id, TEACHER.key_id}
    assert taken(said.acts).history.keys.keys() == {*people, DESK.key_id}
    said.open_desk("teacher", TEACHER, SPARE)
    assert taken(said.acts).history.keys.keys() == {*people, SPARE.key_id}
    said.close_desk("teacher", SPARE)
    assert taken(said.acts).history.keys.keys() == people
    said.open_desk("teacher", TEACHER, OTHERS[0])
    said.renew("teacher", OTHERS[1])
    assert taken(said.acts).history.keys.keys() == {*people, OTHERS[1].key_id}


@pytest.mark.parametrize("hand", [KIOSK, TEACHER, CHIEF, SPARE])
def test_a_desk_is_closed_by_its_session(said: Said, hand: object) -> None:
    said.close_desk("teacher", hand)  # type: ignore[arg-type]
    assert code(said) == "no_session"


def test_a_session_closes_no_other_s_desk(said: Said) -> None:
    said.open_desk("chief", CHIEF, SPARE)
    said.close_desk("teacher", SPARE)
    assert code(said) == "no_session"


def test_a_desk_opened_anew_ends_the_session_before(said: Said) -> None:
    said.open_desk("teacher", TEACHER, SPARE)
    assert [*taken(said.acts).history.sessions] == [SPARE.key_id]
    assert code(acted(said)) == "no_session"


def test_the_desk_of_one_stays_open_when_another_s_is_opened_or_closed(said: Said) -> None:
    said.open_desk("chief", CHIEF, SPARE)
    acted(said)
    acted(said, SPARE, specialist="chief")
    said.close_desk("chief", SPARE)
    acted(said)
    taken(said.acts)


@pytest.mark.parametrize("way", ["renewal", "dismissal"])
def test_a_session_ends_with_the_key_that_opened_it(said: Said, way: str) -> None:
    if way == "renewal":
        said.renew("teacher", SPARE)
    else:
        said.dismiss("teacher")
    assert taken(said.acts).history.sessions == {}
    assert code(acted(said)) == "no_session"


def test_a_session_of_one_ends_with_nobody_else_s_key(said: Said) -> None:
    said.enrol("engineer", ENGINEER, CHIEF)
    said.renew("engineer", SPARE)
    said.dismiss("engineer")
    said.change("teacher")
    taken(acted(said).acts)


def test_a_session_speaks_for_nobody_else(said: Said) -> None:
    assert code(acted(said, specialist="chief")) == "no_session"


@pytest.mark.parametrize("hand", [KIOSK, TEACHER, CHIEF])
def test_what_is_done_at_a_desk_is_said_by_its_session_alone(said: Said, hand: object) -> None:
    assert code(acted(said, hand)) == "no_session"
    said = at_work()
    said.completed(said.opened(), hand)  # type: ignore[arg-type]
    assert code(said) == "no_session"


def test_a_session_signs_no_act_of_another_kind(said: Said) -> None:
    """What asks for the PIN, and what is the kiosk's."""
    said.open_desk("chief", CHIEF, SPARE)
    place = said.opened()
    said.completed(place)
    signing = said.signed(place)
    second = said.opened()
    said.completed(second)
    volume = said.acts[5]
    for say, found in (
        (lambda: said.checkpoint(hand=SPARE), "not_the_kiosk"),
        (lambda: said.open_volume(("requests", 2025), hand=SPARE), "not_the_kiosk"),
        (lambda: said.signed(second, hand=DESK), "not_the_signer"),
        (lambda: said.annulled(place, signing, hand=SPARE), "not_the_person"),
        (lambda: said.vouch(volume, hand=SPARE), "not_the_person"),
        (lambda: said.destroyed(place, hand=SPARE), "not_the_person"),
        (lambda: said.change("teacher", SPARE), "no_administrator"),
        (lambda: said.open_desk("chief", SPARE, OTHERS[0]), "not_the_person"),
        (lambda: said.restated(place, signing, hand=DESK), "not_the_person"),
        (lambda: said.opened(hand=DESK), "not_the_kiosk"),
    ):
        say()
        assert code(said) == found
        said.acts.pop()


def test_before_anybody_is_enrolled_nobody_has_a_desk() -> None:
    said = Said()
    said.begin()
    said.open_desk("teacher", TEACHER, SPARE)
    assert code(said) == "not_the_person"


def test_a_point_is_named_after_somebody_is_enrolled() -> None:
    said = Said()
    said.begin()
    said.name_point(KIOSK)
    assert code(said) == "no_administrator"
    assert taken(begun().acts).history.zone == "Europe/Simferopol"
