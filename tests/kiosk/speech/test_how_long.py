"""How long a first visit by voice takes a careful person who hears everything to its end.

The lengths of the clips are those of a real engine; 1.2 seconds to find a key and 0.45 to press it
again are the slowest typist of the keystroke-level model (Card, Moran and Newell), not people.
"""

from __future__ import annotations

import subprocess
import wave
from functools import cache
from pathlib import Path

import pytest

from kiosk.speech.engine import MIDDLE_RATE, MIDDLE_VOLUME, Espeak
from kiosk.ways.front import receive
from tests.blind import BlindVisitor

FIND, REPEAT = 1.2, 0.45
END = 0.25
"""Seconds of silence at the end of every clip."""
pytestmark = pytest.mark.needs("espeak-ng")
TEACHER = ["Записаться", "Учитель", "Вход в систему"]
GUARDIAN = ["Записаться", "Родитель", "Просмотр"]


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.mktemp("clips") / "clip.wav"

    @cache
    def measured(text: str) -> float:
        command = [*Espeak(plays=True).command("ru", MIDDLE_RATE, MIDDLE_VOLUME), "-w", str(file)]
        subprocess.run(command, input=text.encode(), check=True, timeout=20)
        with wave.open(str(Path(file))) as sound:
            return max(0.0, sound.getnframes() / sound.getframerate() - END)

    return measured


@pytest.mark.parametrize(
    ("aims", "words", "most"),
    [
        (TEACHER, {"Фамилия": "Тютюнник", "Имя": "Оксана", "Отчество": "Петровна"}, 180),
        (TEACHER, {"Фамилия": "Тютюнник", "Имя": "О", "Отчество": "П"}, 140),
        (
            GUARDIAN,
            {
                "Фамилия": "Иванова",
                "Имя": "Мария",
                "Отчество": "Ивановна",
                "Класс, число": "5",
                "Буква класса": "а",
            },
            200,
        ),
        (TEACHER, {"Фамилия": ""}, 95),
    ],
    ids=["teacher", "teacher by initials", "guardian with a class", "without a name"],
)
async def test_a_first_visit_by_voice(heard, seconds, aims, words, most) -> None:
    visitor = BlindVisitor(aims, words)
    spent, last = 0.0, ""

    def next_key(texts: list[str]) -> str:
        nonlocal spent, last
        key = visitor.next_key(texts)
        spent += sum(map(seconds, texts)) + (REPEAT if key == last else FIND)
        last = key
        return key

    await receive(heard(next_key))
    print(f"{spent:.0f} s, {visitor.presses} presses; bound {most} s")
    assert spent <= most
