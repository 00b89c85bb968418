"""Screens that take one answer, however often the key is pressed."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Answer = TypeVar("Answer")


class AnswersOnce(Screen[Answer], Generic[Answer]):
    """A screen whose second ``dismiss`` is ignored: it would close the screen below."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer the asker, unless this screen has been left already."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
