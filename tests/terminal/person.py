"""A person in front of the kiosk: reads the screen, types, presses keys, touches."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import zxingcpp
from PIL import Image

from kiosk.words.i18n import _, use
from screens.frame.themes import LIGHT
from tests.terminal.conftest import ROOT
from tests.terminal.term import Terminal

ENTER, ESCAPE = "\r", "\x1b"
F4, F6, F7, F10 = "\x1bOS", "\x1b[17~", "\x1b[18~", "\x1b[21~"
_MARKED = LIGHT.primary.removeprefix("#")
_FRAMES = re.compile(r"[│┃┏┓┗┛━─┌┐└┘▌▔╎┆\s]+")
STILL = 0.3
"""Seconds without a change on the screen."""
PATIENCE = 20.0
"""Seconds: a busy machine is slow, and a wait that succeeds costs nothing."""


def environment(home: Path) -> dict[str, str]:
    """A fresh account of the operating system, in a folder of the test's own."""
    folders = ("DATA", "STATE", "CONFIG", "CACHE")
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in folders}
    return {"PYTHONPATH": str(ROOT), "HOME": str(home), "KIOSK_LANGUAGE": "ru", **places}


def command(*words: str) -> list[str]:
    """The command line of the product, as somebody types it in the project's folder."""
    return [sys.executable, str(ROOT / "kiosk.py"), *words]


def decoded(picture: Image.Image) -> list[str]:
    """The texts of all QR codes in a picture, dark on light only."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    return [code.text for code in found]


def _is_marked(ink: str) -> bool:
    """True for the colour of the focus; Textual's borders may round it by one."""
    if not re.fullmatch("[0-9a-f]{6}", ink):
        return False
    pairs = zip(bytes.fromhex(ink), bytes.fromhex(_MARKED), strict=True)
    return all(abs(one - other) <= 1 for one, other in pairs)


class Person:
    """Does nothing before the screen asks for it; counts the keys pressed besides the words."""

    def __init__(self, argv: list[str], home: Path, *, cols: int = 80, rows: int = 24) -> None:
        use("ru")
        self.terminal = Terminal(argv, environment(home), cols=cols, rows=rows)
        self.presses = 0

    @property
    def screen(self) -> str:
        """What stands on the screen, on one line and without frames."""
        return _FRAMES.sub(" ", self.terminal.text()).strip()

    def read(self, message: str, **fields: object) -> None:
        """Wait until the message stands on the screen, in Russian, wherever its lines end."""
        words = _FRAMES.sub(" ", _(message).format(**fields)).strip()
        self.terminal.wait_until(lambda: words in self.screen, PATIENCE, words)

    def press(self, key: str) -> None:
        """One key, counted, once the screen stands still as a person's eyes wait for."""
        seen = [0.0, float(len(self.terminal.raw))]

        def still() -> bool:
            drawn, now = float(len(self.terminal.raw)), time.monotonic()
            if drawn != seen[1] or not seen[0]:
                seen[:] = [now, drawn]
            return now - seen[0] >= STILL

        self.terminal.wait_until(still, PATIENCE, "a screen that stands still")
        self.presses += 1
        self.terminal.send(key)

    def choose(self, words: str) -> None:
        """Press the digit that stands before the words, beside them or in the margin."""
        before = re.compile(rf"(\d)[ ┃│]+{re.escape(words)}")
        self.terminal.wait_until(
            lambda: bool(before.search(self.terminal.text())), PATIENCE, f"a digit before {words}"
        )
        (digit,) = before.findall(self.terminal.text())
        self.press(digit)

    @property
    def field(self) -> int:
        """The place of the field that takes what is typed, by the colour of its frame and row by
        row; 0 for none."""
        lines = self.terminal.text().splitlines()
        corners = ((x, y) for y, line in enumerate(lines) for x, c in enumerate(line) if c in "┌┏")
        marked = (1000 * y + x for x, y in corners if _is_marked(self.terminal.ink(x, y)))
        return next(marked, 0)

    def type(self, words: str) -> None:
        """Words of one's own, seen to arrive."""
        self.terminal.send(words)
        self.terminal.wait_until(lambda: words in self.screen, PATIENCE, words)

    def type_hidden(self, digits: str, *, fields: int = 1) -> None:
        """Digits that must show as dots, in the ``fields``-th line of its kind."""
        dots = "•" * len(digits)
        self.terminal.send(digits)
        self.terminal.wait_until(
            lambda: self.terminal.text().count(dots) == fields, PATIENCE, "dots for digits"
        )
        assert digits not in self.terminal.text()

    def touch(self, words: str) -> None:
        """Press the words with a finger, once the picture has come to rest."""
        self.terminal.wait_for(words, PATIENCE)
        self.terminal.wait_until(self.terminal.rests, PATIENCE, "a picture at rest")
        self.terminal.click_on(words)

    def touch_key(self, cap: str) -> None:
        """Press a key of the keyboard on the screen: the lowest place where the cap stands."""
        self.terminal.wait_until(lambda: self._key(cap) is not None, PATIENCE, f"the key {cap}")
        self.terminal.wait_until(self.terminal.rests, PATIENCE, "a picture at rest")
        if place := self._key(cap):
            self.terminal.click(*place)

    def _key(self, cap: str) -> tuple[int, int] | None:
        for y, line in reversed([*enumerate(self.terminal.text().splitlines())]):
            if found := re.search(rf"(?<!\S){re.escape(cap)}(?!\S)", line):
                return found.start(), y
        return None

    def codes(self) -> list[str]:
        """What a telephone reads off the screen; it is not to expect an inverted code."""
        self.terminal.wait_until(self.terminal.rests, PATIENCE, "a picture at rest")
        return decoded(self.terminal.picture())

    def leave(self) -> None:
        """Let go of the terminal."""
        self.terminal.close()
