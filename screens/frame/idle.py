"""How long a screen may stand without a touch, and the warning before it is wiped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kiosk.words.i18n import _, ngettext
from screens.frame.screen import KioskScreen

WARNING_SECONDS = 15
"""How long the warning stands before an idle screen is wiped."""
VISIT_SECONDS = 60
"""The limit of a screen that has none of its own, while somebody is on the way."""


def idle_limit(screens: Sequence[Screen[Any]], *, visited: bool) -> int | None:
    """Seconds without a touch after which the stack of screens gives way to home; None: never.

    It is the limit of the screen that the person looks at, under warnings and notices. Home has
    none, but a notice over it during a visit has: something typed waits behind it.
    """
    for screen in reversed(screens):
        if isinstance(screen, KioskScreen):
            return screen.idle_seconds or (VISIT_SECONDS if visited else None)
    return None


class IdleWarning(ModalScreen[None]):
    """Says in how many seconds everything is wiped; ``KioskApp`` counts them and takes it away."""

    seconds_left: reactive[int] = reactive(WARNING_SECONDS)

    def __init__(self, seconds_left: int) -> None:
        super().__init__()
        self.set_reactive(IdleWarning.seconds_left, seconds_left)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(_("Are you still here?")), id="sentence")
            yield Static(self._words(), id="countdown")
            yield Static(Content(_("Press any key or touch the screen")), classes="hint")

    def watch_seconds_left(self) -> None:
        if self.is_mounted:
            self.query_one("#countdown", Static).update(self._words())

    def _words(self) -> Content:
        n = self.seconds_left
        return Content(
            ngettext(
                "In {n} second what was typed is wiped.",
                "In {n} seconds what was typed is wiped.",
                n,
            ).format(n=n)
        )
