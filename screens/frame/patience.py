"""A sentence that stands while something takes longer than people expect."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from screens.frame.host import Host

T = TypeVar("T")

AT_ONCE_SECONDS = 0.6
"""What is done by then needs no words."""


class Patience(ModalScreen[None]):
    """No key leaves it: it goes when what it tells of is done."""

    DEFAULT_CSS = """
    Patience { align: center middle; background: $background 60%; }
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self._sentence), id="sentence")


async def with_patience(app: Host, sentence: str, doing: Coroutine[object, object, T]) -> T:
    """What ``doing`` comes to; the sentence stands on the screen while it takes long."""
    task = asyncio.ensure_future(doing)
    try:
        await asyncio.wait({task}, timeout=AT_ONCE_SECONDS)
        if task.done():
            return task.result()
        screen = Patience(sentence)
        await app.push_screen(screen)
        try:
            return await task
        finally:
            if app.screen is screen:
                app.pop_screen()
    except asyncio.CancelledError:
        task.cancel()
        raise
