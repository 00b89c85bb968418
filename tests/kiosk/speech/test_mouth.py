"""Speaking: in order, cut off at once, on no command line; without it nothing waits."""

from __future__ import annotations

import time
import wave
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import psutil
import pytest

from kiosk.speech.mouth import Clip, Mouth, tone

CANARY = "Канарейкина"


@dataclass
class Program:
    """An engine made of a shell script."""

    script: str
    name: str = "sh"
    plays: bool = True

    def command(self, language: str, rate: int, volume: int) -> list[str]:
        return ["sh", "-c", self.script]


def clip(text: str) -> Clip:
    return Clip(text, "", "ru", 2, 5)


def wait(done: Callable[[], bool], seconds: float = 10.0) -> float:
    began = time.perf_counter()
    while not done():
        assert time.perf_counter() - began < seconds
        time.sleep(0.0005)
    return time.perf_counter() - began


def programs() -> dict[psutil.Process, tuple[str, str]]:
    """What runs under this process: the name, and the command line with what surrounds it."""
    running = {}
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # one may end while it is looked at
            running[child] = (child.name(), f"{child.cmdline()} {child.environ()}")
    return running


def sleepers() -> int:
    """How many of them do nothing but wait to be ended."""
    return [name for name, _told in programs().values()].count("sleep")


def test_clips_are_said_in_order_and_a_newer_speech_drops_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "said"
    mouth = Mouth(Program(f"cat >> {file}; echo >> {file}; sleep 0.2"))
    mouth.speak([clip("один"), clip("два")])
    wait(lambda: mouth.silent_seconds > 0)
    assert file.read_text() == "один\nдва\n"
    mouth.speak([clip("три"), clip("никогда")])
    wait(lambda: "три\n" in file.read_text())
    mouth.speak([clip("четыре")])
    wait(lambda: mouth.silent_seconds > 0)
    assert file.read_text().split() == ["один", "два", "три", "четыре"]


def test_sound_of_the_engine_and_tones_go_to_the_player(tmp_path: Path) -> None:
    file = tmp_path / "played"
    mouth = Mouth(Program("sed s/^/звук:/", plays=False), ["sh", "-c", f"cat >> {file}"])
    mouth.speak([Clip("", "key", "ru", 2, 5), clip("слово")])
    wait(lambda: mouth.silent_seconds > 0)
    played = file.read_bytes()
    assert played.startswith(tone("key"))
    assert played.removeprefix(tone("key")).decode().startswith("звук:")


@pytest.mark.parametrize("plays", [True, False])
def test_a_key_cuts_it_off_within_fifty_milliseconds(plays: bool) -> None:
    mouth = Mouth(Program("cat > /dev/null; exec sleep 30", plays=plays), ["sleep", "30"])
    spent = []
    for _round in range(10):
        mouth.speak([clip("долго")])
        wait(lambda: sleepers() == (1 if plays else 2))
        began = time.perf_counter()
        mouth.hush()
        wait(lambda: not mouth._running)
        spent.append(time.perf_counter() - began)
        assert not sleepers()
    assert sorted(spent)[len(spent) // 2] <= 0.05, spent


def test_what_is_said_stands_on_no_command_line() -> None:
    mouth = Mouth(Program("cat > /dev/null; exec sleep 30"))
    mouth.speak([clip(CANARY)])
    wait(lambda: bool(sleepers()))
    said = [told for _name, told in programs().values()]
    mouth.hush()
    assert said
    assert not [told for told in said if CANARY in told]


@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$", "sleep 60"])
def test_an_engine_that_dies_or_hangs_makes_nobody_wait(script: str) -> None:
    mouth = Mouth(Program(script))
    began = time.perf_counter()
    for _round in range(5):
        mouth.speak([clip("слово " * 100)])
        mouth.hush()
    assert time.perf_counter() - began < 1
    wait(lambda: mouth.silent_seconds > 0)


def test_an_engine_that_was_removed_is_silence(tmp_path: Path) -> None:
    gone = Program("")
    gone.command = lambda *_args: [str(tmp_path / "none")]  # type: ignore[method-assign]
    mouth = Mouth(gone)
    mouth.speak([clip("слово"), clip("ещё")])
    wait(lambda: mouth.silent_seconds > 0)


def test_a_player_that_is_missing_leaves_no_engine_behind(tmp_path: Path) -> None:
    mouth = Mouth(Program("exec sleep 30", plays=False), [str(tmp_path / "none")])
    mouth.speak([clip("слово")])
    wait(lambda: mouth.silent_seconds > 0)
    assert not sleepers()


@pytest.mark.parametrize("name", ["key", "edge", "wrong", "done"])
def test_tones_are_sound_and_short(name: str) -> None:
    with wave.open(BytesIO(tone(name))) as sound:
        assert 0.01 < sound.getnframes() / sound.getframerate() < 3
