"""A desk is open from the PIN until its specialist has gone, whichever way they go."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from db.engine import close_database, current
from db.models import Act
from kiosk.point.opening import open_point
from kiosk.staff import desks
from kiosk.verification.everything import verify
from kiosk.visits import desk as deeds_of_desk
from kiosk.words.errors import DeskIsClosed
from screens.desk.desk import Desk
from tests.example import Example
from tests.people import Clock
from tests.screens.conftest import Opener
from tests.screens.desk.test_desk import start
from tests.screens.desk.test_log_in import come_to_pin, told
from tests.screens.frame.test_idle import leave_alone
from tests.screens.guest import PATIENCE, Guest

OPENED, CLOSED = "desk_opened", "desk_closed"


def newest(many: int) -> list[str]:
    """The kinds of the newest acts, oldest first."""
    acts = Act.select().order_by(Act.seq.desc()).limit(many)
    return [act.kind for act in acts][::-1]


async def acts(person: Guest, many: int) -> list[str]:
    """The newest acts of a ledger in which nothing is wrong."""
    report = await person.app.act(verify, person.app.point)
    assert report.wrong is None
    return await person.app.act(newest, many)


async def size(person: Guest) -> int:
    return await person.app.act(Act.select().count)


async def closed_behind(person: Guest, *, then: int = 0) -> None:
    """At home, the desk was closed by its session, and nobody has its key any more."""
    await person.at("Home")
    opened, *_between, closed = await acts(person, 2 + then)
    assert (opened, closed) == (OPENED, CLOSED)
    last = Act.select().order_by(Act.seq.desc())
    signer = (await person.app.act(last.get)).key_id
    body = (await person.app.act(last.where(Act.kind == OPENED).get)).body
    assert json.loads(bytes(body))["key"] == signer
    assert person.app.point.desks == {}


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, room: object, deed: str) -> Iterator[threading.Event]:
    """A deed that goes on until the event is set; ``began`` is set as soon as it is under way."""
    began, go_on, do = threading.Event(), threading.Event(), getattr(room, deed)

    def slow(*words: object, **named: object) -> object:
        began.set()
        go_on.wait(PATIENCE)
        return do(*words, **named)

    monkeypatch.setattr(room, deed, slow)
    go_on.began = began  # type: ignore[attr-defined]
    try:
        yield go_on
    finally:
        go_on.set()


async def test_leaving_closes_the_desk_by_an_act(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        assert await acts(person, 1) == [OPENED]
        assert list(person.app.point.desks) == ["smirnova"]
        await person.press("escape", then="Home")
        await closed_behind(person)


async def test_going_home_from_a_question_closes_the_desk(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        await start(person)
        await person.press("1", then="ChooseOrWrite")
        await person.press("f4")
        await closed_behind(person)


@pytest.mark.parametrize("keys", [(), ("f6",), ("f10",), ("f7", "1")])
async def test_a_desk_that_nobody_touches_is_closed_with_its_screens(
    kiosk: Opener, keys: tuple[str, ...]
) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        await person.press(*keys)
        await leave_alone(person, 121)
        await closed_behind(person)


async def test_a_notice_before_the_desk_is_wiped_and_the_desk_closed(kiosk: Opener) -> None:
    """Between the PIN and the desk stands what is told of wrong PINs."""
    async with kiosk() as person:
        await come_to_pin(person, "smirnova")
        await person.fill("111111", then="Notice")
        await person.press("enter", "escape", "escape", then="Home")
        await come_to_pin(person, "smirnova")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert list(person.app.point.desks) == ["smirnova"]
        await leave_alone(person, 121)
        await closed_behind(person)


async def test_the_next_person_has_a_desk_of_their_own(kiosk: Opener) -> None:
    async with kiosk() as person:
        for login in ("smirnova", "belaya"):
            await person.log_in(login)
            assert list(person.app.point.desks) == [login]
            await person.press("escape", then="Home")
        assert await acts(person, 4) == [OPENED, CLOSED] * 2


async def by_f10(person: Guest) -> None:
    await person.press("f10", then="AskPin")
    await person.write(person.example.pins["smirnova"])
    person.send("enter")


async def by_a_signal(person: Guest) -> None:
    person.app.exit()


@pytest.mark.parametrize("end", [by_f10, by_a_signal])
async def test_the_end_of_the_kiosk_closes_the_desk(
    kiosk: Opener, example: Example, clock: Clock, end: Callable[[Guest], object]
) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        await end(person)  # type: ignore[misc]
        await person.until(lambda: not person.app.is_running, "the end")
    assert left_clean(example, clock) == [OPENED, CLOSED]


async def test_a_crash_at_the_desk_closes_it_too(
    kiosk: Opener, example: Example, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_desk: Desk) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Desk, "action_journals", crash)
    with pytest.raises(ZeroDivisionError):
        async with kiosk() as person:
            await person.log_in("smirnova")
            person.send("f6")
            await person.until(lambda: not person.app.is_running, "the end")
    assert left_clean(example, clock) == [OPENED, CLOSED]


def left_clean(example: Example, clock: Clock) -> list[str]:
    """The two newest acts of what a kiosk has left behind, which verifies."""
    point = open_point(example.place, clock=clock)
    try:
        assert verify(point).wrong is None
        return newest(2)
    finally:
        close_database()


async def test_the_end_waits_for_nobody_for_ever(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deed that hangs leaves the desk without its act; the kiosk ends all the same."""
    monkeypatch.setattr("screens.frame.host.LAST_DEED_SECONDS", 0.1)
    with held(monkeypatch, deeds_of_desk, "recall"):
        async with kiosk() as person:
            await person.log_in("smirnova")
            await person.press("1")
            person.send("2")
            await person.pilot.pause(0.1)
            person.app.exit()
            await person.until(lambda: not person.app.is_running, "the end")


