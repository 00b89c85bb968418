"""Which characters the shipped fonts can draw: run this file to rewrite the coverage table."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]


def covered(fonts: Iterable[Path]) -> list[int]:
    """The code points that every one of the fonts draws, without controls and format marks."""
    maps = [set(TTFont(font).getBestCmap()) for font in fonts]
    return sorted(
        point
        for point in set.intersection(*maps)
        if unicodedata.category(chr(point)) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )


def table(points: list[int]) -> str:
    """The code points as lines of ``first-last``, in hexadecimal."""
    runs: list[tuple[int, int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], point)
        else:
            runs.append((point, point))
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in runs)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from kiosk.documents.printable import COVERAGE, FONTS

    COVERAGE.write_text(table(covered(FONTS.glob("*.ttf"))), encoding="ascii")
