"""The ticket: the number in large digits, the entry's number, who is before, a guide to take."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kiosk.proof.forms import Journal
from kiosk.visits.registration import Slip
from kiosk.words.i18n import _, ngettext
from kiosk.words.people import journal_name
from screens.frame.screen import KioskScreen
from screens.widgets.big_text import BigText
from screens.widgets.key_bar import KeyHint
from screens.widgets.qr_code import QrCode

SHOWN_SECONDS = 30
"""Long enough to point a telephone at the code, short enough for the next in line."""


class Ticket(KioskScreen[None]):
    """What the visitor takes along; answers by itself after half a minute, or on Enter."""

    DEFAULT_CSS = """
    #ticket-words { width: 1fr; }
    #ticket BigText { color: $primary; margin: 1 1; }
    Ticket.-tall #ticket { padding: 2 4; }
    """
    seconds_left: reactive[int] = reactive(SHOWN_SECONDS)

    def __init__(self, slip: Slip) -> None:
        super().__init__()
        self._slip = slip

    def heading(self) -> str:
        requested = self._slip.journal is Journal.REQUESTS
        return _("Your request is filed") if requested else _("You are signed in")

    def compose_body(self) -> ComposeResult:
        slip = self._slip
        with Horizontal(id="ticket"):
            with Vertical(id="ticket-words"):
                yield Static(Content(_("Your number")), classes="label")
                yield BigText(slip.label, size="tall")
                yield Static(Content(_before(slip.before)), classes="value")
                yield Static(
                    Content(
                        _("Entry No. {number}, {journal}").format(
                            number=slip.number, journal=journal_name(slip.journal)
                        )
                    ),
                    classes="hint",
                )
                if slip.guide:
                    yield Static(
                        Content(_("A guide for you: {title}").format(title=slip.guide.title)),
                        classes="hint",
                    )
                yield Static("", id="countdown", classes="hint", markup=False)
            if slip.guide:
                yield QrCode(slip.guide.url, too_small=slip.guide.url)

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


def _before(count: int) -> str:
    if not count:
        return _("You are next")
    return ngettext("{n} person before you", "{n} people before you", count).format(n=count)
