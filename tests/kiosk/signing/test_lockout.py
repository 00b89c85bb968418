"""Pauses after wrong PINs: per person, over all devices, whatever the clock says."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace

import pytest

from db.engine import close_database
from db.lockouts import EVERYBODY
from db.models import Lockout as Row
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.signing import lockout
from kiosk.signing.lockout import (
    FREE_FOR_ALL,
    FREE_TRIES,
    KEPT_TRIES,
    SLOWEST,
    Lockout,
    Person,
    WrongPins,
    delay_after,
    person_at,
    wait_after,
)
from kiosk.staff import access
from kiosk.words.errors import PinPaused, WrongPin
from tests.people import PINS, Clock

AT = "2025-11-24T06:00:00.000Z"
BELAYA, SMIRNOVA, STRANGER = Person(1, "belaya"), Person(1, "smirnova"), Person(1, "stranger")


class Seconds:
    """A monotonic clock in the test's hand; what sleeps lets time pass."""

    now = 1000.0
    slept = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def device(seconds: Seconds) -> Lockout:
    """A program that has just been started."""
    return Lockout(seconds, seconds.sleep)


def is_tried(lock: Lockout, who: Person = BELAYA, at: str = AT) -> bool:
    """Whether a PIN is looked at; it is not the right one."""
    return not lock.charge(who, enrolled=who != STRANGER, at=at).left


def fail(lock: Lockout, times: int, who: Person = BELAYA) -> None:
    for _ in range(times):
        assert is_tried(lock, who)


def succeed(lock: Lockout, who: Person) -> None:
    """Somebody types the right PIN."""
    made = lock.charge(who, enrolled=True, at=AT)
    assert not made.left
    lock.forgive(who, made)


def counted() -> dict[str, tuple[int, int]]:
    """Failures in a row and seconds to wait, by whom they are counted for."""
    return {row.person: (row.failures, row.wait) for row in Row.select() if row.person}


def together() -> int:
    """Wrong PINs of all persons, as far as they make tries slower."""
    return int(Row.get(Row.person == EVERYBODY).failures)


@pytest.fixture(autouse=True)
def nobody_was_wrong(point: HelpPoint) -> None:
    """Rows of the fixture's own log-ins are of no interest here."""
    assert point.id == BELAYA.point
    Row.delete().execute()


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (8, 480), (9, 600), (10, 600), (5000, 600)],
)
def test_a_pause_begins_with_a_minute_and_grows_to_ten(failures: int, seconds: int) -> None:
    assert wait_after(failures) == seconds


@pytest.mark.parametrize("lock_name", ["belaya", "stranger"])
def test_a_fifth_wrong_pin_costs_a_minute_whether_the_login_is_known_or_not(
    seconds: Seconds, lock_name: str
) -> None:
    lock, who = device(seconds), Person(1, lock_name)
    fail(lock, FREE_TRIES + 1, who)
    assert not is_tried(lock, who)
    seconds.now += 59.9
    assert not is_tried(lock, who)
    seconds.now += 0.2
    assert is_tried(lock, who)
    assert lock.left(who) == 120


def test_a_try_says_how_long_the_pause_is_and_will_be(seconds: Seconds) -> None:
    lock = device(seconds)
    waits = [lock.charge(BELAYA, enrolled=True, at=AT).wait for _ in range(FREE_TRIES + 1)]
    assert waits == [0, 0, 0, 0, 60]
    seconds.now += 12.5
    assert lock.charge(BELAYA, enrolled=True, at=AT).left == 47.5
    seconds.now += 47.5
    again = lock.charge(BELAYA, enrolled=True, at=AT)
    assert (again.left, again.wait) == (0, 120)


def test_a_try_during_a_pause_does_not_lengthen_it(seconds: Seconds) -> None:
    lock = device(seconds)
    fail(lock, FREE_TRIES + 1)
    for _ in range(20):
        seconds.now += 2.9
        assert not is_tried(lock)
    seconds.now += 3
    assert is_tried(lock)


