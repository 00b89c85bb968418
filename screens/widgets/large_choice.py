"""A band of a list in large print."""

from __future__ import annotations

from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.widgets.big_text import BOLD, SMALL_ROWS, small_row, small_width
from screens.widgets.choice_button import ChoiceButton
from screens.widgets.large_words import LINE, wrap_large
from screens.widgets.page import INDENT, hair, margin

BESIDE = 20
"""Cells that the words beside a short name need."""
LEAST = SMALL_ROWS + 2
"""Rows of a band: the digit, and a blank above and below it."""


class LargeChoice(ChoiceButton):
    """A choice in drawn capitals, its digit drawn in the margin and the marker above it.

    Where it has a short name, that is drawn and its words stand beside it. What does not fit into
    the whole list even so stands in plain letters.
    """

    rows = LEAST
    """The rows that it needs."""
    _drawn: tuple[str, ...] = ()
    _plain: tuple[str, ...] = ()

    def fit(self, width: int, most: int) -> None:
        """Find out how many rows it needs in a list of this width, ``most`` of them at most."""
        room = width - margin(self.app.size.width) - 1 - 2 * INDENT
        choice = self._choice
        if self._waiting:
            self._drawn, self._plain = (), tuple(wrap(self._waiting, room))
        elif choice.short and small_width(choice.short.upper()) <= room - BESIDE:
            words = f"{choice.words}\n{choice.detail}".strip().split("\n")
            self._drawn = (choice.short.upper(),)
            self._plain = tuple(line for each in words for line in wrap(each, BESIDE))
        else:
            self._drawn = wrap_large(choice.words, room)
            self._plain = tuple(wrap(choice.detail, room))
        self.rows = self._needed()
        if self.rows > most:
            self._drawn = ()
            self._plain = tuple(wrap(f"{choice.words} {choice.detail}".strip(), room))
            self.rows = self._needed()

    def _needed(self) -> int:
        if self._is_short:
            return 2 + max(SMALL_ROWS, len(self._plain))
        return max(LEAST, LINE * len(self._drawn) + 1 + len(self._plain))

    @property
    def _is_short(self) -> bool:
        return bool(self._choice.short and self._drawn)

    def wait(self, words: str) -> None:
        super().wait(words)
        self.fit(self.size.width, self.size.height)

    def render_line(self, y: int) -> Strip:
        """A row of the band: a hair line, then the letters in the middle of what is left."""
        chosen, left = self.has_focus and not self._waiting, margin(self.app.size.width) + 1
        paper = self.rich_style
        block = self.get_component_rich_style("choice--chosen") if chosen else paper
        row = y - 1 - (self.size.height - self._needed()) // 2
        segments = self._large_margin(left, row)
        if y == 0 and not chosen:
            segments.append(Segment(hair() * (self.size.width - left), self._part("hair")))
        else:
            segments.append(Segment(" " * INDENT, block))
            segments += self._letters(row, block, quiet=block if chosen else self._part("detail"))
        return Strip(segments).adjust_cell_length(self.size.width, block)

    def _letters(self, row: int, block: Style, quiet: Style) -> list[Segment]:
        at, part = divmod(row, LINE)
        drawn = self._drawn[at] if 0 <= at < len(self._drawn) else ""
        line = small_row(drawn, part) if part < SMALL_ROWS else ""
        if not self._is_short:
            below = row - (LINE * len(self._drawn) if self._drawn else 0)
            plain = self._plain[below] if 0 <= below < len(self._plain) else ""
            bold = quiet if self._drawn else block + BOLD
            return [Segment(line, block + BOLD), Segment(plain, bold)]
        stop = self.size.width - margin(self.app.size.width) - 1 - 2 * INDENT - BESIDE
        first = max(0, SMALL_ROWS - len(self._plain))
        beside = self._plain[row - first] if first <= row < first + len(self._plain) else ""
        return [Segment(line.ljust(stop), block + BOLD), Segment(beside, block + BOLD)]

    def _large_margin(self, left: int, row: int) -> list[Segment]:
        """The margin's cells on one row: the digit beside the first line, the marker above it."""
        digit, paper = str(self._number), self.rich_style
        if row == -1 and self.has_focus:
            return [Segment("►".rjust(left - 2).ljust(left), self._part("marker"))]
        if not 0 <= row < SMALL_ROWS:
            return [Segment(" " * left, paper)]
        look = self._part("marker" if self.has_focus else "digit")
        drawn = small_row(digit, row).ljust(small_width(digit))
        return [Segment(drawn.rjust(left - 2).ljust(left), look)]
