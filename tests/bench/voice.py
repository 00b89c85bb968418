"""Seconds of a visit by voice and keypad, by somebody who knows only what was spoken.

A careful person at their first visit hears everything to its end. The lengths of the clips are
those of a real engine, without the silence at their ends; 1.2 seconds to find a key and 0.45 to
press it again are the slowest typist of the keystroke-level model (Card, Moran and Newell), 2.2 for
every key a hand slower than that. Somebody who errs takes one letter in twelve for another, hears
it, erases it and presses the right one. All of these are constants and not people.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import tempfile
import wave
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which
from statistics import mean

from kiosk.speech.engine import MIDDLE_RATE, MIDDLE_VOLUME, Espeak
from kiosk.ways.front import receive
from tests.bench.report import say
from tests.blind import BlindVisitor
from tests.kiosk.speech.conftest import HeardAsker, heard_asker

ENGINE = "espeak-ng"
END = 0.25
"""Seconds of silence at the end of every clip."""
ERRING = 0.08
SEEDS = range(5)
TYPICAL_SECONDS, MEAN_SECONDS, WORST_SECONDS = 180.0, 165.0, 200.0
NAMELESS_SECONDS, NAMELESS_SLOW_SECONDS = 95.0, 100.0


@dataclass(frozen=True)
class Fingers:
    """Seconds to find a key, and to press it again; how often a letter goes wrong."""

    find: float = 1.2
    again: float = 0.45
    errs: float = 0.0


CAREFUL, ERRS, SLOW = Fingers(), Fingers(errs=ERRING), Fingers(2.2, 2.2)


@dataclass(frozen=True)
class Visit:
    """The rows that are chosen, and the words that are written where such a part is asked."""

    who: str
    aims: tuple[str, ...]
    words: Mapping[str, str]

    def nameless(self) -> Visit:
        """The same visit by somebody who says the name at the desk."""
        parts = {"Фамилия": "", "Имя": "", "Отчество": ""}
        return Visit(f"{self.who} without a name", self.aims, {**self.words, **parts})


def _visit(who: str, role: str, topic: str, name: str, school_class: str = "") -> Visit:
    words = dict(zip(("Фамилия", "Имя", "Отчество"), name.split(), strict=True))
    if school_class:
        number, letter = school_class.split("-")
        words |= {"Класс, число": number, "Буква класса": letter}
    return Visit(who, ("Записаться", role, topic), words)


TEACHER = _visit("teacher, 1st topic", "Учитель", "Вход в систему", "Тютюнник Оксана Петровна")
GUARDIAN = _visit("guardian, 2nd topic", "Родитель", "Просмотр", "Иванова Мария Ивановна", "5-а")
VISITS = (
    TEACHER,
    _visit("teacher, 5th topic", "Учитель", "Итоговые", "Сейтаблаев Усеин Рефатович"),
    _visit("teacher, 2nd topic", "Учитель", "Выставление", "Ким Анна Олеговна"),
    GUARDIAN,
    _visit("guardian, 4th", "Родитель", "Домашние", "Куртумерова Эмине Серверовна", "11-б"),
    _visit("guardian, 1st topic", "Родитель", "Вход в", "Алиева Зарема Энверовна", "9-в"),
)


@cache
def clip_seconds(text: str) -> float:
    """How long a text sounds."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = [*Espeak(plays=True).command("ru", MIDDLE_RATE, MIDDLE_VOLUME), "-w", file.name]
        subprocess.run(command, input=text.encode(), check=True, timeout=20)
        with wave.open(file.name) as sound:
            return max(0.0, sound.getnframes() / sound.getframerate() - END)


async def measure(
    ask: Callable[[Callable[[list[str]], str]], HeardAsker],
    visit: Visit,
    fingers: Fingers = CAREFUL,
    seed: int = 0,
) -> tuple[float, int]:
    """Seconds and presses of a visit from home to the ticket."""
    dice = random.Random(seed)
    errs = (lambda: dice.random() < fingers.errs) if fingers.errs else None
    visitor = BlindVisitor(visit.aims, dict(visit.words), errs=errs)
    spent, last = 0.0, ""

    def next_key(texts: list[str]) -> str:
        nonlocal spent, last
        key = visitor.next_key(texts)
        spent += sum(map(clip_seconds, texts)) + (fingers.again if key == last else fingers.find)
        last = key
        return key

    await receive(ask(next_key))
    return spent, visitor.presses


def _measured(base: Path, visits: Sequence[Visit], fingers: Fingers, seed: int = 0) -> list[float]:
    with heard_asker(base, Path(tempfile.mkdtemp(dir=base))) as ask:
        return [asyncio.run(measure(ask, visit, fingers, seed))[0] for visit in visits]


def report() -> None:
    """Print the figures of every kind of hand."""
    if which(ENGINE) is None:
        print(f"voice: not measured, {ENGINE} is missing")
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        for visit, seconds in zip(VISITS, _measured(base, VISITS, CAREFUL), strict=True):
            say(f"{visit.who}, voice, seconds", "whole name", seconds, TYPICAL_SECONDS, " s")
        nameless = [visit.nameless() for visit in VISITS]
        for hand, fingers, limit in (
            ("careful hand", CAREFUL, NAMELESS_SECONDS),
            ("slow hand", SLOW, NAMELESS_SLOW_SECONDS),
        ):
            longest = max(_measured(base, nameless, fingers))
            say("without a name, voice, seconds", f"{hand}, longest of 6", longest, limit, " s")
        rounds = [_measured(base, VISITS, ERRS, seed) for seed in SEEDS]
        every = [seconds for one in rounds for seconds in one]
        typical = max(one[VISITS.index(v)] for one in rounds for v in (TEACHER, GUARDIAN))
        figures = "8 % of the letters wrong and mended"
        say("voice, mean of 6, seconds", figures, mean(every), MEAN_SECONDS, " s")
        say("voice, longest, seconds", figures, max(every), WORST_SECONDS, " s")
        say("voice, longest of the typical two", figures, typical, TYPICAL_SECONDS, " s")


if __name__ == "__main__":
    report()
