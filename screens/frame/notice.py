"""A box over the screen with one sentence that a person has to see."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.words.i18n import _
from screens.frame.once import AnswersOnce


class Notice(AnswersOnce[None], ModalScreen[None]):
    """Shows a sentence until any key or touch; answers nothing."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self._sentence), id="sentence")
            yield Static(Content(_("Press any key or touch the screen")), classes="hint")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.dismiss(None)
