"""A filter on the way to the terminal, which takes out of texts whatever could steer it."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""C0 and C1 controls, bidi and zero-width characters, lone surrogates, language tags."""


def _gap(found: re.Match[str]) -> str:
    """As many spaces as the character was thought to take, so that the line stays aligned."""
    return " " * cell_len(found.group())


class ControlFilter(LineFilter):
    """Takes steering characters out of every drawn line, whichever widget let them in."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [
            segment
            if segment.control or not STEERING.search(segment.text)
            else Segment(STEERING.sub(_gap, segment.text), segment.style)
            for segment in segments
        ]
