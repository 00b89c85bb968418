"""Large choices: by digit, arrow keys and Enter, mouse and touch alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

MOST = 9
"""Digits 1 to 9: more choices than that have to be asked in two steps."""

INDENT = 6
"""Cells that marker and digit take before the words."""
ROOMY = 6
"""More choices than this stand close together, so that each stays three rows high."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its answer and its words; ``detail`` is a second, quieter line."""

    answer: str
    words: str
    detail: str = ""


class ChoiceButton(Widget, can_focus=True):
    """A large button with its digit. The chosen one carries a marker, not a colour alone."""

    DEFAULT_CSS = """
    ChoiceButton {
        height: 100%;
        padding-right: 1;
        content-align: left middle;
        background: $surface;
        color: $foreground;
        border-left: outer $secondary;
    }
    ChoiceButton:hover { background: $panel; }
    ChoiceButton:focus { background: $primary; color: $background; border-left: outer $accent; }
    ChoiceButton.-hollow, ChoiceButton.-hollow:focus {
        background: $surface;
        color: $foreground;
        border-left: outer $secondary;
    }
    """

    class Pressed(Message):
        """This choice was made."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, number: int, choice: Choice) -> None:
        super().__init__(id=f"choice-{number}")
        self._number = number
        self._choice = choice
        self._waiting = ""

    def render(self) -> Content:
        """The digit, and the words beside it, wrapped so that they keep clear of the digit."""
        width = max(8, self.content_size.width - INDENT)
        marker = "►" if self.has_focus else " "
        parts: list[Content | tuple[str, str]] = [
            Content(marker),
            (f" {self._number} ", "reverse bold"),
            Content("  "),
        ]
        lines = [(line, "bold") for line in wrap(self._waiting or self._choice.words, width)]
        lines += [(line, "") for line in wrap(self._choice.detail, width)]
        for at, (line, style) in enumerate(lines):
            parts += [Content("\n" + " " * INDENT if at else ""), Content.styled(line, style)]
        return Content.assemble(*parts)

    def wait(self, words: str) -> None:
        """Stand hollow, with other words, while what was chosen is being done."""
        self._waiting = words
        self.set_class(bool(words), "-hollow")
        self.refresh()

    def press(self) -> None:
        self.post_message(self.Pressed(self._choice))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.focus()
        self.press()


class Choices(Grid):
    """A grid of choices read row by row. Answers with ``Chosen`` once, then stays quiet."""

    DEFAULT_CSS = """
    Choices {
        height: 1fr;
        grid-gutter: 1 2;
        grid-rows: 1fr;

        &.-dense { grid-gutter: 0 2; }
        &.-dense .-odd-row { background: $panel; }
        &.-dense .-odd-row:focus { background: $primary; }
    }
    """
    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "move_row(-1)", show=False),
        Binding("down", "move_row(1)", show=False),
        Binding("enter,space", "press", show=False),
    ]

    class Chosen(Message):
        """A choice was made; ``answer`` is the choice's own."""

        def __init__(self, choices: Choices, answer: str) -> None:
            super().__init__()
            self.choices = choices
            self.answer = answer

        @property
        def control(self) -> Choices:
            return self.choices

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        columns: int = 2,
        many: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``many`` lets the same choices be pressed again, as a desk's buttons are."""
        super().__init__(id=id, classes=classes)
        self._choices = tuple(choices[:MOST])
        self._columns = columns
        self._many = many
        self._answered = False
        self.styles.grid_size_columns = columns
        self.set_class(len(self._choices) > ROOMY, "-dense")

    def compose(self) -> ComposeResult:
        for number, choice in enumerate(self._choices, start=1):
            button = ChoiceButton(number, choice)
            button.set_class((number - 1) // self._columns % 2 == 1, "-odd-row")
            yield button

    @property
    def buttons(self) -> list[ChoiceButton]:
        return list(self.query(ChoiceButton))

    def focus_first(self) -> None:
        """Put the marker on the first choice."""
        if self.buttons:
            self.buttons[0].focus()

    def press_number(self, number: int) -> bool:
        """Make the choice with this digit; False where there is none."""
        if not 1 <= number <= len(self.buttons):
            return False
        self.buttons[number - 1].focus()
        self.buttons[number - 1].press()
        return True

    def on_choice_button_pressed(self, message: ChoiceButton.Pressed) -> None:
        message.stop()
        if self._answered and not self._many:
            return
        self._answered = True
        self.post_message(self.Chosen(self, message.choice.answer))

    def wait(self, answer: str, words: str) -> None:
        """Show that a choice is being done; see ``ChoiceButton.wait``."""
        for button, choice in zip(self.buttons, self._choices, strict=True):
            if choice.answer == answer:
                button.wait(words)

    def ask_again(self) -> None:
        """Take another answer, since nothing came of the first one."""
        self._answered = False
        for button in self.buttons:
            button.wait("")

    def action_press(self) -> None:
        if isinstance(self.screen.focused, ChoiceButton):
            self.screen.focused.press()

    def action_move(self, by: int) -> None:
        buttons = self.buttons
        if isinstance(self.screen.focused, ChoiceButton) and self.screen.focused in buttons:
            to = buttons.index(self.screen.focused) + by
            if 0 <= to < len(buttons):
                buttons[to].focus()
            elif to >= len(buttons):
                self.screen.focus_next()

    def action_move_row(self, rows: int) -> None:
        self.action_move(rows * self._columns)
