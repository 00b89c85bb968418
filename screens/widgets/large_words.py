"""Large print: words in drawn capitals, line by line."""

from __future__ import annotations

import re
from functools import cache

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.big_text import BOLD, SMALL_ROWS, small_row, small_width

LARGE = "-large"
"""The class of a screen that stands in large print."""
LINE = SMALL_ROWS + 1
"""Rows of a line of drawn letters with the blank below it."""
_VOWELS = "АЕИОУЫЭЮЯІЇЄAEIOUY"
_MAY_END = re.compile(f"[{_VOWELS}][^{_VOWELS}ЬЪЙ][{_VOWELS}]")
"""A syllable may end after the first of these letters."""


def is_large(widget: Widget) -> bool:
    """True for a widget on a screen in large print."""
    return widget.screen.has_class(LARGE)


@cache
def wrap_large(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text in drawn capitals, none wider than ``width`` cells.

    A word that has no room on a line of its own is broken by a hyphen, after a vowel if it can be.
    """
    lines: list[str] = []
    for word in text.upper().split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and small_width(joined) <= width:
            lines[-1] = joined
            continue
        while small_width(word) > width and (at := _break(word, width)):
            lines.append(word[:at] if word[at - 1] == "-" else f"{word[:at]}-")
            word = word[at:]
        lines.append(word)
    return tuple(lines)


def _break(word: str, width: int) -> int:
    """After how many letters a word that is too wide is broken; 0 where not two of them fit."""
    fitting = [at for at in range(2, len(word) - 1) if small_width(f"{word[:at]}-") <= width]
    hyphens = [at for at in fitting if word[at - 1] == "-"]
    good = [at for at in fitting if _MAY_END.match(word, at - 1)]
    return max(hyphens or good or fitting, default=0)


class LargeWords(Widget, can_focus=False):
    """Words in drawn capitals, as many lines as they need; with ``end`` the last line alone."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LargeWords { width: 1fr; height: auto; color: $foreground; }
    """
    text: reactive[str] = reactive("", layout=True)

    def __init__(
        self, text: str = "", *, end: bool = False, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._end = end
        self.set_reactive(LargeWords.text, text)

    def render(self) -> str:
        """What can be read here."""
        return self.text

    def _lines(self, width: int) -> tuple[str, ...]:
        lines = wrap_large(self.text, max(width, 1))
        return lines[-1:] if self._end else lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line of drawn letters after the other; one line always keeps its place."""
        return LINE * max(1, len(self._lines(width))) - 1

    def render_line(self, y: int) -> Strip:
        """A row of the letters."""
        lines, (at, row) = self._lines(self.content_size.width), divmod(y, LINE)
        drawn = small_row(lines[at], row) if at < len(lines) and row < SMALL_ROWS else ""
        style = self.rich_style
        strip = Strip([Segment(drawn, style + BOLD)])
        return strip.adjust_cell_length(self.content_size.width, style)
