"""Show what was answered, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.choice import Choice
from kiosk.words.i18n import _, pgettext
from screens.frame.screen import KioskScreen
from screens.widgets.choices import Choices
from screens.widgets.large_words import LargeWords
from screens.widgets.more_below import MoreBelow

Lines = Sequence[tuple[str, str]]

NAMED_SECONDS = 30
"""How long a name may stand for everybody to read without a touch; any key lengthens it."""
_ROOMY = 4
"""So many lines fit on a small screen with space between them."""


class Check(KioskScreen[bool]):
    """What was answered, line by line, and two choices. Answers True, or None to turn back.

    What is ``grave`` must be chosen: the marker stands on the way back.
    """

    idle_seconds: int | None = NAMED_SECONDS
    DEFAULT_CSS = """
    #answers { height: auto; max-height: 1fr; }
    """

    def __init__(
        self,
        heading: Callable[[], str],
        lines: Callable[[], Lines],
        confirm: Callable[[], str],
        *,
        turn_back: Callable[[], str] = lambda: _("Go back and change"),
        grave: bool = False,
    ) -> None:
        super().__init__()
        self._turn_back = turn_back
        self._heading, self._lines, self._confirm = heading, lines, confirm
        self._grave = grave

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        lines = [(label, value) for label, value in self._lines() if value]
        dense = "dense" if len(lines) > _ROOMY else ""
        with MoreBelow(id="answers", classes=dense):
            for label, value in lines:
                with (Vertical if self.is_large else Horizontal)(classes="said"):
                    yield Static(Content(label), classes="label")
                    if self.is_large:
                        yield LargeWords(value)
                    else:
                        yield Static(Content(value), classes="value")
        yield Choices(
            [
                Choice("yes", self._confirm(), short=pgettext("drawn", "Yes")),
                Choice("no", self._turn_back(), short=pgettext("drawn", "No")),
            ],
            classes="confirm",
        )

    def after_compose(self) -> None:
        self.query_one(Choices).buttons[self._grave].focus()

    @on(MoreBelow.Changed)
    def tell_of_more(self, message: MoreBelow.Changed) -> None:
        message.stop()
        self.show_more(message.more)

    def action_more(self, by: int = 1) -> None:
        self.query_one(MoreBelow).turn(by)

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(True if message.answer == "yes" else None)
