"""Choose one of up to nine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Static

from kiosk.questions.choice import Choice
from screens.frame.screen import KioskScreen
from screens.widgets.choices import Choices


class Choose(KioskScreen[str]):
    """Answers with the chosen answer. Words come from callables, as the language may change."""

    DEFAULT_CSS = """
    .hint { margin-bottom: 1; }
    """

    def __init__(
        self,
        heading: Callable[[], str],
        choices: Callable[[], Sequence[Choice]],
        *,
        columns: int = 2,
        hint: Callable[[], str] = str,
        at: int = 0,
    ) -> None:
        """The marker begins ``at`` the choice that was made before."""
        super().__init__()
        self._at = at
        self._heading, self._choices, self._hint = heading, choices, hint
        self._columns = columns

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        if self._hint():
            yield Static(self._hint(), classes="hint", markup=False)
        yield Choices(self._choices(), columns=self._columns)

    def after_compose(self) -> None:
        self.query_one(Choices).focus_first(self._at)

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(message.answer)
