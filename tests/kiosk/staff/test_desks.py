"""A PIN opens a desk for some hours; its session signs what is done there, and nothing later."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from db.engine import current
from db.models import Act
from db.models import Specialist as Row
from kiosk.point.point import HelpPoint
from kiosk.proof.chain import key_id
from kiosk.signing.session import Session
from kiosk.staff import desks, specialists
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.errors import ClockDoubted, DeskIsClosed, StorageUnavailable, WrongPin
from tests.people import PINS, Clock, Staff, at_desk, consult, entry_of, help_out

PIN = PINS["belaya"]
CHIEF = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}


def newest() -> Act:
    act: Act = Act.select().order_by(Act.seq.desc()).get()
    return act


def acts() -> int:
    return int(Act.select().count())


@pytest.fixture
def helped(any_point: HelpPoint, any_staff: Staff) -> int:
    """The row of a visitor whom the teacher, whose desk is open, is helping."""
    entry = entry_of(consult(any_point))
    desk.call(any_point, at_desk(any_point, any_staff.teacher), entry)
    desk.start(any_point, any_staff.teacher, entry)
    return entry


def refuse(point: HelpPoint, staff: Staff, entry: int) -> None:
    """The session signs neither a completion nor a no-show, and nothing is recorded."""
    before = acts()
    with pytest.raises(DeskIsClosed):
        desk.complete(point, staff.teacher, entry, result="Показано")
    with pytest.raises(DeskIsClosed):
        desk.no_show(point, staff.teacher, entry)
    assert acts() == before
    assert desk.visitor(point, entry).state == "in_service"
    assert verify(point).wrong is None


def test_a_desk_is_opened_by_the_person_and_works_by_its_session(
    any_point: HelpPoint, any_staff: Staff, helped: int
) -> None:
    opened = Act.get(Act.kind == "desk_opened")
    said = json.loads(bytes(opened.body))
    assert opened.key_id == Row.get(Row.login == "belaya").key_id
    assert opened.cosignature is not None
    assert (said["specialist"], said["until"]) == ("belaya", "2025-11-24T18:00:00.000Z")
    assert said["key"] == key_id(bytes.fromhex(said["public_key"]))
    desk.complete(any_point, any_staff.teacher, helped, result="Показано")
    assert (newest().kind, newest().key_id) == ("entry_completed", said["key"])
    desks.close_desk(any_point, any_staff.teacher)
    assert (newest().kind, newest().key_id) == ("desk_closed", said["key"])
    assert not desks.is_open(any_point, any_staff.teacher)
    assert verify(any_point).wrong is None


@pytest.mark.parametrize("pin", ["000001", "", PINS["smirnova"]])
def test_a_wrong_pin_opens_no_desk(point: HelpPoint, staff: Staff, pin: str) -> None:
    before = acts()
    with pytest.raises(WrongPin):
        desks.open_desk(point, "belaya", pin)
    assert (acts(), point.desks, desks.is_open(point, staff.teacher)) == (before, {}, False)


def test_nothing_is_done_at_a_desk_that_was_never_opened(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point))
    desk.call(point, staff.teacher, entry)
    desk.start(point, staff.teacher, entry)
    at_desk(point, staff.administrator)
    refuse(point, staff, entry)


def test_a_closed_desk_signs_nothing_and_is_closed_once(
    any_point: HelpPoint, any_staff: Staff, helped: int
) -> None:
    desks.close_desk(any_point, any_staff.teacher)
    before = acts()
    desks.close_desk(any_point, any_staff.teacher)
    assert acts() == before
    refuse(any_point, any_staff, helped)


def test_a_key_of_a_closed_desk_is_forgotten(point: HelpPoint, staff: Staff) -> None:
    at_desk(point, staff.teacher)
    at_desk(point, staff.technician)
    desks.close_desk(point, staff.teacher)
    assert list(point.desks) == ["kovalyov"]


def test_every_desk_is_closed_at_once_and_each_by_its_own_session(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    """The end of the program; a session past its hours has ended without an act."""
    at_desk(any_point, any_staff.technician)
    clock.wait(hours=12)
    at_desk(any_point, any_staff.teacher)
    at_desk(any_point, any_staff.administrator)
    keys = [any_point.desks[login].key_id for login in ("belaya", "smirnova")]
    desks.close_desks(any_point)
    closed = Act.select().where(Act.kind == "desk_closed").order_by(Act.seq)
    assert [act.key_id for act in closed] == keys
    assert any_point.desks == {}
    desks.close_desks(any_point)
    assert closed.count() == 2
    assert verify(any_point).wrong is None


def test_a_desk_stays_open_for_twelve_hours(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    clock.wait(hours=12, milliseconds=-1)
    desk.complete(point, staff.teacher, entry, result="В последний миг")
    clock.wait(milliseconds=1)
    before = acts()
    with pytest.raises(DeskIsClosed):
        desk.complete(point, staff.teacher, entry, result="Поздно")
    desks.close_desk(point, staff.teacher)
    assert (acts(), point.desks) == (before, {})
    at_desk(point, staff.teacher)
    desk.complete(point, staff.teacher, entry, result="Снова за столом")
    assert verify(point).wrong is None


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Something is done between the saying of a completion or no-show and the ledger's lock."""
    say = desk.say

    def said(*words: object, **named: object) -> object:
        act = say(*words, **named)  # type: ignore[arg-type]
        deed()
        return act

    monkeypatch.setattr(desk, "say", said)


