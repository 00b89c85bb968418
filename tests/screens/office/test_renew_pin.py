"""An administrator gives somebody a new PIN, with or without a second signature."""

from __future__ import annotations

from functools import partial

from kiosk.proof.history import Renewal
from kiosk.staff import specialists
from kiosk.words.errors import WrongPin
from screens.widgets.choices import ChoiceButton
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest

PIN = "314159"


async def come_to_second_signature(person: Guest, then: str) -> None:
    """The teacher is to get a new PIN."""
    await person.work_as("smirnova")
    await person.press("f7", then="Choose")
    await person.press("3", then="ChooseOrWrite")
    await person.press(*"belaya")
    await person.press("enter", then=then)


async def renewals(person: Guest) -> list[Renewal]:
    return await person.app.act(lambda: list(person.app.point.who().renewed.values()))


async def test_somebody_at_hand_signs_as_well(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await come_to_second_signature(person, "Choose")
        assert person.reads("Is a third person at hand?")
        await person.press("1", then="ChooseOrWrite")
        (shown,) = person.app.screen.query(ChoiceButton)
        assert "Ковалёв" in str(shown.render())
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["kovalyov"])
        await person.until(lambda: person.reads("The administrator's PIN"))
        await person.fill(person.example.pins["smirnova"], then="NewPin")
        await person.fill(PIN, PIN, then="Notice")
        (renewal,) = await renewals(person)
        assert (renewal.login, renewal.by, renewal.witness) == ("belaya", "smirnova", "kovalyov")


async def test_going_on_without_says_what_it_means(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await come_to_second_signature(person, "Choose")
        await person.press("2", then="Check")
        for words in ("навсегда", "без второй подписи", "30 дней"):
            assert words in person.text
        await person.press("enter", then="Choose")  # the marker stands on the way back
        await person.press("2", then="Check")
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="NewPin")
        await person.fill(PIN, PIN, then="Notice")
        (renewal,) = await renewals(person)
        assert (renewal.by, renewal.witness) == ("smirnova", "")


async def test_where_nobody_is_there_for_thirty_days_nobody_is_asked_for(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        chief = {"administrator": "smirnova", "admin_pin": person.example.pins["smirnova"]}
        new = partial(specialists.renew, person.app.point, "kovalyov", pin=PIN, **chief)
        await person.app.act(new)
        await come_to_second_signature(person, "Check")
        assert person.reads("Go on without a second signature?")
        await person.press("escape", then="Desk")
        assert [one.login for one in await renewals(person)] == ["kovalyov"]


async def test_a_wrong_pin_of_the_second_person_renews_nobody(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await come_to_second_signature(person, "Choose")
        await person.press("1", then="ChooseOrWrite")
        await person.press("1", then="AskPin")
        await person.fill("000001")
        await person.until(lambda: person.reads("The administrator's PIN"))
        await person.fill(person.example.pins["smirnova"], then="NewPin")
        await person.fill(PIN, PIN, then="Notice")
        assert person.reads(WrongPin().sentence())
        assert await renewals(person) == []
        await person.press("enter", then="AskPin")
        await person.press("escape", then="Choose")
