"""Both journals: browse, find, open, export."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.desk.entry_page import EntryPage
from screens.desk.exporting import export_volume
from screens.desk.listing import Listing, cells, kept_by
from screens.desk.sign_ups import show_sign_ups
from screens.desk.volume_page import VolumePage
from screens.frame.specialist import SpecialistScreen
from screens.questions.entry_form import FormInput
from screens.widgets.key_bar import KeyHint
from screens.widgets.page import WIDE
from screens.widgets.virtual_table import VirtualTable


class Journals(SpecialistScreen[None]):
    """The newest entry first; words in the search line narrow the list to what is found."""

    BINDINGS = [
        ("f5", "other_journal", ""),
        ("f6", "other_year", ""),
        ("f7", "export", ""),
        ("f8", "volume", ""),
        ("f9", "sign_ups", ""),
    ]

    def __init__(self, specialist: Specialist) -> None:
        super().__init__()
        self._specialist = specialist
        self._listing = Listing(kept_by(specialist))
        self._entries: dict[int, int] = {}
        """The entry of each row that has come."""
        self._chosen: int | None = None
        """A row that was chosen before it came; it opens when it is there."""

    def heading(self) -> str:
        return self._listing.heading()

    def compose_body(self) -> ComposeResult:
        yield FormInput(
            id="search",
            placeholder=_("Number, name, room, topic or date, then Enter"),
            select_on_focus=False,
        )
        yield VirtualTable(self._listing.columns(), empty=_("Nothing here."))

    def key_hints(self) -> Sequence[KeyHint]:
        roomy = [KeyHint("Enter", _("Open"), "open")] if self.app.size.width >= WIDE else []
        return [
            KeyHint("Esc", _("Back"), "back"),
            *roomy,
            KeyHint("F5", _("Other journal"), "other_journal"),
            KeyHint("F6", _("Year"), "other_year"),
            KeyHint("F7", _("Export"), "export"),
            KeyHint("F8", _("Volume"), "volume"),
            KeyHint("F9", _("Sessions"), "sign_ups"),
        ]

    def on_mount(self) -> None:
        self.load()

    def after_compose(self) -> None:
        self.query_one(FormInput).focus()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read which volumes there are and show the chosen one."""
        try:
            await self._listing.load(self.kiosk)
        except HelpPointError:
            return
        await self.recompose()
        self.kiosk.dress(self)
        self.after_compose()
        self.query_one(VirtualTable).show(self._listing.size)

    @on(VirtualTable.PageWanted)
    @work(group="page", exit_on_error=False)
    async def put_lines(self, message: VirtualTable.PageWanted) -> None:
        lines = await self._listing.lines(self.kiosk, message.first, message.size)
        rows = [cells(line) for line in lines]
        if message.table.put(message.first, rows, edition=message.edition):
            for index, line in enumerate(lines, start=message.first):
                self._entries[index] = line.entry
            if self._chosen in self._entries:
                self._open(self._entries[self._chosen])

    @on(Input.Submitted)
    def search(self, message: Input.Submitted) -> None:
        """Find what was typed; with the words unchanged Enter opens the marked entry."""
        message.stop()
        self.find(message.value.strip())

    @work(exclusive=True, group="load", exit_on_error=False)
    async def find(self, wanted: str) -> None:
        if wanted == self._listing.wanted:
            self.action_open()
            return
        self._entries, self._chosen = {}, None
        await self._listing.find(self.kiosk, wanted)
        self.query_one("#heading", Static).update(self.heading())
        self.query_one(VirtualTable).show(self._listing.size)

    @on(FormInput.Left)
    def move_in_list(self, message: FormInput.Left) -> None:
        self.query_one(VirtualTable).action_go(message.by)

    def action_open(self) -> None:
        self.query_one(VirtualTable).action_choose()

    @on(VirtualTable.RowChosen)
    def open_entry(self, message: VirtualTable.RowChosen) -> None:
        if message.index in self._entries:
            self._open(self._entries[message.index])
        else:
            self._chosen = message.index

    def _open(self, entry: int) -> None:
        self._chosen = None
        self.app.push_screen(EntryPage(entry, self._specialist))

    def action_other_journal(self) -> None:
        self._listing.turn_to_other_journal()
        self._entries = {}
        self.load()

    def action_other_year(self) -> None:
        self._listing.turn_to_other_year()
        self._entries = {}
        self.load()

    def action_export(self) -> None:
        self.begin(self._export)

    async def _export(self) -> None:
        if self._listing.year is not None:
            await export_volume(self.kiosk, self._listing.journal, self._listing.year)

    def action_sign_ups(self) -> None:
        self.begin(self._sign_ups)

    async def _sign_ups(self) -> None:
        await show_sign_ups(self.kiosk, self._specialist)

    def action_volume(self) -> None:
        self.begin(self._volume)

    async def _volume(self) -> None:
        if self._listing.year is not None:
            page = VolumePage(self._listing.journal, self._listing.year, self._specialist)
            await self.app.push_screen_wait(page)
