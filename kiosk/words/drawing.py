"""A drawn signature: strokes in the pad's own units, as text to keep and as a vector to print."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[int, int]
Stroke = Sequence[Point]
Strokes = tuple[tuple[Point, ...], ...]

WIDTH, HEIGHT = 6000, 2000
"""The pad in its own units, whatever the terminal; x grows to the right, y down."""
MOST_STROKES, MOST_POINTS = 64, 4000
_INK = 60

_NUMBER = "(?:0|[1-9][0-9]{0,3})"
_POINT = rf"\[{_NUMBER},{_NUMBER}\]"
_STROKE = rf"\[{_POINT}(?:,{_POINT})*\]"
_TEXT = re.compile(rf"\[(?:{_STROKE}(?:,{_STROKE})*)?\]")
_LONGEST = MOST_POINTS * len(f"[{WIDTH},{HEIGHT}],") + MOST_STROKES * len("[],")


def dump(strokes: Sequence[Stroke]) -> str:
    """Strokes as the text that is kept and bound to the act."""
    return json.dumps(
        [[list(point) for point in stroke] for stroke in strokes], separators=(",", ":")
    )


def parse(text: str) -> Strokes:
    """The strokes of a kept text. Raises ValueError for anything that ``dump`` would not write
    of a drawing within the limits; the text is looked at before any of it is built."""
    if len(text) > _LONGEST or not _TEXT.fullmatch(text):
        raise ValueError("not a drawn signature")
    strokes: Strokes = tuple(tuple((x, y) for x, y in stroke) for stroke in json.loads(text))
    points = [point for stroke in strokes for point in stroke]
    if len(strokes) > MOST_STROKES or len(points) > MOST_POINTS:
        raise ValueError("more than a signature")
    if any(x > WIDTH or y > HEIGHT for x, y in points):
        raise ValueError("not a point of the pad")
    return strokes


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
