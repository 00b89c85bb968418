"""The same small form twice: on the hardened base and on Textual's own."""

from __future__ import annotations

import time
from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import Button, Header, Input, Static

from screens.hardened import HardenedApp
from tests.terminal.demo import SECRET, STEERING

COUNT = ("f3", "count", "Count")


class Form(App[Any]):
    """A masked field, a button, links into Textual's actions, and a count of F3."""

    def compose(self) -> ComposeResult:
        self.counted = 0
        yield Header()
        yield Static("count: 0", id="count")
        yield Input("4711", password=True)
        yield Static("[@click=app.quit]QUITLINK[/] [@click=app.simulate_key('ctrl+q')]SIMLINK[/]")
        yield Button("Button")
        yield Static(f"steering: {STEERING}", markup=False)

    def action_count(self) -> None:
        self.counted += 1
        self.query_one("#count", Static).update(f"count: {self.counted}")


class StockDemo(Form):
    """What Textual does by itself."""

    BINDINGS = [COUNT]


class HardenedDemo(HardenedApp, Form):
    """The form on the hardened base."""

    BINDINGS = [COUNT]


class DangerousDemo(HardenedDemo):
    """F6 crashes and F7 hangs."""

    BINDINGS = [("f6", "crash", "Crash"), ("f7", "hang", "Hang")]

    def action_crash(self) -> None:
        pin = SECRET
        raise RuntimeError(f"the visitor's {pin}")

    def action_hang(self) -> None:
        time.sleep(600)
