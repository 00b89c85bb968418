"""Speaking itself: one queue in one thread, cut off at once by whoever presses a key."""

from __future__ import annotations

import logging
import math
import struct
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from kiosk.speech.engine import PLAYER, Engine

log = logging.getLogger("kiosk.speech")

_SAMPLES = 22050
_TONES = {
    "key": ((1000, 0.012),),
    "edge": ((500, 0.03),),
    "wrong": ((300, 0.12), (250, 0.16)),
    "done": ((600, 0.1), (900, 0.16)),
}
"""Pitch and seconds of every tone. None depends on which key was pressed: a PIN has one sound."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A text or a tone, and how it is to be spoken."""

    text: str
    tone: str
    language: str
    rate: int
    volume: int


class Mouth:
    """Speaks clips in order. A newer speech drops whatever belongs to an older one."""

    def __init__(self, engine: Engine, player: Sequence[str] = PLAYER) -> None:
        self._engine, self._player = engine, [*player]
        self._clips: list[Clip] = []
        self._running: list[subprocess.Popen[bytes]] = []
        self._generation = 0
        self._busy = False
        self._silent_since = time.monotonic()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def speak(self, clips: Sequence[Clip]) -> None:
        """Say this now; what was being said is cut off."""
        self.hush()
        with self._changed:
            self._clips = [*clips]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
                self._thread.start()
            self._changed.notify()

    def hush(self) -> None:
        """Be silent at once: the programs that speak are killed."""
        with self._changed:
            self._generation += 1
            self._clips.clear()
            for program in self._running:
                with suppress(OSError):
                    program.kill()

    @property
    def silent_seconds(self) -> float:
        """How long nothing has been said; 0 while something is."""
        with self._changed:
            busy = self._busy or self._clips
            return 0.0 if busy else time.monotonic() - self._silent_since

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._clips:
                    self._changed.wait()
                clip, generation, self._busy = self._clips.pop(0), self._generation, True
            try:
                self._say(clip, generation)
            except OSError as error:
                log.error("the voice: %s", error.strerror)
            with self._changed:
                self._busy, self._silent_since = False, time.monotonic()

    def _say(self, clip: Clip, generation: int) -> None:
        if clip.tone and self._engine.plays:
            return  # no player for tones beside an engine that plays by itself
        if clip.tone:
            self._play([self._player], tone(clip.tone), generation)
        else:
            speaking = self._engine.command(clip.language, clip.rate, clip.volume)
            commands = [speaking] if self._engine.plays else [speaking, self._player]
            self._play(commands, clip.text.encode(), generation)

    def _play(self, commands: Sequence[Sequence[str]], given: bytes, generation: int) -> None:
        """Run the programs, the output of each the input of the next, and wait for all."""
        with self._changed:
            if generation != self._generation:
                return
            try:
                for at, command in enumerate(commands):
                    before = self._running[-1] if at else None
                    last = at == len(commands) - 1
                    self._running.append(
                        subprocess.Popen(
                            command,
                            stdin=before.stdout if before else subprocess.PIPE,
                            stdout=subprocess.DEVNULL if last else subprocess.PIPE,
                            stderr=subprocess.DEVNULL,
                        )
                    )
                    if before and before.stdout:
                        before.stdout.close()
            except OSError:
                for program in self._running:
                    program.kill()
                self._reap()
                raise
            first = self._running[0].stdin
        if first:
            with suppress(OSError):
                first.write(given)
            with suppress(OSError):
                first.close()
        for program in self._running:
            program.wait()
        with self._changed:
            self._reap()

    def _reap(self) -> None:
        for program in self._running:
            program.wait()
        self._running.clear()


@cache
def tone(name: str) -> bytes:
    """A tone as a WAV file."""
    samples = b"".join(
        struct.pack("<h", round(8000 * math.sin(2 * math.pi * pitch * n / _SAMPLES)))
        for pitch, seconds in _TONES[name]
        for n in range(round(seconds * _SAMPLES))
    )
    head = struct.pack("<4sI4s", b"RIFF", 36 + len(samples), b"WAVE")
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, _SAMPLES, 2 * _SAMPLES, 2, 16)
    return head + form + struct.pack("<4sI", b"data", len(samples)) + samples
