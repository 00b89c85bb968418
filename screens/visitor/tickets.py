"""The tickets of several: number, code and name of each, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.documents.paper_ticket import TicketNotPrinted, print_ticket
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Board
from kiosk.ways.ticket import steps
from kiosk.words.addresses import uri
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from screens.visitor.leaving import SHOWN_SECONDS, LeavesByItself
from screens.visitor.paper import paper
from screens.widgets.header_bar import HeaderBar, PageHead
from screens.widgets.key_bar import KeyHint
from screens.widgets.qr_code import QrCode

EACH_SECONDS = 3
"""More time for each ticket that somebody looks for."""
ONE_COLUMN = 12
"""So many tickets leave room beside them for the code of a guide."""


class Tickets(LeavesByItself):
    """What they take along; answers by itself after a while, or on Enter."""

    DEFAULT_CSS = """
    Tickets PageHead { display: none; }
    Tickets #sheet { height: 1fr; }
    Tickets #page { width: 1fr; height: 100%; padding: 1 0 0 0; }
    Tickets #page #heading { color: $primary; text-style: bold; padding: 0 2; height: auto; }
    Tickets.-short #page.many { padding: 0; }
    Tickets.-tall #tickets { grid-rows: 2; }
    Tickets.-tall #tickets.many { grid-rows: 1; }
    Tickets.-tall #page { padding: 2 0 0 2; }
    Tickets #tickets { height: auto; grid-gutter: 0 2; grid-rows: 1; padding: 0 2; margin: 1 0; }
    Tickets.-short #tickets.many { margin: 0; }
    Tickets #tickets Static { height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    #stub { width: 34; height: 100%; }
    #stub QrCode { width: 33; height: 17; }
    #caption { width: 33; padding: 0 1; height: auto; text-align: center; text-style: bold; }
    """
    idle_seconds = 150

    def __init__(self, slips: Sequence[Slip], names: Sequence[str]) -> None:
        """``names`` are those of the slips, in their order."""
        super().__init__()
        self._slips, self._names = tuple(slips), tuple(names)
        self.set_reactive(Tickets.seconds_left, SHOWN_SECONDS + EACH_SECONDS * len(slips))
        self._on_paper: bool | None = None
        """Whether all tickets were printed; None before that is known."""

    def heading(self) -> str:
        return _("You are all signed in")

    def head(self) -> HeaderBar:
        """The tickets are a page of their own, from the top of the screen."""
        return PageHead(status=False)

    def compose_body(self) -> ComposeResult:
        few = len(self._slips) <= ONE_COLUMN
        guide, many = self._slips[0].guide if few else None, "" if few else "many"
        with Horizontal(id="sheet"):
            with Vertical(id="page", classes=many):
                yield Static(Content(self.heading()), id="heading")
                yield Static("", id="next-step", classes="value", markup=False)
                with Grid(id="tickets", classes=many) as grid:
                    grid.styles.grid_size_columns = 1 if few else 2
                    for slip, name in zip(self._slips, self._names, strict=True):
                        yield Static(_told(slip, name))
                yield Static(Content(_("The second number opens “My ticket”.")), classes="hint")
                if self.kiosk.settings.ticket_printer:
                    yield Static(Content(self._printed()), classes="hint", id="printed")
                yield Static("", id="countdown", classes="label", markup=False)
            if guide:
                with Vertical(id="stub"):
                    yield QrCode(uri(guide.url), too_small=guide.url)
                    yield Static(Content(guide.title), id="caption")

    def _printed(self) -> str:
        """What became of the paper."""
        return {
            None: _("The tickets are being printed…"),
            True: _("Please take the printed tickets"),
            False: TicketNotPrinted().sentence(),
        }[self._on_paper]

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Enter", _("Done"), "home"), *self.language_hint()]

    def after_compose(self) -> None:
        self.watch_seconds_left(self.seconds_left)
        self.show_board(self.kiosk.board)

    def show_board(self, board: Board | None) -> None:
        """Say what to do now."""
        for static in self.query("#next-step").results(Static):
            static.update(Content("\n".join(steps(self._slips[0], board))))

    def on_mount(self) -> None:
        if self.kiosk.settings.ticket_printer:
            self.print_them()

    @work(group="printing")
    async def print_them(self) -> None:
        """Print one ticket after the other; one that fails stops no other."""
        queue, done = self.kiosk.settings.ticket_printer, True
        for page in [paper(self.kiosk, slip) for slip in self._slips]:
            try:
                await self.kiosk.aside(print_ticket, page, queue)
            except HelpPointError:
                done = False
        self._on_paper = done
        for printed in self.query("#printed").results(Static):
            printed.update(Content(self._printed()))


def _told(slip: Slip, name: str) -> Content:
    """A ticket in one row."""
    return Content.assemble((slip.label, "bold $primary"), f"  {slip.code:4}  ", Content(name))
