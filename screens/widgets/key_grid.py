"""Keys drawn on the screen and pressed with a finger: what every on-screen keyboard shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.keys import _character_to_key
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

PRESSED_SECONDS = 0.2
"""How long a key looks pressed: long enough to be seen, whenever the finger leaves."""


@dataclass(frozen=True, slots=True)
class KeyCap:
    """A key: what it sends, what stands on it, its share of the row's width, and its looks."""

    code: str
    label: str
    share: float = 1.0
    special: bool = False
    held: bool = False


class KeyGrid(Widget, can_focus=False, inherit_bindings=False):
    """Rows of keys over the full width; a press sends the Key event that a real key would send.

    It acts on MouseDown, since a shaking finger makes no Click, and never takes the focus from the
    field that is being filled in; so it must not stand in a focusable container. The event goes
    through the App: bindings, ``Input.restrict``, ``max_length`` and idle timers see a real key.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "key-grid--key",
        "key-grid--special",
        "key-grid--pressed",
    }
    DEFAULT_CSS = """
    KeyGrid {
        height: auto;
        width: 100%;
        background: $foreground 45%;

        & > .key-grid--key {
            background: $surface;
            color: $foreground;
            text-style: bold;
        }
        & > .key-grid--special {
            background: $panel;
            color: $foreground;
        }
        & > .key-grid--pressed {
            background: $foreground;
            color: $background;
            text-style: bold;
        }
    }
    """

    key_height: reactive[int] = reactive(2, layout=True)
    """Terminal rows of a key, 2 or 3; the lower half of the last one is the gap."""
    pressed: reactive[str | None] = reactive(None)
    """The code of the key just pressed."""

    _lift: Timer | None = None

    def keys(self) -> Sequence[Sequence[KeyCap]]:
        """The rows of keys as they stand now."""
        raise NotImplementedError

    def press(self, code: str) -> None:
        """Do what the key is for; by default its code is a character to type."""
        self.type(code)

    def type(self, character: str) -> None:
        """Send a character."""
        self.send(_character_to_key(character), character)

    def send(self, key: str, character: str | None = None) -> None:
        """Send a Key event by Textual's name of the key."""
        event = events.Key(key, character)
        event.set_sender(self.app)
        self.app.post_message(event)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the keys need."""
        return len(self.keys()) * self.key_height

    def render_line(self, y: int) -> Strip:
        """The part of a row of keys that falls on this line."""
        gap = self.rich_style
        line = Strip(
            [
                segment
                for key, region in self._placed(y // self.key_height)
                for segment in self._draw(key, region.width - 1, y % self.key_height)
            ]
        )
        return line.adjust_cell_length(self.content_size.width, gap)

    def _draw(self, key: KeyCap, width: int, line: int) -> list[Segment]:
        """One line of a key: its label above the middle, half a row of gap at the bottom."""
        gap = self.rich_style
        look = self._look(key)
        if line == self.key_height - 1:
            face = Segment("▀" * width, Style(color=look.bgcolor, bgcolor=gap.bgcolor))
        elif line == (self.key_height - 1) // 2:
            face = Segment(_centred(key.label, width), look)
        else:
            face = Segment(" " * width, look)
        return [face, Segment(" ", gap)]

    def _look(self, key: KeyCap) -> Style:
        if key.held or key.code == self.pressed:
            return self.get_component_rich_style("key-grid--pressed")
        name = "key-grid--special" if key.special else "key-grid--key"
        return self.get_component_rich_style(name)

    def _placed(self, row: int) -> list[tuple[KeyCap, Region]]:
        """The keys of a row with the cells each one takes, its gap included."""
        rows = self.keys()
        if not 0 <= row < len(rows):
            return []
        whole = sum(key.share for key in rows[row])
        width, height = self.content_size.width, self.key_height
        placed, before = [], 0.0
        for key in rows[row]:
            left = round(before * width / whole)
            before += key.share
            right = round(before * width / whole)
            placed.append((key, Region(left, row * height, right - left, height)))
        return placed

    def region_of(self, code: str) -> Region | None:
        """Where a key stands, in cells from the top left of the content; None when it does not."""
        for row in range(len(self.keys())):
            for key, region in self._placed(row):
                if key.code == code:
                    return region
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the finger."""
        event.stop()
        spot = event.get_content_offset(self)
        if spot is None or event.button != 1:
            return
        for key, region in self._placed(spot.y // self.key_height):
            if region.contains_point(spot):
                self._flash(key.code)
                self.press(key.code)
                return

    def _flash(self, code: str) -> None:
        if self._lift is not None:
            self._lift.stop()
        self.pressed = code
        self._lift = self.set_timer(PRESSED_SECONDS, self._release)

    def _release(self) -> None:
        self.pressed = None


def _centred(label: str, width: int) -> str:
    """The label in the middle of so many cells, cut where it is longer."""
    spare = max(0, width - cell_len(label))
    return set_cell_size(" " * (spare // 2) + label, width)
