"""Columns of a table in terminal cells: how wide each is, and how a text is fitted into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from kiosk.words.text import clean

MARKER = 2
"""Cells before the first column, where the cursor's mark stands."""
GAP = 2
"""Cells between two columns."""
NARROWEST = 4
"""Cells a column with a fraction never goes below."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: ``width`` cells if given, else its ``fraction`` of the cells left over."""

    title: str
    width: int = 0
    fraction: int = 1
    right: bool = False
    """Numbers stand at the right edge."""


def widths(columns: Sequence[TableColumn], total: int) -> list[int]:
    """The cells of each column, so that with the gaps between them they fill ``total``."""
    spare = total - MARKER - GAP * (len(columns) - 1) - sum(column.width for column in columns)
    fractions = sum(column.fraction for column in columns if not column.width)
    found: list[int] = []
    before = 0
    for column in columns:
        if column.width:
            found.append(column.width)
            continue
        left = spare * before // fractions
        before += column.fraction
        found.append(max(NARROWEST, spare * before // fractions - left))
    return found


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly so many cells, with an ellipsis where it is longer.

    Counted in cells, not characters: an ideograph takes two, a combining mark none.
    """
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


def harmless(text: str) -> str:
    """The text with nothing in it that a terminal obeys: no controls, no bidi, no zero-width."""
    return text if text.isprintable() else clean(text)
