"""A signed entry is annulled or replaced from its page."""

from __future__ import annotations

from db.models import Act
from kiosk.proof.acts import Kind
from kiosk.staff import specialists
from kiosk.staff.agreements import record_agreement
from kiosk.staff.changes import dismiss
from kiosk.words.errors import NothingChanged
from screens.questions.entry_form import FormInput
from screens.widgets.choices import ChoiceButton
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest
from tests.screens.hostile import MARKUP, harmless


async def come_to_entry(person: Guest, login: str, words: str) -> None:
    """The page of a consultation, found by its words."""
    await person.work_as(login)
    await person.press("f6", then="Journals")
    await person.until(lambda: "24.11.26" in person.text, "rows")
    if "Консультации" not in person.text and "онсульт" not in person.text:
        await person.press("f5")
    await person.write(words)
    await person.press("enter")
    await person.settle()
    await person.press("enter", then="EntryPage")
    await person.until(lambda: "КАК ВСЁ БЫЛО" in person.text)


async def corrections(person: Guest) -> list[str]:
    kinds = (Kind.ENTRY_ANNULLED.value, Kind.ENTRY_RESTATED.value)
    return await person.app.act(
        lambda: [act.kind for act in Act.select().where(Act.kind.in_(kinds))]
    )


async def test_a_signed_entry_is_annulled_with_a_reason(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await come_to_entry(person, "smirnova", "Артёменко")
        await person.press("f8", then="Choose")
        await person.press("1", then="Write")
        await person.fill(MARKUP, then="Check")
        assert harmless(person)
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="EntryPage")
        await person.until(lambda: person.reads("annulled"))
        assert MARKUP in person.text
        assert harmless(person)
        assert await corrections(person) == [Kind.ENTRY_ANNULLED.value]
        await person.press("f8")
        assert person.screen == "EntryPage"


async def test_a_signed_entry_is_replaced_by_one_with_other_words(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await come_to_entry(person, "belaya", "Королёва")
        await person.press("f8", then="Choose")
        await person.press("2", then="Write")
        inputs = list(person.app.screen.query(FormInput))
        assert inputs[0].value == "Королёва Анна Сергеевна"
        inputs[0].value = "Королёва Алла Сергеевна"
        inputs[-1].focus()
        await person.press("enter", then="Write")
        await person.until(lambda: person.reads("Note (may stay empty)"))
        list(person.app.screen.query(FormInput))[-1].focus()
        await person.settle()
        await person.press("enter", then="Write")
        await person.until(lambda: person.reads("Why is the entry corrected?"))
        await person.fill("Ошибка в имени", then="Check")
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["belaya"], then="Notice")
        await person.press("enter", then="EntryPage")
        await person.until(lambda: person.reads("replaced by entry No. {number}", number=8))
        assert await corrections(person) == [Kind.ENTRY_RESTATED.value]


async def test_a_wrong_pin_and_going_back_correct_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_entry(person, "smirnova", "Артёменко")
        await person.press("f8", then="Choose")
        await person.press("1", then="Write")
        await person.press("enter")
        assert person.screen == "Write"
        await person.fill("Проверка", then="Check")
        await person.press("1", then="AskPin")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="Check")
        await person.press("escape", then="Write")
        await person.press("escape", then="Choose")
        await person.press("escape", then="EntryPage")
        assert await corrections(person) == []


async def test_a_teacher_is_not_offered_to_correct_what_another_signed(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_entry(person, "belaya", "Артёменко")
        assert not person.reads("Correct")
        await person.press("f8")
        assert person.screen == "EntryPage"


async def renewed_alone(person: Guest) -> None:
    """An administrator alone gives the teacher another PIN."""
    pins = person.example.pins
    chief = {"administrator": "smirnova", "admin_pin": pins["smirnova"]}
    day = person.app.point.today()

    def renew() -> None:
        specialists.renew(person.app.point, "belaya", pin="577215", **chief)
        record_agreement(person.app.point, "belaya", signed_on=day, **chief)

    await person.app.act(renew)
    pins["belaya"] = "577215"


async def test_what_the_old_pin_signed_is_annulled_with_a_second_persons(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await renewed_alone(person)
        await come_to_entry(person, "belaya", "Королёва")
        await person.press("f8", then="Choose")
        await person.press("1", then="Write")
        await person.fill("Записано дважды", then="Check")
        await person.press("1", then="ChooseOrWrite")
        (shown,) = person.app.screen.query(ChoiceButton)
        assert "Ковалёв" in str(shown.render())
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["kovalyov"])
        await person.until(lambda: person.reads("Sign the correction"))
        await person.fill("577215", then="Notice")
        await person.press("enter", then="EntryPage")
        assert await corrections(person) == [Kind.ENTRY_ANNULLED.value]


async def test_where_nobody_can_stand_by_the_responsible_is_named(kiosk: Opener) -> None:
    async with kiosk(size=SMALL) as person:
        await renewed_alone(person)
        chief = {"administrator": "smirnova", "admin_pin": person.example.pins["smirnova"]}
        await person.app.act(dismiss, person.app.point, "kovalyov", **chief)
        await come_to_entry(person, "belaya", "Королёва")
        await person.press("f8", then="Choose")
        await person.press("1", then="Write")
        await person.fill("Записано дважды", then="Check")
        await person.press("1", then="Notice")
        assert "ответственный за журнал" in person.text
        await person.press("enter", then="Check")
        assert await corrections(person) == []


async def test_pressing_twice_begins_one_correction(kiosk: Opener) -> None:
    async with kiosk() as person:
        await come_to_entry(person, "smirnova", "Артёменко")
        await person.press_at_once("f8", "f8")
        await person.at("Choose")
        await person.press("escape", then="EntryPage")
        await person.settle()
        assert person.screen == "EntryPage"


async def test_a_replacement_that_says_the_same_is_not_asked_for_a_signature(
    kiosk: Opener,
) -> None:
    async with kiosk(size=LARGE) as person:
        await come_to_entry(person, "smirnova", "Артёменко")
        await person.press("f8", then="Choose")
        await person.press("2", then="Write")
        await person.press("enter", "enter", "enter", "enter")
        await person.at("Notice")
        assert person.reads(NothingChanged().sentence())
        await person.press("enter", then="Write")
        await person.until(lambda: person.reads("Note (may stay empty)"))
        assert await corrections(person) == []
