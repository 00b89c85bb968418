"""A drawn signature: strokes in the pad's own units, as text to keep and as a vector to print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

Stroke = Sequence[tuple[int, int]]

WIDTH, HEIGHT = 6000, 2000
"""The pad in its own units, whatever the terminal; x grows to the right, y down."""
MOST_STROKES, MOST_POINTS = 64, 4000
_INK = 60


def dump(strokes: Sequence[Stroke]) -> str:
    """Strokes as the text that is kept and bound to the act."""
    return json.dumps(
        [[list(point) for point in stroke] for stroke in strokes], separators=(",", ":")
    )


def parse(text: str) -> list[list[tuple[int, int]]]:
    """The strokes of a kept text. Raises ValueError for anything that ``dump`` did not write."""
    drawn = json.loads(text)
    strokes = [[_point(point) for point in stroke] for stroke in drawn]
    points = sum(len(stroke) for stroke in strokes)
    if not all(strokes) or len(strokes) > MOST_STROKES or points > MOST_POINTS:
        raise ValueError("not a drawn signature")
    if dump(strokes) != text:
        raise ValueError("not written by this program")
    return strokes


def _point(point: object) -> tuple[int, int]:
    match point:
        case [int(x), int(y)] if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            return x, y
    raise ValueError("not a point of the pad")


def svg(strokes: Sequence[Stroke]) -> str:
    """The strokes as a vector picture with nothing but one path: smooth through the midpoints."""
    path = "".join(_path(stroke) for stroke in strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{path}" fill="none" stroke="#1f3a6e" stroke-width="{_INK}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _path(stroke: Stroke) -> str:
    (x, y), *others = stroke
    parts = [f"M{x} {y}"]
    for (x, y), (after_x, after_y) in pairwise(others):
        parts.append(f"Q{x} {y} {(x + after_x) // 2} {(y + after_y) // 2}")
    last_x, last_y = others[-1] if others else (x + 1, y)
    return "".join([*parts, f"L{last_x} {last_y}"])
