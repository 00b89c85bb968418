"""A table of any number of rows: it asks for the pages it shows and keeps a few of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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

from screens.widgets.page import INDENT, hair, margin
from screens.widgets.table_columns import GAP, MARKER, TableColumn, fitted, widths
from screens.widgets.table_pages import PAGE, Pages

NARROW = 20
"""Cells that the words of a hung table have at least."""
_MARKED = Style(bold=True)


class VirtualTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows under a header, a cursor, and «…» wherever a row is still being fetched.

    The table reads nothing itself: it posts PageWanted, and the screen calls ``put`` when it has
    the rows. ``show`` starts over with another number of rows. A ``hung`` table has its first
    column in the margin of the page, left of the red line, and a hair line under its header.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "virtual-table--header",
        "virtual-table--row",
        "virtual-table--odd",
        "virtual-table--cursor",
        "virtual-table--chosen",
        "virtual-table--hung",
        "virtual-table--hair",
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
        & > .virtual-table--hung { color: $secondary; text-style: bold; }
        & > .virtual-table--hair { color: $secondary; }
        &.-hung > .virtual-table--header { background: $background; color: $primary; }
        &.-hung > .virtual-table--odd { background: $background; }
        &.-hung > .virtual-table--chosen, &.-hung > .virtual-table--cursor {
            background: $primary;
            color: $background;
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

    class RowMarked(Message):
        """The marker stands on another row, or on a row of another showing."""

        def __init__(self, table: VirtualTable, index: int) -> None:
            """Name the row."""
            super().__init__()
            self.table = table
            self.index = index

        @property
        def control(self) -> VirtualTable:
            """The table of the row."""
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
        hung: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the columns, the number of rows, and the sentence for a table without rows."""
        super().__init__(name=name, id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._hung = hung
        self.set_class(hung, "-hung")
        self.set_class(hung, "margined")
        self._pages = Pages()
        self._struck: set[int] = set()
        self.set_reactive(VirtualTable.count, count)

    def show(self, count: int) -> None:
        """Start over with so many rows: forget every page, go to the first row."""
        self._pages.start_over()
        self._struck.clear()
        self.cursor = 0
        self.count = count
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def put(
        self,
        first: int,
        rows: Sequence[Sequence[str]],
        *,
        edition: int | None = None,
        struck: Collection[int] = (),
    ) -> bool:
        """Take the rows that were asked for; what an earlier showing asked for is dropped (False).

        ``first`` is the one of PageWanted; ``struck`` are the indexes of rows that are drawn struck
        through. Controls and other invisible characters are taken out.
        """
        if edition is None or edition == self._pages.edition:
            self._pages.keep(first, rows)
            self._struck.update(struck)
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
    def _head(self) -> int:
        """Lines of the header."""
        return 2 if self._hung else 1

    @property
    def _visible(self) -> int:
        """Rows in sight: all lines but the header."""
        return max(1, self.scrollable_content_region.height - self._head)

    def on_mount(self) -> None:
        """Learn how far there is to scroll."""
        self._measure()

    def watch_count(self) -> None:
        """Learn how far there is to scroll."""
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(1, self.count + self._head)

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
        self.post_message(self.RowMarked(self, index))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the cursor as strong as the focus makes it."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The header, a row, or nothing below the last row."""
        if y == 0:
            titles = [column.title for column in self._columns]
            return self._line(titles, self._part("header"), " ")
        if y < self._head:
            return self._hair()
        index = self._top + y - self._head
        if index >= self.count:
            return self._below(y)
        cells = self.row(index) or ["…"] * len(self._columns)
        marker = "►" if index == self.cursor else " "
        style = self._part(self._look(index))
        return self._line(cells, style, marker, struck=index in self._struck)

    def _look(self, index: int) -> str:
        if index == self.cursor:
            return "chosen" if self.has_focus else "cursor"
        return "odd" if index % 2 else "row"

    def _part(self, look: str) -> Style:
        return self.get_component_rich_style(f"virtual-table--{look}")

    def _line(
        self, cells: Sequence[str], style: Style, marker: str, *, struck: bool = False
    ) -> Strip:
        if self._hung:
            return self._hung_line(cells, style, marker, struck=struck)
        width = self.scrollable_content_region.width
        text = _text(cells, self._columns, widths(self._columns, width))
        return _strip(marker.ljust(MARKER) + text, width, style)

    def _hung_line(self, cells: Sequence[str], style: Style, marker: str, *, struck: bool) -> Strip:
        """A line with its first cell in the margin; words struck through are struck by word."""
        before, width = margin(self.app.size.width), self.scrollable_content_region.width
        room = max(NARROW, width - before - 1 - 2 * INDENT)
        columns = self._columns[1:]
        text = _text(cells[1:], columns, widths(columns, room + MARKER))
        hung = fitted(marker.strip() + cells[0], before - 1, right=True)
        paper, block = self.rich_style, style
        words = [Segment(text, style + Style(strike=True) if struck else style)]
        beside = self._part("hung") if style.bgcolor == paper.bgcolor else paper + _MARKED
        indent = Segment(" " * INDENT, block)
        return (
            Strip([Segment(f"{hung}  ", beside), indent, *words])
            .adjust_cell_length(width - INDENT, block)
            .adjust_cell_length(width, paper)
        )

    def _hair(self) -> Strip:
        """The hair line under the header, from the red line on."""
        before, width = margin(self.app.size.width) + 1, self.scrollable_content_region.width
        line = hair() * max(0, width - before - INDENT)
        strip = Strip([Segment(" " * before, self.rich_style), Segment(line, self._part("hair"))])
        return strip.adjust_cell_length(width, self.rich_style)

    def _below(self, y: int) -> Strip:
        """What stands where no row is: the sentence of an empty table, or nothing."""
        width = self.scrollable_content_region.width
        indent = margin(self.app.size.width) + 1 + INDENT if self._hung else MARKER
        lines = [] if self.count else wrap(self._empty, max(1, width - MARKER - indent))
        at = y - self._head - 1
        words = " " * indent + lines[at] if 0 <= at < len(lines) else ""
        return _strip(words, width, self.rich_style)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the row under the finger."""
        event.stop()
        spot = event.get_content_offset(self)
        if spot is None or not self._head <= spot.y < self._head + self.count - self._top:
            return
        self.cursor = self._top + spot.y - self._head
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


def _text(cells: Sequence[str], columns: Sequence[TableColumn], wide: Sequence[int]) -> str:
    """Cells side by side, each as wide as its column."""
    return (" " * GAP).join(
        fitted(cell, width, right=column.right)
        for cell, width, column in zip(cells, wide, columns, strict=False)
    )


def _strip(text: str, width: int, style: Style) -> Strip:
    return Strip([Segment(text, style)]).adjust_cell_length(width, style)
