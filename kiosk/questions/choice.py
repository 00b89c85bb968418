"""One row of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its answer and its words; ``detail`` is a second, quieter line.

    In large print ``short`` is drawn, with the words beside it; where it is empty, the words are.
    """

    answer: str
    words: str
    detail: str = ""
    short: str = ""
