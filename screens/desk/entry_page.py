"""One entry of a journal with everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.documents.book import PrintedRow
from kiosk.documents.printed_rows import row_as_it_stands
from kiosk.journal import details, read
from kiosk.journal.details import EntryDetails
from kiosk.proof.acts import State
from kiosk.visits import desk
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, journal_name
from screens.desk.completing import complete
from screens.desk.correcting import correct_entry
from screens.desk.entry_words import facts, history, printed
from screens.desk.signing import sign
from screens.frame.specialist import SpecialistScreen
from screens.widgets.big_text import BigText
from screens.widgets.key_bar import KeyHint
from screens.widgets.margin_notes import Beside, MarginNotes


class EntryPage(SpecialistScreen[None]):
    """Read it; sign it where it is one's own and completed. Its history stands on a second page
    where there is room for one, else below."""

    is_page = True
    DEFAULT_CSS = """
    EntryPage #lead { display: none; }
    EntryPage #entry { height: 1fr; }
    EntryPage #facts { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
    EntryPage #history { width: 48; height: 1fr; scrollbar-size-vertical: 1; display: none; }
    EntryPage.-wide #history { display: block; }
    EntryPage #history MarginNotes { min-height: 100%; }
    EntryPage.-wide #below { display: none; }
    EntryPage.-tall.-wide #lead {
        display: block;
        layout: horizontal;
        height: 5;
        margin: 0 2 1 11;
        padding: 1 2;
        background: $primary;
        color: $background;
        BigText { width: auto; background: $primary; color: $background; }
        Static { width: 1fr; height: auto; padding: 0 3; background: $primary; color: $background; }
    }
    """
    BINDINGS = [
        ("f5", "sign", ""),
        ("f8", "complete", ""),
        ("left", "turn(-1)", ""),
        ("right", "turn(1)", ""),
    ]

    def __init__(self, entry: int, specialist: Specialist) -> None:
        super().__init__()
        self._entry, self._specialist = entry, specialist
        self._page: EntryDetails | None = None
        self._row: PrintedRow | None = None

    def heading(self) -> str:
        page = self._page
        if page is None:
            return ""
        return _("{journal}, entry No. {number}: {state}").format(
            journal=journal_name(page.journal), number=page.number, state=page.standing
        )

    def compose_body(self) -> ComposeResult:
        page = self._page
        if page is None:
            return
        told = [Beside("", _("How it was"), "head"), Beside(), *history(page)]
        with Horizontal(id="entry", classes="margined"):
            with VerticalScroll(id="facts"):
                with Horizontal(id="lead"):
                    yield BigText(str(page.number), size="tall")
                    yield Static(Content.styled(page.name or page.room, "bold"))
                yield MarginNotes([*facts(page), *self._printed()])
                yield MarginNotes([Beside(), *told], id="below")
            with VerticalScroll(id="history", can_focus=False):
                yield MarginNotes(told, own_line=True)

    def _printed(self) -> list[Beside]:
        """The row as the journal prints it, under a heading."""
        if self._page is None or self._row is None:
            return []
        rows = printed(self._row, self._page.journal)
        return [Beside(), Beside("", _("On paper"), "head"), Beside(), *rows]

    def key_hints(self) -> Sequence[KeyHint]:
        hints = [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("←", _("Earlier"), "turn(-1)"),
            KeyHint("→", _("Later"), "turn(1)"),
        ]
        if self._can_be_corrected():
            hints.append(KeyHint("F8", _("Correct"), "complete"))
        if self._can_be_signed():
            hints.append(KeyHint("F5", _("Sign"), "sign"))
        if self._can_be_completed():
            hints.append(KeyHint("F8", _("Complete anew"), "complete"))
        return hints

    def _can_be_signed(self) -> bool:
        """True for a completed entry of the specialist's own."""
        page = self._page
        return (
            page is not None
            and page.state is State.COMPLETED
            and page.specialist_login == self._specialist.login
        )

    def _can_be_completed(self) -> bool:
        """True for one that can be signed, with its words still there."""
        return self._can_be_signed() and self._page is not None and not self._page.destroyed

    def _can_be_corrected(self) -> bool:
        """True for a signed entry, for its signer and whoever answers for the journal."""
        page = self._page
        if page is None or page.state is not State.SIGNED or page.correction or page.destroyed:
            return False
        who = self._specialist
        return who.may_correct(page.journal, is_signer=page.specialist_login == who.login)

    def on_mount(self) -> None:
        self.load()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Read the entry and show it."""
        page = await self.kiosk.attempt(details.entry_details, self.kiosk.point, self._entry)
        if page is None:
            self.dismiss(None)
            return
        place = self.kiosk.point, page.journal, page.year, page.number
        self._row = await self.kiosk.attempt(row_as_it_stands, *place)
        self._page = page
        await self.recompose()
        self.kiosk.dress(self)
        self.query_one("#facts").focus()

    def action_turn(self, by: int) -> None:
        """Show the entry before this one in the volume, or the one after it."""
        self.turn(by)

    @work(exclusive=True, group="load")
    async def turn(self, by: int) -> None:
        page = self._page
        if page is None:
            return
        number = page.number + by
        place = self.kiosk.point, page.journal, page.year, number, number
        for line in await self.kiosk.attempt(read.lines, *place) or ():
            self._entry = line.entry
            self.load()

    def action_sign(self) -> None:
        if self._can_be_signed():
            self.begin(self._sign)

    def action_complete(self) -> None:
        """Put the words right: before signing by completing anew, afterwards by a correction."""
        if self._can_be_completed():
            self.begin(self._complete_again)
        elif self._can_be_corrected():
            self.begin(self._correct)

    async def _correct(self) -> None:
        if self._page is not None:
            await correct_entry(self.kiosk, self._specialist, self._page)
            self.load()

    async def _complete_again(self) -> None:
        visitor = await self.kiosk.attempt(desk.visitor, self.kiosk.point, self._entry)
        if visitor is not None:
            await complete(self.kiosk, self._specialist, visitor)
            self.load()

    async def _sign(self) -> None:
        if self._can_be_signed():
            await sign(self.kiosk, self._specialist, self._entry)
            self.load()
