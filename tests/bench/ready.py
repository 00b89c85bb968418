"""A kiosk over an example day, in a real terminal, as the benches start it."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.engine import close_database
from kiosk.machine.settings import Settings
from kiosk.setup.example_day import example_day
from kiosk.words.i18n import N_
from tests.terminal.term import Terminal

ROOT = Path(__file__).parents[2]
HOME = N_("Sign in for a consultation")
"""The first choice of the home screen."""


@contextmanager
def ready_kiosk() -> Iterator[tuple[list[str], str]]:
    """The command of a kiosk whose database is ready, and its administrator's PIN."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database, config = Path(folder, "day.sqlite3"), Path(folder, "kiosk.toml")
        config.write_text(f'log = "{folder}/kiosk.log"\n', "utf-8")
        _point, pins = example_day(Settings(database=str(database)).place)
        close_database()
        launcher = [sys.executable, str(ROOT / "kiosk.py")]
        command = [*launcher, "--config", str(config), "--database", str(database), "run"]
        yield command, pins[0].pin


def seconds_until(command: list[str], words: str) -> float:
    """Seconds from starting a program until ``words`` are drawn in a terminal of 120x40."""
    terminal = Terminal(command, {"PYTHONPATH": str(ROOT)}, cols=120, rows=40)
    try:
        wanted = words.encode()
        terminal.wait_until(lambda: wanted in terminal.raw, 30, words)
        return time.monotonic() - terminal.started
    finally:
        terminal.close()
