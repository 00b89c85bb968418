"""A ticket's number or a room to be read from across the hall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.big_glyphs import HUGE, SMALL, TALL, Glyph

_HALVES = {"  ": " ", "# ": "▀", " #": "▄", "##": "█"}
BOLD = Style(bold=True)
_GAP = 1
"""Cells between two glyphs."""
ROOMY = 34
"""Rows of a screen that leaves room for the largest numbers and something below them."""
_SIZES: Mapping[str, tuple[Mapping[str, Glyph], ...]] = {
    "small": (SMALL,),
    "tall": (TALL, SMALL),
    "huge": (HUGE, TALL, SMALL),
}


def _row(glyph: Glyph, row: int) -> str:
    """A row of cells of a glyph: two of its lines, one above the other."""
    pairs = zip(glyph[2 * row], glyph[2 * row + 1], strict=True)
    return "".join(_HALVES[upper + lower] for upper, lower in pairs)


def _rows(glyphs: Mapping[str, Glyph]) -> int:
    return len(glyphs["0"]) // 2


def _width(text: str, glyphs: Mapping[str, Glyph]) -> int:
    """Cells the text takes in these glyphs."""
    return sum(cell_len(part) for part in _parts(text, glyphs, 0))


def _parts(text: str, glyphs: Mapping[str, Glyph], row: int) -> list[str]:
    """The pieces of one row; a character without a glyph stands plain in the middle row."""
    middle = _rows(glyphs) // 2
    parts: list[str] = []
    for character in text:
        glyph = glyphs.get(character)
        if glyph is not None:
            parts += [_row(glyph, row), " " * _GAP]
        else:
            parts.append(character if row == middle else " " * cell_len(character))
    return parts[:-1] if text and text[-1] in glyphs else parts


SMALL_ROWS = _rows(SMALL)
"""Rows of the small glyphs."""


def small_width(text: str) -> int:
    """Cells the text takes in small glyphs."""
    return _width(text, SMALL)


def small_row(text: str, row: int) -> str:
    """A row of cells of the text in small glyphs."""
    return "".join(_parts(text, SMALL, row))


def number_size(rows: int) -> Literal["tall", "huge"]:
    """How high a ticket's number is on a screen of so many rows."""
    return "huge" if rows >= ROOMY else "tall"


class BigText(Widget, can_focus=False):
    """Digits, signs and Cyrillic capitals in large glyphs; all else plain bold.

    It takes three rows, ``tall`` seven and ``huge`` fourteen where there is room and every
    character has a glyph of that size, else less; where not even the small glyphs fit in the
    width, the whole text is plain: a number is never cut.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    BigText {
        width: auto;
        height: auto;
        color: $foreground;
    }
    """

    text: reactive[str] = reactive("", layout=True)

    def __init__(
        self,
        text: str = "",
        *,
        size: Literal["small", "tall", "huge"] = "small",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the text and how high it may grow."""
        super().__init__(name=name, id=id, classes=classes)
        self._sizes = _SIZES[size]
        self.set_reactive(BigText.text, text)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """The cells of the glyphs that fit."""
        glyphs = self._glyphs(container)
        return _width(self.text, glyphs) if glyphs else cell_len(self.text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Fourteen, seven, three or one."""
        glyphs = self._glyphs(Size(width, container.height))
        return _rows(glyphs) if glyphs else 1

    def render_line(self, y: int) -> Strip:
        """A row of the glyphs, or the plain text."""
        size, style = self.content_size, self.rich_style
        glyphs = self._glyphs(size)
        if glyphs is None:
            line = self.text if y == size.height // 2 else ""
            return self._strip([Segment(line, style + BOLD)])
        if y >= _rows(glyphs):
            return self._strip([])
        return self._strip(
            [Segment(part, style + BOLD) for part in _parts(self.text, glyphs, y) if part]
        )

    def _strip(self, segments: list[Segment]) -> Strip:
        return Strip(segments).adjust_cell_length(self.content_size.width, self.rich_style)

    def _glyphs(self, room: Size) -> Mapping[str, Glyph] | None:
        """The largest glyphs allowed that fit into the room, or None."""
        for glyphs in self._sizes:
            if not glyphs.keys() >= set(self.text) and glyphs is not SMALL:
                continue  # small letters stand between small glyphs; beside larger ones look lost
            if _rows(glyphs) <= room.height and _width(self.text, glyphs) <= room.width:
                return glyphs
        return None
