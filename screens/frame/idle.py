"""How long a screen may stand without a touch, and the warning before it is wiped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kiosk.words.i18n import _, ngettext
from screens.frame.screen import KioskScreen

WARNING_SECONDS = 20
"""How long the warning stands before an idle screen is wiped."""
LONGER = 10
"""So many times as long every time-out of a visit is for who needs more time (WCAG 2.2.1)."""
VISIT_SECONDS = 60
"""The limit of a screen that has none of its own, while somebody is on the way."""


def idle_limit(screens: Sequence[Screen[Any]], *, visited: bool, patience: int = 1) -> int | None:
    """Seconds without a touch after which the stack of screens gives way to home; None: never.

    It is the limit of the screen that the person looks at, under warnings and notices. Home has
    none, but a notice over it during a visit has: something typed waits behind it. A visitor's is
    ``patience`` times as long, never that of an open desk.
    """
    screen = _looked_at(screens)
    if screen is None:
        return None
    seconds = screen.idle_seconds or (VISIT_SECONDS if visited else None)
    return seconds and seconds * (patience if screen.is_page else 1)


def may_lengthen(screens: Sequence[Screen[Any]]) -> bool:
    """Whether who looks at the screen may ask for more time: at a desk nobody may."""
    screen = _looked_at(screens)
    return screen is not None and screen.is_page


def _looked_at(screens: Sequence[Screen[Any]]) -> KioskScreen[Any] | None:
    found = (screen for screen in reversed(screens) if isinstance(screen, KioskScreen))
    return next(found, None)


class IdleWarning(ModalScreen[None]):
    """Says in how many seconds everything is wiped; ``KioskApp`` counts them and takes it away.

    Any key or touch goes on; one of them asks for more time.
    """

    DEFAULT_CSS = """
    #more { height: auto; padding: 1 2; background: $primary; color: $background; }
    #more { text-style: bold; margin: 1 0; }
    """

    seconds_left: reactive[int] = reactive(WARNING_SECONDS)

    def __init__(self, seconds_left: int, *, lengthens: bool = True) -> None:
        super().__init__()
        self._lengthens = lengthens
        self.set_reactive(IdleWarning.seconds_left, seconds_left)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(_("Are you still here?")), id="sentence")
            yield Static(self._words(), id="countdown")
            if self._lengthens:
                yield Static(self._more(), id="more")
                yield Static(Content(_("Any other key or touch: go on")), classes="hint")
            else:
                yield Static(Content(_("Press any key or touch the screen")), classes="hint")

    def _more(self) -> Content:
        return Content.assemble(Content(_("I need more time")), "   Enter")

    def asks_for_more(self, event: events.Event) -> bool:
        """True for the key, on whichever keyboard, and for a finger on the words."""
        if not self._lengthens:
            return False
        if isinstance(event, events.Key):
            return event.key == "enter" or event.character == "#"
        if not isinstance(event, events.MouseDown):
            return False
        return any(words.region.contains(event.x, event.y) for words in self.query("#more"))

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
