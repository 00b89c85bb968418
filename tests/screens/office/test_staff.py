"""An administrator enrols a specialist at the kiosk."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from kiosk.machine.transaction import transaction
from kiosk.proof.people import Duty, journals_of
from kiosk.staff import specialists
from kiosk.words.errors import LoginTaken, NoAgreement
from kiosk.words.records import Enrolment
from kiosk.words.weak_pins import Weakness, pin_strength
from screens.questions.entry_form import FormInput
from screens.widgets.pin_pad import PinPad
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest
from tests.screens.hostile import MARKUP, harmless

PIN = "314159"


async def come_to_new_pin(person: Guest, name: str, login: str, admin_pin: str = "") -> None:
    """Up to the new specialist's own PIN."""
    await person.work_as("smirnova")
    await person.press("f7", then="Choose")
    await person.press("1", then="Choose")
    await person.until(lambda: person.reads("What is their duty?"))
    await person.press("2", then="Write")
    await person.fill(name, login, "лаборант", then="AskPin")
    await person.fill(admin_pin or person.example.pins["smirnova"], then="NewPin")


async def test_a_new_specialist_is_enrolled_and_can_log_in(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_new_pin(person, MARKUP, "novik")
        await person.fill(PIN, PIN, then="Notice")
        assert MARKUP in person.text
        assert harmless(person)
        await person.press("enter", then="Desk")
        await person.press("escape", then="Home")
        person.example.pins["novik"] = PIN
        await person.log_in("novik")
        assert harmless(person)


async def test_a_wrong_administrators_pin_enrols_nobody(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_new_pin(person, "Новик Пётр", "novik", "111111")
        await person.fill(PIN, PIN, then="Notice")
        await person.press("enter", then="AskPin")
        people = await person.app.act(specialists.enrolled, person.app.point)
        assert "novik" not in {one.login for one in people}


async def test_a_login_that_is_taken_is_told(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_new_pin(person, "Белая Вторая", "belaya")
        await person.fill(PIN, PIN, then="Notice")
        assert LoginTaken().sentence() in person.text


async def test_somebody_imported_only_chooses_a_pin(kiosk: Opener) -> None:
    wanted = Enrolment("grom", "Гром Вера", "", Duty.TEACHER, journals_of(Duty.TEACHER))
    async with kiosk() as person:

        def invite() -> None:
            with transaction():
                specialists.invite(person.app.point, wanted)

        await person.app.act(invite)
        await person.work_as("smirnova")
        await person.press("f7", then="Choose")
        await person.press("1", then="Choose")
        await person.until(lambda: "Гром Вера" in person.text)
        await person.press("2", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="NewPin")
        await person.fill(PIN, PIN, then="Notice")
        assert person.reads("Enrolled: {name}.", name="Гром Вера")


async def test_going_back_enrols_nobody_and_leads_to_the_desk(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_new_pin(person, "Новик Пётр", "novik")
        await person.press("escape", then="AskPin")
        await person.press("escape", then="Write")
        await person.press("escape", then="Choose")
        await person.press("escape", then="Desk")
        people = await person.app.act(specialists.enrolled, person.app.point)
        assert "novik" not in {one.login for one in people}


async def test_a_new_pin_signs_only_after_its_agreement_is_recorded(kiosk: Opener) -> None:
    async with kiosk() as person:
        chief = person.example.pins["smirnova"]
        await person.work_as("smirnova")
        await person.press("f7", then="Choose")
        await person.press("3", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="Choose")
        await person.press("2", then="Check")
        await person.press("1", then="AskPin")
        await person.fill(chief, then="NewPin")
        await person.fill(PIN, PIN, then="Notice")
        await person.press("enter", then="Desk")
        await person.until(lambda: person.reads("Cannot sign: no agreement (F7)"))
        await person.press("f5", then="DaySheet")
        await person.press("space", "enter")
        await person.fill(PIN, then="Notice")
        assert person.reads(NoAgreement().sentence())
        await person.press("enter", then="Desk")
        await person.press("f7", then="Choose")
        await person.press("2", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="Choose")
        await person.press("2", then="Write")
        day = person.app.screen.query_one(FormInput)
        today, day.value = day.value, "01.01.2001"
        await person.press("enter", then="Notice")
        assert "день соглашения — с" in person.text
        await person.press("enter", then="Write")
        assert person.app.screen.query_one(FormInput).value == today
        await person.press("enter", then="AskPin")
        await person.fill(PIN, then="Notice")
        await person.press("enter", then="Desk")
        await person.until(lambda: person.reads("Completed, not signed: {n}", n=1))


async def test_the_agreement_is_written_as_pdf(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("smirnova")
        await person.press("f7", then="Choose")
        await person.press("2", then="ChooseOrWrite")
        await person.press(*"belaya")
        await person.press("enter", then="Choose")
        await person.press("1")
        await person.at("Notice")
        written = person.app.settings.export_folder / "agreement-belaya.pdf"
        assert written.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_whoever_chooses_a_pin_reads_its_strength_and_has_all_keys_by_finger(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        await come_to_new_pin(person, "Новик Пётр", "novik")
        screen = person.app.screen
        hint = screen.query(".hint").first(Static)
        assert str(hint.content) == pin_strength()
        for widget in (hint, *screen.query(FormInput), screen.query_one(PinPad)):
            assert screen.region.contains_region(widget.region)
            assert widget.size.height > 0
        pad = screen.query_one(PinPad)
        for _line in range(2):
            for digit in PIN:
                pad.press(digit)
            await person.settle()
            pad.press("enter")
            await person.settle()
        await person.at("Notice")
        people = await person.app.act(specialists.enrolled, person.app.point)
        assert "novik" in {one.login for one in people}


async def test_a_pin_that_is_guessed_first_is_refused_with_its_reason(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_new_pin(person, "Новик Пётр", "novik")
        await person.fill("150587", "150587", then="Notice")
        assert str(Weakness.DATE) in str(person.app.screen.query_one("#sentence", Static).content)
        await person.press("enter", then="NewPin")
