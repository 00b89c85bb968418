"""The point's names and zone, its clock, its epochs."""

from __future__ import annotations

import json

import pytest

from kiosk.proof.acts import Kind
from kiosk.proof.history import History
from tests.kiosk.proof.ledgers import AT, CHIEF, KIOSK, SPARE, TEACHER, Said
from tests.kiosk.proof.walks import at_work, begun, code, taken

EARLIER = "2025-11-24T05:00:00.000Z"


@pytest.fixture
def said() -> Said:
    return begun()


def history(said: Said) -> History:
    return taken(said.acts).history


def test_the_newest_naming_counts(said: Said) -> None:
    said.name_point(school="Другая школа", zone="Asia/Omsk")
    named = history(said)
    assert (named.point["school"], named.point["name"]) == ("Другая школа", "Пункт помощи")
    assert (named.zone, History().zone) == ("Asia/Omsk", "UTC")


def test_a_naming_names_school_point_and_zone(said: Said) -> None:
    for name in ("school", "name", "zone"):
        said.name_point(**{name: ""})
        assert code(said) == "unreadable"
        said.acts.pop()


def test_the_days_before_another_zone_stay_what_they_were() -> None:
    """An entry of 21:30Z is of the next day in Simferopol, and in Kaliningrad of the same."""
    said, late = at_work(), "2025-11-24T21:30:00.000Z"
    said.open_desk("teacher", TEACHER, SPARE, at=late)
    first = said.opened(at=late)
    assert said.acts[-1].given.startswith(b'{"at":"2025-11-24T21:30:00.000Z","day":"2025-11-25"')
    said.completed(first, SPARE, at=late)
    said.signed(first, at=late)
    said.name_point(at=late, zone="Europe/Kaliningrad")
    second = said.opened(at=late)
    assert b'"day":"2025-11-24"' in said.acts[-1].given
    said.completed(second, SPARE, at=late)
    said.signed(second, at=late)
    dates = [json.loads(act.body).get("date") for act in said.acts]
    assert [date for date in dates if date] == ["2025-11-25", "2025-11-24"]
    assert history(said).late == 0


def test_a_clock_is_settled_by_an_administrator(said: Said) -> None:
    said.say(Kind.CLOCK_RESOLVED, KIOSK, at=EARLIER, before=AT)
    assert code(said) == "no_administrator"
    said.acts.pop()
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=EARLIER, before=AT)
    assert (history(said).clock_steps, history(said).last_at) == (1, EARLIER)


def test_epochs_follow_one_another(said: Said) -> None:
    said.begin_epoch(1)
    said.checkpoint()
    said.begin_epoch(2, 5, cause="moved")
    found = history(said)
    assert (found.epoch, found.begun, found.left_sizes) == (2, {1: 4, 2: 6}, {1: 9, 2: 5})
    assert found.home == "here"
    for epoch in (0, 2, 4):
        said.begin_epoch(epoch)
        assert code(said) == "epochs"
        said.acts.pop()


def test_an_epoch_is_begun_by_an_administrator_who_says_why(said: Said) -> None:
    said.enrol("teacher", TEACHER, CHIEF)
    for hand, login, found in (
        (KIOSK, "chief", "not_the_person"),
        (TEACHER, "chief", "not_the_person"),
        (TEACHER, "teacher", "no_administrator"),
    ):
        said.begin_epoch(1, hand=hand, specialist=login)
        assert code(said) == found
        said.acts.pop()
    for cause in ("restored", "moved", "copied", "cleaned"):
        said.begin_epoch(1, cause=cause)
        assert history(said).epoch == 1
        said.acts.pop()
    said.begin_epoch(1, cause="forgotten")
    assert code(said) == "unreadable"


def test_the_database_lives_where_the_newest_epoch_was_begun(said: Said) -> None:
    assert history(said).home == ""
    act = said.begin_epoch(1)
    assert b'"home":"here"' in act.given
    assert history(said).home == "here"
