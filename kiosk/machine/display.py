"""The display in front of people: how large its cells, letters and keys are, in millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass

USUAL_DIAGONAL = 15.6
"""Inches, where the school has not named its display."""
FINGER = 20.0
"""A key as wide and as high as this is hit by everybody who stands before it, shaking hands
included; larger ones are hit no better."""
READABLE = 4.8
"""Height of a capital letter that is read while standing (Section 508, 402.4)."""
FULL_ROW = 12
"""Keys in a row of a keyboard as typists know it."""
LEAST_ROW = 8
"""Keys in a row of the keyboard with two pages of letters, at the least."""
PAGED_ROWS = 3
"""Rows of that keyboard."""
_INCH = 25.4
_CAPITAL = 0.63
"""Height of a capital by the height of its cell, in the fonts of terminals."""
_LINE = 1.164
"""Height of a cell by the size of its font, in DejaVu Sans Mono."""
_SLACK = 0.6
"""So much may be missing at a key before it takes one cell more: fingers differ by more."""


@dataclass(frozen=True, slots=True)
class Display:
    """Width and height of what is lit, in millimetres; the terminal fills all of it."""

    width: float
    height: float

    def cell(self, columns: int, rows: int) -> tuple[float, float]:
        """Width and height of a cell where so many of them fill the display."""
        return self.width / max(columns, 1), self.height / max(rows, 1)

    def finger(self, columns: int, rows: int) -> tuple[int, int]:
        """The fewest cells, across and down, that make a key for a finger."""
        across, down = self.cell(columns, rows)
        return math.ceil((FINGER - _SLACK) / across), math.ceil((FINGER - _SLACK) / down)

    def capital(self, rows: int) -> float:
        """How high a capital letter is."""
        return self.cell(1, rows)[1] * _CAPITAL

    def most_cells(self) -> tuple[int, int]:
        """The most columns and rows with which a capital letter is read while standing, in cells
        half as wide as they are high."""
        rows = int(self.height * _CAPITAL / READABLE)
        return int(self.width / (self.height / rows / 2)) if rows else 0, rows

    def points(self, rows: int) -> int:
        """The size of the font that gives so many rows, where the terminal knows the display's
        resolution."""
        return int(self.height / rows / _INCH * 72 / _LINE)


def left_of_keys(columns: int) -> int:
    """Cells of a page before its keys: the margin and the red line."""
    return 11 if columns >= 100 else 8


def display_of(diagonal: float, ratio: str) -> Display:
    """The display with a diagonal in inches, the usual one for 0, and a ratio such as 16:9."""
    wide, high = map(int, ratio.split(":"))
    unit = (diagonal or USUAL_DIAGONAL) * _INCH / math.hypot(wide, high)
    return Display(wide * unit, high * unit)


def least_diagonal(ratio: str, rows: int) -> float:
    """The inches from which on a capital letter can be read where there are so many rows."""
    return math.ceil(READABLE / display_of(1, ratio).capital(rows) * 10) / 10
