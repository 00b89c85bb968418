"""What visitors take along: a page that leaves by itself."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kiosk.words.i18n import ngettext
from screens.frame.screen import KioskScreen

SHOWN_SECONDS = 30
"""Long enough to point a telephone at a code, short enough for the next in line."""


class LeavesByItself(KioskScreen[None]):
    """Counts its seconds down where ``#countdown`` stands; Enter and home leave it at once."""

    seconds_left: reactive[int] = reactive(SHOWN_SECONDS)

    def on_mount(self) -> None:
        self.set_interval(1, self._count)

    def _count(self) -> None:
        self.seconds_left -= 1
        if self.seconds_left <= 0:
            self.dismiss(None)

    def watch_seconds_left(self, n: int) -> None:
        words = ngettext("This screen closes in {n} second", "This screen closes in {n} seconds", n)
        for countdown in self.query("#countdown").results(Static):
            countdown.update(Content(words.format(n=n)))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "space"):
            event.stop()
            self.dismiss(None)

    def action_home(self) -> None:
        self.dismiss(None)
