"""A visitor who knows only what was spoken signs in; where a sentence is missing, they are lost."""

from __future__ import annotations

import random
import re

import pytest

from db.models import Answered, Entry, Guide
from kiosk.ways.front import receive
from kiosk.ways.sign_in import sign_in
from kiosk.words.stored import pack_titles
from tests.blind import BlindVisitor, Lost

NAME = {"Фамилия": "Тютюнник", "Имя": "О", "Отчество": "Петровна"}
CLASS = {"Класс, число": "5", "Буква класса": "А"}
LOGIN = "Вход в систему"
SIGN_IN = "Записаться на консультацию"


def newest() -> Entry:
    return Entry.select().order_by(Entry.id.desc()).get()


async def test_a_teacher_signs_in_by_the_speech_alone(heard) -> None:
    visitor = BlindVisitor([SIGN_IN, "Учитель", LOGIN], NAME)
    asker = heard(visitor.next_key)
    await receive(asker)
    entry = newest()
    assert (entry.role, entry.name) == ("teacher", "Тютюнник О. Петровна")
    assert re.fullmatch(r"Ваш номер: К, [а-я]+, [а-я]+\.", visitor.ticket)
    assert any("тютюнник" in text.lower() for text in visitor.checked)
    print(f"presses: {visitor.presses}")


@pytest.mark.parametrize(
    ("role", "row"), [("guardian", "Родитель"), ("pupil", "Ученик"), ("class_teacher", "Классный")]
)
async def test_every_role_can(heard, role: str, row: str) -> None:
    visitor = BlindVisitor([SIGN_IN, row, "Другое"], {**NAME, **CLASS})
    await receive(heard(visitor.next_key))
    entry = newest()
    assert entry.role == role
    assert entry.school_class == ("5-А" if role in ("guardian", "pupil") else "")


async def test_two_with_one_question_are_signed_in_by_the_voice(heard) -> None:
    """The second name is asked for by other words; pound in place of a third ends the list."""
    keys = iter(["5", "5", "88888", "5", "88", "5", "5", "23#", "#", "#", "56#", "#", "#", "#"])
    keys = iter("".join([*keys, "#", "#"]))
    asker = heard(lambda _texts: next(keys))
    await receive(asker)
    first, second = Entry.select().order_by(Entry.id.desc()).limit(2)
    assert {first.role, second.role} == {"teacher"}
    assert second.name and first.name and first.name != second.name
    said = [clip.text for clip in asker.mouth.all]
    assert "Фамилия следующего." in said
    assert "Если больше никого — решётка." in said
    assert sum(text.startswith("Номер: К,") for text in said) == 2
    assert sum(text.startswith("Код талона:") for text in said) == 2
    assert next(keys, None) is None


async def test_an_answer_before_the_line_is_spoken_and_enough(heard) -> None:
    answer = "Логин выдаёт классный руководитель."
    visitor = BlindVisitor([SIGN_IN, "Учитель", LOGIN, "Помогло", "Всё равно"], NAME)
    asker = heard(visitor.next_key)
    Guide.update(answers=pack_titles({"ru": answer})).execute()
    before = Entry.select().count()
    await receive(asker)
    assert Entry.select().count() == before + 1
    assert answer in [clip.text for clip in asker.mouth.all]
    keys = iter("588" + "5" + "5" + "2" + "5" + "#")
    enough = heard(lambda _texts: next(keys))
    await sign_in(enough)
    assert Entry.select().count() == before + 1
    assert [(row.helped, row.went_on) for row in Answered.select()] == [(1, 1)]


async def test_a_request_is_filed_and_what_happens_is_told_later(heard) -> None:
    visitor = BlindVisitor(
        ["заявку", "Другое"], {**NAME, "Номер кабинета": "214", "Что случилось": ""}
    )
    await receive(heard(visitor.next_key))
    assert (newest().room, newest().problem) == ("214", "Без описания")


async def test_beside_a_loudspeaker_nothing_private_is_spoken(heard) -> None:
    """Without headphones letters are not named: the name is left for the desk."""
    visitor = BlindVisitor([SIGN_IN, "Учитель", LOGIN], {"Фамилия": ""}, headphones=False)
    asker = heard(visitor.next_key)
    await receive(asker)
    assert newest().name == "Посетитель"

    typed = heard(lambda _texts: next(keys))
    keys = iter(["#", *"8855", *"6934", "#", "#", "#", "#", "#"])
    await sign_in(typed)
    said = [clip.text.lower() for clip in typed.mouth.all]
    for private in ("эр", "мягкий знак", "дэ", "рьди", newest().name.lower()):
        assert not any(private == text.rstrip(".") for text in said), private
    assert "буква" in said


async def test_consent_is_read_and_neither_answer_is_marked(heard) -> None:
    visitor = BlindVisitor([SIGN_IN, "Учитель", LOGIN, "Нет"], NAME)
    asker = heard(visitor.next_key, consent="Мы запишем Ваше имя в журнал.")
    await receive(asker)
    assert newest().consent.startswith("refused")
    assert any("Мы запишем Ваше имя" in clip.text for clip in asker.mouth.all)


@pytest.mark.parametrize(
    "missing",
    ["Решётка — готово.", "Восемь — вниз.", "Пять — выбрать.", "Решётка — записать.", "Учитель."],
)
async def test_a_sentence_that_is_missing_leaves_them_lost(heard, missing: str) -> None:
    visitor = BlindVisitor([SIGN_IN, "Учитель", LOGIN], NAME)
    asker = heard(visitor.next_key)
    asker.edit = lambda text: text.replace(missing, "").strip()
    with pytest.raises(Lost):
        await receive(asker)


async def test_letters_that_are_not_named_leave_them_lost(heard) -> None:
    visitor = BlindVisitor([SIGN_IN, "Учитель", LOGIN], NAME, headphones=False)
    with pytest.raises(Lost):
        await receive(heard(visitor.next_key))


class Enough(Exception):
    """So many keys were pressed."""


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_random_keys_raise_nothing_and_none_is_silent(heard, language: str) -> None:
    chance = random.Random(14)
    left = [1500]

    def press(_texts: list[str]) -> str:
        left[0] -= 1
        if not left[0]:
            raise Enough
        return chance.choice("0123456789*##555888а-")

    asker = heard(press, language=language, consent="Мы запишем Ваше имя.")
    with pytest.raises(Enough):
        while True:
            await receive(asker)


async def test_star_leads_home_from_wherever_they_are(heard) -> None:
    chance = random.Random(5)
    for _round in range(25):
        keys = [chance.choice("123456789#5588") for _key in range(chance.randrange(1, 60))]
        stars = [0]

        def press(_texts: list[str], keys: list[str] = keys, stars: list[int] = stars) -> str:
            if keys:
                return keys.pop()
            stars[0] += 1
            assert stars[0] < 90, "no way home"
            return "*"

        asker = heard(press)
        await receive(asker)


async def test_who_names_themselves_at_the_desk_names_the_class_there_too(heard) -> None:
    visitor = BlindVisitor([SIGN_IN, "Родитель", LOGIN], {"Фамилия": "", **CLASS})
    asker = heard(visitor.next_key)
    await receive(asker)
    entry = newest()
    assert (entry.name, entry.school_class) == ("Посетитель", "Скажет у стола")
    assert not any("Класс, число" in clip.text for clip in asker.mouth.all)
