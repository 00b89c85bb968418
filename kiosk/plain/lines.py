"""Lines out, lines in: no escape sequence, nothing is drawn over, secrets without an echo."""

from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.words.i18n import _, ngettext
from kiosk.words.text import clean

IDLE_SECONDS = 180.0
"""How long a line may take: whoever types slowly sends nothing before Enter."""
WARNING_SECONDS = 20
"""So long before the end of that it is said how to go on."""
MORE = "+"
"""The line that asks for more time."""
LONGER = 10
"""So many times as long a line may take then, until the person leaves (WCAG 2.2.1)."""


class Left(Exception):
    """The person has gone: nothing was typed for long."""


class Ended(Exception):
    """Nobody will type any more: the terminal or the pipe is closed."""


class Lines:
    """Standard input and output as somebody reads and types them."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle = idle_seconds
        self._longer = 1
        self._typed = b""

    def say(self, *lines: str) -> None:
        """Print lines; whatever steers a terminal is left out of them."""
        self._write("".join(f"{clean(line)}\n" for line in lines))

    def ask(self, prompt: str, *, secret: bool = False, patient: bool = False) -> str:
        """What is typed after a prompt. Raises Left after a long silence, unless ``patient``, and
        Ended where nothing can come any more."""
        while True:
            self._write(prompt)
            with _no_echo() if secret else _as_it_is():
                typed, warned = self._line(patient)
            if secret and sys.stdin.isatty():
                self._write("\n")
            if not warned or typed not in ("", MORE):
                return clean(typed)
            if typed == MORE:
                self._longer = LONGER
                self.say(_("You have ten times as long now."))

    def clear_away(self) -> None:
        """Push what a person read and typed out of sight; the next one has the usual time."""
        self._longer = 1
        if sys.stdout.isatty():
            self._write("\n" * os.get_terminal_size().lines)

    def _line(self, patient: bool) -> tuple[str, bool]:
        """A line, and whether it came after the warning that it takes long."""
        idle, warned = self._idle * self._longer, False
        last = min(WARNING_SECONDS, idle / 2)
        while b"\n" not in self._typed:
            seconds = None if patient else last if warned else idle - last
            if not select.select([0], [], [], seconds)[0]:
                self._write("\n")
                if not warned:
                    warned = True
                    self.say(_still_here(round(last)))
                    continue
                self._typed = b""
                raise Left
            try:
                more = os.read(0, 4096)
            except OSError as error:
                raise Ended from error
            if not more and not _terminal_is_there():
                raise Ended
            self._typed += more
        line, _end, self._typed = self._typed.partition(b"\n")
        return line.decode("utf-8", "replace"), warned

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            raise Ended from error


def _still_here(n: int) -> str:
    wiped = ngettext(
        "In {n} second what was typed is wiped.", "In {n} seconds what was typed is wiped.", n
    ).format(n=n)
    more = _("Enter: go on. “+” and Enter: I need more time.")
    return " ".join((_("Are you still here?"), wiped, more))


def _terminal_is_there() -> bool:
    """True for a terminal, where a key can say that the input has ended: a kiosk goes on."""
    try:
        termios.tcgetattr(0)
    except termios.error:
        return False
    return True


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def _no_echo() -> Iterator[None]:
    """Nothing that is typed is printed, where there is a terminal that prints it."""
    if not sys.stdin.isatty():
        yield
        return
    found = termios.tcgetattr(0)
    quiet = [*found]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(0, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, found)
