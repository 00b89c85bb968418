"""How many cells a finger needs, as far as the application knows its display."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.app import App
from textual.geometry import Size

USUAL = Size(5, 3)
"""20 mm where 80 × 24 cells fill a display of 15.6 inches."""


@runtime_checkable
class KnowsDisplay(Protocol):
    """An application that knows how large its cells are."""

    @property
    def finger(self) -> Size: ...


def finger(app: App[object]) -> Size:
    """The cells, across and down, of a key of 20 mm."""
    return app.finger if isinstance(app, KnowsDisplay) else USUAL
