"""The screen of something that takes long, with a bar of how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import ProgressBar, Static

from kiosk.words.i18n import _
from screens.frame.screen import Answer
from screens.frame.specialist import SpecialistScreen
from screens.widgets.key_bar import KeyHint


class BarScreen(SpecialistScreen[Answer], Generic[Answer]):
    """Every record and signature is checked; whoever waits for it can break it off."""

    idle_seconds = None

    def compose_body(self) -> ComposeResult:
        yield Static(Content(_("Every record and signature is checked.")), classes="hint")
        yield ProgressBar(show_eta=False)
        yield Static(id="progress", markup=False)

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Break off"), "back")]

    def show_progress(self, done: int, size: int) -> None:
        """So many acts are done, of so many."""
        if self.ready:
            self.query_one(ProgressBar).update(total=size, progress=done)
            words = _("Acts checked: {done} of {size}").format(done=done, size=size)
            self.query_one("#progress", Static).update(words)
