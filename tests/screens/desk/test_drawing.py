"""A drawn signature beside the PIN, where the school wants one."""

from __future__ import annotations

from db.models import Drawing, Entry
from kiosk.proof.acts import State
from kiosk.verification.everything import verify
from kiosk.words.drawing import parse
from screens.questions.entry_form import FormInput
from screens.widgets.signature_pad import SignaturePad
from tests.screens.conftest import Opener
from tests.screens.desk.test_correcting import come_to_entry
from tests.screens.desk.test_desk import start
from tests.screens.guest import LARGE, Guest

STROKE = ((30.5, 14.5), (40.5, 16.5), (50.5, 14.5))
"""On the pad in both sizes."""


def pad(person: Guest) -> SignaturePad:
    return person.app.screen.query_one(SignaturePad)


async def help_the_next(person: Guest, then: str) -> None:
    """Call, start and complete; ``then`` is the screen that comes before the signature."""
    await person.work_as("smirnova")
    await start(person)
    await person.press("1", then="ChooseOrWrite")
    await person.press("1", then=then)


async def come_to_the_pad(person: Guest) -> None:
    await help_the_next(person, "DrawSignature")


async def kept(person: Guest) -> list[str]:
    return await person.app.act(lambda: [row.strokes for row in Drawing.select()])


async def signed(person: Guest) -> int:
    query = Entry.select().where(Entry.state == State.SIGNED.value)
    return await person.app.act(query.count)


async def test_what_is_drawn_is_kept_with_the_signature(kiosk: Opener) -> None:
    async with kiosk(drawn_signature=True) as person:
        await come_to_the_pad(person)
        await person.draw(*STROKE)
        drawn = pad(person).strokes
        await person.press("enter", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        (strokes,) = await kept(person)
        assert parse(strokes) == drawn
        assert len(drawn[0]) == 3
        report = await person.app.act(verify, person.app.point)
        assert report.wrong is None


async def test_nobody_has_to_draw(kiosk: Opener) -> None:
    async with kiosk(drawn_signature=True) as person:
        await come_to_the_pad(person)
        before = await signed(person)
        await person.touch_bar("Далее", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert await kept(person) == []
        assert await signed(person) == before + 1


async def test_a_school_that_has_not_asked_for_drawings_sees_no_pad(kiosk: Opener) -> None:
    async with kiosk() as person:
        await help_the_next(person, "SignEntry")


async def test_the_drawing_outlives_a_mistyped_pin(kiosk: Opener) -> None:
    async with kiosk(drawn_signature=True) as person:
        await come_to_the_pad(person)
        await person.draw(*STROKE)
        await person.press("enter", then="SignEntry")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="SignEntry")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert len(await kept(person)) == 1


async def test_erasing_by_key_and_by_finger_clears_the_pad(kiosk: Opener) -> None:
    async with kiosk(drawn_signature=True) as person:
        await come_to_the_pad(person)
        for erase in (person.press("delete"), person.touch_bar("Стереть")):
            await person.draw(*STROKE)
            assert pad(person).strokes
            await erase
            assert pad(person).strokes == ()


async def test_going_back_signs_nothing_and_keeps_no_drawing(kiosk: Opener) -> None:
    async with kiosk(drawn_signature=True) as person:
        await come_to_the_pad(person)
        before = await signed(person)
        await person.draw(*STROKE)
        await person.press("escape", then="Desk")
        assert (await kept(person), await signed(person)) == ([], before)
        await person.press("f5", then="DrawSignature")
        assert pad(person).strokes == ()


async def test_pressing_twice_asks_for_one_pin(kiosk: Opener) -> None:
    async with kiosk(drawn_signature=True) as person:
        await come_to_the_pad(person)
        await person.press_at_once("enter", "enter")
        await person.at("SignEntry")
        await person.press("escape", then="Desk")


async def test_a_replaced_entry_is_signed_by_hand_and_an_annulled_one_is_not(
    kiosk: Opener,
) -> None:
    async with kiosk(size=LARGE, drawn_signature=True) as person:
        await come_to_entry(person, "smirnova", "Артёменко")
        await person.press("f8", then="Choose")
        await person.press("2", then="Write")
        person.app.screen.query(FormInput).first().value = "Артёменко Тамара Юрьевна"
        for _field in ("name", "topic", "result", "note"):
            await person.press("enter")
        await person.until(lambda: person.reads("Why is the entry corrected?"))
        await person.fill("Ошибка в имени", then="Check")
        await person.press("1", then="DrawSignature")
        await person.draw(*STROKE)
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        assert len(await kept(person)) == 1
        await person.press("enter", then="EntryPage")
        await person.press("escape", then="Journals")
        await person.press("escape", then="Desk")
        await person.press("escape", then="Home")
        await come_to_entry(person, "smirnova", "Королёва")
        await person.press("f8", then="Choose")
        await person.press("1", then="Write")
        await person.fill("Ошибка", then="Check")
        await person.press("1", then="AskPin")
