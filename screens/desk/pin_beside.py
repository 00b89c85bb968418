"""A page that is signed, and beside it the PIN: its field is open while there is what to sign."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.proof.page import short_name
from kiosk.questions.field import Field
from kiosk.signing.weak_pins import LONGEST
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.questions.entry_form import EntryForm
from screens.questions.specialist import AskPin
from screens.widgets.big_text import BigText
from screens.widgets.pin_pad import PinPad


class PinBeside(AskPin):
    """Answers with the PIN of somebody who has seen what they sign."""

    DEFAULT_CSS = """
    PinBeside #hand { width: 32; padding: 0 2 0 1; }
    PinBeside.-wide #hand { width: 44; padding: 0 4 0 2; }
    PinBeside #pin, PinBeside #field, PinBeside #closed { height: auto; }
    PinBeside #hand EntryForm { padding: 0; }
    PinBeside #hand EntryForm Label { padding: 0 1; color: $foreground; text-style: bold; }
    PinBeside #hand PinPad { width: 100%; }
    PinBeside #closed { border: round $edge; padding: 0 1; display: none; }
    PinBeside #pause BigText { margin: 1 0; }
    PinBeside #pause .hint { padding: 0 1; }
    """
    is_page = True

    def __init__(self, specialist: Specialist, heading: Callable[[], str]) -> None:
        super().__init__(heading, lambda: "", login=specialist.login)
        self.specialist = specialist

    def compose_hand(self) -> ComposeResult:
        """The column of the PIN."""
        with Vertical(id="hand"), Vertical(id="pin"):
            with Vertical(id="field"):
                yield EntryForm([Field("digits", self._label, limit=LONGEST, secret=True)])
                yield PinPad(_("OK"))
            yield from self.compose_closed()
        with Vertical(id="pause"):
            yield BigText(size="small")
            yield Static(Content(self.pause_words()), classes="hint")

    def compose_closed(self) -> ComposeResult:
        """What stands where the field is not open yet."""
        yield from ()

    def _label(self) -> str:
        return _("PIN: {name}").format(name=short_name(self.specialist.name))

    @property
    def may_sign(self) -> bool:
        """Whether everything that the PIN would sign was shown whole."""
        raise NotImplementedError

    def open_or_close(self) -> None:
        """Let the PIN be typed, or say what has to come before."""
        field, is_open = self.query_one("#field"), self.may_sign
        if self.ready and field.display != is_open:
            field.display = is_open
            self.query_one("#closed").display = not is_open

    def action_next(self) -> None:
        if self.may_sign:
            super().action_next()

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        if self.may_sign:
            super().answer(message)
