"""The ticket: the number, the one next step, who is before, and a guide behind a perforation."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kiosk.visits.registration import Slip
from kiosk.ways.ticket import next_step, people_before, room_of, thanks
from kiosk.words.i18n import _, ngettext
from screens.frame.screen import KioskScreen
from screens.widgets.big_text import BigText, number_size
from screens.widgets.header_bar import HeaderBar, PageHead
from screens.widgets.key_bar import KeyHint
from screens.widgets.qr_code import QrCode

SHOWN_SECONDS = 30
"""Long enough to point a telephone at the code, short enough for the next in line."""


class Ticket(KioskScreen[None]):
    """What the visitor takes along; answers by itself after half a minute, or on Enter."""

    DEFAULT_CSS = """
    Ticket PageHead { display: none; }
    #sheet { height: 1fr; }
    #ticket-words { width: 1fr; padding: 1 0 0 0; }
    #ticket-words #heading { color: $primary; text-style: bold; padding: 0 2; height: auto; }
    #ticket-words BigText { margin: 1 0 1 2; }
    #ticket-number { color: $primary; }
    #stub { width: 34; height: 100%; }
    #stub QrCode { width: 33; height: 17; }
    #caption { width: 33; padding: 0 1; height: auto; text-align: center; text-style: bold; }
    #aim { width: 33; height: auto; text-align: center; }
    Ticket.-tall #ticket-words { padding: 2 0 0 2; }
    Ticket.-tall #stub { padding-top: 2; }
    """
    seconds_left: reactive[int] = reactive(SHOWN_SECONDS)

    def __init__(self, slip: Slip) -> None:
        super().__init__()
        self._slip = slip

    def heading(self) -> str:
        return thanks(self._slip)

    def head(self) -> HeaderBar:
        """The ticket is a page of its own, from the top of the screen."""
        return PageHead(status=False)

    def compose_body(self) -> ComposeResult:
        slip, room = self._slip, room_of(self._slip, self.kiosk.board)
        with Horizontal(id="sheet"):
            with Vertical(id="ticket-words"):
                yield Static(Content(self.heading()), id="heading")
                yield BigText(
                    slip.label, id="ticket-number", size=number_size(self.app.size.height)
                )
                yield Static(Content(next_step(slip, room)), classes="value")
                if room:
                    yield BigText(f"→ {room}", id="ticket-room")
                yield Static(Content(people_before(slip.before)), classes="hint")
                yield Static("", id="countdown", classes="label", markup=False)
            if slip.guide:
                with Vertical(id="stub"):
                    yield QrCode(slip.guide.url, too_small=slip.guide.url)
                    yield Static(Content(slip.guide.title), id="caption")
                    yield Static(Content(_("A guide: point your camera")), id="aim")

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Enter", _("Done"), "home"), *self.language_hint()]

    def after_compose(self) -> None:
        self.watch_seconds_left(self.seconds_left)

    def on_mount(self) -> None:
        self.set_interval(1, self._count)

    def _count(self) -> None:
        self.seconds_left -= 1
        if self.seconds_left <= 0:
            self.dismiss(None)

    def watch_seconds_left(self, n: int) -> None:
        for countdown in self.query("#countdown").results(Static):
            countdown.update(
                Content(
                    ngettext(
                        "This screen closes in {n} second",
                        "This screen closes in {n} seconds",
                        n,
                    ).format(n=n)
                )
            )

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "space"):
            event.stop()
            self.dismiss(None)

    def action_home(self) -> None:
        self.dismiss(None)
