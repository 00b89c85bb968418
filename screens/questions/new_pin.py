"""Choose a new PIN: twice the same, and none that is guessed among the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.field import Field
from kiosk.signing.pins import check_strength
from kiosk.signing.weak_pins import LONGEST
from kiosk.words.errors import PinTooWeak
from kiosk.words.i18n import _
from kiosk.words.weak_pins import pin_strength
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.frame.screen import KioskScreen
from screens.questions.entry_form import EntryForm
from screens.widgets.key_bar import KeyHint
from screens.widgets.pin_pad import PinPad

PIN, AGAIN = "pin", "again"


class NewPin(KioskScreen[dict[str, str]]):
    """Answers with the digits of both lines. It says first what a PIN is good for."""

    DEFAULT_CSS = """
    #new-pin { height: 1fr; }
    #new-pin Vertical { width: 1fr; }
    #new-pin #message { height: 1; padding: 0 1; color: $error; text-style: bold; }
    """

    def __init__(self, heading: Callable[[], str]) -> None:
        super().__init__()
        self._heading = heading
        self._values: dict[str, str] = {}

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        fields = [
            Field(PIN, lambda: _("New PIN, better 8 digits, at least 6"), LONGEST, secret=True),
            Field(AGAIN, lambda: _("The same PIN again"), LONGEST, secret=True),
        ]
        with Horizontal(id="new-pin"):
            with Vertical():
                yield Static(Content(pin_strength()), classes="hint")
                yield EntryForm(fields, self._values)
                yield Static("", id="message", markup=False)
            yield PinPad(_("OK"))

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", _("Next"), "next"),
            *self.language_hint()[:1],
        ]

    def after_compose(self) -> None:
        self.query_one(EntryForm).focus_first()

    def action_next(self) -> None:
        self.query_one(EntryForm).go_on()

    @on(EntryForm.StillEmpty)
    def say_what_is_missing(self) -> None:
        self.query_one("#message", Static).update(_("Please fill in this field."))

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        self.dismiss(message.values)


async def ask_new_pin(app: Host, heading: Callable[[], str], form: type[NewPin]) -> str | None:
    """The new PIN, or None when the person goes back. ``form`` is the kind of screen that asks."""
    while True:
        values = await app.push_screen_wait(form(heading))
        if values is None:
            return None
        if values[PIN] != values[AGAIN]:
            await app.push_screen_wait(Notice(_("The two PINs differ. Type them once more.")))
            continue
        try:
            check_strength(values[PIN])
        except PinTooWeak as error:
            await app.push_screen_wait(Notice(error.sentence()))
            continue
        return values[PIN]
