"""Journals that were copied, moved or set back: an administrator who logs in says what happened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.engine import close_database
from db.models import Act, Ledger
from kiosk.point.opening import open_point
from kiosk.proof.canonical import facts_of
from kiosk.words.errors import LedgerSetBack
from tests.example import Example
from tests.people import Clock, consult
from tests.screens.conftest import Opener
from tests.screens.guest import Guest


def copied(example: Example, clock: Clock) -> int:
    """Another file in the place of the database; it has every act."""
    kept = shutil.copyfile(example.database, example.database + ".kept")
    Path(kept).replace(example.database)
    return 0


def set_back(example: Example, clock: Clock) -> int:
    """An older file; how many acts of the newer one are not in it."""
    kept = shutil.copyfile(example.database, example.database + ".kept")
    point = open_point(example.place, clock=clock)
    before = Ledger.get().size
    consult(point)
    lost = int(Ledger.get().size) - before
    close_database()
    shutil.copyfile(kept, example.database)
    return lost


async def epochs(person: Guest) -> list[dict[str, object]]:
    def begun() -> list[dict[str, object]]:
        acts = Act.select().where(Act.kind == "epoch_begun").order_by(Act.seq)
        return [facts_of(bytes(act.body)) for act in acts]

    return await person.app.act(begun)


async def come_to_the_question(person: Guest, login: str, then: str) -> None:
    await person.press("f10", then="ChooseOrWrite")
    await person.press(*login)
    await person.press("enter", then="AskPin")
    await person.fill(person.example.pins[login], then=then)


@pytest.mark.parametrize(
    ("happens", "key", "cause"),
    [(copied, "2", "moved"), (copied, "3", "copied"), (set_back, "1", "restored")],
)
async def test_an_administrator_settles_it_and_comes_to_the_desk(
    kiosk: Opener, example: Example, clock: Clock, happens: object, key: str, cause: str
) -> None:
    assert callable(happens)
    lost = happens(example, clock)
    async with kiosk() as person:
        with pytest.raises(LedgerSetBack):
            await person.app.act(consult, person.app.point)
        await come_to_the_question(person, "smirnova", "Choose")
        if lost:
            assert str(lost) in person.text
        await person.press(key, then="AskPin")
        await person.fill(example.pins["smirnova"], then="Notice")
        assert await epochs(person) != []
        await person.press("enter", then="Desk")
        (begun,) = await epochs(person)
        assert (begun["specialist"], begun["cause"]) == ("smirnova", cause)
        await person.app.act(consult, person.app.point)


async def test_nothing_is_recorded_by_a_wrong_pin_or_by_who_goes_back(
    kiosk: Opener, example: Example, clock: Clock
) -> None:
    set_back(example, clock)
    async with kiosk() as person:
        await come_to_the_question(person, "smirnova", "Choose")
        await person.press("1", then="AskPin")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="AskPin")
        await person.press("escape")
        await person.until(lambda: person.screen != "AskPin", "the way back")
        assert await epochs(person) == []
        with pytest.raises(LedgerSetBack):
            await person.app.act(consult, person.app.point)


async def test_nobody_else_is_asked(kiosk: Opener, example: Example, clock: Clock) -> None:
    copied(example, clock)
    other = next(login for login in example.pins if login != "smirnova")
    async with kiosk() as person:
        await come_to_the_question(person, other, "Notice")
        await person.press("enter")
        await person.until(lambda: person.screen != "Notice", "the way back")
        assert person.screen != "Desk"
        assert await epochs(person) == []
