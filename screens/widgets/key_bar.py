"""The keys that work on a screen, in words; each can be pressed with a finger as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from screens.widgets.page import INDENT, hair, margin

BLINK_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key, how it is written on the bar, what it does, and the action it stands for."""

    cap: str
    words: str
    action: str
    waits: bool = False
    """True for a key that is not shown before it does something; see ``KeyBar.show_key``."""


class KeyButton(Static):
    """One key of the bar."""

    class Pressed(Message):
        """A finger or the mouse pressed the key."""

        def __init__(self, hint: KeyHint) -> None:
            super().__init__()
            self.hint = hint

    def __init__(self, hint: KeyHint, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._hint = hint
        self.display = not hint.waits

    @property
    def action(self) -> str:
        """What the key does."""
        return self._hint.action

    def render(self) -> Content:
        """The key and its words; the key that leads back has its cap in the margin."""
        cap, between = self._hint.cap, " "
        if self.has_class("-margin"):
            before = margin(self.app.size.width)
            cap, between = cap.rjust(before - 1), " " * (2 + INDENT)
        return Content.assemble((cap, "bold"), between, Content(self._hint.words))

    def press(self) -> None:
        self.post_message(self.Pressed(self._hint))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.press()


class KeyBar(Horizontal):
    """The bottom of every screen, three rows high for fingers: a hair line, the keys, a blank."""

    DEFAULT_CSS = """
    KeyBar {
        height: 3;
        padding: 0 0 0 1;
        color: $secondary;
        &.-page { padding: 0; }
        KeyButton { width: auto; height: 2; margin-top: 1; padding: 0 2 0 0; color: $secondary; }
        KeyButton.-margin { color: $foreground; text-style: bold; }
        KeyButton:hover { color: $foreground; }
        .lead { width: auto; height: 2; margin-top: 1; }
        &.-blink, &.-blink KeyButton { background: $foreground; color: $background; }
    }
    """

    def __init__(self, hints: Sequence[KeyHint], *, page: bool = False) -> None:
        """On a ``page`` the key that leads back stands in the margin, the others right of it."""
        super().__init__(classes="-page" if page else "")
        self._hints = tuple(hints)
        self._page = page

    def show_key(self, action: str, shown: bool) -> None:
        """Show a key, or take it away while it does nothing."""
        for button in self.query(KeyButton):
            if button.action == action:
                button.display = shown

    def blink(self) -> None:
        """Show once that a key was not taken."""
        self.add_class("-blink")
        self.set_timer(BLINK_SECONDS, lambda: self.remove_class("-blink"))

    def compose(self) -> ComposeResult:
        hints = list(self._hints)
        if self._page and hints and hints[0].cap == "Esc":
            yield KeyButton(hints.pop(0), classes="-margin")
        elif self._page:
            yield Static(" " * (margin(self.app.size.width) + 1 + INDENT), classes="lead")
        for hint in hints:
            yield KeyButton(hint)

    def render_line(self, y: int) -> Strip:
        """A hair line above the keys, on a page from the red line on."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        before = margin(self.app.size.width) + 1 if self._page else 0
        paper, line = self.rich_style, hair() * max(0, width - before)
        return Strip([Segment(" " * before, paper), Segment(line, paper)], width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A finger on the hair line means the key below it."""
        for button in self.query(KeyButton):
            if button.region.x <= event.screen_x < button.region.right:
                button.press()
