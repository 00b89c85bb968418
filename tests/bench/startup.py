"""First paint of ``kiosk run`` over first paint of a bare Textual app, measured in turn."""

from __future__ import annotations

import sys
from statistics import median

from kiosk.words.i18n import _
from tests.bench.ready import HOME, ready_kiosk, seconds_until
from tests.bench.report import say

ROUNDS = 11
LIMIT = 1.5
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready to read")
Bare().run()
"""


def measure(rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians in seconds: the kiosk's home screen, the bare app's words."""
    bare_command = [sys.executable, "-c", BARE]
    kiosk: list[float] = []
    bare: list[float] = []
    with ready_kiosk() as (command, _pin):
        for _round in range(rounds):
            kiosk.append(seconds_until(command, _(HOME)))
            bare.append(seconds_until(bare_command, "ready to read"))
    return median(kiosk), median(bare)


if __name__ == "__main__":
    kiosk, bare = measure()
    figures = f"{kiosk * 1000:.0f} ms, a bare Textual app {bare * 1000:.0f} ms"
    say("first paint", figures, kiosk / bare, LIMIT, "×")
