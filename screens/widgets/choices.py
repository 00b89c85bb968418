"""Large choices: by digit, arrow keys and Enter, mouse and touch alike."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid
from textual.message import Message
from textual.strip import Strip

from kiosk.questions.choice import Choice
from screens.widgets.choice_button import BAND, ChoiceButton
from screens.widgets.finger import finger
from screens.widgets.large_choice import LargeChoice
from screens.widgets.large_words import is_large
from screens.widgets.page import INDENT, hair, margin

MOST = 9
"""Digits 1 to 9: more choices than that have to be asked in two steps."""

TALL_BAND = 4
"""Rows of a choice where there is room to spare."""

MOST_SPARE = 4
"""Blank rows that a choice in large print gets of what is left over."""
ROOMY = 24
"""From so many rows on there is room to spare."""


class Choices(Grid):
    """A grid of choices read row by row. Answers with ``Chosen`` once, then stays quiet."""

    DEFAULT_CSS = """
    Choices { height: 1fr; color: $secondary; }
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

    class Paged(Message):
        """In large print not all choices stand on the screen at once, or they do by now."""

        def __init__(self, pages: int) -> None:
            super().__init__()
            self.pages = pages

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        columns: int = 2,
        many: bool = False,
        digits: bool = True,
        first: int = 1,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``many`` lets the same choices be pressed again, as a desk's buttons are; without
        ``digits`` none is shown. ``first`` is the digit of the first choice."""
        super().__init__(id=id, classes=classes)
        self._choices = tuple(choices[:MOST])
        self._columns = self._most_columns = columns
        self._many = many
        self._digits = digits
        self._first = first
        self._answered = False
        self._bottom = 0
        self._pages: list[list[ChoiceButton]] = []
        self.styles.grid_size_columns = columns

    def compose(self) -> ComposeResult:
        for number, choice in enumerate(self._choices, start=self._first):
            button = LargeChoice if is_large(self) else ChoiceButton
            yield button(number, choice, digit=self._digits)

    def on_resize(self, event: events.Resize) -> None:
        """One choice a band as long as all of them fit, else as many columns as were asked for; in
        large print as many as fit, and the others on further pages."""
        if is_large(self):
            self._lay_out_pages(event.size.width, event.size.height)
            return
        count, height = max(1, len(self._choices)), event.size.height
        on_page = self.region.x == 0
        band = max(BAND, finger(self.app).height) if on_page else BAND
        self._columns = 1 if count * band <= height else self._most_columns
        rows = -(-count // self._columns)
        fitting = height // rows
        roomy = self._columns > 1 or height > ROOMY
        band = min(fitting, max(band, TALL_BAND) if roomy else band)
        self.styles.grid_size_columns = self._columns
        self.styles.grid_rows = str(max(1, band))
        self._bottom = rows * band
        left = margin(self.app.size.width) + 1 if self.region.x == 0 else 0
        half = (event.size.width - left) // 2
        two = f"{left + half - INDENT * bool(left)} 1fr"
        self.styles.grid_columns = two if self._columns == 2 else "1fr"

    def render_line(self, y: int) -> Strip:
        """A hair line below the last choice."""
        width = self.size.width
        if y != self._bottom:
            return Strip.blank(width, self.rich_style)
        before = margin(self.app.size.width) + 1 if self.region.x == 0 else 0
        line = hair() * (width - before)
        return Strip([Segment(" " * before + line, self.rich_style)], width)

    def _lay_out_pages(self, width: int, height: int) -> None:
        """Share the choices out on pages, none of them cut, and show the one with the marker."""
        self._columns = 1
        self.styles.grid_size_columns, self.styles.grid_columns = 1, "1fr"
        self._pages, left = [], 0
        for button in self.query(LargeChoice):
            button.fit(width, height)
            if button.rows > left:
                self._pages.append([])
                left = height
            self._pages[-1].append(button)
            left -= button.rows
        focused = self.screen.focused
        marked = (page for page in self._pages if focused in page)
        self._show_page(next(marked, self._pages[0] if self._pages else []))
        self.post_message(self.Paged(len(self._pages)))

    def _show_page(self, page: list[ChoiceButton]) -> None:
        rows = [button.rows for button in page if isinstance(button, LargeChoice)]
        spare = min((self.size.height - sum(rows)) // max(1, len(rows)), MOST_SPARE)
        self.styles.grid_rows = " ".join(str(each + spare) for each in rows) or "1fr"
        self._bottom = sum(rows) + spare * len(rows)
        for button in self.buttons:
            button.display = button in page
        self.refresh()

    def turn_page(self, by: int = 1) -> None:
        """Go on to the choices that have no room here, and after the last ones to the first."""
        shown = (n for n, page in enumerate(self._pages) if page[0].display)
        if len(self._pages) > 1:
            self._mark(self._pages[(next(shown, 0) + by) % len(self._pages)][0])

    def _mark(self, button: ChoiceButton) -> bool:
        """Put the marker on a choice, whichever page it is on; False where the page was turned."""
        hidden = [page for page in self._pages if button in page and not button.display]
        for page in hidden:
            self._show_page(page)
        button.focus()
        return not hidden

    @property
    def buttons(self) -> list[ChoiceButton]:
        return list(self.query(ChoiceButton))

    def focus_first(self, at: int = 0) -> None:
        """Put the marker on the first choice, or on another one."""
        if self.buttons:
            self._mark(self.buttons[at if at < len(self.buttons) else 0])

    def press_number(self, number: int) -> bool:
        """Make the choice with this digit; False where there is none. One that nobody sees is only
        shown."""
        at = number - self._first
        if not 0 <= at < len(self.buttons):
            return False
        if self._mark(self.buttons[at]):
            self.buttons[at].press()
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
                self._mark(buttons[to])
            elif to >= len(buttons):
                self.screen.focus_next()

    def action_move_row(self, rows: int) -> None:
        self.action_move(rows * self._columns)
