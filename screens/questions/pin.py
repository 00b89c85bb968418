"""Ask for a PIN. Its digits never reach the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.signing.weak_pins import LONGEST
from kiosk.words.i18n import _
from screens.frame.screen import KioskScreen
from screens.questions.entry_form import EntryForm, Field
from screens.widgets.key_bar import KeyHint
from screens.widgets.pin_pad import PinPad


class AskPin(KioskScreen[str]):
    """Answers with the digits; ``why`` says what they are for."""

    DEFAULT_CSS = """
    #pin .hint { margin-bottom: 1; }
    """
    BINDINGS = [Binding("f6", "next", show=False)]
    offers_language = False

    def __init__(self, heading: Callable[[], str], why: Callable[[], str]) -> None:
        super().__init__()
        self._heading, self._why = heading, why

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="pin"):
            with Vertical():
                yield Static(Content(self._why()), classes="hint")
                yield EntryForm([Field("digits", lambda: _("PIN"), limit=LONGEST, secret=True)])
            yield PinPad(_("OK"))

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Back"), "back"), KeyHint("Enter", _("Next"), "next")]

    def after_compose(self) -> None:
        self.query_one(EntryForm).focus_first()

    def action_next(self) -> None:
        self.query_one(EntryForm).submit()

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        self.dismiss(message.values["digits"])
