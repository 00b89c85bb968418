"""Show what was answered, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.choice import Choice
from kiosk.words.i18n import _
from screens.frame.screen import KioskScreen
from screens.widgets.choices import Choices

Lines = Sequence[tuple[str, str]]

NAMED_SECONDS = 30
"""How long a name may stand for everybody to read without a touch; any key lengthens it."""
SAID_SECONDS = 0.3
"""What is written down by then needs no words."""
_ROOMY = 4
"""So many lines fit on a small screen with space between them."""
_BESIDE = 34
"""Cells of margin, label and gaps beside an answer."""
_LONG = 12
"""An answer that takes as many rows as this part of the screen is long."""


class Check(KioskScreen[bool]):
    """What was answered, line by line, and two choices. Answers True, or None to turn back.

    What is ``grave`` must be chosen: the marker stands on the way back. Where there is something to
    ``record``, the screen stays until that is done; False from it and the question stands again.
    """

    idle_seconds: int | None = NAMED_SECONDS
    DEFAULT_CSS = """
    #answers { height: auto; max-height: 1fr; }
    #leaving { height: auto; padding: 0 1; text-style: bold; }
    #answers.long { height: 1fr; }
    """
    BINDINGS = [
        Binding("pageup", "scroll_answers(-1)", show=False),
        Binding("pagedown", "scroll_answers(1)", show=False),
    ]

    def __init__(
        self,
        heading: Callable[[], str],
        lines: Callable[[], Lines],
        confirm: Callable[[], str],
        *,
        turn_back: Callable[[], str] = lambda: _("Go back and change"),
        grave: bool = False,
        record: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        super().__init__()
        self._turn_back = turn_back
        self._heading, self._lines, self._confirm = heading, lines, confirm
        self._grave = grave
        self._record = record
        self._warned = False

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        lines = [(label, value) for label, value in self._lines() if value]
        crowd = "long" if self._is_long(lines) else "dense" if len(lines) > _ROOMY else ""
        with VerticalScroll(id="answers", can_focus=False, classes=crowd):
            for label, value in lines:
                with Horizontal(classes="said"):
                    yield Static(Content(label), classes="label")
                    yield Static(Content(value), classes="value")
        yield Static(Content(leaving_words() if self._warned else ""), id="leaving")
        yield Choices(
            [Choice("yes", self._confirm()), Choice("no", self._turn_back())],
            classes="confirm",
        )

    def _is_long(self, lines: Lines) -> bool:
        """Whether an answer needs so many rows that the two choices must hold their place."""
        width, height = self.app.size
        rows = [len(value) // max(1, width - _BESIDE) for _label, value in lines]
        return sum(rows) >= height // _LONG

    def after_compose(self) -> None:
        self.query_one(Choices).buttons[self._grave].focus()

    def action_scroll_answers(self, by: int) -> None:
        """See the rest of what has no room."""
        answers = self.query_one("#answers", VerticalScroll)
        answers.scroll_relative(y=by * answers.size.height, animate=False)

    def on_key(self, event: object) -> None:
        character = getattr(event, "character", None)
        if character in ("1", "2"):
            self.query_one(Choices).press_number(int(character))

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        if message.answer == "yes" and self._record:
            self.begin(partial(self._keep, self._record))
        else:
            self.dismiss(True if message.answer == "yes" else None)

    async def _keep(self, record: Callable[[], Awaitable[bool]]) -> None:
        self.says_it_saves, self._warned = True, False
        said = self.set_timer(SAID_SECONDS, self._say)
        try:
            done = await record()
        finally:
            said.stop()
            self.says_it_saves = False
        if done:
            self.dismiss(True)
        elif self.ready:
            self.query_one("#leaving", Static).update("")
            self.query_one(Choices).ask_again()

    def _say(self) -> None:
        if self.ready and self.says_it_saves:
            self.query_one(Choices).wait("yes", _("Writing it down…"))

    def action_back(self) -> None:
        if self.says_it_saves:
            self.action_home()
        else:
            super().action_back()

    def action_home(self) -> None:
        """Whoever leaves while it is being written down is told first what that means."""
        if self.says_it_saves and not self._warned:
            self._warned = True
            self.query_one("#leaving", Static).update(Content(leaving_words()))
        else:
            super().action_home()


def leaving_words() -> str:
    """What leaving means while it is being written down."""
    return _(
        "It is still being written down. Stay here for your number, or press F4 once more to leave:"
        " the entry may be made all the same."
    )