def test_a_pause_can_be_watched_to_its_end(seconds: Seconds) -> None:
    """Looking writes nothing down: who never failed keeps no row."""
    fail(device(seconds), FREE_TRIES + 1)
    lock = device(seconds)
    assert lock.left(BELAYA) == 60
    seconds.now += 59.5
    assert lock.left(BELAYA) == 0.5
    assert not is_tried(lock)
    seconds.now += 1
    assert lock.left(BELAYA) == 0
    assert lock.left(STRANGER) == 0
    assert set(counted()) == {"belaya"}


def test_what_happens_to_one_never_stops_the_others(seconds: Seconds) -> None:
    lock = device(seconds)
    for number in range(200):
        fail(lock, FREE_TRIES + 1, Person(1, f"somebody {number}"))
    assert is_tried(lock, SMIRNOVA)
    assert is_tried(device(seconds), BELAYA)


@pytest.mark.parametrize(
    ("failures", "delay"), [(0, 0), (12, 0), (13, 0.25), (16, 1), (24, 3), (25, 3), (10**6, 3)]
)
def test_many_wrong_pins_make_each_try_slower_three_seconds_at_most(
    failures: int, delay: float
) -> None:
    assert delay_after(failures) == delay


def test_every_try_is_slow_after_many_wrong_pins_and_right_ones_make_it_quick_again(
    seconds: Seconds,
) -> None:
    """A right PIN, a wrong one and one in a pause are slow alike."""
    lock = device(seconds)
    for number in range(FREE_FOR_ALL):
        fail(lock, 1, Person(1, f"somebody {number}"))
    assert seconds.slept == 0
    for number in range(100):
        fail(lock, 1, Person(1, f"nobody {number}"))
    for who in (SMIRNOVA, STRANGER, BELAYA):
        seconds.slept = 0
        is_tried(lock, who)
        assert seconds.slept == SLOWEST
    rights = 0
    while seconds.slept:
        seconds.slept = 0
        succeed(lock, SMIRNOVA)
        rights += 1
    assert rights <= 15


def test_slips_of_a_whole_year_do_not_add_up(seconds: Seconds) -> None:
    lock = device(seconds)
    for _day in range(50):
        fail(lock, 2)
        succeed(lock, BELAYA)
    assert together() == 0
    assert seconds.slept == 0


def test_a_right_pin_begins_the_row_anew(seconds: Seconds) -> None:
    lock = device(seconds)
    fail(lock, FREE_TRIES)
    succeed(lock, BELAYA)
    fail(lock, FREE_TRIES)
    assert counted()["belaya"] == (FREE_TRIES, 0)


def test_another_specialists_pin_ends_every_wait_at_once_but_not_the_counts(
    seconds: Seconds,
) -> None:
    lock = device(seconds)
    for who in (BELAYA, STRANGER):
        fail(lock, FREE_TRIES + 1, who)
    succeed(lock, SMIRNOVA)
    assert lock.left(BELAYA) == lock.left(STRANGER) == 0
    for who in (BELAYA, STRANGER):
        assert is_tried(lock, who)
        assert not is_tried(lock, who)
        assert lock.left(who) == 120


def test_at_another_device_a_wait_goes_on_after_a_colleagues_pin_here(seconds: Seconds) -> None:
    """Who logs in at one place must not help somebody who guesses at another."""
    here, there = device(seconds), device(seconds)
    fail(there, FREE_TRIES + 1)
    assert there.left(BELAYA) == 60
    succeed(here, SMIRNOVA)
    assert here.left(BELAYA) == 0
    assert not is_tried(there)
    seconds.now += 60
    assert is_tried(there)
    assert here.left(BELAYA) == 120


