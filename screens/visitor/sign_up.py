"""A place at a session: the number and code that somebody is given."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.ways import sign_up
from kiosk.words.i18n import _
from screens.frame.screen import KioskScreen
from screens.visitor.my_ticket import SHOWN_SECONDS
from screens.widgets.big_text import BigText, number_size
from screens.widgets.key_bar import KeyHint


class SignedUp(KioskScreen[bool]):
    """What somebody remembers who has signed up: a number and a code."""

    idle_seconds = SHOWN_SECONDS
    DEFAULT_CSS = """
    SignedUp #given { height: auto; }
    SignedUp #number { color: $primary; margin-left: 2; }
    SignedUp #given Vertical { width: 1fr; height: auto; padding: 2 0 0 4; }
    SignedUp #code { margin-left: 2; }
    SignedUp #told { padding: 0 2; border-top: hkey $secondary; height: auto; text-style: bold; }
    SignedUp.-tall #given { margin-bottom: 1; }
    """

    def __init__(self, question: sign_up.SignedUp) -> None:
        super().__init__()
        self._question = question

    def heading(self) -> str:
        return self._question.heading()

    def compose_body(self) -> ComposeResult:
        done, size = self._question.done, number_size(self.app.size.height)
        with Horizontal(id="given"):
            yield BigText(str(done.number), id="number", size=size)
            with Vertical():
                yield Static(Content(_("Code")), classes="label")
                yield BigText(done.code, id="code")
        first, *others = self._question.told()
        yield Static(Content(first), id="told")
        yield Static(Content("\n".join([*others, ""])), classes="hint")
        words = _("Number and code open “My sign-up”: there you can cancel.")
        yield Static(Content(words), classes="label")

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Enter", _("Done"), "done"), *self.language_hint()]

    def action_done(self) -> None:
        self.dismiss(True)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "space"):
            event.stop()
            self.dismiss(True)

    def action_back(self) -> None:
        self.dismiss(True)
