"""The keys that work on a screen, in words; each can be pressed with a finger as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

BLINK_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key, how it is written on the bar, what it does, and the action it stands for."""

    cap: str
    words: str
    action: str


class KeyButton(Static):
    """One key of the bar."""

    class Pressed(Message):
        """A finger or the mouse pressed the key."""

        def __init__(self, hint: KeyHint) -> None:
            super().__init__()
            self.hint = hint

    def __init__(self, hint: KeyHint) -> None:
        words = Content.assemble((f" {hint.cap} ", "bold reverse"), " ", Content(hint.words))
        super().__init__(words)
        self._hint = hint

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.post_message(self.Pressed(self._hint))


class KeyBar(Horizontal):
    """The bottom of every screen, three rows high for fingers."""

    DEFAULT_CSS = """
    KeyBar {
        height: 3;
        background: $panel;
        KeyButton { width: auto; height: 3; padding: 1 1 1 1; color: $foreground; }
        KeyButton:hover { background: $surface; }
        &.-blink, &.-blink KeyButton { background: $foreground; color: $background; }
    }
    """

    def __init__(self, hints: Sequence[KeyHint]) -> None:
        super().__init__()
        self._hints = tuple(hints)

    def blink(self) -> None:
        """Show once that a key was not taken."""
        self.add_class("-blink")
        self.set_timer(BLINK_SECONDS, lambda: self.remove_class("-blink"))

    def compose(self) -> ComposeResult:
        for hint in self._hints:
            yield KeyButton(hint)
