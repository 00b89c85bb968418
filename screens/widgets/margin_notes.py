"""Words on a page with labels, numbers or times beside them in its margin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.page import INDENT, margin, on_console
from screens.widgets.table_columns import fitted, harmless

EDGE = 2
"""Cells that stay free at the right."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Words, and what stands in the margin beside their first line; ``look`` is ``head``, ``bold``,
    ``quiet``, ``struck`` or empty."""

    label: str = ""
    words: str = ""
    look: str = ""


class MarginNotes(Widget, can_focus=False):
    """Notes one below the other, as high as their words are.

    On the left page the red line of the screen runs between labels and words; a page at its right,
    with ``own_line``, draws its own.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "notes--label",
        "notes--head",
        "notes--bold",
        "notes--quiet",
        "notes--struck",
        "notes--line",
    }
    DEFAULT_CSS = """
    MarginNotes {
        height: auto;
        & > .notes--label { color: $secondary; }
        & > .notes--head { color: $primary; text-style: bold; }
        & > .notes--bold { text-style: bold; }
        & > .notes--quiet { color: $secondary; }
        & > .notes--struck { text-style: strike; }
        & > .notes--line { color: $accent; }
    }
    """

    def __init__(
        self, notes: Iterable[Beside] = (), *, own_line: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._notes, self._own_line = tuple(notes), own_line

    def show(self, notes: Iterable[Beside]) -> None:
        """Show other notes."""
        self._notes = tuple(notes)
        self.refresh(layout=True)

    def render(self) -> str:
        """All that can be read here."""
        return "\n".join(f"{note.label} {note.words}".strip() for note in self._notes)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Their lines."""
        return len(self._lines(width))

    @property
    def _margin(self) -> int:
        return margin(self.app.size.width)

    def _lines(self, width: int) -> list[tuple[str, str, str]]:
        """Label, words and look of every line."""
        room = max(8, width - self._margin - 1 - INDENT - EDGE)
        return [
            ("" if n else note.label, line, note.look)
            for note in self._notes
            for n, line in enumerate(wrap(harmless(note.words), room) or [""])
        ]

    def render_line(self, y: int) -> Strip:
        """A line of a note, or the blank page below them."""
        lines, paper = self._lines(self.size.width), self.rich_style
        label, words, look = lines[y] if y < len(lines) else ("", "", "")
        part = self.get_component_rich_style
        head = fitted(harmless(label), self._margin - 1, right=True)
        style = part(f"notes--{look}") if look else paper
        beside = part("notes--head") if look == "head" else part("notes--label")
        segments = [Segment(head + " ", beside), *self._line(paper), Segment(" " * INDENT, paper)]
        return Strip([*segments, Segment(words, style)]).adjust_cell_length(self.size.width, paper)

    def _line(self, paper: Style) -> list[Segment]:
        if not self._own_line:
            return [Segment(" ", paper)]
        drawn = "│" if on_console() else "┃"
        return [Segment(drawn, self.get_component_rich_style("notes--line"))]
