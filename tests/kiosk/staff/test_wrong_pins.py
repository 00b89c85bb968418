"""What a specialist is told of wrong PINs at their login."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.point.point import HelpPoint
from kiosk.signing.lockout import Lockout
from kiosk.staff import access, wrong_pins
from kiosk.words.errors import PauseBegun, PinPaused, WrongPin
from kiosk.words.i18n import use
from tests.people import PINS, Clock, Staff


def knock(point: HelpPoint, login: str = "belaya") -> None:
    """Somebody types a wrong PIN."""
    with pytest.raises(WrongPin):
        access.log_in(point, login, "000001")


def test_wrong_pins_since_the_last_log_in_are_told_with_the_time_of_the_last(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    assert wrong_pins.untold(any_point, any_staff.teacher) is None
    for _ in range(3):
        clock.wait(hours=2, minutes=53, seconds=20)
        knock(any_point)
    clock.wait(days=1)
    knock(any_point, "kovalyov")
    assert access.log_in(any_point, "belaya", PINS["belaya"]) == any_staff.teacher
    wrong = wrong_pins.untold(any_point, any_staff.teacher)
    assert wrong is not None
    sentence = wrong_pins.wrong_pins_sentence(any_point, wrong)
    assert sentence == "С прошлого входа: 3 неверных ПИН-кода, последний 24.11 в 17:40"
    use("en")
    sentence = wrong_pins.wrong_pins_sentence(any_point, wrong)
    assert sentence == "Since the last log-in: 3 wrong PINs, the last one on 24.11 at 17:40"


def test_they_are_told_until_they_were_seen_and_never_to_another(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    knock(any_point)
    for _ in range(2):
        access.log_in(any_point, "belaya", PINS["belaya"])
        wrong = wrong_pins.untold(any_point, any_staff.teacher)
        assert wrong is not None
        assert wrong.count == 1
        assert wrong_pins.untold(any_point, any_staff.administrator) is None
    wrong_pins.mark_told(any_point, any_staff.teacher, wrong)
    assert wrong_pins.untold(any_point, any_staff.teacher) is None


def test_a_right_pin_alone_leaves_nothing_to_tell(any_point: HelpPoint, any_staff: Staff) -> None:
    for _ in range(3):
        access.log_in(any_point, "belaya", PINS["belaya"])
    assert wrong_pins.untold(any_point, any_staff.teacher) is None


def test_wrong_pins_before_a_power_cut_are_told(
    point: HelpPoint, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(access, "unseal", power_cut)
    with pytest.raises(KeyboardInterrupt):
        access.log_in(point, "belaya", PINS["belaya"])
    assert wrong_pins.untold(point, staff.teacher) is not None


def test_pauses_and_what_ends_them_are_the_same_in_every_database(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    """Known and unknown alike: five wrong PINs, a pause, a colleague's PIN, a longer pause."""
    for login in ("belaya", "nobody"):
        for _ in range(4):
            knock(any_point, login)
        with pytest.raises(PauseBegun):
            access.log_in(any_point, login, "000001")
        with pytest.raises(PinPaused):
            access.log_in(any_point, login, PINS["belaya"])
        assert 58 < access.pause(any_point, login) <= 60
    assert access.log_in(any_point, "kovalyov", PINS["kovalyov"]) == any_staff.technician
    for login in ("belaya", "nobody"):
        assert access.pause(any_point, login) == 0
        with pytest.raises(PauseBegun) as longer:
            access.log_in(any_point, login, "000001")
        assert longer.value.time == "2:00"
    elsewhere = replace(any_point, lockout=Lockout())
    assert 118 < access.pause(elsewhere, "belaya") <= 120
