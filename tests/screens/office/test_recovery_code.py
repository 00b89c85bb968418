"""An administrator prepares a recovery code, and comes back to work by it."""

from __future__ import annotations

import re

import pytest

from kiosk.signing.recovery import new_code
from kiosk.staff import recovery
from kiosk.words.errors import RecoveryMistyped, WrongPin, WrongRecoveryCode
from screens.questions.entry_form import FormInput
from tests.screens.conftest import Opener
from tests.screens.frame.test_idle import leave_alone
from tests.screens.guest import LARGE, SMALL, Guest

NEW_PIN = "577215"
ALONE = "You are the only administrator: prepare a recovery code (F7)"


async def come_to_code(person: Guest) -> list[str]:
    """From the desk to the code; returns its groups as they can be read."""
    await person.press("f7", then="Choose")
    await person.press("4", then="Check")
    await person.press("1", then="AskPin")
    await person.fill(person.example.pins["smirnova"], then="CodeShown")
    return groups_shown(person)


def groups_shown(person: Guest) -> list[str]:
    return re.findall(r"\b[A-Z2-7]{4}\b", person.text)


async def type_groups(person: Guest, groups: list[str], then: str) -> None:
    """What the form asks for, from these groups."""
    await person.press("1", then="Write")
    asked = [
        int((field.id or "").rsplit("-", 1)[1]) for field in person.app.screen.query(FormInput)
    ]
    assert len(set(asked)) == 2
    await person.fill(*(groups[at].lower() for at in asked), then=then)


async def prepared(person: Guest) -> str:
    """A code that holds, prepared elsewhere."""
    code = new_code()
    pin = person.example.pins["smirnova"]
    await person.app.act(
        lambda: recovery.prepare(person.app.point, code, administrator="smirnova", pin=pin)
    )
    return code


async def holds(person: Guest) -> bool:
    return await person.app.act(recovery.is_prepared, person.app.point, "smirnova")


async def come_to_pin(person: Guest, login: str = "smirnova") -> None:
    await person.press("f10", then="ChooseOrWrite")
    await person.press(*login)
    await person.press("enter", then="AskPin")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_code_holds_once_it_was_written_down(kiosk: Opener, size: tuple[int, int]) -> None:
    async with kiosk(size=size) as person:
        await person.work_as("smirnova")
        groups = await come_to_code(person)
        assert len(groups) == 8
        assert not await holds(person)
        await type_groups(person, groups, then="Notice")
        assert person.reads("The recovery code holds now. Seal the envelope.")
        assert await holds(person)
        await person.press("enter", then="Desk")
        assert groups_shown(person) == []
        code = "".join(groups)
        await person.app.act(
            lambda: recovery.recover(person.app.point, "smirnova", code, pin=NEW_PIN)
        )


async def test_other_groups_than_were_shown_make_nothing_hold(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await person.work_as("smirnova")
        groups = await come_to_code(person)
        await type_groups(person, ["AAAA"] * 8, then="Notice")
        await person.press("enter", then="CodeShown")
        assert groups_shown(person) == groups
        assert not await holds(person)
        await type_groups(person, groups, then="Notice")
        assert await holds(person)


async def test_who_leaves_has_no_code_and_sees_another_one_later(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await person.work_as("smirnova")
        groups = await come_to_code(person)
        await person.press("escape", then="AskPin")
        await person.press("escape", then="Check")
        await person.press("escape", then="Desk")
        assert not await holds(person)
        assert await come_to_code(person) != groups


async def test_a_code_that_is_left_alone_goes_after_ten_minutes(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await person.work_as("smirnova")
        groups = await come_to_code(person)
        await leave_alone(person, 500)
        assert groups_shown(person) == groups
        await leave_alone(person, 101)
        await person.at("Home")
        assert groups_shown(person) == []
        assert not await holds(person)


async def test_no_code_is_shown_after_a_wrong_pin(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await person.work_as("smirnova")
        await person.press("f7", then="Choose")
        await person.press("4", then="Check")
        await person.press("1", then="AskPin")
        await person.fill("000001", then="Notice")
        assert person.reads(WrongPin().sentence())
        await person.press("enter", then="Check")


async def test_one_administrator_is_told_until_there_is_a_code(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await person.work_as("smirnova")
        assert person.reads(ALONE)
        await person.press("f7", then="Choose")
        assert "Администратор один" in person.text
        await person.press("escape", then="Desk")
        await prepared(person)
        person.app.screen.look_again()  # type: ignore[attr-defined]
        await person.until(lambda: not person.reads(ALONE))
        await person.press("f7", then="Choose")
        assert "Администратор один" not in person.text


async def test_nobody_else_is_told_of_the_one_administrator(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await person.work_as("belaya")
        assert not person.reads(ALONE)


async def test_who_forgot_the_pin_comes_to_the_desk_by_the_code(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        code = await prepared(person)
        await come_to_pin(person)
        assert person.reads("Forgot your PIN?")
        await person.press("f8", then="Write")
        await person.fill(code.lower(), then="NewPin")
        await person.fill(NEW_PIN, NEW_PIN, then="Notice")
        await person.press("enter", then="AskPin")
        assert not person.reads("Forgot your PIN?")
        await person.fill(NEW_PIN, then="Check")
        assert person.reads("the recovery code")
        assert person.reads("without a second signature")
        await person.press("1", then="Desk")


async def test_a_mistyped_code_is_told_before_a_pin_is_chosen(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        code = await prepared(person)
        await come_to_pin(person)
        await person.press("f8", then="Write")
        await person.fill(code[:-1], then="Notice")
        assert person.reads(RecoveryMistyped().sentence())
        await person.press("enter", then="Write")
        await person.press("escape", then="AskPin")
        assert await holds(person)


async def test_a_wrong_code_gives_nobody_a_pin(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await prepared(person)
        await come_to_pin(person)
        await person.press("f8", then="Write")
        await person.fill(new_code(), then="NewPin")
        await person.fill(NEW_PIN, NEW_PIN, then="Notice")
        assert person.reads(WrongRecoveryCode().sentence())
        await person.press("enter", then="Write")
        assert await holds(person)


async def test_without_a_code_nobody_is_asked_for_one(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await prepared(person)
        for login in ("belaya", "nobody"):
            await come_to_pin(person, login)
            assert not person.reads("Forgot your PIN?")
            await person.press("f8", then="AskPin")
            await person.press("escape", then="ChooseOrWrite")
            await person.press("escape", then="Home")
