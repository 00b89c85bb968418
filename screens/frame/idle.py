"""The warning before an idle screen is wiped."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.words.i18n import _, ngettext


class IdleWarning(ModalScreen[None]):
    """Any touch takes it away; the application counts the seconds."""

    seconds_left: reactive[int] = reactive(15)

    def __init__(self, seconds_left: int) -> None:
        super().__init__()
        self.set_reactive(IdleWarning.seconds_left, seconds_left)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(_("Are you still here?")), id="sentence")
            yield Static(self._words(), id="countdown")
            yield Static(Content(_("Press any key or touch the screen")), classes="hint")

    def watch_seconds_left(self) -> None:
        if self.is_mounted:
            self.query_one("#countdown", Static).update(self._words())

    def _words(self) -> Content:
        n = self.seconds_left
        return Content(
            ngettext(
                "In {n} second what was typed is wiped.",
                "In {n} seconds what was typed is wiped.",
                n,
            ).format(n=n)
        )
