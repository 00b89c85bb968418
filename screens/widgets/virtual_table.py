"""A table of any number of rows: it asks for the pages it shows and keeps a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.table_columns import GAP, MARKER, TableColumn, fitted, widths
from screens.widgets.table_pages import PAGE, Pages


class VirtualTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows under a header, a cursor, and «…» wherever a row is still being fetched.

    The table reads nothing itself: it posts PageWanted, and the screen calls ``put`` when it has
    the rows. ``show`` starts over with another number of rows.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "virtual-table--header",
        "virtual-table--row",
        "virtual-table--odd",
        "virtual-table--cursor",
        "virtual-table--chosen",
    }
    DEFAULT_CSS = """
    VirtualTable {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        background: $background;
        color: $foreground;

        & > .virtual-table--header {
            background: $panel;
            color: $foreground;
            text-style: bold;
        }
        & > .virtual-table--row {
            background: $background;
            color: $foreground;
        }
        & > .virtual-table--odd {
            background: $surface;
            color: $foreground;
        }
        & > .virtual-table--cursor {
            background: $panel;
            color: $foreground;
            text-style: bold;
        }
        & > .virtual-table--chosen {
            background: $foreground;
            color: $background;
            text-style: bold;
        }
    }
    """
    BINDINGS = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "choose", show=False),
    ]

    count: reactive[int] = reactive(0)
    """How many rows there are; set it by ``show``."""
    cursor: reactive[int] = reactive(0)
    """The index of the row under the cursor, from 0."""

    class PageWanted(Message):
        """Rows are wanted; answer with ``put`` and the same ``edition``."""

        def __init__(self, table: VirtualTable, first: int, size: int, edition: int) -> None:
            """Name the first row, how many, and which showing of the table asks."""
            super().__init__()
            self.table = table
            self.first = first
            self.size = size
            self.edition = edition

        @property
        def control(self) -> VirtualTable:
            """The table that asks."""
            return self.table

    class RowChosen(Message):
        """A row was chosen by Enter or a touch."""

        def __init__(self, table: VirtualTable, index: int) -> None:
            """Name the row."""
            super().__init__()
            self.table = table
            self.index = index

        @property
        def control(self) -> VirtualTable:
            """The table of the row."""
            return self.table

    def __init__(
        self,
        columns: Sequence[TableColumn],
        count: int = 0,
        *,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the columns, the number of rows, and the sentence for a table without rows."""
        super().__init__(name=name, id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._pages = Pages()
        self.set_reactive(VirtualTable.count, count)

    def show(self, count: int) -> None:
        """Start over with so many rows: forget every page, go to the first row."""
        self._pages.start_over()
        self.cursor = 0
        self.count = count
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def put(self, first: int, rows: Sequence[Sequence[str]], *, edition: int | None = None) -> bool:
        """Take the rows that were asked for; what an earlier showing asked for is dropped (False).

        ``first`` is the one of PageWanted. Controls and other invisible characters are taken out.
        """
        if edition is None or edition == self._pages.edition:
            self._pages.keep(first, rows)
            self.refresh()
            return True
        return False

    def row(self, index: int) -> Sequence[str] | None:
        """The cells of a row, or None while they are on their way."""
        if self._pages.missing(index):
            first = self._pages.expect(index)
            size = min(PAGE, self.count - first)
            wanted = self.PageWanted(self, first, size, self._pages.edition)
            # Asked while the screen draws, the message would name the screen as its sender and
            # bubble no further than there.
            wanted.set_sender(self)
            self.post_message(wanted)
        return self._pages.row(index)

    @property
    def _top(self) -> int:
        """The index of the first row in sight."""
        return int(self.scroll_offset.y)

    @property
    def _visible(self) -> int:
        """Rows in sight: all lines but the header."""
        return max(1, self.scrollable_content_region.height - 1)

    def on_mount(self) -> None:
        """Learn how far there is to scroll."""
        self._measure()

    def watch_count(self) -> None:
        """Learn how far there is to scroll."""
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(1, self.count + 1)

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(self.count - 1, index))

    def watch_cursor(self, index: int) -> None:
        """Keep the cursor in sight."""
        if index < self._top:
            self.scroll_to(y=index, animate=False)
        elif index >= self._top + self._visible:
            self.scroll_to(y=index - self._visible + 1, animate=False)
        self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the cursor as strong as the focus makes it."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The header, a row, or nothing below the last row."""
        if y == 0:
            titles = [column.title for column in self._columns]
            return self._line(titles, "virtual-table--header", " ")
        index = self._top + y - 1
        if index >= self.count:
            return self._below(y)
        cells = self.row(index) or ["…"] * len(self._columns)
        marker = "►" if index == self.cursor else " "
        return self._line(cells, self._look(index), marker)

    def _look(self, index: int) -> str:
        if index == self.cursor:
            return "virtual-table--chosen" if self.has_focus else "virtual-table--cursor"
        return "virtual-table--odd" if index % 2 else "virtual-table--row"

    def _line(self, cells: Sequence[str], look: str, marker: str) -> Strip:
        style = self.get_component_rich_style(look)
        width = self.scrollable_content_region.width
        columns = widths(self._columns, width)
        text = (" " * GAP).join(
            fitted(cell, cells_wide, right=column.right)
            for cell, cells_wide, column in zip(cells, columns, self._columns, strict=False)
        )
        return _strip(marker.ljust(MARKER) + text, width, style)

    def _below(self, y: int) -> Strip:
        """What stands where no row is: the sentence of an empty table, or nothing."""
        width = self.scrollable_content_region.width
        lines = [] if self.count else wrap(self._empty, max(1, width - 2 * MARKER))
        words = " " * MARKER + lines[y - 2] if 0 <= y - 2 < len(lines) else ""
        return _strip(words, width, self.rich_style)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the row under the finger."""
        event.stop()
        spot = event.get_content_offset(self)
        if spot is None or spot.y == 0 or self._top + spot.y > self.count:
            return
        self.cursor = self._top + spot.y - 1
        self.action_choose()

    def action_go(self, rows: int) -> None:
        """Move by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move by screens, one row of overlap."""
        self.cursor += pages * max(1, self._visible - 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = self.count - 1

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.count:
            self.post_message(self.RowChosen(self, self.cursor))


def _strip(text: str, width: int, style: Style) -> Strip:
    return Strip([Segment(text, style)]).adjust_cell_length(width, style)
