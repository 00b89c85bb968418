"""A band of a list to choose from."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kiosk.questions.choice import Choice
from screens.widgets.page import INDENT, hair, margin, on_console

BAND = 3
"""Rows of a choice that a finger hits."""
DIGIT = 4
"""Cells that marker and digit take where they stand beside the words."""
BESIDE, DETAIL = 32, 24
"""The tab stop of details, and how much room they need right of it."""

_BOLD = Style(bold=True)


class ChoiceButton(Widget, can_focus=True):
    """A band of a list: a hair line, the words, and what is left of its height.

    At the left edge of the screen digit and marker stand in the page's margin, elsewhere beside
    the words. The chosen one is a solid block and carries a marker, not a colour alone.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "choice--digit",
        "choice--detail",
        "choice--hair",
        "choice--marker",
        "choice--chosen",
        "choice--hollow",
    }
    DEFAULT_CSS = """
    ChoiceButton {
        height: 100%;
        background: $background;
        color: $foreground;
        & > .choice--digit { color: $secondary; text-style: bold; }
        & > .choice--detail { color: $secondary; }
        & > .choice--hair { color: $secondary; }
        & > .choice--marker { color: $accent; text-style: bold; }
        & > .choice--hollow { color: $primary; }
        & > .choice--chosen { background: $primary; color: $background; }
    }
    """

    class Pressed(Message):
        """This choice was made."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, number: int, choice: Choice, *, digit: bool = True) -> None:
        super().__init__(id=f"choice-{number}")
        self._number = str(number) if digit else ""
        self._choice = choice
        self._waiting = ""

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render(self) -> Content:
        """All that can be read here, line by line."""
        lines = [f"{words}  {detail}".strip() for words, detail in self._lines()]
        return Content("\n".join([f"{self._number} {lines[0]}".strip(), *lines[1:]]))

    @property
    def _left(self) -> int:
        """Cells before the block: the margin and its red line, or none."""
        return margin(self.app.size.width) + 1 if self.region.x == 0 else 0

    @property
    def _before(self) -> int:
        """Cells of the block before the words: beside the words stands the digit."""
        return INDENT if self._left else DIGIT

    def _lines(self) -> list[tuple[str, str]]:
        """Words and detail by line: side by side where there is room, else one below the other."""
        width = max(8, self.size.width - self._left - self._before - 1)
        words, detail = self._waiting or self._choice.words, self._choice.detail
        if detail and width >= BESIDE + DETAIL:
            left, right = wrap(words, BESIDE - 2), wrap(detail, width - BESIDE)
            return list(zip_longest(left, right, fillvalue=""))
        below = [("", line) for line in wrap(detail, width)]
        return [(line, "") for line in wrap(words, width)] + below

    def render_line(self, y: int) -> Strip:
        """A row of the band."""
        if self._waiting and self.size.height >= BAND:
            return self._hollow(y)
        chosen, left = self.has_focus and not self._waiting, self._left
        paper = self.rich_style
        block = self.get_component_rich_style("choice--chosen") if chosen else paper
        width = self.size.width - left
        lines = self._lines()
        first = 1 if len(lines) < self.size.height else 0
        segments: list[Segment] = []
        if left:
            segments += self._margin(left, marked=y == first)
        if y == 0 and first and not chosen:
            segments.append(Segment(hair() * width, self._part("hair")))
        elif first <= y < first + len(lines):
            words, detail = lines[y - first]
            bold, quiet = block + _BOLD, block if chosen else self._part("detail")
            before = "" if left else ("►" if chosen else " ") + f"{self._number} "
            head = before if y == first else ""
            segments.append(Segment(head.ljust(self._before), bold))
            segments.append(Segment(words.ljust(BESIDE) if words and detail else words, bold))
            if detail and not words and width >= BESIDE + DETAIL and self._beside:
                segments.append(Segment(" " * BESIDE, block))
            segments.append(Segment(detail, quiet))
        return Strip(segments).adjust_cell_length(self.size.width, block)

    def _hollow(self, y: int) -> Strip:
        """A row of the frame in which other words stand while it is being done."""
        left, paper = self._left, self.rich_style
        width = self.size.width - left
        look = self.get_component_rich_style("choice--hollow")
        top, side, corners = ("═", "║", "╔╗╚╝") if on_console() else ("━", "┃", "┏┓┗┛")
        inside = self._waiting.ljust(width - self._before - 1)[: width - self._before - 1]
        row = (
            f"{corners[0]}{top * (width - 2)}{corners[1]}",
            f"{side}{' ' * (self._before - 1)}{inside}{side}",
            f"{corners[2]}{top * (width - 2)}{corners[3]}",
        )
        mark = "●".rjust(left - 2) + "  " if left and y == 1 else " " * left
        segments = [Segment(mark, self._part("marker"))]
        segments += [Segment(row[y], look + _BOLD if y == 1 else look)] if y < BAND else []
        return Strip(segments).adjust_cell_length(self.size.width, paper)

    @property
    def _beside(self) -> bool:
        """True where words and detail stand side by side."""
        return any(words and detail for words, detail in self._lines())

    def _margin(self, left: int, *, marked: bool) -> list[Segment]:
        """The margin's cells on one row: on the row of the words marker and digit stand in it."""
        if not marked:
            return [Segment(" " * left, self.rich_style)]
        look = self._part("marker" if self.has_focus else "digit")
        marker = "►" if self.has_focus else " "
        words = f"{marker}  {self._number}".rjust(left - 2)
        return [Segment(words, look), Segment("  ", self.rich_style)]

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"choice--{name}")

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
