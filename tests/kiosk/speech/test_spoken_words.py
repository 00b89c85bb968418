"""Every spoken sentence of the catalogues: grammar for the ear, and sound by a real engine."""

from __future__ import annotations

import re
import subprocess
import wave
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kiosk.speech.engine import MIDDLE_RATE, MIDDLE_VOLUME, VOLUMES, Espeak
from kiosk.words.languages import LOCALE, offered

_RUSSIAN = "ноль один два три четыре пять шесть семь восемь девять звёздочка решётка"
_ENGLISH = "zero one two three four five six seven eight nine star pound"
_UKRAINIAN = "нуль один два три чотири п’ять шість сім вісім дев’ять зірочка решітка"
KEYS = {
    code: names.split(" ")
    for code, names in (("ru", _RUSSIAN), ("en", _ENGLISH), ("uk", _UKRAINIAN))
}
OTHERS = [code for code in offered() if code != "en"]
MOST_WORDS = 9


def strings(code: str) -> list[tuple[str, str]]:
    """The spoken messages of a language: id and words."""
    with (LOCALE / code / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        found = [(m.id, m.string) for m in read_po(file) if m.context == "spoken"]
    assert len(found) > 40
    return found


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+", text) if part]


def named(text: str, code: str) -> list[str]:
    """The keys that a text names before a dash, or after it at the end of a sentence."""
    words = "|".join(KEYS[code])
    return re.findall(rf"\b({words})\b(?= —)|(?<=— )({words})\b(?=[.])", text.lower())


@pytest.mark.parametrize("code", offered())
def test_no_digit_no_abbreviation_and_short_sentences(code: str) -> None:
    for _id, text in strings(code):
        assert not re.search(r"\d|[#*№%]|\b\w{1,4}\.(?= [а-яa-z])", text), text
        for part in sentences(text):
            assert len(re.findall(r"[\w{}-]+", part)) <= MOST_WORDS, part


def test_yo_is_written() -> None:
    for _id, text in strings("ru"):
        assert not re.search(r"[Рр]ешетк|[Зз]вездочк|стерт|назовете|[Ее]ще\b|темн", text), text


@pytest.mark.parametrize("code", OTHERS)
def test_translations_name_the_same_keys_and_lose_no_sentence(code: str) -> None:
    english_of = dict(zip(KEYS[code], KEYS["en"], strict=True))
    for message, text in strings(code):
        keys = ["".join(pair) for pair in named(text, code)]
        english = ["".join(pair) for pair in named(message, "en")]
        assert [english_of[key] for key in keys] == english, text
        assert len(sentences(text)) == len(sentences(message)), text
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", message)), text


def spoken_to(folder: Path, number: int, text: str, code: str, volume: int = MIDDLE_VOLUME) -> Path:
    """The text as a WAV file, by the real engine."""
    file = folder / f"{code}-{number}-{volume}.wav"
    command = [*Espeak(plays=True).command(code, MIDDLE_RATE, volume), "-w", str(file)]
    subprocess.run(command, input=text.encode(), check=True, timeout=20)
    return file


@pytest.mark.needs("espeak-ng")
@pytest.mark.parametrize("code", offered())
def test_a_real_engine_speaks_every_sentence(code: str, tmp_path: Path) -> None:
    total = 0.0
    for number, (_id, text) in enumerate(strings(code)):
        plain = re.sub(r"{\w+}", "пять" if code == "ru" else "five", text)
        with wave.open(str(spoken_to(tmp_path, number, plain, code))) as sound:
            seconds = sound.getnframes() / sound.getframerate()
            samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
        assert 0.1 < seconds < 20, text
        assert max(map(abs, samples), default=0) > 300, f"silence: {text}"
        assert max(map(abs, samples)) < 32767, f"clipped: {text}"
        total += seconds
    print(f"{code}: {total:.0f} s of speech")


@pytest.mark.needs("espeak-ng")
def test_volume_steps_are_heard(tmp_path: Path) -> None:
    loud = []
    for volume in range(VOLUMES):
        with wave.open(str(spoken_to(tmp_path, 0, "Пункт помощи", "ru", volume))) as sound:
            samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
        loud.append(max(map(abs, samples)))
    assert loud == sorted(loud)
    assert loud[0] * 4 < loud[MIDDLE_VOLUME] < loud[-1]
