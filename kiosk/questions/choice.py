"""One row of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its answer and its words; ``detail`` is a second, quieter line."""

    answer: str
    words: str
    detail: str = ""
