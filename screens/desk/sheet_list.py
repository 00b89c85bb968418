"""The rows of the day's sheet: each is ticked by itself, once all of it was on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from screens.widgets.page import margin
from screens.widgets.read_whole import ReadWhole


class SheetRow(Horizontal):
    """A row: its number and tick in the margin, its words right of the red line."""

    DEFAULT_CSS = """
    SheetRow {
        height: auto;
        margin-bottom: 1;
        .mark { height: 2; text-align: right; padding-right: 1; margin-right: 1; }
        .words { width: 1fr; height: auto; padding: 0 1 0 2; }
        &.-on .words { background: $panel; }
    }
    """

    ticked: reactive[bool] = reactive(False)
    marked: reactive[bool] = reactive(False, toggle_class="-on")

    class Tapped(Message):
        """A finger is on the row."""

        def __init__(self, row: SheetRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, number: int, words: Content, *, ticked: bool) -> None:
        super().__init__()
        self._number, self._words = number, words
        self.set_reactive(SheetRow.ticked, ticked)

    def compose(self) -> ComposeResult:
        mark = Static(self._mark(), classes="mark")
        mark.styles.width = margin(self.app.size.width)
        yield mark
        yield Static(self._words, classes="words")

    def _mark(self) -> Content:
        head = ("►" if self.marked else "") + f"№\N{NO-BREAK SPACE}{self._number}"
        tick = "[x]" if self.ticked else "[ ]"
        return Content.assemble((head, "bold"), "\n", (tick, "bold $primary"))

    def watch_ticked(self) -> None:
        self._show()

    def watch_marked(self) -> None:
        self._show()

    def _show(self) -> None:
        for mark in self.query(".mark").results(Static):
            mark.update(self._mark())

    def on_resize(self) -> None:
        for mark in self.query(".mark"):
            mark.styles.width = margin(self.app.size.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.post_message(self.Tapped(self))


class SheetList(ReadWhole):
    """Space ticks the marked row and goes on to the next; of a long row it shows the rest first."""

    DEFAULT_CSS = """
    SheetList { height: 1fr; }
    """
    BINDINGS = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("space", "tick", show=False),
    ]

    class Ticked(Message):
        """A row was ticked, or its tick was taken away."""

    marked = 0

    def __init__(self, rows: Sequence[SheetRow]) -> None:
        super().__init__(*rows)
        self.rows = tuple(rows)

    def on_mount(self) -> None:
        self._mark(0)

    def action_step(self, by: int) -> None:
        """To the next row; of one that goes on below, to its rest."""
        if by > 0 and not self._is_whole(self.rows[self.marked]):
            self.action_turn(1)
        else:
            self._mark(max(0, min(len(self.rows) - 1, self.marked + by)))

    def action_tick(self) -> None:
        row = self.rows[self.marked]
        self._tick(row)
        if row.ticked:
            self.action_step(1)

    def _tick(self, row: SheetRow) -> None:
        """Tick a row or take its tick away; of one that goes on below show the rest instead."""
        if self._is_whole(row):
            row.ticked = not row.ticked
            self.post_message(self.Ticked())
        else:
            self.action_turn(1)

    def on_sheet_row_tapped(self, message: SheetRow.Tapped) -> None:
        message.stop()
        self.focus()
        self._mark(self.rows.index(message.row))
        self._tick(message.row)

    def _mark(self, index: int) -> None:
        self.rows[self.marked].marked = False
        self.marked = index
        row = self.rows[index]
        row.marked = True
        self.scroll_to_widget(row, animate=False, top=row.outer_size.height > self.size.height)

    def _is_whole(self, row: SheetRow) -> bool:
        """Whether every line of the row was on the screen."""
        place = row.virtual_region
        return bool(place) and self.has_shown(Region(0, place.y, 1, place.height))
