"""Ask for a PIN. Its digits never reach the screen; a pause after wrong ones is counted down."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.field import Field
from kiosk.signing.weak_pins import LONGEST
from kiosk.staff.access import pause
from kiosk.words.days import minutes_and_seconds
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from screens.frame.screen import KioskScreen
from screens.questions.entry_form import EntryForm
from screens.widgets.big_text import BigText
from screens.widgets.key_bar import KeyHint
from screens.widgets.pin_pad import PinPad

LOOK_AGAIN_SECONDS = 2.0
"""How often a pause is looked up: other devices begin one, another specialist's PIN ends it."""


class AskPin(KioskScreen[str]):
    """Answers with the digits; ``why`` says what they are for.

    While there is a pause for ``login``, which need not exist, its end is counted down instead.
    """

    DEFAULT_CSS = """
    #pin .hint { margin-bottom: 1; }
    #pause { height: auto; display: none; }
    #pause BigText { color: $primary; margin: 0 1 1 1; }
    """
    BINDINGS = [Binding("f6", "next", show=False)]
    offers_language = False

    def __init__(self, heading: Callable[[], str], why: Callable[[], str], *, login: str) -> None:
        super().__init__()
        self._heading, self._why, self._login = heading, why, login
        self._pause_ends = 0.0

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="pin"):
            with Vertical():
                yield Static(Content(self._why()), classes="hint")
                yield EntryForm([Field("digits", lambda: _("PIN"), limit=LONGEST, secret=True)])
            yield PinPad(_("OK"))
        with Vertical(id="pause"):
            yield BigText(size="tall")
            yield Static(Content(self.pause_words()), classes="hint")

    def pause_words(self) -> str:
        """What a pause means."""
        return _(
            "After wrong PINs none is taken until then. Others can log in now: the PIN of another"
            " specialist at this kiosk ends this pause too."
        )

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Back"), "back"), KeyHint("Enter", _("Next"), "next")]

    def on_mount(self) -> None:
        self.look_at_pause()
        self.set_interval(LOOK_AGAIN_SECONDS, self.look_at_pause)
        self.set_interval(0.25, self.count_down)

    def after_compose(self) -> None:
        self.query_one(EntryForm).focus_first()
        self.count_down()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look_at_pause(self) -> None:
        """Ask how long the pause still is, and show it."""
        with contextlib.suppress(HelpPointError):
            left = await self.kiosk.act(pause, self.kiosk.point, self._login)
            self._pause_ends = time.monotonic() + left
            self.count_down()

    def count_down(self) -> None:
        """Show what is left of the pause, or ask for the PIN where there is none."""
        if not self.ready:
            return
        left, pin = self._pause_ends - time.monotonic(), self.query_one("#pin")
        if left > 0:
            self.query_one(BigText).text = minutes_and_seconds(left)
        if pin.display != (left <= 0):
            pin.display = left <= 0
            pin.disabled = left > 0  # a focus that was asked for before comes to nothing
            self.query_one("#pause").display = left > 0
            if pin.display:
                self.query_one(EntryForm).focus_first()
            else:
                self.set_focus(None)

    def action_next(self) -> None:
        if self.query_one("#pin").display:
            self.query_one(EntryForm).submit()

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        if time.monotonic() >= self._pause_ends:
            self.dismiss(message.values["digits"])
