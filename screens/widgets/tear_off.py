"""A list by day, as a tear-off calendar has it: the days in the margin, a band for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten, wrap

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kiosk.words.text import clean
from screens.widgets.page import INDENT, WIDE, hair, margin

BAND, TALL_BAND = 3, 4
"""Rows of a band that a finger may hit, and where there is room to spare."""
ROOMY = 24
"""From so many rows on there is room to spare."""
HOURS, ROOM, NOTE, GAP = 11, 9, 13, 2
"""Cells of the columns beside the words, and between two columns."""
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing of a day; ``day`` is what stands in the margin: the day of the week, the number."""

    day: tuple[str, str]
    hours: str
    words: str
    detail: str = ""
    room: str = ""
    notes: tuple[str, ...] = ()
    """Up to two short lines at the right edge."""


class TearOff(Widget, can_focus=True, inherit_bindings=False):
    """Bands over the whole width of a page, a marker, and only as many bands as fit at once.

    The day stands in the margin where it changes, and at the top.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "tear-off--day",
        "tear-off--quiet",
        "tear-off--hair",
        "tear-off--marker",
        "tear-off--chosen",
    }
    DEFAULT_CSS = """
    TearOff {
        height: 1fr;
        background: $background;
        color: $foreground;
        & > .tear-off--day { color: $secondary; text-style: bold; }
        & > .tear-off--quiet { color: $secondary; }
        & > .tear-off--hair { color: $secondary; }
        & > .tear-off--marker { color: $accent; text-style: bold; }
        & > .tear-off--chosen { background: $primary; color: $background; }
    }
    """
    BINDINGS = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "go(-999)", show=False),
        Binding("end", "go(999)", show=False),
        Binding("enter,space", "choose", show=False),
    ]
    cursor: reactive[int] = reactive(0)
    """The index of the marked band."""

    class Chosen(Message):
        """A band was chosen by Enter or a touch."""

        def __init__(self, index: int) -> None:
            """Name the band."""
            super().__init__()
            self.index = index

    def __init__(self, leaves: Sequence[Leaf], *, cursor: int = 0, id: str | None = None) -> None:
        """``cursor`` is marked at first. Invisible characters in words are taken out."""
        super().__init__(id=id)
        self._leaves = tuple(
            replace(leaf, words=clean(leaf.words), detail=clean(leaf.detail), room=clean(leaf.room))
            for leaf in leaves
        )
        self._top = 0
        self.set_reactive(TearOff.cursor, cursor)

    @property
    def band(self) -> int:
        """Rows of one band."""
        return TALL_BAND if self.size.height > ROOMY else BAND

    @property
    def fitting(self) -> int:
        """How many bands are in sight at once."""
        return max(1, self.size.height // self.band)

    @property
    def has_more(self) -> bool:
        """Whether there are more bands than fit."""
        return len(self._leaves) > self.fitting

    def validate_cursor(self, index: int) -> int:
        """Keep the marker on a band."""
        return max(0, min(len(self._leaves) - 1, index))

    def watch_cursor(self) -> None:
        self._keep_in_sight()

    def on_resize(self) -> None:
        self._keep_in_sight()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _keep_in_sight(self) -> None:
        last = max(0, len(self._leaves) - self.fitting)
        lowest = max(self.cursor - self.fitting + 1, self._top)
        self._top = min(lowest, self.cursor, last)
        self.refresh()

    def render(self) -> Content:
        """All that can be read here, band by band."""
        return Content("\n".join(" ".join((*a.day, a.hours, a.words)) for a in self._leaves))

    def render_line(self, y: int) -> Strip:
        """A row of a band; a hair line below the last one."""
        place, row = divmod(y, self.band)
        index = self._top + place
        shown = place < self.fitting and index < len(self._leaves)
        left = margin(self.app.size.width) + 1
        if not shown:
            line = hair() if row == 0 and place > 0 and index <= len(self._leaves) else " "
            rule = Segment(line * (self.size.width - left), self._part("hair"))
            return Strip([Segment(" " * left, self.rich_style), rule], self.size.width)
        marked = index == self.cursor
        chosen = marked and self.has_focus
        block = self._part("chosen") if chosen else self.rich_style
        before = self._margin(index, row, left, marked=marked)
        if row == 0 and not chosen:
            rest = [Segment(hair() * (self.size.width - left), self._part("hair"))]
        else:
            quiet = block if chosen else self._part("quiet")
            rest = self._row(self._leaves[index], row, left, block, quiet)
        return Strip([*before, *rest]).adjust_cell_length(self.size.width, block)

    def _margin(self, index: int, row: int, left: int, *, marked: bool) -> list[Segment]:
        """The day, where it is another one than above, and the marker."""
        leaf = self._leaves[index]
        is_first = index == self._top or self._leaves[index - 1].day != leaf.day
        named = leaf.day[row - 1] if is_first and row in (1, 2) else ""
        marker = "►" if marked and row == 1 else ""
        words = marker.ljust(left - 4 - len(named)) + " " + named if marker else named
        look = self._part("marker" if marked else "day")
        return [Segment(words.rjust(left - 2), look), Segment("  ", self.rich_style)]

    def _row(self, leaf: Leaf, row: int, left: int, block: Style, quiet: Style) -> list[Segment]:
        """The columns on one row of a band."""
        gap = GAP if self.app.size.width < WIDE else 2 * GAP
        width = self.size.width - left - INDENT - HOURS - ROOM - NOTE - 3 * gap - INDENT
        words, count = _wrapped(leaf.words, width), self.band - 1
        column = [*words, *_wrapped(leaf.detail, width)][:count]
        title = column[row - 1] if 1 <= row <= len(column) else ""
        look = block if row <= len(words) else quiet
        note = leaf.notes[row - 1] if 1 <= row <= len(leaf.notes) else ""
        rooms = wrap(leaf.room, ROOM)[:count]
        between = Segment(" " * gap, block)
        return [
            Segment(" " * INDENT, block),
            Segment(set_cell_size(leaf.hours if row == 1 else "", HOURS), block + _BOLD),
            between,
            Segment(set_cell_size(title, width), look),
            between,
            Segment(set_cell_size(rooms[row - 1] if 1 <= row <= len(rooms) else "", ROOM), quiet),
            between,
            Segment(set_cell_size(note[:NOTE].rjust(NOTE), NOTE), block + _BOLD),
        ]

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"tear-off--{name}")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the band under the finger."""
        event.stop()
        index = self._top + event.y // self.band
        if event.y // self.band < self.fitting and index < len(self._leaves):
            self.focus()
            self.cursor = index
            self.action_choose()

    def on_mouse_scroll_down(self) -> None:
        self.action_go(1)

    def on_mouse_scroll_up(self) -> None:
        self.action_go(-1)

    def action_go(self, bands: int) -> None:
        """Move by bands."""
        self.cursor += bands

    def action_page(self, pages: int) -> None:
        """Move by what is in sight."""
        self.cursor += pages * self.fitting

    def action_choose(self) -> None:
        """Choose the marked band."""
        if self._leaves:
            self.post_message(self.Chosen(self.cursor))


def _wrapped(words: str, width: int) -> list[str]:
    """At most two lines; what does not fit ends in an ellipsis."""
    lines = wrap(words, max(8, width))
    if len(lines) < 3:
        return lines
    return [lines[0], shorten(" ".join(lines[1:]), max(8, width), placeholder="…")]
