"""Replaced PINs are shown for a month, and told until they are confirmed."""

from __future__ import annotations

import pytest
from peewee import DatabaseError

from db.engine import current
from db.models import SigningKey
from kiosk.point.point import HelpPoint
from kiosk.staff import renewals, specialists
from kiosk.verification.everything import verify
from tests.people import PINS, Clock, Staff, agree

CHIEF = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}


def test_a_replaced_pin_is_shown_for_thirty_days(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    assert renewals.replaced_lately(point) == {}
    specialists.renew(point, "belaya", pin="577215", **CHIEF)
    day = point.today()
    assert renewals.replaced_lately(point) == {"belaya": day}
    clock.wait(days=30)
    assert renewals.replaced_lately(point) == {"belaya": day}
    clock.wait(seconds=1)
    assert renewals.replaced_lately(point) == {}


def test_its_day_is_that_of_the_point(point: HelpPoint, clock: Clock) -> None:
    clock.wait(hours=15, minutes=30)  # half past midnight at the point, the day before in UTC
    specialists.renew(point, "belaya", pin="577215", **CHIEF)
    assert f"{renewals.replaced_lately(point)['belaya']}" == "2025-11-25"


def test_the_person_is_told_until_they_confirm(any_point: HelpPoint, any_staff: Staff) -> None:
    point, teacher = any_point, any_staff.teacher
    assert renewals.untold(point, teacher) is None
    specialists.renew(point, "belaya", pin="577215", **CHIEF)
    for _log_in in range(2):
        told = renewals.untold(point, teacher)
        assert told is not None
        assert (told.by, told.witness) == ("smirnova", "")
    renewals.mark_told(point, teacher)
    assert renewals.untold(point, teacher) is None
    agree(point, "belaya")
    specialists.renew(point, "belaya", pin="662607", **CHIEF)
    assert renewals.untold(point, teacher) is not None
    assert verify(point).wrong is None


def test_what_was_confirmed_stays_and_so_does_the_agreement(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    specialists.renew(any_point, "belaya", pin="577215", **CHIEF)
    agree(any_point, "belaya")
    renewals.mark_told(any_point, any_staff.teacher)
    told = SigningKey.select().where(SigningKey.told_at.is_null(False))
    assert told.count() == 1
    for change in ("told_at = NULL", "told_at = '2026'", "agreed_on = '2025-01-01'"):
        with pytest.raises(DatabaseError), current().atomic():
            current().execute_sql(f"UPDATE signing_key SET {change} WHERE told_at IS NOT NULL")
