"""A program in a real pseudo-terminal: keys and touches go in, a screen comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyte
from PIL import Image, ImageColor, ImageDraw, ImageFont

CELL = (8, 16)
"""Pixels of one cell in a picture."""
_MONO = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
_HALVES = {"▀": (0, 8), "▄": (8, 16), "█": (0, 16)}


class Terminal:
    """Runs ``argv`` in a terminal of its own and follows everything that it draws.

    A thread reads all output, so a program that draws much never has to wait for the test.
    """

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        *,
        cols: int = 100,
        rows: int = 30,
    ) -> None:
        environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self._size = _size(cols, rows)
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, self._size)
            os.execvpe(argv[0], [*argv], environ)
        self.started = time.monotonic()
        self.status: int | None = None
        self.settings = termios.tcgetattr(self._master)
        self._raw = bytearray()
        self._drawn_at = self.started
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = threading.Condition()
        self._closing = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while not self._closing.is_set():
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            try:
                output = os.read(self._master, 65536)
            except OSError:
                return
            with self._drawn:
                self._raw += output
                self._drawn_at = time.monotonic()
                self._stream.feed(output)
                self._drawn.notify_all()

    def send(self, keys: str | bytes) -> None:
        """Type; a program that has ended reads nothing and that is no error."""
        waiting = memoryview(keys.encode() if isinstance(keys, str) else keys)
        with suppress(OSError):
            while waiting and self.alive:
                if select.select([], [self._master], [], 0.1)[1]:
                    waiting = waiting[os.write(self._master, waiting[:1024]) :]

    def click(self, x: int, y: int) -> None:
        """Press and release the cell in column ``x`` and row ``y``, counted from 0."""
        place = f"{x + 1};{y + 1}"
        self.send(f"\x1b[<0;{place}M\x1b[<0;{place}m")

    def click_on(self, words: str) -> None:
        """Press the middle of ``words`` as soon as they stand on the screen."""
        self.wait_for(words)
        for y, line in enumerate(self.text().splitlines()):
            if words in line:
                return self.click(line.index(words) + len(words) // 2, y)
        raise AssertionError(f"{words!r} is not on the screen\n{self.text()}")

    def resize(self, cols: int, rows: int) -> None:
        """Change the size, as the person who drags a window does."""
        self._size = _size(cols, rows)
        with self._drawn:
            self._screen.resize(rows, cols)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, self._size)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def text(self) -> str:
        """The screen's lines, without the spaces at their ends."""
        with self._drawn:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def rests(self) -> bool:
        """True when nothing has been drawn for as long as a finger takes to come down."""
        return time.monotonic() - self._drawn_at > 0.3

    def ink(self, x: int, y: int) -> str:
        """The colour of the character in column ``x`` and row ``y``: six hexadecimal digits."""
        with self._drawn:
            return str(self._screen.buffer[y][x].fg)

    @property
    def raw(self) -> bytes:
        """Every byte drawn so far."""
        with self._drawn:
            return bytes(self._raw)

    def wait_until(self, done: Callable[[], bool], timeout: float = 10.0, what: str = "") -> None:
        """Return when ``done`` holds; look again whenever something is drawn."""
        deadline = time.monotonic() + timeout
        while not done():
            if time.monotonic() > deadline:
                raise AssertionError(f"not in {timeout} s: {what or done}\n{self.text()}")
            with self._drawn:
                self._drawn.wait(0.02)

    def wait_for(self, words: str, timeout: float = 10.0) -> None:
        """Return when the words stand on the screen."""
        self.wait_until(lambda: words in self.text(), timeout, repr(words))

    def wait_for_end(self, timeout: float = 10.0) -> int:
        """The exit status of the program; minus the signal that ended it."""
        self.wait_until(lambda: not self.alive, timeout, "the end of the program")
        assert self.status is not None
        return self.status

    @property
    def alive(self) -> bool:
        """False once the program has ended; ``status`` then says how."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is None

    @property
    def settings_now(self) -> list[object]:
        """What ``termios`` says of the terminal now; ``settings`` is how it was at the start."""
        return termios.tcgetattr(self._master)

    def picture(self) -> Image.Image:
        """The screen in colours, eight by sixteen pixels a cell, half blocks exact."""
        width, height = CELL
        with self._drawn:
            lines = [dict(self._screen.buffer[y]) for y in range(self._screen.lines)]
            empty, columns = self._screen.default_char, self._screen.columns
        image = Image.new("RGB", (columns * width, len(lines) * height))
        draw = ImageDraw.Draw(image)
        font = ImageFont.truetype(_MONO, 13) if _MONO.exists() else ImageFont.load_default()
        for y, line in enumerate(lines):
            for x in range(columns):
                _draw_cell(draw, line.get(x, empty), x * width, y * height, font)
        return image

    def close(self) -> None:
        """Hang up: whatever still runs gets SIGHUP, the program itself SIGKILL."""
        self._closing.set()
        self._reader.join()
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._master)


def _size(cols: int, rows: int) -> bytes:
    """A terminal's size as the system keeps it, in cells and in pixels."""
    width, height = CELL
    return struct.pack("HHHH", rows, cols, min(cols * width, 65535), min(rows * height, 65535))


def _colour(name: str, default: str) -> tuple[int, ...]:
    if re.fullmatch("[0-9a-f]{6}", name):
        return ImageColor.getrgb(f"#{name}")
    plain = name.removeprefix("bright")
    return ImageColor.getrgb({"default": default, "brown": "#aa5500"}.get(plain, plain))


def _draw_cell(
    draw: ImageDraw.ImageDraw,
    cell: pyte.screens.Char,
    left: int,
    top: int,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    width, height = CELL
    ink, paper = _colour(cell.fg, "#d0d0d0"), _colour(cell.bg, "#000000")
    if cell.reverse:
        ink, paper = paper, ink
    draw.rectangle((left, top, left + width - 1, top + height - 1), fill=paper)
    if half := _HALVES.get(cell.data):
        draw.rectangle((left, top + half[0], left + width - 1, top + half[1] - 1), fill=ink)
    elif cell.data.strip():
        draw.text((left, top), cell.data, fill=ink, font=font)
