"""The page that stands while the help point cannot be opened."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from screens.frame.screen import KioskScreen
from screens.widgets.key_bar import KeyHint


class Trouble(KioskScreen[None]):
    """Says why it cannot be opened; answers half a minute later, or on Enter: try again."""

    BINDINGS = [("enter", "again", "")]
    idle_seconds = None
    offers_language = False

    def __init__(self, error: HelpPointError) -> None:
        super().__init__()
        self._error = error

    def heading(self) -> str:
        return _("The help point cannot be opened")

    def compose_body(self) -> ComposeResult:
        yield Static(Content(self._error.sentence()), classes="hint")
        way_on = _(
            "This screen tries again every half minute. If it stays, please call the administrator."
        )
        yield Static(Content(way_on), classes="hint")

    def key_hints(self) -> list[KeyHint]:
        return [KeyHint("Enter", _("Try again"), "again")]

    def after_compose(self) -> None:
        self.set_timer(30, self.action_again)

    def action_back(self) -> None:
        """There is nowhere to go back to."""

    def action_again(self) -> None:
        self.dismiss(None)
