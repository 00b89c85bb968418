"""The months of a volume, to leap to one of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from kiosk.journal.read import Month
from kiosk.words.i18n import _, month_names
from screens.frame.specialist import SpecialistScreen
from screens.widgets.key_bar import KeyHint
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable


def month_name(month: Month) -> str:
    """«ноябрь 2026»."""
    return f"{month_names()[month.month - 1]} {month.year}"


class Months(SpecialistScreen[Month]):
    """The newest month first, its entries counted in the margin; answers with the chosen one."""

    is_page = True

    def __init__(self, months: Sequence[Month], marked: int) -> None:
        """``marked`` is the place of the month that is on the screen now."""
        super().__init__()
        self._months, self._marked = months, marked

    def heading(self) -> str:
        return _("To which month?")

    def compose_body(self) -> ComposeResult:
        columns = [TableColumn(""), TableColumn(_("Month"), width=16), TableColumn("№")]
        yield VirtualTable(columns, len(self._months), hung=True)

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Back"), "back"), KeyHint("Enter", _("Go there"), "choose")]

    def after_compose(self) -> None:
        table = self.query_one(VirtualTable)
        table.focus()
        table.cursor = self._marked

    def action_choose(self) -> None:
        self.query_one(VirtualTable).action_choose()

    @on(VirtualTable.PageWanted)
    def put_months(self, message: VirtualTable.PageWanted) -> None:
        rows = [
            (str(month.entries), month_name(month), f"{month.first}–{month.last}")
            for month in self._months
        ]
        message.table.put(message.first, rows, edition=message.edition)

    @on(VirtualTable.RowChosen)
    def answer(self, message: VirtualTable.RowChosen) -> None:
        self.dismiss(self._months[message.index])
