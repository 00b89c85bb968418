"""Both journals: browse by month, find, filter, open, export."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from kiosk.journal import details, read
from kiosk.journal.search import STATES
from kiosk.proof.forms import Journal
from kiosk.proof.page import year_in_words
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.desk.count_head import CountHead
from screens.desk.entry_page import EntryPage
from screens.desk.entry_words import brief
from screens.desk.exporting import export_volume
from screens.desk.filters import choose_filter, state_word
from screens.desk.listing import Listing, grouped, kept_by
from screens.desk.months import Months
from screens.desk.sign_ups import show_sign_ups
from screens.desk.volume_page import VolumePage
from screens.frame.screen import ROOMY_ROWS
from screens.frame.specialist import SpecialistScreen
from screens.questions.entry_form import FormInput
from screens.widgets.chips import Chip, Chips
from screens.widgets.header_bar import HeaderBar
from screens.widgets.key_bar import KeyHint
from screens.widgets.margin_notes import Beside, MarginNotes
from screens.widgets.page import WIDE
from screens.widgets.virtual_table import VirtualTable

NOTHING = -1
"""No entry was told yet."""
_COUNTED = (3, 0, 10)
"""The states that the chips count, by their places in ``STATES``."""


class Journals(SpecialistScreen[None]):
    """The newest entry first; what is typed into the search line narrows the list to what is found.

    On a large screen chips count what needs a look, and the marked entry is told below the list.
    """

    is_page = True
    DEFAULT_CSS = """
    Journals #line { height: 3; padding: 0 2 0 0; }
    Journals #chips, Journals #marked { display: none; }
    Journals.-tall.-wide #line { height: 4; }
    Journals.-tall.-wide #chips { display: block; height: 4; }
    Journals.-tall.-wide #marked { display: block; height: 9; }
    """
    BINDINGS = [
        ("f2", "month", ""),
        ("f3", "filter", ""),
        ("f5", "other_journal", ""),
        ("f6", "other_year", ""),
        ("f7", "export", ""),
        ("f8", "volume", ""),
        ("f9", "sign_ups", ""),
        ("pageup", "page(-1)", ""),
        ("pagedown", "page(1)", ""),
        ("ctrl+home", "newest", ""),
        ("ctrl+end", "oldest", ""),
    ]

    def __init__(self, specialist: Specialist) -> None:
        super().__init__()
        self._specialist = specialist
        self._listing = Listing(kept_by(specialist))
        self._entries: dict[int, int] = {}
        """The entry of each row that has come."""
        self._chosen: int | None = None
        """A row that was chosen before it came; it opens when it is there."""
        self._told: int | None = NOTHING
        """The entry that is told below the list; None where the list is empty."""
        self._composed_for: Journal | None = None

    def heading(self) -> str:
        return self._listing.heading()

    def head(self) -> HeaderBar:
        return CountHead(self.heading())

    @property
    def _narrow(self) -> bool:
        return self.app.size.width < WIDE

    @property
    def _roomy(self) -> bool:
        return not self._narrow and self.app.size.height >= ROOMY_ROWS

    @property
    def _table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    def compose_body(self) -> ComposeResult:
        self._composed_for = self._listing.journal
        with Vertical(id="line"):
            yield FormInput(
                self._listing.wanted,
                id="search",
                placeholder=_("Name, number, ticket, date, month, state …, then Enter"),
                select_on_focus=False,
            )
        yield Chips(1 + len(_COUNTED), id="chips")
        columns = self._listing.columns(narrow=self._narrow)
        yield VirtualTable(columns, empty=_("Nothing here."), hung=True)
        marked = MarginNotes(id="marked")
        marked.add_class("margined")
        yield marked

    def key_hints(self) -> Sequence[KeyHint]:
        hints = [KeyHint("Enter", _("Open"), "open")] if not self._narrow else []
        return [
            KeyHint("Esc", _("Back"), "back"),
            *hints,
            KeyHint("F2", _("Month"), "month"),
            KeyHint("F3", _("Filter"), "filter"),
            KeyHint("F5", _("Journal") if self._narrow else _("Other journal"), "other_journal"),
            KeyHint("F6", _("Year"), "other_year"),
            KeyHint("F7", _("File") if self._narrow else _("Export"), "export"),
            KeyHint("F8", _("Volume"), "volume"),
            *([] if self._narrow else [KeyHint("F9", _("Sessions"), "sign_ups")]),
        ]

    def on_mount(self) -> None:
        self.load()

    def after_compose(self) -> None:
        self.query_one(FormInput).focus()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self, wanted: str = "", month: int | None = None) -> None:
        """Read which volumes there are and show the chosen one: what is looked for in it, or one of
        its months."""
        try:
            await self._listing.load(self.kiosk)
            await self._listing.find(self.kiosk, wanted)
        except HelpPointError:
            return
        if self._listing.journal is not self._composed_for:
            await self.recompose()
            self.kiosk.dress(self)
            self.after_compose()
        self._show_anew()
        if month is not None:
            index = self._listing.first_of(self._listing.contents.months[month])
            self._table.cursor = index
            self._table.scroll_to(y=index, animate=False)
        await self._count()

    def _show_anew(self) -> None:
        self._entries, self._chosen, self._told = {}, None, NOTHING
        self.query_one("#heading", Static).update(Content(self.heading()))
        field = self.query_one(FormInput)
        if field.value.strip() != self._listing.wanted:
            field.value = self._listing.wanted
            field.cursor_position = len(field.value)
        self._table.show(self._listing.size)
        self.show_place(0)
        self.tell_marked()

    async def _count(self) -> None:
        """Say on the chips how many entries of the volume need a look."""
        if not self._roomy or self._listing.year is None:
            return
        journal, year = self._listing.journal, self._listing.year
        chips = [Chip("", _("All {n}").format(n=grouped(self._listing.contents.size)))]
        for word in (state_word(STATES[at][0]) for at in _COUNTED):
            told = self.kiosk.point, journal, word
            count = len(await self.kiosk.act(read.find, *told, year=year))
            words = f"{word[:1].upper()}{word[1:]} {grouped(count)}"
            chips.append(Chip(f"{word} {year_in_words(year)}", words))
        for place in self.query(Chips):
            place.show(chips, self._listing.wanted)

    @on(Chips.Chosen)
    def look_for_chip(self, message: Chips.Chosen) -> None:
        self.load(message.answer)

    def on_key(self, event: events.Key) -> None:
        """Digits choose a chip while no field takes them."""
        if self._roomy and event.character and event.character in "1234":
            event.stop()
            self.query_one(Chips).press_number(int(event.character))

    @on(VirtualTable.PageWanted)
    @work(group="page", exit_on_error=False)
    async def put_lines(self, message: VirtualTable.PageWanted) -> None:
        lines = await self._listing.lines(self.kiosk, message.first, message.size)
        rows = [self._listing.cells(line, narrow=self._narrow) for line in lines]
        numbered = list(enumerate(lines, start=message.first))
        struck = {index for index, line in numbered if line.correction is not None}
        if message.table.put(message.first, rows, edition=message.edition, struck=struck):
            self._entries |= {index: line.entry for index, line in numbered}
            if self._chosen in self._entries:
                self._open(self._entries[self._chosen])
            self.tell_marked()

    @on(VirtualTable.RowMarked)
    def follow_marker(self, message: VirtualTable.RowMarked) -> None:
        self.show_place(message.index)
        self.tell_marked()

    def show_place(self, index: int) -> None:
        """Say at the top how many there are, and where the marker stands."""
        for head in self.query(CountHead):
            head.count = self._listing.count_words(index)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def tell_marked(self) -> None:
        """Tell the marked entry below the list, where there is room for it."""
        entry = self._entries.get(self._table.cursor)
        if not self._roomy or entry == self._told:
            return
        self._told = entry
        notes: Sequence[Beside] = ()
        if entry is not None:
            point = self.kiosk.point
            notes = brief(await self.kiosk.act(details.entry_details, point, entry))
        for place in self.query(MarginNotes):
            place.show(notes)

    @on(Input.Submitted)
    def search(self, message: Input.Submitted) -> None:
        """Find what was typed; with the words unchanged Enter opens the marked entry."""
        message.stop()
        wanted = message.value.strip()
        if wanted == self._listing.wanted:
            self.action_open()
        else:
            self.load(wanted)

    @on(FormInput.Left)
    def move_in_list(self, message: FormInput.Left) -> None:
        self._table.action_go(message.by)

    def action_page(self, pages: int) -> None:
        self._table.action_page(pages)

    def action_newest(self) -> None:
        self._table.action_first()

    def action_oldest(self) -> None:
        self._table.action_last()

    def action_open(self) -> None:
        self._table.action_choose()

    @on(VirtualTable.RowChosen)
    def open_entry(self, message: VirtualTable.RowChosen) -> None:
        if message.index in self._entries:
            self._open(self._entries[message.index])
        else:
            self._chosen = message.index

    def _open(self, entry: int) -> None:
        self._chosen = None
        self.app.push_screen(EntryPage(entry, self._specialist))

    def action_month(self) -> None:
        self.begin(self._month)

    async def _month(self) -> None:
        """Leap to a month of the volume."""
        months = self._listing.contents.months[::-1]
        if not months:
            return
        at = self._listing.month_at(self._table.cursor)
        marked = 0 if at is None or self._listing.is_search else len(months) - 1 - at
        month = await self.app.push_screen_wait(Months(months, marked))
        if month is not None:
            self.load(month=self._listing.contents.months.index(month))

    def action_filter(self) -> None:
        self.begin(self._filter)

    async def _filter(self) -> None:
        """Narrow the list by a filter, in the journal that it was kept for."""
        told = self._specialist, self._listing.journal, self._listing.wanted
        chosen = await choose_filter(self.kiosk, *told)
        if chosen is not None:
            self._listing.journal = chosen.journal
            self.load(chosen.wanted)

    def action_other_journal(self) -> None:
        self._listing.turn_to_other_journal()
        self.load()

    def action_other_year(self) -> None:
        self._listing.turn_to_other_year()
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
