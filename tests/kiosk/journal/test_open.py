"""An entry is opened with its number; the first one of a school year opens its volume before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from db.models import Act, Entry, TicketCounter, Volume
from kiosk.journal import numbers
from kiosk.journal import open as opening
from kiosk.point.point import HelpPoint
from kiosk.point.seen import Seen
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from tests.people import Clock, consult

LAST_SECOND = datetime(2026, 8, 31, 20, 59, 59, tzinfo=UTC)
"""Of a school year at the point."""


class Killed(BaseException):
    """The program is gone."""


def kinds(since: int = 8) -> list[str]:
    return [act.kind for act in Act.select().where(Act.seq > since).order_by(Act.seq)]


def once(
    monkeypatch: pytest.MonkeyPatch, room: object, name: str, deed: Callable[[], object]
) -> None:
    """Something is done the first time that a function of a room has returned."""
    function, left = getattr(room, name), [deed]

    def called(*words: object, **named: object) -> object:
        answer = function(*words, **named)
        while left:
            left.pop()()
        return answer

    monkeypatch.setattr(room, name, called)


def die() -> None:
    raise Killed


def test_the_first_entry_of_a_year_opens_its_volume_in_a_transaction_before(
    any_point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is killed in between leaves an empty volume, which the next visitor fills."""
    once(monkeypatch, opening, "open_volume", die)
    with pytest.raises(Killed):
        consult(any_point)
    assert kinds() == ["volume_opened"]
    assert (Volume.get().last_number, Entry.select().count()) == (0, 0)
    assert TicketCounter.select().count() == 0
    assert verify(any_point).wrong is None
    assert consult(any_point).number == 1
    assert kinds() == ["volume_opened", "entry_opened"]
    assert verify(any_point).wrong is None


def test_a_volume_that_another_program_opens_meanwhile_is_opened_once(
    any_point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(any_point, seen=Seen(any_point.seen.newest))
    once(monkeypatch, numbers, "say", lambda: consult(other))
    assert consult(any_point).number == 2
    assert kinds() == ["volume_opened", "entry_opened", "entry_opened"]
    assert verify(any_point).wrong is None


def test_a_visitor_at_the_end_of_the_year_who_is_kept_after_it_stands_in_the_new_volume(
    any_point: HelpPoint, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = LAST_SECOND
    consult(any_point)
    once(monkeypatch, opening, "say", lambda: clock.wait(seconds=2))
    slip = consult(any_point)
    assert (slip.year, slip.number, slip.label) == (2026, 1, "К-01")
    assert [(row.year, row.last_number) for row in Volume.select().order_by(Volume.year)] == [
        (2025, 1), (2026, 1)
    ]  # fmt: skip
    assert verify(any_point).wrong is None


def test_no_volume_is_opened_for_a_year_that_ends_meanwhile(
    any_point: HelpPoint, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = LAST_SECOND
    once(monkeypatch, numbers, "say", lambda: clock.wait(seconds=2))
    slip = consult(any_point)
    assert (slip.year, slip.number) == (2026, 1)
    assert [(row.year, row.journal) for row in Volume.select()] == [(2026, "consultations")]
    assert kinds() == ["volume_opened", "entry_opened"]
    assert verify(any_point).wrong is None


def test_an_entry_that_is_not_kept_takes_neither_number_nor_ticket(
    any_point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    consult(any_point)
    with monkeypatch.context() as broken:
        once(broken, opening, "write_row", die)
        with pytest.raises(Killed):
            consult(any_point)
    slip = consult(any_point)
    assert (slip.number, slip.label, slip.journal) == (2, "К-02", Journal.CONSULTATIONS)
    assert verify(any_point).wrong is None
