"""The mouse in pixels, only while somebody draws.

The sizes come from the system alone, and pixels are read only after the terminal, having been
asked, has answered that it counts in them: many that know their sizes still report cells.
"""

from __future__ import annotations

import fcntl
import re
import struct
import termios
from collections.abc import Callable
from typing import Any

from textual.app import App

_ON = "\x1b[?1016h\x1b[?1016$p"
_OFF = "\x1b[?1016l\x1b[?1006h"
"""In xterm either protocol puts the other out: leaving this one must bring the other back."""
_AGREED = re.compile(r"\x1b\[\?1016;[13]\$y")


def cell_pixels(fileno: int) -> tuple[int, int] | None:
    """The width and height of a cell, as the system knows them; None where it does not.

    Rounded down, since xterm counts its border too.
    """
    try:
        size = fcntl.ioctl(fileno, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    rows, columns, width, height = struct.unpack("HHHH", size)
    if not rows or not columns or width < columns or height < rows:
        return None
    return width // columns, height // rows


class PixelMouse:
    """Switches the terminal to pixels while at least one widget wants them.

    The screens switch it from their thread, the parser asks it from the one that reads the keys.
    """

    def __init__(self, fileno: int, write: Callable[[str], None]) -> None:
        """Take the terminal's descriptor and what writes to it."""
        self._fileno = fileno
        self._write = write
        self._wanted = 0
        self._asked = False
        self._cell: tuple[int, int] | None = None

    def want(self) -> None:
        """Ask the terminal for pixels, if the system knows how large they are."""
        self._wanted += 1
        if self._wanted == 1 and cell_pixels(self._fileno) is not None:
            self._asked = True
            self._write(_ON)

    def release(self) -> None:
        """Go back to cells once nobody wants pixels any more."""
        self._wanted -= 1
        if self._wanted == 0 and self._asked:
            self.end()
            self._write(_OFF)

    def end(self) -> None:
        """Read cells from here on, without a word to the terminal."""
        self._asked = False
        self._cell = None

    def hear(self, sequence: str) -> bool:
        """True if this is the terminal's agreement; it counts only while it was asked for.

        The terminal answers in order: every report after the answer is in pixels, none before.
        """
        if not _AGREED.fullmatch(sequence):
            return False
        if self._asked:
            self._cell = cell_pixels(self._fileno)
        return True

    @property
    def cell(self) -> tuple[int, int] | None:
        """The pixels of a cell as they are now, or None while the mouse is read in cells."""
        if self._cell is not None and (now := cell_pixels(self._fileno)):
            self._cell = now if self._asked else None
        return self._cell


def want_pixels(app: App[Any]) -> None:
    """Have the mouse read in pixels, where the application's driver knows how."""
    if mouse := _mouse_of(app):
        mouse.want()


def release_pixels(app: App[Any]) -> None:
    """Take back one ``want_pixels``."""
    if mouse := _mouse_of(app):
        mouse.release()


def _mouse_of(app: App[Any]) -> PixelMouse | None:
    mouse = getattr(app._driver, "pixel_mouse", None)
    return mouse if isinstance(mouse, PixelMouse) else None
