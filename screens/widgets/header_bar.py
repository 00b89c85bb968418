"""The same two lines on top of every screen: whose point this is, the time, the line, the duty."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Static


class HeaderBar(Vertical):
    """School and clock above, the line and who is on duty below; its words come from outside."""

    DEFAULT_CSS = """
    HeaderBar {
        height: 2;
        background: $primary;
        color: $background;
        Horizontal { height: 1; padding: 0 1; }
        Static { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
        .right { width: auto; text-align: right; padding-left: 2; }
        #school, #clock { text-style: bold; }
    }
    """

    school: reactive[str] = reactive("")
    clock: reactive[str] = reactive("")
    line: reactive[str] = reactive("")
    duty: reactive[str] = reactive("")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self.school, id="school", markup=False)
            yield Static(self.clock, id="clock", classes="right", markup=False)
        with Horizontal():
            yield Static(self.duty, id="duty", markup=False)
            yield Static(self.line, id="line", classes="right", markup=False)

    def on_mount(self) -> None:
        """Words that came while the lines were being made are shown now."""
        for name in ("school", "clock", "line", "duty"):
            self._show(name, getattr(self, name))

    def watch_school(self, text: str) -> None:
        self._show("school", text)

    def watch_clock(self, text: str) -> None:
        self._show("clock", text)

    def watch_line(self, text: str) -> None:
        self._show("line", text)

    def watch_duty(self, text: str) -> None:
        self._show("duty", text)

    def _show(self, name: str, text: str) -> None:
        for place in self.query(f"#{name}").results(Static):
            place.update(text)
