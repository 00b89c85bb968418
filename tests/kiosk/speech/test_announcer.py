"""Calls are heard one after the other, none over another, and none long after it stood there."""

from __future__ import annotations

import io
import threading
import wave
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.speech.announcer import OLD_SECONDS, SHORT_SECONDS, Announcer, chime, words_of
from kiosk.words.i18n import use


@dataclass
class Writes:
    """An engine that writes down what it says; ``then`` happens before each sentence."""

    script: Path
    name: str = "writes"
    plays: bool = True
    then: list[float] = field(default_factory=list)
    now: float = 0.0
    ready: threading.Event = field(default_factory=threading.Event)

    def command(self, language: str, rate: int, volume: int) -> list[str]:
        assert self.ready.wait(10)
        self.now += self.then.pop(0) if self.then else 0.0
        return [str(self.script), "said", language]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Notes its beginning, what it was given, and its end."""
    file = tmp_path / "note"
    log = tmp_path / "log"
    file.write_text(
        f'#!/bin/sh\necho "begin $1" >>{log}\ncat >>{log}\nsleep 0.02\necho "end" >>{log}\n'
    )
    file.chmod(0o700)
    return file


def noted(script: Path) -> list[str]:
    text = script.with_name("log").read_text().replace("end\n", "\nend\n")
    return [line for line in text.splitlines() if line]


def test_ten_calls_in_one_second_are_told_in_order_and_never_over_each_other(script: Path) -> None:
    use("ru")
    engine = Writes(script)
    engine.ready.set()
    announcer = Announcer([str(script), "chime"], engine)
    for number in range(10):
        announcer.call(f"К-{number:02}", "214")
    assert announcer.wait(30)
    lines = noted(script)
    assert [line for line in lines if line.startswith(("begin", "end"))] == [
        *("begin chime", "end", "begin said", "end")
    ] * 10
    said = [line for line in lines if line.startswith("К, ")]
    assert said == [words_of(f"К-{number:02}", "214") for number in range(10)]


def test_who_waited_long_is_told_in_short_and_who_waited_longer_not_at_all(script: Path) -> None:
    use("ru")
    engine = Writes(script, then=[SHORT_SECONDS + 1, OLD_SECONDS])
    announcer = Announcer([str(script), "chime"], engine, clock=lambda: engine.now)
    for number in range(3):
        announcer.call(f"К-{number:02}", "214")
    engine.ready.set()
    assert announcer.wait(30)
    lines = noted(script)
    assert [line for line in lines if line.startswith("К, ")] == [
        "К, ноль, ноль, кабинет 214.",
        "К, ноль, один.",
    ]
    assert lines.count("begin chime") == 1


def test_a_player_that_is_gone_and_one_that_fails_disturb_nobody(tmp_path: Path) -> None:
    announcer = Announcer([str(tmp_path / "gone")], None)
    announcer.call("К-01", "214")
    assert announcer.wait(10)
    announcer = Announcer(["false"], None)
    announcer.call("К-01", "214")
    assert announcer.wait(10)


@pytest.mark.parametrize(
    ("code", "room", "words"),
    [
        ("ru", "214", "К, ноль, восемь, кабинет 214."),
        ("uk", "214", "К, нуль, вісім, кабінет 214."),
        ("ru", "Актовый зал", "К, ноль, восемь, Актовый зал."),
        ("ru", "", "К, ноль, восемь."),
    ],
)
def test_a_call_in_words(code: str, room: str, words: str) -> None:
    use(code)
    assert words_of("К-08", room) == words
    use("ru")


def test_the_chime_is_a_sound_file_of_a_second() -> None:
    with wave.open(io.BytesIO(chime())) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert 0.5 < sound.getnframes() / sound.getframerate() < 1.5
        assert any(sound.readframes(2000))
