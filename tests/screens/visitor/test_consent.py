"""The consent to keep a name: its own screen, both answers, and the way back."""

from __future__ import annotations

import pytest

from db.models import Entry
from kiosk.words.consent import Consent
from kiosk.words.i18n import _, language
from tests.screens.conftest import Opener
from tests.screens.guest import SMALL, Guest

ASKED = Consent("2026-09", "Я согласен на запись имени.\n" * 30)


async def last(person: Guest) -> Entry:
    return await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())


async def come_to_consent(person: Guest) -> None:
    await person.press("1", then="Choose")
    await person.press("1", then="ChooseOrWrite")
    await person.press("2", then="AskConsent")


async def test_who_agrees_is_asked_for_the_name(kiosk: Opener) -> None:
    async with kiosk(asked=ASKED) as person:
        await come_to_consent(person)
        assert person.reads("May we write down your name?")
        await person.press("1", then="Write")
        await person.fill("Ли Яна", "2-В", then="Check")
        await person.press("enter", then="Ticket")
        entry = await last(person)
        assert (entry.name, entry.consent) == ("Ли Яна", ASKED.answered(True))


async def test_who_refuses_gets_a_ticket_and_no_name_is_kept(kiosk: Opener) -> None:
    async with kiosk(asked=ASKED) as person:
        await come_to_consent(person)
        await person.press("2", then="Check")
        assert person.reads("not written down")
        await person.press("enter", then="Ticket")
        entry = await last(person)
        assert (entry.name, entry.school_class, entry.consent) == ("", "", ASKED.answered(False))


async def test_a_refusal_can_be_taken_back_before_the_end(kiosk: Opener) -> None:
    async with kiosk(asked=ASKED) as person:
        await come_to_consent(person)
        await person.press("2", then="Check")
        await person.press("3", then="AskConsent")
        await person.press("1", then="Write")
        await person.press("escape", then="AskConsent")
        await person.press("escape", then="Check")
        await person.press("escape", then="AskConsent")
        await person.press("escape", then="ChooseOrWrite")


async def test_a_request_asks_as_well(kiosk: Opener) -> None:
    async with kiosk(asked=ASKED) as person:
        await person.press("2", then="Write")
        await person.fill("312", then="ChooseOrWrite")
        await person.press("1", then="Write")
        await person.fill("Нет сети", then="AskConsent")
        await person.press("2", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).name == ""


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_a_long_wording_leaves_both_answers_in_sight(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(asked=ASKED, size=size) as person:
        await come_to_consent(person)
        assert person.reads("Yes, I agree")
        assert person.reads("No, help me without my name")
        await person.press("pagedown")
        await person.until(
            lambda: person.app.screen.query_one("#wording").scroll_y > 0, "the wording to move"
        )


async def test_enter_alone_agrees_to_nothing(kiosk: Opener) -> None:
    async with kiosk(asked=ASKED) as person:
        await come_to_consent(person)
        await person.press("enter", "enter")
        assert person.screen == "AskConsent"


NOTE = "The school gave this text in Russian only."


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_whoever_reads_another_language_is_told_that_the_text_is_russian(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(asked=ASKED, size=size, languages=("ru", "en", "uk")) as person:
        await come_to_consent(person)
        assert not person.reads(NOTE)
        for code in ("en", "uk"):
            await person.press("f2")
            assert language() == code
            assert person.text.index(_(NOTE)) < person.text.index("Я согласен на запись")
        await person.press("1", then="Write")
        await person.fill("Ли Яна", "2-В", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).consent == ASKED.answered(True)


async def test_a_kiosk_that_returns_to_english_says_so_at_once(kiosk: Opener) -> None:
    async with kiosk(asked=ASKED, language="en") as person:
        await come_to_consent(person)
        assert person.reads(NOTE)


async def test_a_translation_is_shown_and_is_what_was_agreed_to(kiosk: Opener) -> None:
    words = "Я погоджуюся на запис імені."
    asked = Consent("2026-09", ASKED.text, {"uk": words})
    async with kiosk(asked=asked, language="uk") as person:
        await come_to_consent(person)
        assert words in person.text
        assert not person.reads(NOTE)
        await person.press("2", then="Check")
        await person.press("enter", then="Ticket")
        assert (await last(person)).consent == Consent("2026-09", words).answered(False)