def test_a_session_that_ends_while_the_ledger_is_waited_for_signs_nothing(
    any_point: HelpPoint, any_staff: Staff, helped: int, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    clock.wait(hours=12, seconds=-1)
    meanwhile(monkeypatch, lambda: clock.wait(seconds=2))
    with pytest.raises(DeskIsClosed):
        desk.complete(any_point, any_staff.teacher, helped, result="Показано")
    assert desk.visitor(any_point, helped).state == "in_service"
    assert verify(any_point).wrong is None


def renewed(point: HelpPoint) -> None:
    specialists.renew(point, "belaya", pin="577215", **CHIEF)


def dismissed(_point: HelpPoint) -> None:
    """As their row is once they are dismissed."""
    Row.update(status="retired").where(Row.login == "belaya").execute()


@pytest.mark.parametrize("ended", [renewed, dismissed])
def test_a_session_ends_with_the_key_of_its_person(
    any_point: HelpPoint, any_staff: Staff, helped: int, ended: Callable[[HelpPoint], None]
) -> None:
    ended(any_point)
    before = acts()
    for deed in (
        lambda: desk.complete(any_point, any_staff.teacher, helped, result="Показано"),
        lambda: desk.no_show(any_point, any_staff.teacher, helped),
    ):
        with pytest.raises(DeskIsClosed):
            deed()
    desks.close_desk(any_point, any_staff.teacher)
    assert (acts(), any_point.desks) == (before, {})
    if ended is renewed:
        assert verify(any_point).wrong is None


def test_a_pin_that_is_renewed_meanwhile_ends_the_session_at_once(
    any_point: HelpPoint, any_staff: Staff, helped: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: renewed(any_point))
    with pytest.raises(DeskIsClosed):
        desk.complete(any_point, any_staff.teacher, helped, result="Показано")
    assert newest().kind == "key_renewed"
    assert verify(any_point).wrong is None


def test_a_pin_that_is_renewed_while_a_desk_is_opened_opens_none(
    point: HelpPoint, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock = desks.unlock

    def renewed_after(*words: object) -> object:
        unlocked = unlock(*words)  # type: ignore[arg-type]
        renewed(point)
        return unlocked

    monkeypatch.setattr(desks, "unlock", renewed_after)
    with pytest.raises(WrongPin):
        desks.open_desk(point, "belaya", PIN)
    assert point.desks == {}
    assert verify(point).wrong is None


def test_a_desk_that_is_opened_in_another_program_ends_the_one_before(
    any_point: HelpPoint, any_staff: Staff, helped: int
) -> None:
    """Two programs work on one ledger; the rules know one open desk of a person."""
    other = replace(any_point, desks={})
    at_desk(other, any_staff.teacher)
    at_desk(other, any_staff.administrator)
    refuse(any_point, any_staff, helped)
    desk.complete(other, any_staff.teacher, helped, result="Показано")
    assert verify(any_point).wrong is None


def test_a_desk_that_is_opened_again_has_another_key(point: HelpPoint, staff: Staff) -> None:
    keys = []
    for _time in range(2):
        desks.open_desk(point, "belaya", PIN)
        keys.append(point.desks["belaya"].key_id)
        help_out(point, staff.teacher, consult(point))
        assert newest().key_id == keys[-1]
    assert keys[0] != keys[1]
    assert verify(point).wrong is None


def test_a_desk_is_left_where_its_act_cannot_be_kept(
    point: HelpPoint, staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk refuses every new row; the key is gone all the same, and a PIN opens a new desk."""
    at_desk(point, staff.teacher)
    before = acts()
    current().execute_sql("PRAGMA query_only = 1")
    desks.close_desk(point, staff.teacher)
    assert "a desk was left without its act: StorageUnavailable" in caplog.text
    current().execute_sql("PRAGMA query_only = 0")
    assert (acts(), point.desks) == (before, {})
    help_out(point, staff.teacher, consult(point))
    assert verify(point).wrong is None


def test_a_desk_whose_act_is_not_kept_is_not_open(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    clock.wait(days=-1)
    with pytest.raises(ClockDoubted):
        desks.open_desk(point, "belaya", PIN)
    clock.wait(days=1)
    current().execute_sql("PRAGMA query_only = 1")
    with pytest.raises(StorageUnavailable):
        desks.open_desk(point, "belaya", PIN)
    assert point.desks == {}


def test_a_session_s_key_is_made_for_it_and_names_its_person(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    at_desk(point, staff.teacher)
    session = desks.session_of(point, staff.teacher)
    assert isinstance(session, Session)
    key = Row.get(Row.login == "belaya").key_id
    assert (session.person_key, session.until) == (key, clock() + timedelta(hours=12))
    assert session.key_id != key
