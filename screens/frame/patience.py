"""A sentence that stands while something takes longer than people expect."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.words.i18n import _

T = TypeVar("T")

AT_ONCE_SECONDS = 0.6
"""What is done by then needs no words."""


class Patience(ModalScreen[None]):
    """It goes when what it tells of is done; F4 leaves it where ``leave`` says how."""

    DEFAULT_CSS = """
    Patience { align: center middle; background: $background 60%; }
    """

    BINDINGS = [Binding("f4", "leave", show=False)]

    def __init__(self, sentence: str, leave: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._sentence, self._leave = sentence, leave

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self._sentence), id="sentence")
            if self._leave:
                yield Static(Content(_("F4 leads home at any time.")), classes="hint")

    def action_leave(self) -> None:
        if self._leave:
            self._leave()


async def with_patience(
    app: App[Any],
    sentence: str,
    doing: Coroutine[object, object, T],
    leave: Callable[[], None] | None = None,
) -> T:
    """What ``doing`` comes to; the sentence stands on the screen while it takes long."""
    task = asyncio.ensure_future(doing)
    try:
        await asyncio.wait({task}, timeout=AT_ONCE_SECONDS)
        if task.done():
            return task.result()
        screen = Patience(sentence, leave)
        await app.push_screen(screen)
        try:
            return await task
        finally:
            if app.screen is screen:
                app.pop_screen()
    except asyncio.CancelledError:
        task.cancel()
        raise
