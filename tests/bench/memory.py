"""Peak memory of the running kiosk after a walk through its screens, in a real terminal.

A good third of it is what a PIN costs. Pillow, which only the tests install and which the
library of QR codes would load, is left out: no school has it.
"""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import psutil

from kiosk.words.i18n import _
from tests.bench.ready import HOME, ROOT, ready_kiosk
from tests.bench.report import say
from tests.terminal.term import Terminal

ROUNDS = 3
LIMIT = 120.0
AS_INSTALLED = """
import sys
sys.path.insert(0, {root!r})
sys.modules["PIL"] = None
sys.argv = {arguments!r}
from kiosk.cli import main
main()
"""
ESCAPE, F4, F6, F10 = "\x1b", "\x1bOS", "\x1b[17~", "\x1b[21~"


def peak_megabytes(pid: int) -> float:
    """The most that a process has ever held in memory (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) / 1024


def walk(terminal: Terminal, pin: str) -> None:
    """What a visitor and a specialist see in a day."""
    home = _(HOME)
    steps = [
        ("1", _("Who are you?")),
        ("3", _("What is your question about?")),
        ("1", _("What is your name?")),
        ("Петренко Мария Ивановна\r", _("Is everything right?")),
        ("\r", _("You are signed in")),
        ("\r", home),
        ("3", _("Sessions this week and next")),
        (F4, home),
        ("4", _("For whom is the guide?")),
        ("1", _("Search")),
        ("\r", _("Point your phone's camera at the code")),
        (F4, home),
        (F10, _("Specialist: choose your name")),
        ("smirnova\r", _("Your PIN")),
        (f"{pin}\r", _("Call the next")),
        (F6, _("Number, name, room, topic or date, then Enter")),
        (ESCAPE, _("Call the next")),
        (ESCAPE, home),
    ]
    terminal.wait_for(home)
    for keys, words in steps:
        terminal.wait_until(terminal.rests, 10, "a picture at rest")
        terminal.send(keys)
        terminal.wait_for(words)


def measure() -> tuple[float, float]:
    """Peak megabytes of the process that shows the screens, and of the one that watches over it."""
    with ready_kiosk() as (command, pin):
        python, *arguments = command
        program = AS_INSTALLED.format(root=str(ROOT), arguments=arguments)
        terminal = Terminal([python, "-c", program], cols=120, rows=40)
        try:
            walk(terminal, pin)
            (screens,) = psutil.Process(terminal.pid).children()
            return peak_megabytes(screens.pid), peak_megabytes(terminal.pid)
        finally:
            terminal.close()


if __name__ == "__main__":
    screens, supervisor = map(median, zip(*(measure() for _round in range(ROUNDS)), strict=True))
    say("peak memory", f"supervisor {supervisor:.0f} MB, screens", screens, LIMIT, " MB")
