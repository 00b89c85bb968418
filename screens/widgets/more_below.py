"""What may be longer than its place: it says so, and is turned page by page."""

from __future__ import annotations

from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message


class MoreBelow(VerticalScroll, can_focus=False):
    """Scrolls a page at a time, and from the end back to the beginning."""

    class Changed(Message):
        """There is more than has room, or all of it has room by now."""

        def __init__(self, more: bool) -> None:
            super().__init__()
            self.more = more

    def on_mount(self) -> None:
        self.watch(self, "virtual_size", self._tell)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - what fits is asked anew
        self._tell(self.virtual_size)

    def _tell(self, size: Size) -> None:
        self.post_message(self.Changed(size.height > self.size.height > 0))

    def turn(self, by: int = 1) -> None:
        """Go on by a page."""
        if by > 0 and self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            rows = max(1, self.size.height - 1)
            self.scroll_relative(y=by * rows, animate=False)
