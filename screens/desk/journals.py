"""Both journals: browse, find, open, export."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from kiosk.journal import numbers, read
from kiosk.journal.read import Line
from kiosk.proof.forms import Journal
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, journal_name
from screens.desk.entry_page import EntryPage
from screens.desk.exporting import export_volume
from screens.desk.volume_page import VolumePage
from screens.frame.specialist import SpecialistScreen
from screens.questions.entry_form import FormInput
from screens.widgets.key_bar import KeyHint
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable


class Journals(SpecialistScreen[None]):
    """The newest entry first; words in the search line narrow the list to what is found."""

    BINDINGS = [
        ("f5", "other_journal", ""),
        ("f6", "other_year", ""),
        ("f7", "export", ""),
        ("f8", "volume", ""),
    ]

    def __init__(self, specialist: Specialist) -> None:
        super().__init__()
        self._specialist = specialist
        self._journal = (
            Journal.CONSULTATIONS
            if Journal.CONSULTATIONS in specialist.journals
            else Journal.REQUESTS
        )
        self._years: list[int] = []
        self._year: int | None = None
        self._count = 0
        self._found: list[Line] | None = None
        self._wanted = ""
        self._entries: dict[int, int] = {}
        self._chosen: int | None = None
        """A row that was chosen before it arrived; it opens when it is there."""

    def heading(self) -> str:
        journal = journal_name(self._journal)
        if self._found is not None:
            return _("{journal}, all years").format(journal=journal)
        return f"{journal}, {self._year}/{(self._year + 1) % 100:02}" if self._year else journal

    def compose_body(self) -> ComposeResult:
        yield FormInput(
            id="search",
            placeholder=_("Number, name, room, topic or date, then Enter"),
            select_on_focus=False,
        )
        room = self._journal is Journal.REQUESTS
        yield VirtualTable(
            [
                TableColumn("№", width=6, right=True),
                TableColumn(_("Date"), width=10),
                TableColumn(_("Room") if room else _("Name"), fraction=1 if room else 2),
                TableColumn(_("Description") if room else _("Topic"), fraction=3),
                TableColumn(_("State"), width=22),
            ],
            empty=_("Nothing here."),
        )

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", _("Open"), "open"),
            KeyHint("F5", _("Other journal"), "other_journal"),
            KeyHint("F6", _("Year"), "other_year"),
            KeyHint("F7", _("Export"), "export"),
            KeyHint("F8", _("Volume"), "volume"),
        ]

    def on_mount(self) -> None:
        self.load()

    def after_compose(self) -> None:
        self.query_one(FormInput).focus()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read which volumes there are and show the chosen one."""
        point = self.kiosk.point
        try:
            self._years = await self.kiosk.act(numbers.years, point, self._journal)
            if self._year not in self._years:
                self._year = self._years[0] if self._years else None
            self._count = (
                await self.kiosk.act(read.size, point, self._journal, self._year)
                if self._year
                else 0
            )
        except HelpPointError:
            return
        self._found, self._wanted = None, ""
        await self.recompose()
        self.kiosk.dress(self)
        self.after_compose()
        self.query_one(VirtualTable).show(self._count)

    @on(VirtualTable.PageWanted)
    @work(group="page", exit_on_error=False)
    async def put_lines(self, message: VirtualTable.PageWanted) -> None:
        if self._found is not None:
            lines = self._found[message.first : message.first + message.size]
        elif self._year is not None:
            last = self._count - message.first
            lines = await self.kiosk.act(
                read.lines,
                self.kiosk.point,
                self._journal,
                self._year,
                last - message.size + 1,
                last,
            )
            lines = lines[::-1]
        else:
            lines = []
        rows = [_row(line) for line in lines]
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
        if wanted == self._wanted:
            self.action_open()
            return
        self._wanted, self._entries, self._chosen = wanted, {}, None
        self._found = (
            await self.kiosk.act(read.find, self.kiosk.point, self._journal, wanted)
            if wanted
            else None
        )
        self.query_one("#heading", Static).update(self.heading())
        table = self.query_one(VirtualTable)
        table.show(self._count if self._found is None else len(self._found))

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
        other = {Journal.REQUESTS: Journal.CONSULTATIONS, Journal.CONSULTATIONS: Journal.REQUESTS}
        self._journal = other[self._journal]
        self._entries = {}
        self.load()

    def action_other_year(self) -> None:
        if self._years and self._year is not None:
            at = self._years.index(self._year)
            self._year = self._years[(at + 1) % len(self._years)]
            self._entries = {}
            self.load()

    def action_export(self) -> None:
        self.begin(self._export)

    async def _export(self) -> None:
        if self._year is not None:
            await export_volume(self.kiosk, self._journal, self._year)

    def action_volume(self) -> None:
        self.begin(self._volume)

    async def _volume(self) -> None:
        if self._year is not None:
            page = VolumePage(self._journal, self._year, self._specialist)
            await self.app.push_screen_wait(page)


def _row(line: Line) -> tuple[str, str, str, str, str]:
    return (
        str(line.number),
        f"{line.opened:%d.%m.%Y}",
        line.who,
        line.about,
        line.standing,
    )
