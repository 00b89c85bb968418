"""The ticket: the number, the one next step, who is before, and a guide behind a perforation."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.documents.paper_ticket import TicketNotPrinted, print_ticket
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Board
from kiosk.ways.ticket import next_step, room_of, thanks, wait_lines
from kiosk.words.addresses import uri
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.names import room_name
from screens.visitor.leaving import LeavesByItself
from screens.visitor.paper import paper
from screens.widgets.big_text import ROOMY, BigText, number_size
from screens.widgets.header_bar import HeaderBar, PageHead
from screens.widgets.key_bar import KeyHint
from screens.widgets.qr_code import QrCode

LARGE_SECONDS = 60
"""Time for who reads in large print, and turns the page."""


class Ticket(LeavesByItself):
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
    Ticket.-short.-paper #ticket-words BigText { margin: 1 0 0 2; }
    Ticket.-tall #ticket-words { padding: 2 0 0 2; }
    Ticket.-tall #stub { padding-top: 2; }
    """

    def __init__(self, slip: Slip) -> None:
        super().__init__()
        self._slip = slip
        self._overleaf = False
        """True on the second page, which large print needs."""
        self._on_paper: bool | None = None
        """Whether the ticket was printed; None before that is known."""

    def heading(self) -> str:
        return thanks(self._slip)

    def head(self) -> HeaderBar:
        """The ticket is a page of its own, from the top of the screen."""
        return PageHead(status=False)

    def compose_body(self) -> ComposeResult:
        slip = self._slip
        if self.is_large:
            yield from self._large_page()
            return
        with Horizontal(id="sheet"):
            with Vertical(id="ticket-words"):
                yield Static(Content(self.heading()), id="heading")
                yield BigText(
                    slip.label, id="ticket-number", size=number_size(self.app.size.height)
                )
                yield Static("", id="next-step", classes="value", markup=False)
                yield BigText(id="ticket-room")
                yield Static("", id="wait", classes="hint", markup=False)
                yield from self._code()
                if self.kiosk.settings.ticket_printer:
                    yield Static(Content(self._printed()), classes="hint", id="printed")
                yield Static("", id="countdown", classes="label", markup=False)
            yield from self._stub()

    def _stub(self) -> ComposeResult:
        """The guide, behind the perforation."""
        guide = self._slip.guide
        if guide:
            with Vertical(id="stub"):
                yield QrCode(uri(guide.url), too_small=guide.url)
                yield Static(Content(guide.title), id="caption")
                yield Static(Content(_("A guide: point your camera")), id="aim")

    def _large_page(self) -> ComposeResult:
        """In large print: number and next step, and overleaf what can wait."""
        if not self._overleaf:
            with Vertical(id="ticket-words"):
                yield Static(Content(self.heading()), id="heading")
                yield BigText(self._slip.label, id="ticket-number", size="huge")
                with Horizontal(id="ticket-next"):
                    yield BigText(id="ticket-room")
                    yield Static("", id="next-step", classes="value", markup=False)
            return
        with Horizontal(id="sheet"):
            with Vertical(id="ticket-words"):
                yield Static(Content(f"{self.heading()}: {self._slip.label}"), id="heading")
                if self._slip.code:
                    yield Static(Content(_("Code for “My ticket”:")), classes="label")
                    yield BigText(self._slip.code, id="ticket-code", size="tall")
                yield Static("", id="wait", classes="value", markup=False)
                if self.kiosk.settings.ticket_printer:
                    yield Static(Content(self._printed()), classes="hint", id="printed")
                yield Static("", id="countdown", classes="label", markup=False)
            yield from self._stub()

    def _printed(self) -> str:
        """What became of the paper."""
        return {
            None: _("The ticket is being printed…"),
            True: _("Please take the printed ticket"),
            False: TicketNotPrinted().sentence(),
        }[self._on_paper]

    def _code(self) -> ComposeResult:
        """What opens «My ticket»: drawn where there is room."""
        words = _("Code for “My ticket”:")
        if self._slip.code and self.app.size.height >= ROOMY:
            yield Static(Content(words), classes="label")
            yield BigText(self._slip.code, id="ticket-code")
        elif self._slip.code:
            told = Content.assemble(Content(words), " ", (self._slip.code, "bold"))
            yield Static(told, classes="hint", id="ticket-code")

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Enter", _("Done"), "home"), *self.language_hint()]

    def after_compose(self) -> None:
        if self.is_large:
            self.seconds_left = max(self.seconds_left, LARGE_SECONDS)
            self.show_more(True)
        self.watch_seconds_left(self.seconds_left)
        self.show_board(self.kiosk.board)

    def show_board(self, board: Board | None) -> None:
        """Say what to do now, how many are before, as the header counts them, and how long that
        takes."""
        room = room_of(self._slip, board)
        for number in self.query("#ticket-room").results(BigText):
            number.text = room_name(room).upper() if self.is_large else f"→ {room}"
            number.display = bool(room)
        waits = wait_lines(self._slip, board)
        steps = [*next_step(self._slip, board, room), *(waits[:1] if self.is_large else ())]
        step, wait = "\n".join(steps), "\n".join(waits)
        for place, words in (("#next-step", step), ("#wait", wait)):
            for static in self.query(place).results(Static):
                static.update(Content(words))

    def on_mount(self) -> None:
        self.set_class(bool(self.kiosk.settings.ticket_printer), "-paper")
        if self.kiosk.settings.ticket_printer:
            self.print_it()

    @work(group="printing")
    async def print_it(self) -> None:
        """Print the ticket, and say what became of it if anybody is still here."""
        queue = self.kiosk.settings.ticket_printer
        try:
            await self.kiosk.aside(print_ticket, paper(self.kiosk, self._slip), queue)
        except HelpPointError:
            self._on_paper = False
        else:
            self._on_paper = True
        for printed in self.query("#printed").results(Static):
            printed.update(Content(self._printed()))

    async def action_more(self, by: int = 1) -> None:  # type: ignore[override]  # noqa: ARG002
        """In large print: turn the ticket over, and back."""
        if self.is_large:
            self._overleaf = not self._overleaf
            await self.speak_again()
