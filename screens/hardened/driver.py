"""A terminal driver for a keyboard that anybody may touch.

Textual's own input thread ends at the first byte that is not UTF-8 and at numbers that no key
has; a barcode scanner can type both. Private parts are replaced here: Textual's version is
pinned, and tests/terminal guards it.
"""

from __future__ import annotations

import logging
import math
import os
import selectors
import signal
import time
from codecs import getincrementaldecoder
from typing import Any

from textual import events, messages
from textual._xterm_parser import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    SPECIAL_SEQUENCES,
    XTermParser,
)
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message import Message

from kiosk.machine.log import ALONE, outline
from screens.hardened.pixels import PixelMouse

log = logging.getLogger("kiosk")

_CHUNK = 4096
_POLL = 0.1
_DRAWING = 4
"""So many times as much may come while somebody draws: pixels are reported far more often."""
_POINTER_LEFT = 256
"""Set by kitty when the pointer leaves its window; the place means nothing then."""
_PASTE_SECONDS = 0.25
"""A paste that says nothing for so long has ended, whether its end was marked or not."""
_GAPS = frozenset("\t\r\n")


class FloodGate:
    """Lets a person, a scanner and a drag through, but not a flood.

    Beyond ``burst`` bytes at once and ``per_second`` after that the gate shuts, and opens again
    when nothing has come for ``quiet`` seconds: a pasted book must not keep the kiosk busy.
    """

    def __init__(self, burst: float = 2048, per_second: float = 8192, quiet: float = 0.25) -> None:
        self._burst = burst
        self._per_second = per_second
        self._quiet = quiet
        self._left = burst
        self._last = time.monotonic()
        self._open = True

    def admits(self, amount: int, now: float) -> bool:
        """True if ``amount`` bytes that came at ``now``, in monotonic seconds, may pass."""
        passed, self._last = now - self._last, now
        if passed >= self._quiet:
            self._open = True
        self._left = min(self._burst, self._left + passed * self._per_second)
        if self._open and amount <= self._left:
            self._left -= amount
        else:
            self._open = False
        return self._open


class KioskParser(XTermParser):
    """Reads impossible keys as no key, pasting as typing, and pixels only from ``PixelMouse``.

    Tabs and line ends of a paste are spaces.
    """

    _cell: tuple[int, int] | None = None
    _pasted_until = 0.0
    """Until then tabs and line ends are a part of a paste: spaces, which finish nothing."""

    def __init__(self, pixel_mouse: PixelMouse | None = None) -> None:
        SPECIAL_SEQUENCES.discard(BRACKETED_PASTE_START)
        SPECIAL_SEQUENCES.discard(BRACKETED_PASTE_END)
        super().__init__()
        self._pixel_mouse = pixel_mouse

    @property
    def mouse_pixels(self) -> bool:
        """Never set from outside: a typed resize report would rescale every later click."""
        return self._cell is not None

    @mouse_pixels.setter
    def mouse_pixels(self, value: bool) -> None:
        pass

    def parse_mouse_code(self, code: str) -> Message | None:
        """Read a report in cells, or in pixels as parts of a cell: the middle of the pixel."""
        self._cell = self._pixel_mouse.cell if self._pixel_mouse else None
        if self._cell is None:
            return super().parse_mouse_code(code)
        self.terminal_size, self.terminal_pixel_size = (1, 1), self._cell
        event = super().parse_mouse_code(code)
        if not isinstance(event, events.MouseEvent) or _pointer_left(code):
            return None
        width, height = self._cell
        event._x = event._screen_x = event._x + 0.5 / width
        event._y = event._screen_y = event._y + 0.5 / height
        return event

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> list[events.Key]:
        nothing = [events.Key(Keys.Ignore, sequence)]
        if sequence in (BRACKETED_PASTE_START, BRACKETED_PASTE_END):
            pasting = sequence == BRACKETED_PASTE_START
            self._pasted_until = time.monotonic() + _PASTE_SECONDS if pasting else 0.0
            return nothing
        if self._pasted_until > time.monotonic():
            self._pasted_until = time.monotonic() + _PASTE_SECONDS
            if sequence in _GAPS:
                return [events.Key("space", " ")]
        if sequence == "\n":  # no key sends it: a line of a paste that the terminal did not mark
            return [events.Key("space", " ")]
        if self._pixel_mouse and self._pixel_mouse.hear(sequence):
            return nothing
        try:
            return [*super()._sequence_to_key_events(sequence, alt)]
        except (ValueError, OverflowError):
            return nothing


def _pointer_left(code: str) -> bool:
    buttons = code.removeprefix("\x1b[<").partition(";")[0]
    return bool(int(buttons) & _POINTER_LEFT)


class KioskDriver(LinuxDriver):
    """The Linux driver without its ways out and without its ways to die."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.pixel_mouse = PixelMouse(self.fileno, self._say)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_IGN)

    @property
    def can_suspend(self) -> bool:
        return False

    def _query_in_band_window_resize(self) -> None:
        """Left out: the size comes from the system, which nobody can type."""

    def _say(self, sequence: str) -> None:
        if self._mouse:
            self.write(sequence)
            self.flush()

    def _disable_mouse_support(self) -> None:
        self.pixel_mouse.end()
        super()._disable_mouse_support()
        if self._mouse:
            self.write("\x1b[?1016l")
            self.flush()

    def process_message(self, message: Message) -> None:
        if not isinstance(message, events.Resize | messages.InBandWindowResize):
            super().process_message(message)

    def _run_input_thread(self) -> None:
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
            except OSError as error:
                # An orderly end would wait for ever to write its last words.
                log.error("the terminal is gone: %s", outline(error))
                os._exit(ALONE)
            except Exception as error:  # noqa: BLE001 - no key may end the input
                log.error("input: %s", outline(error))

    def run_input_thread(self) -> None:
        """Read keys until the application ends."""
        parser = KioskParser(self.pixel_mouse)
        decoder = getincrementaldecoder("utf-8")("ignore")
        gate = FloodGate()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_POLL):
                    typed = os.read(self.fileno, _CHUNK)
                    if not typed:
                        raise OSError("end of input")
                    share = _DRAWING if self.pixel_mouse.cell else 1
                    if not gate.admits(math.ceil(len(typed) / share), time.monotonic()):
                        parser = KioskParser(self.pixel_mouse)
                        continue
                    if text := decoder.decode(typed):
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