def test_a_pause_that_another_program_began_is_waited_in_full(seconds: Seconds) -> None:
    here, there = device(seconds), device(seconds)
    fail(here, FREE_TRIES + 1)
    seconds.now += 61
    assert not is_tried(there)
    seconds.now += 61
    succeed(there, BELAYA)
    fail(there, FREE_TRIES + 1)
    assert not is_tried(here)
    seconds.now += 59
    assert not is_tried(here)
    seconds.now += 2
    assert is_tried(here)


def test_a_pause_without_an_edition_is_waited_in_full(seconds: Seconds) -> None:
    fail(device(seconds), FREE_TRIES + 1)
    Row.update(edition="").execute()
    lock = device(seconds)
    assert not is_tried(lock)
    seconds.now += 59
    assert not is_tried(lock)
    seconds.now += 2
    assert is_tried(lock)


def test_a_restart_does_not_shorten_a_pause_nor_keep_it_lifted(seconds: Seconds) -> None:
    lock = device(seconds)
    fail(lock, FREE_TRIES + 1)
    succeed(lock, SMIRNOVA)
    seconds.now += 50
    restarted = device(seconds)
    assert not is_tried(restarted)
    seconds.now += 59
    assert not is_tried(restarted)
    seconds.now += 2
    assert is_tried(restarted)


