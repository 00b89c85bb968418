"""The programs that speak: each is told a language, a rate and a volume, and reads its text."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Protocol

RATES = (90, 130, 175, 215, 260, 305, 350)
"""Steps of the rate as espeak-ng counts them; the third speaks 124 Russian words a minute."""
MIDDLE_RATE = 2
VOLUMES, MIDDLE_VOLUME = 11, 5
"""Steps of the volume, and the one that every visit begins with."""
PLAYER = ("aplay", "--quiet", "--buffer-time=40000", "-")
"""Plays what it reads. A longer buffer goes on after its program was ended."""


class Engine(Protocol):
    """A program that reads a text from its input and speaks it."""

    @property
    def name(self) -> str:
        """The program."""

    @property
    def plays(self) -> bool:
        """True for one that plays by itself; False where its output is sound to be played."""

    def command(self, language: str, rate: int, volume: int) -> list[str]:
        """The program with its arguments; ``rate`` and ``volume`` are steps. No text is in it."""


@dataclass(frozen=True, slots=True)
class Espeak:
    """espeak-ng, into a player where there is one."""

    name: str = "espeak-ng"
    plays: bool = False

    def command(self, language: str, rate: int, volume: int) -> list[str]:
        loud = round(40 * 10 ** (0.14 * (volume - MIDDLE_VOLUME)))  # 2.8 dB a step, 200 at most
        said = ["-v", language, "-s", str(RATES[rate]), "-a", str(loud), "--stdin"]
        return [self.name, *said, *([] if self.plays else ["--stdout"])]


@dataclass(frozen=True, slots=True)
class RHVoice:
    """RHVoice by its own player; it takes percents."""

    name: str = "RHVoice-test"
    plays: bool = True

    def command(self, language: str, rate: int, volume: int) -> list[str]:
        voice = {"ru": "Anna", "en": "Slt", "uk": "Anatol"}.get(language, "Anna")
        fast = round(100 * RATES[rate] / RATES[MIDDLE_RATE])
        loud = round(50 * 10 ** (0.06 * (volume - MIDDLE_VOLUME)))
        return [self.name, "-p", voice, "-r", str(fast), "-v", str(loud)]


def find_engine() -> Engine | None:
    """The engine that is installed here; None where the kiosk cannot speak."""
    if shutil.which("espeak-ng"):
        return Espeak(plays=shutil.which(PLAYER[0]) is None)
    return RHVoice() if shutil.which("RHVoice-test") else None
