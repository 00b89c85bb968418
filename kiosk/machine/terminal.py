"""The terminal itself: its modes, its environment, one calm sentence. Needs no Textual."""

from __future__ import annotations

import contextlib
import os
import sys
import termios
import textwrap
from collections.abc import MutableMapping

KEYS = 0
SCREEN = 2
"""Textual reads keys from the standard input and draws on the standard error."""

_CANCEL = "\x18\x1b\\"
"""Ends whatever sequence a killed program left half written."""
_MODES = (1000, 1002, 1003, 1005, 1006, 1015, 1016, 1004, 2004, 2048, 2026)
"""Mouse, focus, paste, in-band resize and synchronised output: all that Textual may switch on."""
MODES_OFF = (
    _CANCEL + "".join(f"\x1b[?{mode}l" for mode in _MODES) + "\x1b[<u\x1b[?1049l\x1b[0m\x1b[?7h"
)
_BLANK = "\x1b[2J\x1b[3J\x1b[H"
_HIDE_CURSOR = "\x1b[?25l"
_SHOW_CURSOR = "\x1b[?25h"


_OF_PYTHON = """
PYTHONPATH PYTHONHOME PYTHONHASHSEED PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX PYTHONUTF8
PYTHONIOENCODING PYTHONUNBUFFERED PYTHONNOUSERSITE PYTHONSAFEPATH
"""
"""What may be said to Python from outside; the others open prompts, tracers and debuggers."""


def opens_python(name: str) -> bool:
    """True for a variable that could turn the program into an interpreter for whoever types."""
    return name.startswith("PYTHON") and name not in _OF_PYTHON.split()


def scrub(environ: MutableMapping[str, str]) -> None:
    """Remove what would change Textual from outside: debug key logs, drivers, false sizes.

    To be called before Textual is imported, because it reads these at import.
    """
    for name in [*environ]:
        if (
            name.startswith("TEXTUAL")
            or name in {"COLUMNS", "LINES", "ESCDELAY"}
            or (opens_python(name))
        ):
            del environ[name]


def terminal_ready() -> bool:
    """True when standard input, output and error are all terminals, as the screens need."""
    return all(os.isatty(descriptor) for descriptor in (0, 1, 2))


def only_screens_speak() -> None:
    """Keep the terminal for what is drawn by Textual; everything else printed goes nowhere.

    Textual draws on ``sys.__stderr__`` and asks ``sys.__stdout__`` for the size, so these two
    keep the terminal under new descriptors, while 1 and 2, which subprocesses and C libraries
    inherit, lead to the null device.
    """
    screen = open(os.dup(SCREEN), "w", encoding="utf-8", errors="replace")  # noqa: SIM115, PTH123
    vars(sys).update(__stdout__=screen, __stderr__=screen)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


class Tty:
    """The terminal as it was found, so that it can be given back like that.

    A terminal that has gone away is no error here: there is nobody left to see it.
    """

    def __init__(self) -> None:
        self._found = termios.tcgetattr(KEYS)
        self._screen = os.dup(SCREEN)

    def present(self) -> bool:
        """False once the terminal has been hung up."""
        with contextlib.suppress(termios.error):
            termios.tcgetattr(KEYS)
            return True
        return False

    def say(self, sentence: str) -> None:
        """Reset every mode and show one sentence in the middle of an empty screen.

        Keys neither echo, stop the output nor send signals from here on; those typed are dropped.
        """
        with contextlib.suppress(OSError, termios.error):
            self._silence_keys()
            columns, rows = os.get_terminal_size(self._screen)
            lines = textwrap.wrap(sentence, max(columns - 4, 1))
            top = max((rows - len(lines)) // 2, 0) + 1
            self._write(
                MODES_OFF
                + _BLANK
                + _HIDE_CURSOR
                + "".join(
                    f"\x1b[{top + row};{max((columns - len(line)) // 2, 0) + 1}H{line}"
                    for row, line in enumerate(lines)
                )
            )

    def give_back(self) -> None:
        """Leave an empty screen and the settings that were found."""
        with contextlib.suppress(OSError, termios.error):
            self._write(MODES_OFF + _BLANK + _SHOW_CURSOR)
            termios.tcflush(KEYS, termios.TCIFLUSH)
            termios.tcsetattr(KEYS, termios.TCSANOW, self._found)

    def _silence_keys(self) -> None:
        """Let keys neither echo, stop the output nor send signals; drop those typed so far."""
        quiet = [*self._found]
        quiet[0] &= ~termios.IXON
        quiet[3] &= ~(termios.ECHO | termios.ISIG | termios.ICANON)
        termios.tcsetattr(KEYS, termios.TCSANOW, quiet)
        termios.tcflush(KEYS, termios.TCIFLUSH)

    def _write(self, sequence: str) -> None:
        os.write(self._screen, sequence.encode())
