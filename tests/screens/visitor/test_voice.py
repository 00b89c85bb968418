"""The kiosk speaks: F8 at home and in the middle, by the real screens and their keys."""

from __future__ import annotations

import pytest

from db.models import Entry
from kiosk.questions.speech import Say
from kiosk.speech.voice import Voice
from kiosk.visits import registration
from kiosk.words.errors import StorageUnavailable
from screens.frame.idle import idle_limit
from screens.questions.spoken import SPOKEN_SECONDS
from screens.visitor.home import Home
from tests.blind import BlindVisitor, Recorder
from tests.screens.conftest import Opener
from tests.screens.guest import Guest

NAME = {"Фамилия": "Тютюнник", "Имя": "Оксана", "Отчество": ""}
AIMS = ["Записаться на консультацию", "Учитель", "Вход в систему"]


def listen(person: Guest) -> Recorder:
    """Put a mouth that writes down in place of the engine."""
    mouth = Recorder()
    person.app.voice = Voice(mouth)
    return mouth


def take(mouth: Recorder) -> list[str]:
    texts, mouth.heard = mouth.texts, []
    return texts


async def go_on(person: Guest, mouth: Recorder, visitor: BlindVisitor, until: str) -> None:
    """Press what the visitor presses, until a sentence with these words is heard."""
    while True:
        texts = take(mouth)
        if any(until in text for text in texts):
            mouth.heard = [clip for clip in mouth.all if clip.text in texts][-len(texts) :]
            return
        await person.press(visitor.next_key(texts))
        await person.until(lambda: bool(mouth.heard), "an answer to a key")


async def test_a_blind_visitor_signs_in_by_the_real_screens(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        visitor = BlindVisitor(AIMS, NAME)
        await person.press("f8", "f8", then="SpokenQuestion")
        await go_on(person, mouth, visitor, "Ваш номер:")
        assert "Ваш номер: К-08" in person.text
        await person.press(visitor.next_key(take(mouth)), then="Home")
        assert not person.app.voice.on
        assert person.app.voice.earphones is None
        entry = await person.app.act(lambda: Entry.select().order_by(Entry.id.desc()).get())
        assert (entry.role, entry.name) == ("teacher", "Тютюнник Оксана")


async def test_f8_in_the_middle_goes_on_where_they_are_and_back(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("1", then="Choose")
        await person.press("3", then="ChooseOrWrite")
        await person.press("2", then="Write")
        await person.write("Ли")
        await person.press("f8", "f8", then="SpokenQuestion")
        assert any("наушниках" in text for text in mouth.texts)
        await person.press("5")
        assert mouth.texts[0] == "Фамилия."
        assert "Написано: Ли." in mouth.texts
        await person.press("f8", then="Write")
        assert mouth.cuts
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("*", "9")
        await person.press("f8", then="Write")
        await person.press("enter", then="Check")
        assert "Ль" in person.text


async def test_what_goes_wrong_is_spoken_and_the_question_read_again(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise StorageUnavailable

    async with kiosk() as person:
        mouth = listen(person)
        visitor = BlindVisitor(AIMS, NAME)
        await person.press("f8", "f8", then="SpokenQuestion")
        await go_on(person, mouth, visitor, "Проверьте.")
        with monkeypatch.context() as patch:
            patch.setattr(registration, "sign_in", refuse)
            await person.press(visitor.next_key(take(mouth)))
            await person.until(lambda: any("не удаётся" in text for text in mouth.texts))
            assert "Решётка — дальше." in mouth.texts
        mouth.heard = []
        await person.press("#")
        await person.until(lambda: "Проверьте." in mouth.texts)
        await person.press("#")
        await person.until(lambda: any("Ваш номер" in text for text in mouth.texts))


async def test_without_a_voice_f8_goes_from_large_print_back_to_the_usual_view(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        person.app.voice = Voice(None)
        await person.press("f8")
        assert person.app.large
        assert person.reads("Usual view")
        await person.press("f8")
        assert not person.app.large
        assert person.screen == "Home"


async def test_a_key_cuts_speech_off_before_it_does_anything_else(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5")
        mouth.cuts = 0
        person.send("f9")
        await person.settle()
        assert mouth.cuts == 1


async def test_who_listens_has_two_minutes_and_is_warned_aloud(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5")
        assert idle_limit(person.app.screen_stack, visited=True) == SPOKEN_SECONDS == 120
        person.app._last_touch -= 110
        await person.app.tick()
        await person.at("IdleWarning")
        assert any(text.startswith("Вы ещё здесь?") for text in mouth.texts)
        await person.press("#", then="SpokenQuestion")
        assert any("в десять раз" in text for text in mouth.texts)
        person.app._last_touch -= 1150
        await person.app.tick()
        assert person.screen == "SpokenQuestion"
        person.app._last_touch -= 60
        await person.app.tick()
        await person.at("Home")
        assert not person.app.voice.on


async def test_f4_ends_the_voice_for_the_next_person(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5")
        await person.press("9", "9", "6")
        assert person.app.voice.volume > 5
        await person.press("f4", then="Home")
        mouth.heard = []
        person.app.voice.say((Say("никому"),))
        assert mouth.heard == []
        assert (person.app.voice.volume, person.app.voice.rate) == (5, 2)


async def test_another_language_is_spoken_at_once(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5")
        await person.press("f2")
        assert mouth.heard[-1].language == "en"
        assert "Sign in for a consultation." in mouth.texts


async def test_nobody_is_wiped_while_they_are_spoken_to(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        person.app._last_touch -= 200
        mouth.silent_seconds = 0.0
        await person.app.tick()
        assert person.screen == "SpokenQuestion"
        mouth.silent_seconds = 1.0
        person.app._last_touch -= 200
        await person.app.tick()
        await person.at("Home")


async def test_the_board_does_not_swallow_the_key_of_the_voice(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        home = person.app.screen
        assert isinstance(home, Home)
        home.show_as_board(True)
        await person.settle()
        await person.press("f8", "f8", then="SpokenQuestion")
        assert "Говорящий режим." in mouth.texts
        assert not home.is_board


async def test_from_a_page_that_is_only_read_the_voice_begins_at_home(kiosk: Opener) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("3", then="Schedule")
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5")
        assert "Пункт помощи." in mouth.texts


async def test_a_notice_that_is_spoken_goes_on_by_a_key(kiosk: Opener) -> None:
    """The schedule by voice: a row is chosen and its details are told."""
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5", "8", "8", "5")
        assert "Занятия на этой и следующей неделе." in mouth.texts
        await person.press("5")
        assert "Решётка — дальше." in mouth.texts
        await person.press("#")
        assert "Занятия на этой и следующей неделе." in mouth.texts
        await person.press("*")
        assert "Пункт помощи." in mouth.texts


async def test_a_double_press_answers_once_and_the_next_question_is_read_again(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        mouth = listen(person)
        await person.press("f8", "f8", then="SpokenQuestion")
        await person.press("5")
        await person.look()
        mouth.heard = []
        await person.press_at_once("5", "5")
        await person.until(person.app._guard.calm)
        await person.until(lambda: bool(mouth.texts))
        assert person.reads("Who are you?")
        assert mouth.texts[0] == "Укажите, кто Вы."
        assert [clip.text for clip in mouth.all].count("Укажите, кто Вы.") == 2
