"""What every question has in common, however it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

A = TypeVar("A")


class Question(Generic[A]):
    """A question whose answer is an ``A``. Words come from callables: the language may change."""

    def __init__(self, heading: Callable[[], str], hint: Callable[[], str] = str) -> None:
        self.heading, self.hint = heading, hint

    def keep(self, typed: Any) -> None:
        """Keep what was typed, for whoever goes back and returns."""
        self.typed = typed
