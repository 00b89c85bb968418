"""From a key to its letter on the terminal: the kiosk's line for a name over a bare Textual input.

Both stand in a terminal of 120x40 and get the same letters in turn, so that a busy machine is
busy for both. Seconds go to the first byte that draws the letter; processor time is all that the
process spent on it.
"""

from __future__ import annotations

import itertools
import sys
import time
from statistics import median, quantiles

import psutil

from kiosk.words.i18n import _
from tests.bench.ready import HOME, ROOT, ready_kiosk
from tests.bench.report import say
from tests.terminal.term import Terminal

KEYS, ROUND, WARM_UP = 600, 20, 40
LETTERS = "абвгдежзиклмнопр"
"""No letter twice in a row: what is drawn is the letter that was sent."""
LIMIT = 1.5
BARE = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="ready to write")
Bare().run()
"""


class Typist:
    """Types one letter after the other into a program, each when the last one is drawn."""

    def __init__(self, terminal: Terminal, process: psutil.Process) -> None:
        self.terminal, self.process = terminal, process
        self.seconds: list[float] = []
        self.busy: list[float] = []
        self._letters = itertools.cycle(LETTERS)
        self._typed = 0

    def type(self, keys: int) -> None:
        """Type so many letters; the line is emptied before it is too long to be seen."""
        began, before = self._busy(), len(self.seconds)
        for _key in range(keys):
            self._type(next(self._letters))
        self._rest()
        self.busy.append((self._busy() - began) / (len(self.seconds) - before))
        self.terminal.send("\x7f" * keys)
        self._rest()

    def _type(self, letter: str) -> None:
        self._rest()
        seen, wanted = len(self.terminal.raw), letter.encode()
        began = time.perf_counter()
        self.terminal.send(letter)
        self.terminal.wait_until(lambda: wanted in self.terminal.raw[seen:], 10, letter)
        self.seconds.append(time.perf_counter() - began)

    def _rest(self) -> None:
        """Longer than a key takes: the next one finds nobody busy with the last."""
        time.sleep(0.03)

    def _busy(self) -> float:
        spent = self.process.cpu_times()
        return float(spent.user + spent.system)


def measure(keys: int = KEYS) -> tuple[Typist, Typist]:
    """Somebody at the kiosk's line for a name, and at a bare input."""
    environment = {"PYTHONPATH": str(ROOT)}
    with ready_kiosk() as (command, _pin):
        terminals = [
            Terminal(argv, environment, cols=120, rows=40)
            for argv in (command, [sys.executable, "-c", BARE])
        ]
        kiosk, bare = terminals
        try:
            kiosk.wait_for(_(HOME), 30)
            for key, words in (
                ("1", _("Who are you?")),
                ("3", _("What is your question about?")),
                ("2", _("What is your name?")),
            ):
                kiosk.wait_until(kiosk.rests, 30, "a picture at rest")
                kiosk.send(key)
                kiosk.wait_for(words)
            bare.wait_for("ready to write", 30)
            kiosk.wait_until(kiosk.rests, 30, "a picture at rest")
            (screens,) = psutil.Process(kiosk.pid).children()
            typists = Typist(kiosk, screens), Typist(bare, psutil.Process(bare.pid))
            for typist in typists:
                typist.type(WARM_UP)
                typist.seconds.clear()
                typist.busy.clear()
            for _round in range(keys // ROUND):
                for typist in typists:
                    typist.type(ROUND)
        finally:
            for terminal in terminals:
                terminal.close()
    return typists


def report(kiosk: Typist, bare: Typist) -> None:
    """Print what a key takes until it is seen, mostly and at worst, and what it costs."""
    for what, ours, theirs in (
        ("p95", quantiles(kiosk.seconds, n=20)[-1], quantiles(bare.seconds, n=20)[-1]),
        ("median", median(kiosk.seconds), median(bare.seconds)),
        ("processor time, median", median(kiosk.busy), median(bare.busy)),
    ):
        figures = f"{ours * 1000:.1f} ms, a bare Textual input {theirs * 1000:.1f} ms"
        say(f"key to paint, {what}", figures, ours / theirs, LIMIT, "×")


if __name__ == "__main__":
    report(*measure())
