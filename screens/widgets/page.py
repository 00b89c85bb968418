"""The page of an exercise book: its measures, in this one place, and its red margin line."""

from __future__ import annotations

import os

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

WIDE = 100
"""From so many columns on the margin is wider, so that words stand nearer the middle."""
INDENT = 2
"""Cells between the place right of the red line and the words."""


def margin(columns: int) -> int:
    """Cells left of the red line on a screen of so many columns."""
    return 10 if columns >= WIDE else 7


def on_console() -> bool:
    """True on the Linux console: sixteen colours, neither eighth blocks nor heavy lines."""
    return os.environ.get("TERM") == "linux"


def hair() -> str:
    """The cell of a hair line."""
    return "─" if on_console() else "▔"


class MarginLine(Widget, can_focus=False):
    """The red line, one cell wide and as high as its screen; it lies over everything else."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MarginLine { dock: left; width: 1; height: 100%; layer: margin; color: $accent; }
    """

    def on_mount(self) -> None:
        self._place()

    def on_resize(self) -> None:
        self._place()

    def _place(self) -> None:
        self.styles.offset = (margin(self.app.size.width), 0)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - the same on every row
        """One cell of the line."""
        drawn = "│" if on_console() else "┃"
        return Strip([Segment(drawn, self.rich_style)])
