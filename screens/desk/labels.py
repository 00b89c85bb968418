"""Labels and their values, as pages of the desk show them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

Lines = Sequence[tuple[str, str]]


def labelled(lines: Lines) -> Content:
    """A line for each label with its value; labels without one are left out."""
    parts: list[Content | str | tuple[str, str]] = []
    for label, value in lines:
        if value:
            parts += [(f"{label}: ", "bold"), Content(value), "\n"]
    return Content.assemble(*parts)
