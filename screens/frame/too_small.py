"""The sentence that covers a screen while the window has no room for it."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from kiosk.words.i18n import _

LEAST = Size(80, 24)
"""Columns and rows that every screen needs."""


def fits(size: Size) -> bool:
    """True where nothing of a screen is cut off."""
    return size.width >= LEAST.width and size.height >= LEAST.height


class TooSmall(Static):
    """Covers everything and lets nothing go: what stands below comes back with the room for it."""

    DEFAULT_CSS = """
    TooSmall {
        layer: too-small;
        position: absolute;
        display: none;
        width: 100%;
        height: 100%;
        background: $background;
        color: $foreground;
        text-style: bold;
    }
    """

    def measure(self, size: Size) -> None:
        """Cover a window of this size if it is too small, and name both sizes."""
        self.display = not fits(size)
        if self.display:
            words = _(
                "The window is too small: {columns} × {rows}. It needs {least_columns} ×"
                " {least_rows}. Nothing is lost."
            )
            self.update(
                Content(
                    words.format(
                        columns=size.width,
                        rows=size.height,
                        least_columns=LEAST.width,
                        least_rows=LEAST.height,
                    )
                )
            )