def test_guessing_at_ever_new_names_keeps_a_bounded_number_of_rows(
    seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest tries alone are kept; whoever was not tried among them waits no more, known or
    not, but a specialist is still told."""
    monkeypatch.setattr(lockout, "KEPT_TRIES", 20)
    lock = device(seconds)
    for who in (BELAYA, STRANGER):
        fail(lock, FREE_TRIES + 1, who)
    for number in range(20 - FREE_TRIES - 2):
        lock.charge(Person(1, f"nobody {number}"), enrolled=False, at=AT)
    assert not is_tried(lock, BELAYA)
    for number in range(100):
        lock.charge(Person(1, f"no one {number}"), enrolled=False, at=AT)
    assert Row.select().count() == 20 + len((EVERYBODY, BELAYA))
    assert lock.left(BELAYA) == lock.left(STRANGER) == 0
    assert counted()["belaya"] == (0, 0)
    assert lock.untold(BELAYA) == WrongPins(FREE_TRIES + 1, AT)
    assert len(lock._seen) <= 21


def test_to_outlast_a_pause_by_other_names_takes_longer_than_the_pauses_it_saves() -> None:
    """With a fresh start the first tries come with short pauses: more in the same time there are
    not."""
    elsewhere = KEPT_TRIES * SLOWEST
    tries, passed = FREE_TRIES + 1, 0.0
    while wait_after(tries) < lockout.LONGEST_WAIT:
        passed += wait_after(tries)
        tries += 1
    assert tries / (passed + elsewhere) < 1 / lockout.LONGEST_WAIT


def test_a_try_is_charged_before_it_is_made(
    point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(access, "unseal", power_cut)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            access.log_in(point, "belaya", "000000")
    assert [failures for failures, _wait in counted().values()] == [3]


def test_a_pause_outlives_the_program_and_a_change_of_the_clock(
    staffed_place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "unseal", lambda *_: None)
    point = open_point(staffed_place, clock=clock)
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(WrongPin):
            access.log_in(point, "belaya", "000000")
    monkeypatch.undo()
    close_database()
    clock.wait(days=400)
    with pytest.raises(PinPaused):
        access.log_in(open_point(staffed_place, clock=clock), "belaya", PINS["belaya"])


@pytest.mark.real_pins
def test_who_exists_cannot_be_told_from_answers_pauses_or_the_time_they_take(
    point: HelpPoint,
) -> None:
    """Wrong, paused and unknown are answered after the same work; known and unknown in the same
    words, with the same pauses."""
    point = replace(point, lockout=Lockout(Seconds()))
    said: dict[str, list[str]] = {"belaya": [], "nobody": []}
    spent: dict[str, list[float]] = {"belaya": [], "nobody": []}
    for _ in range(FREE_TRIES + 3):
        for login in said:
            began = time.process_time()
            with pytest.raises(WrongPin) as answer:
                access.log_in(point, login, "000001")
            spent[login].append(time.process_time() - began)
            said[login].append(str(answer.value))
    assert said["belaya"] == said["nobody"]
    assert len(set(said["belaya"])) == 3
    took = [statistics.median(part) for each in spent.values() for part in (each[:5], each[5:])]
    assert min(took) > max(took) / 2


def test_what_was_typed_as_a_login_stands_nowhere(point: HelpPoint) -> None:
    """A digest with a key of the installation: nobody reads a PIN typed on the wrong line."""
    with pytest.raises(WrongPin):
        access.log_in(point, "248163", "000001")
    names = [row.person for row in Row.select() if row.person]
    assert len(names) == 1
    assert "248163" not in names[0]
    assert names[0] == person_at(point.id, "248163", point.keyring.pepper).name
    assert names[0] != person_at(point.id, "248163", bytes(32)).name
    assert names[0] != person_at(2, "248163", point.keyring.pepper).name


def test_a_wrong_pin_says_nothing_about_who_exists(point: HelpPoint) -> None:
    with pytest.raises(WrongPin) as answer:
        access.log_in(point, "nobody", "1")
    assert "nobody" not in str(answer.value)


def test_wrong_pins_are_told_until_they_were_seen(seconds: Seconds) -> None:
    lock = device(seconds)
    assert lock.untold(BELAYA) is None
    for minute in (1, 2, 3):
        assert is_tried(lock, at=f"2025-11-24T06:0{minute}:00.000Z")
    wrong = WrongPins(3, "2025-11-24T06:03:00.000Z")
    assert lock.untold(BELAYA) == wrong
    succeed(lock, BELAYA)
    assert device(seconds).untold(BELAYA) == wrong
    assert is_tried(lock, at="2025-11-24T07:00:00.000Z")
    lock.told(BELAYA, wrong)
    assert lock.untold(BELAYA) == WrongPins(1, "2025-11-24T07:00:00.000Z")
    succeed(lock, BELAYA)
    lock.told(BELAYA, WrongPins(1, ""))
    assert lock.untold(BELAYA) is None
    assert counted() == {}


def test_seeing_wrong_pins_ends_no_pause(seconds: Seconds) -> None:
    lock = device(seconds)
    fail(lock, FREE_TRIES + 1)
    lock.told(BELAYA, WrongPins(FREE_TRIES + 1, AT))
    assert lock.left(BELAYA) == 60
    assert counted()["belaya"] == (FREE_TRIES + 1, 60)


def test_a_new_pin_begins_without_a_pause_but_what_was_wrong_before_is_told(
    seconds: Seconds,
) -> None:
    lock = device(seconds)
    fail(lock, FREE_TRIES + 1)
    fail(lock, FREE_TRIES + 1, STRANGER)
    for who in (BELAYA, STRANGER):
        lock.renew(who)
        assert lock.left(who) == 0
    assert lock.untold(BELAYA) == WrongPins(FREE_TRIES + 1, AT)
    assert lock.untold(STRANGER) is None


def test_no_order_of_tries_shortens_a_pause(seconds: Seconds) -> None:
    """Random tries from two devices over two names, against the rule said a second time."""
    rng = random.Random(7)
    devices = [device(seconds), device(seconds)]
    since: dict[Person, float] = {}
    failures: dict[Person, int] = {BELAYA: 0, STRANGER: 0}
    for _ in range(300):
        seconds.now += rng.choice([1, 30, 61, 200, 601])
        who = rng.choice([BELAYA, STRANGER])
        tried = is_tried(rng.choice(devices), who)
        must_wait = seconds.now - since.get(who, -1e9) < wait_after(failures[who])
        assert not (tried and must_wait)
        if tried:
            failures[who] += 1
            since[who] = seconds.now
