"""The print copy of a text: every character is one that the shipped fonts can draw.

PDF/A forbids a character without a glyph, so a foreign letter or an emoji becomes a visible box
on paper. The journal itself, the XLSX, the CSV and the JSON keep the text as it was entered.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
COVERAGE = FONTS / "coverage.txt"
"""One range of code points a line; tests/kiosk/documents/coverage.py makes it from the fonts."""
BOX = "\N{WHITE SQUARE}"
"""Stands for what cannot be drawn; the mono font inside the typesetter carries it."""
_JOINERS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that only choose how their neighbour looks; they say nothing on their own."""


def printable(text: str) -> str:
    """The text with one box for each character that the fonts lack, and plain spaces."""
    return _foreign().sub(_stand_in, _JOINERS.sub("", text))


def _stand_in(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else BOX


@cache
def _foreign() -> re.Pattern[str]:
    ranges = (line.split("-") for line in COVERAGE.read_text(encoding="ascii").split())
    covered = "".join(
        f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last, 16)))}"
        for first, last in ranges
    )
    return re.compile(f"[^{covered}{BOX}]")
