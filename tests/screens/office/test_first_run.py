"""The first run: the school, its point and the first administrator; and a point out of order."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import close_database
from db.models import Act
from kiosk.catalogue.schedule import sessions
from kiosk.point.opening import open_point
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.setup import founding
from kiosk.staff.specialists import enrol
from kiosk.verification.everything import verify
from kiosk.words.errors import PinTooWeak, StorageUnavailable
from kiosk.words.i18n import _
from kiosk.words.weak_pins import Weakness
from screens import app as app_module
from screens.frame.trouble import Trouble
from screens.questions.entry_form import FormInput
from screens.widgets.choices import ChoiceButton
from tests.example import Example
from tests.people import Clock, wanted
from tests.screens.conftest import Opener
from tests.screens.guest import Guest, guest
from tests.screens.hostile import MARKUP, harmless

PIN = "248163"
READY = (
    "The help point is ready. Topics, example guides and an example schedule are loaded. Before you"
    " sign for the first time, record your agreement on electronic signatures: Specialist, then F7."
)


@pytest.fixture
def empty(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens a kiosk where nothing is yet, on a machine in Omsk."""
    monkeypatch.setenv("TZ", "Asia/Omsk")
    example = Example(tmp_path / "new", {})
    return lambda **how: guest(example, clock, home=False, **how)


async def name_the_point(person: Guest, school: str = "Школа № 5") -> None:
    await person.at("Write")
    await person.fill(school, "Пункт помощи")
    await person.at("ChooseOrWrite")
    await person.settle()


async def choose_the_zone(person: Guest, *keys: str) -> None:
    """Take the machine's zone, or what the keys say."""
    await person.press(*keys or ("enter",))
    await person.until(lambda: person.reads("Step 3 of 4: the e-journal administrator"))
    await person.settle()


async def name_the_administrator(person: Guest) -> None:
    await person.fill("Смирнова Ольга Ивановна", "smirnova", "завуч")
    await person.until(lambda: person.reads("Step 4 of 4: the administrator's PIN"))
    await person.settle()


