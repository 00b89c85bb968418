"""Calls for everybody to hear: a chime, then the ticket and the room, one call after the other."""

from __future__ import annotations

import io
import logging
import math
import shutil
import struct
import subprocess
import tempfile
import threading
import time
import wave
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from kiosk.speech.engine import MIDDLE_RATE, MIDDLE_VOLUME, Engine
from kiosk.words.i18n import language, pgettext
from kiosk.words.numerals import digit_by_digit

log = logging.getLogger("kiosk.speech")

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "--quiet"))
"""Programs that play a file, the one for the newest kind of desktop first."""
SHORT_SECONDS, OLD_SECONDS = 8.0, 20.0
"""A call that had to wait for others so long is told in short, or not at all: it stands on the
board meanwhile."""
LONGEST_SECONDS = 15.0
"""No program plays or speaks longer than that."""
_SAMPLES = 22050
_CHIME = ((660, 0.35), (528, 0.6))


def find_player() -> Sequence[str] | None:
    """A program that plays files here; None where the display stays silent."""
    return next((player for player in PLAYERS if shutil.which(player[0])), None)


class Announcer:
    """Tells calls in the order in which they came. Nothing of it ever fails to whoever calls."""

    def __init__(
        self,
        player: Sequence[str] | None,
        engine: Engine | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Without an ``engine`` there is the chime alone, without a ``player`` that speaks only."""
        self._player, self._engine = player, engine
        self._clock = clock
        self._waiting: deque[tuple[str, str, float]] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = False

    def call(self, label: str, room: str) -> None:
        """Tell a call after those before it."""
        with self._changed:
            self._waiting.append((label, room, self._clock()))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="calls", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until everything has been told; False if it takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._busy, seconds)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                label, room, at = self._waiting.popleft()
                self._busy = True
            try:
                self._tell(label, room, self._clock() - at)
            except (OSError, subprocess.SubprocessError) as error:
                log.error("a call was not heard: %s", type(error).__name__)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _tell(self, label: str, room: str, age: float) -> None:
        if age > OLD_SECONDS:
            return
        in_short = age > SHORT_SECONDS
        if not in_short or self._engine is None:
            self._play(chime())
        if self._engine is not None:
            self._speak(words_of(label, "" if in_short else room), self._engine)

    def _speak(self, words: str, engine: Engine) -> None:
        command = engine.command(language(), MIDDLE_RATE, MIDDLE_VOLUME)
        spoken = _run(command, words.encode())
        if not engine.plays:
            self._play(spoken)

    def _play(self, sound: bytes) -> None:
        if self._player is None:
            return
        with tempfile.NamedTemporaryFile(prefix="call-", suffix=".wav") as file:
            Path(file.name).write_bytes(sound)
            _run([*self._player, file.name], b"")


def _run(command: Sequence[str], given: bytes) -> bytes:
    """Run a program to its end; what it wrote."""
    return subprocess.run(
        command,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=LONGEST_SECONDS,
        check=False,
    ).stdout


def words_of(label: str, room: str) -> str:
    """A call as it is spoken, such as «К, ноль, восемь, кабинет 214.»"""
    series, _hyphen, number = label.partition("-")
    ticket = f"{series}, {digit_by_digit(number)}"
    if not room:
        return f"{ticket}."
    if not room[:1].isdigit():
        return f"{ticket}, {room}."
    return pgettext("spoken", "{ticket}, room {room}.").format(ticket=ticket, room=room)


@cache
def chime() -> bytes:
    """Two falling notes that die away, as a WAV file."""
    samples = [
        9000
        * math.exp(-3 * n / (_SAMPLES * seconds))
        * math.sin(2 * math.pi * pitch * n / _SAMPLES)
        for pitch, seconds in _CHIME
        for n in range(round(seconds * _SAMPLES))
    ]
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_SAMPLES)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *map(round, samples)))
    return file.getvalue()
