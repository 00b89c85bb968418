"""A text that has to be read whole: it knows which of its rows were on the screen."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message


class ReadWhole(VerticalScroll, inherit_bindings=False):
    """Scrolls by row and by page, and says once that every row of it was on the screen.

    There is no key that leaps to the end: what it leaps over nobody has seen.
    """

    BINDINGS = [
        Binding("down", "go(1)", show=False),
        Binding("up", "go(-1)", show=False),
        Binding("pagedown,space", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
    ]

    class Read(Message):
        """Every row was on the screen."""

    was_read = False

    def on_mount(self) -> None:
        self._shown: set[int] = set()
        self.call_after_refresh(self.notice)

    def on_resize(self, _event: events.Resize) -> None:
        """Rows of another width are other rows."""
        self._shown.clear()
        self.call_after_refresh(self.notice)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.is_mounted:
            self.notice()

    def notice(self) -> None:
        """Keep in mind what is on the screen now."""
        height = self.scrollable_content_region.height
        if not height or not self.display or not self.region:
            return
        self._shown.update(range(self.scroll_offset.y, self.scroll_offset.y + height))
        self.look_at_shown()

    def look_at_shown(self) -> None:
        """Say so once when nothing is left that was not on the screen."""
        if not self.was_read and self.has_shown(Region(0, 0, 1, self.virtual_size.height)):
            self.was_read = True
            self.post_message(self.Read())

    def has_shown(self, part: Region) -> bool:
        """Whether every row of a part was on the screen; the part is of the scrolled text."""
        return self._shown.issuperset(range(part.y, part.bottom))

    def action_go(self, by: int) -> None:
        self.scroll_relative(y=by, animate=False)

    def action_turn(self, by: int) -> None:
        """A page, and no row is left out between two of them."""
        self.scroll_relative(y=by * self.scrollable_content_region.height, animate=False)