async def test_four_steps_lead_from_nothing_to_home(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await choose_the_zone(person)
        await name_the_administrator(person)
        await person.fill(PIN, PIN, then="Notice")
        assert "готов" in person.text
        await person.press("enter", then="Home")
        await person.leave()
        assert "Школа № 5" in person.text
        person.example.pins["smirnova"] = PIN
        await person.press("x")
        await person.log_in("smirnova")


async def test_a_pin_that_differs_or_is_weak_is_asked_for_again(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await choose_the_zone(person)
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


@pytest.mark.parametrize(
    ("keys", "zone", "shown"),
    [
        (["enter"], "Asia/Omsk", "13:40"),
        (["2"], "Europe/Simferopol", "10:40"),
        ([*"мaгадан", "enter"], "Asia/Magadan", "18:40"),
        ([*"asia/tokyo", "enter"], "Asia/Tokyo", "16:40"),
    ],
)
async def test_the_chosen_zone_is_the_points_in_its_acts_and_on_its_clock(
    empty: Opener, keys: list[str], zone: str, shown: str
) -> None:
    async with empty() as person:
        await name_the_point(person)
        assert person.reads("Step 2 of 4: which clock does the school go by?")
        first = person.app.screen.query(ChoiceButton).first()
        assert first.has_focus
        assert "Омск" in str(first.render())
        assert "13:40, UTC+6, как на этом компьютере" in " ".join(str(first.render()).split())
        await choose_the_zone(person, *keys)
        await name_the_administrator(person)
        await person.fill(PIN, PIN, then="Notice")
        await person.press("enter", then="Home")
        assert person.app.point.zone.key == zone
        assert shown in person.text
        example = person.example
    point = open_point(example.place)
    named = Act.get(Act.kind == Kind.POINT_NAMED)
    assert (point.zone.key, facts_of(named.body)["zone"]) == (zone, zone)
    starts = [session.starts for session in sessions(point, point.today(), 14)]
    assert starts
    assert all(8 <= each.hour < 18 for each in starts)  # of the school's day, not of another's


async def test_a_city_without_a_zone_is_asked_for_again(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await person.press(*"китеж", "enter", then="Notice")
        assert "Часового пояса «китеж» нет" in person.text
        await person.press("enter", then="ChooseOrWrite")
        assert person.app.screen.query_one(FormInput).value == "китеж"
        await person.press("escape", then="Write")
        assert person.reads("Step 1 of 4: the school and its help point")
        await person.press("enter", "enter", then="ChooseOrWrite")
        await choose_the_zone(person)
        assert person.reads("Step 3 of 4: the e-journal administrator")


async def test_a_machine_that_knows_no_place_offers_the_zone_of_the_settings(
    empty: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Etc/UTC")
    async with empty() as person:
        await name_the_point(person)
        words = [str(each.render()) for each in person.app.screen.query(ChoiceButton)]
        assert "Симферополь" in words[0]
        assert not any("на этом компьютере" in each or "Etc" in each for each in words)


async def test_there_is_no_home_before_an_administrator(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person)
        await person.press("f4", "escape", "escape", "escape")
        await person.at("Write")
        assert person.reads("Step 1 of 4: the school and its help point")
        first = person.app.screen.query(FormInput).first()
        assert first.value == "Школа № 5"
        await person.press("f10", "ctrl+q", "ctrl+c")
        assert person.app.is_running


async def come_to_own_pin(person: Guest, login: str) -> None:
    """Names, zone and login, where the administrator is enrolled already."""
    await name_the_point(person)
    await person.press("enter", then="Write")
    assert person.reads("Step 3 of 4: the administrator who is enrolled already")
    await person.fill(login, then="AskPin")
    assert person.reads("Step 4 of 4: the administrator's PIN")


def kinds() -> list[str]:
    return [act.kind for act in Act.select().order_by(Act.seq)]


async def test_a_first_run_that_was_cut_short_goes_on_with_the_same_administrator(
    empty: Opener, clock: Clock, tmp_path: Path
) -> None:
    """The power went after the enrolment; nobody else can name the point, nor enrol anew."""
    point = open_point(Example(tmp_path / "new", {}).place, create=True, clock=clock)
    enrol(point, wanted("smirnova"), pin=PIN)
    close_database()
    async with empty() as person:
        await come_to_own_pin(person, "nobody")
        await person.fill(PIN, then="Notice")
        assert person.reads("The PIN did not match.")
        await person.press("enter", then="AskPin")
        await person.press("escape", then="Write")
        person.app.screen.query_one(FormInput).value = ""
        await person.fill("smirnova", then="AskPin")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="AskPin")
        await person.press("f4")
        assert person.screen == "AskPin"
        await person.fill(PIN, then="Notice")
        assert person.reads(READY)
        await person.press("enter", then="Home")
        await person.leave()
        assert "Школа № 5" in person.text
        assert await person.app.act(kinds) == [
            "kiosk_enrolled",
            "specialist_enrolled",
            "point_named",
        ]
        assert (await person.app.act(verify, person.app.point)).wrong is None


async def test_names_that_fail_after_the_enrolment_are_asked_of_that_administrator(
    empty: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PIN that is asked for then is the one that was just chosen, not another new one."""
    naming = founding.name_point

    def fail(*_args: object, **_named: object) -> None:
        raise StorageUnavailable

    monkeypatch.setattr(founding, "name_point", fail)
    async with empty() as person:
        await name_the_point(person)
        await choose_the_zone(person)
        await name_the_administrator(person)
        await person.fill(PIN, PIN, then="Notice")
        assert person.reads(StorageUnavailable().sentence())
        monkeypatch.setattr(founding, "name_point", naming)
        await person.press("enter", then="AskPin")
        await person.press("escape", then="Write")
        assert person.app.screen.query_one(FormInput).value == "smirnova"
        await person.press("enter", then="AskPin")
        await person.fill(PIN, then="Notice")
        assert person.reads(READY)
        await person.press("enter", then="Home")
        assert (await person.app.act(kinds)).count("specialist_enrolled") == 1


async def test_hostile_names_are_only_names(empty: Opener) -> None:
    async with empty() as person:
        await name_the_point(person, MARKUP)
        await choose_the_zone(person)
        await name_the_administrator(person)
        await person.fill(PIN, PIN, then="Notice")
        await person.press("enter", then="Home")
        await person.leave()
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
