"""What may be said to whom, and that nothing of a visit is left for the next person."""

from __future__ import annotations

import pytest

from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.questions.field import Field, Part
from kiosk.questions.speech import Say, spoken
from kiosk.questions.write import Write
from kiosk.speech import engine
from kiosk.speech.engine import MIDDLE_RATE, MIDDLE_VOLUME, Espeak, RHVoice, find_engine
from kiosk.speech.talk import REMIND_SECONDS, Talk
from kiosk.speech.voice import Voice
from kiosk.words.i18n import use
from kiosk.words.letters import spelled
from kiosk.words.numerals import in_words
from tests.blind import Recorder


def speaking(*, earphones: bool | None = True) -> tuple[Voice, Recorder]:
    mouth = Recorder()
    voice = Voice(mouth)
    voice.on, voice.earphones = True, earphones
    return voice, mouth


def question() -> Choose:
    return Choose(lambda: "Кто Вы?", lambda: [Choice("a", "Учитель"), Choice("b", "Ученик")])


@pytest.mark.parametrize(("earphones", "said"), [(True, "эр"), (False, "буква"), (None, "буква")])
def test_what_is_private_is_heard_in_headphones_alone(earphones: bool | None, said: str) -> None:
    voice, mouth = speaking(earphones=earphones)
    voice.say((Say("эр", private=True, aloud="буква"),))
    assert mouth.texts == [said]


def test_after_a_visit_everything_is_in_the_middle_again() -> None:
    voice, mouth = speaking()
    for key in "6699":
        voice.turn(key)
    assert (voice.rate, voice.volume) == (MIDDLE_RATE + 2, MIDDLE_VOLUME + 2)
    voice.say((Say("учить", once="list"),))
    voice.reset()
    assert (voice.on, voice.earphones) == (False, None)
    assert (voice.rate, voice.volume) == (MIDDLE_RATE, MIDDLE_VOLUME)
    voice.say((Say("никто не слушает"),))
    voice.on = True
    voice.say((Say("учить", once="list"),))
    assert mouth.texts == ["учить"]
    assert "никто не слушает" not in [clip.text for clip in mouth.all]


def test_zero_repeats_and_twice_says_the_keys() -> None:
    voice, mouth = speaking()
    talk = Talk(question(), voice)
    talk.begin()
    talk.press("8")
    talk.press("0")
    assert mouth.texts == ["Кто Вы?", "Ученик."]
    talk.press("0")
    assert mouth.texts[0] == "Строка два из два."
    assert any("Звёздочка — назад." in text for text in mouth.texts)
    assert any("девять — громкость." in text for text in mouth.texts)


def test_the_word_that_was_written_is_read_before_the_next_question() -> None:
    voice, mouth = speaking()
    write = Write(lambda: "", [Field("name", lambda: "Имя")])
    talk = Talk(write, voice)
    talk.begin()
    for key in "22":
        talk.press(key)
    assert talk.press("#").answer == {"name": "б"}
    Talk(question(), voice).begin()
    assert mouth.texts[:2] == ["б.", "Кто Вы?"]
    assert mouth.heard[1].tone == "key"


def test_who_presses_nothing_hears_once_where_they_are() -> None:
    voice, mouth = speaking()
    talk = Talk(question(), voice)
    talk.begin()
    mouth.heard, mouth.silent_seconds = [], REMIND_SECONDS - 1
    talk.tick()
    assert mouth.heard == []
    mouth.silent_seconds = REMIND_SECONDS
    talk.tick()
    assert mouth.texts
    mouth.heard = []
    talk.tick()
    assert mouth.heard == []


def test_who_declines_to_say_it_at_the_desk_is_asked_again() -> None:
    field = Field("name", lambda: "Имя", parts=(Part(lambda: "Фамилия"),), later="Посетитель")
    write = Write(lambda: "", [field])
    assert "назовёте у стола" in write.press("#").say[-1].text
    declined = write.press("*")
    assert (declined.back, declined.answer) == (False, None)
    assert declined.say[1].text == "Фамилия."
    write.press("#")
    assert write.press("#").answer == {"name": "Посетитель"}
    assert write.press("*").back


def test_every_digit_of_a_secret_sounds_the_same() -> None:
    write = Write(lambda: "Код", [Field("code", lambda: "Код", secret=True)])
    assert len({write.press(digit).say for digit in "0123456789"}) == 1
    assert "•" * 10 in write.sheet().field
    write.press("*")
    assert "•" not in write.sheet().field


def test_two_letters_of_one_key_need_no_clock() -> None:
    write = Write(lambda: "", [Field("name", lambda: "Имя")])
    for key in "22" + "1" + "2" + "11":
        write.press(key)
    assert write._text == "ба-"
    write.press("*")
    write.press("*")
    assert write._text == "б"
    assert write.press("#").answer == {"name": "б"}


def test_letters_of_a_full_keyboard_are_taken_with_the_same_echo() -> None:
    write = Write(lambda: "", [Field("name", lambda: "Имя")])
    assert write.press("й").say[-1].text == "и краткое"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("каб. 214", "каб. двести четырнадцать"),
        ("5-А", "пять А"),
        ("08", "ноль, восемь"),
        ("14:30", "четырнадцать тридцать"),
    ],
)
def test_numbers_are_spoken_as_words(text: str, said: str) -> None:
    assert spoken(text) == said


def test_numbers_in_both_languages_and_genders() -> None:
    use("uk")
    ukrainian = "нуль|два|дев’ятнадцять|двадцять один|триста|одна тисяча один"
    assert [in_words(n) for n in (0, 2, 19, 21, 300, 1001)] == ukrainian.split("|")
    feminine = "одна|двадцять дві|дві тисячі одинадцять|п’ять тисяч"
    assert [in_words(n, feminine=True) for n in (1, 22, 2011, 5000)] == feminine.split("|")
    assert spelled("ґ-їй") == "ґе, дефіс, ї, йот"
    use("ru")
    assert [in_words(n) for n in (0, 2, 19, 21, 300, 1001)] == [
        "ноль", "два", "девятнадцать", "двадцать один", "триста", "одна тысяча один",
    ]  # fmt: skip
    assert in_words(22, feminine=True) == "двадцать две"
    use("en")
    assert (in_words(214), in_words(0)) == ("two hundred fourteen", "zero")
    use("ru")


@pytest.mark.parametrize(
    ("programs", "found"),
    [
        ({"espeak-ng", "aplay", "RHVoice-test"}, Espeak(plays=False)),
        ({"espeak-ng"}, Espeak(plays=True)),
        ({"RHVoice-test"}, RHVoice()),
        (set(), None),
    ],
)
def test_the_engine_that_is_there_speaks(
    programs: set[str], found: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.shutil, "which", lambda name: name if name in programs else None)
    assert find_engine() == found


@pytest.mark.parametrize(("language", "voice"), [("ru", "Anna"), ("en", "Slt"), ("uk", "Anatol")])
def test_each_language_has_a_voice_of_its_own(language: str, voice: str) -> None:
    assert RHVoice().command(language, MIDDLE_RATE, MIDDLE_VOLUME)[1:3] == ["-p", voice]
    assert Espeak().command(language, MIDDLE_RATE, MIDDLE_VOLUME)[1:3] == ["-v", language]
