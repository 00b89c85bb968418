"""The first run: the school, its point and the first administrator; and a point out of order."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.words.errors import PinTooWeak, StorageUnavailable
from kiosk.words.i18n import _
from kiosk.words.weak_pins import Weakness
from screens import app as app_module
from screens.frame.trouble import Trouble
from screens.questions.entry_form import FormInput
from tests.example import Example
from tests.people import Clock
from tests.screens.conftest import Opener
from tests.screens.guest import Guest, guest
from tests.screens.hostile import MARKUP, harmless

PIN = "248163"


@pytest.fixture
def empty(tmp_path: Path, clock: Clock) -> Opener:
    """Opens a kiosk where nothing is yet."""
    example = Example(tmp_path / "new", {})
    return lambda **how: guest(example, clock, home=False, **how)


async def name_the_point(person: Guest, school: str = "Школа № 5") -> None:
    await person.at("Write")
    await person.fill(school, "Пункт помощи")
    await person.until(lambda: person.reads("Step 2 of 3: the e-journal administrator"))
    await person.settle()


async def name_the_administrator(person: Guest) -> None:
    await person.fill("Смирнова Ольга Ивановна", "smirnova", "завуч")
    await person.until(lambda: person.reads("Step 3 of 3: the administrator's PIN"))
    await person.settle()


async def test_three_steps_lead_from_nothing_to_home(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await name_the_administrator(person)
        await person.fill(PIN, PIN, then="Notice")
        assert "готов" in person.text
        await person.press("enter", then="Home")
        assert "Школа № 5" in person.text
        person.example.pins["smirnova"] = PIN
        await person.log_in("smirnova")


async def test_a_pin_that_differs_or_is_weak_is_asked_for_again(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await name_the_administrator(person)
        for pin, again, sentence in (
            (PIN, "248164", _("The two PINs differ. Type them once more.")),
            ("111111", "111111", PinTooWeak(Weakness.FEW_DIGITS).sentence()),
            ("123456", "123456", PinTooWeak(Weakness.RUN).sentence()),
            ("150587", "150587", PinTooWeak(Weakness.DATE).sentence()),
            ("12345", "12345", PinTooWeak(Weakness.LENGTH).sentence()),
        ):
            await person.fill(pin, again, then="Notice")
            assert person.reads(sentence), pin
            await person.press("enter", then="NewPin")
            assert [field.value for field in person.app.screen.query(FormInput)] == ["", ""]


async def test_there_is_no_home_before_an_administrator(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await person.press("f4", "escape", "escape", "escape")
        await person.at("Write")
        assert person.reads("Step 1 of 3: the school and its help point")
        first = person.app.screen.query(FormInput).first()
        assert first.value == "Школа № 5"
        await person.press("f10", "ctrl+q", "ctrl+c")
        assert person.app.is_running


async def test_hostile_names_are_only_names(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person, MARKUP)
        await name_the_administrator(person)
        await person.fill(PIN, PIN, then="Notice")
        await person.press("enter", then="Home")
        assert MARKUP in person.text
        assert harmless(person)


async def test_a_point_that_cannot_be_opened_says_why_and_opens_when_it_can(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = app_module.open_to_work

    def fail(*_args: object, **_how: object) -> None:
        raise StorageUnavailable

    monkeypatch.setattr(app_module, "open_to_work", fail)
    async with kiosk(home=False) as person:
        await person.at("Trouble")
        assert isinstance(person.app.screen, Trouble)
        assert person.reads("The help point cannot be opened")
        assert person.reads(StorageUnavailable().sentence())
        await person.press("escape", "f2", "f4")
        await person.press("enter", then="Trouble")
        monkeypatch.setattr(app_module, "open_to_work", opening)
        await person.press("enter", then="Home")


async def test_a_file_that_is_no_database_is_named(kiosk: Opener, example: Example) -> None:
    Path(example.database).write_bytes(b"nothing like it" * 100)
    async with kiosk(home=False) as person:
        await person.at("Trouble")
        assert "day.sqlite3" in person.text.replace(" ", "")