async def test_who_goes_before_the_pin_is_answered_leaves_no_open_desk(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch, desks, "open_desk") as answer:
        async with kiosk() as person:
            await come_to_pin(person, "smirnova")
            await person.write(person.example.pins["smirnova"])
            await person.look()
            person.send("enter")
            await person.until(answer.began.is_set, "the check")  # type: ignore[attr-defined]
            person.app._last_touch -= 121
            await person.app.tick()
            await person.until(lambda: person.screen == "Home", "home")
            answer.set()
            await closed_behind(person)
            assert person.screen == "Home"


async def test_what_was_being_recorded_is_recorded_before_the_desk_is_closed(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        await start(person)
        await person.press("1", then="ChooseOrWrite")
        with held(monkeypatch, deeds_of_desk, "complete") as answer:
            await person.look()
            person.send("1")
            await person.until(answer.began.is_set, "completing")  # type: ignore[attr-defined]
            person.send("escape")
            await person.until(lambda: person.screen == "Home", "home")
        await closed_behind(person, then=1)
        assert (await acts(person, 2))[0] == "entry_completed"


def a_disk_that_refuses(_person: Guest) -> None:
    current().execute_sql("PRAGMA query_only = 1")


def an_early_clock(person: Guest) -> None:
    person.clock.wait(days=-1)


@pytest.mark.parametrize("trouble", [a_disk_that_refuses, an_early_clock])
async def test_a_desk_is_left_even_where_its_act_cannot_be_kept(
    kiosk: Opener, caplog: pytest.LogCaptureFixture, trouble: Callable[[Guest], None]
) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        before = await size(person)
        await person.app.act(trouble, person)
        await person.press("escape", then="Home")
        await person.settle()
        assert person.app.point.desks == {}
        assert await size(person) == before
        assert "a desk was left without its act" in caplog.text
        await person.app.act(lambda: current().execute_sql("PRAGMA query_only = 0"))
        assert (await person.app.act(verify, person.app.point)).wrong is None


async def opened_elsewhere(person: Guest, login: str) -> None:
    """The same person logs in at another device: the desk here has ended."""
    other = replace(person.app.point, desks={})
    await person.app.act(desks.open_desk, other, login, person.example.pins[login])


@pytest.mark.parametrize("keys", [("2",), ("1", "1")])
async def test_a_deed_at_a_closed_desk_is_refused_and_leads_home(
    kiosk: Opener, keys: tuple[str, ...]
) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        await start(person)
        await opened_elsewhere(person, "smirnova")
        before = await size(person)
        await person.press(*keys, then="Notice")
        assert told(person) == DeskIsClosed().sentence()
        await person.press("enter", then="Home")
        await person.settle()
        assert await size(person) == before
        assert person.app.point.desks == {}
        assert (await person.app.act(verify, person.app.point)).wrong is None
        await person.log_in("smirnova")
        await person.until(lambda: person.reads("Being helped: {label}", label=""))


async def test_a_desk_that_was_open_for_twelve_hours_says_so_by_itself(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        before = await size(person)
        person.clock.wait(hours=12)
        await person.at("Notice")
        assert told(person) == DeskIsClosed().sentence()
        await person.press("enter", then="Home")
        await person.settle()
        assert (await size(person), person.app.point.desks) == (before, {})
        await person.log_in("smirnova")


async def test_words_are_not_taken_from_under_the_hand_when_the_hours_end(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.log_in("smirnova")
        await start(person)
        await person.press("1", then="ChooseOrWrite")
        person.clock.wait(hours=12)
        for screen in person.app.screen_stack:
            if isinstance(screen, Desk):
                screen.look_again()
        await person.settle()
        assert person.screen == "ChooseOrWrite"
        await person.press("1", then="Notice")
        assert told(person) == DeskIsClosed().sentence()
        await person.press("enter", then="Home")


KEYS = ("1", "2", "3", "6", "enter", "escape", "f5", "f6", "f10", "40,12", "20,20")


@pytest.mark.parametrize("seed", range(4))
async def test_quick_keys_on_the_way_to_the_desk_and_back_leave_nothing_open(
    kiosk: Opener, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    dice = random.Random(seed)
    async with kiosk() as person:
        before = await size(person)
        for moment in (0, 0.005, 0.02, 0.08, 0.5):
            await come_to_pin(person, "smirnova")
            await person.write(person.example.pins["smirnova"])
            await person.look()
            person.send("enter")
            await asyncio.sleep(moment)
            await person.press_at_once(*dice.choices(KEYS, k=dice.randrange(12)), "f4")
            await person.look()
            while person.screen != "Home":
                await person.press("escape" if person.screen == "Desk" else "f4")
        assert person.app.point.desks == {}
        kinds = (await acts(person, await size(person)))[before:]
        assert kinds.count(OPENED) == kinds.count(CLOSED) > 0
    assert "unexpected" not in caplog.text
    assert "crash" not in caplog.text
