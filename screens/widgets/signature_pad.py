"""A pad on which a finger or a mouse draws a signature."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.words.drawing import HEIGHT, MOST_POINTS, MOST_STROKES, WIDTH, Point, Strokes
from screens.hardened.pixels import release_pixels, want_pixels

_NEAREST = 20
"""Closer than this to the last point, in the pad's units, a point adds nothing but bytes."""
_ACROSS, _DOWN = 2, 4
"""The dots of a Braille character."""
_BRAILLE = 0x2800
_DOT = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


class SignaturePad(Widget, can_focus=False):
    """Takes strokes in the units of ``kiosk.words.drawing`` and shows them as fine dots.

    The mouse is read in pixels where the terminal agrees to that, otherwise in cells. Its shape
    is the caller's: six cells wide for each one high, so that what is drawn is what is printed.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SignaturePad {
        width: 62;
        height: 12;
        border: round $primary;
        background: $surface;
        color: $foreground;
    }
    """

    def __init__(
        self,
        strokes: Strokes = (),
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with strokes drawn before."""
        super().__init__(name=name, id=id, classes=classes)
        self._strokes = [list(stroke) for stroke in strokes]
        self._drawing = False
        self._dots: dict[tuple[int, int], int] = {}
        self._dotted = Size(0, 0)

    @property
    def strokes(self) -> Strokes:
        """What has been drawn so far."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def erase(self) -> None:
        """Begin anew."""
        self._strokes = []
        self._end()
        self._changed()

    def on_mount(self) -> None:
        want_pixels(self.app)

    def on_unmount(self) -> None:
        release_pixels(self.app)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        if len(self._strokes) < MOST_STROKES and self._has_room():
            self.capture_mouse()
            self._drawing = True
            self._strokes.append([self._place(event)])
            self._changed()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._drawing or not self._has_room():
            return
        x, y = self._place(event)
        last_x, last_y = self._strokes[-1][-1]
        if max(abs(x - last_x), abs(y - last_y)) >= _NEAREST:
            self._strokes[-1].append((x, y))
            self._changed()

    def on_mouse_up(self) -> None:
        self._end()

    def on_mouse_release(self) -> None:
        self._drawing = False

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.release_mouse()

    def _has_room(self) -> bool:
        return sum(map(len, self._strokes)) < MOST_POINTS

    def _place(self, event: events.MouseEvent) -> Point:
        """Where the pointer is, in the pad's units; outside the pad, the nearest place on it."""
        x, y = _middle(event.pointer_screen_x), _middle(event.pointer_screen_y)
        pad = self.content_region
        return (
            _within(round((x - pad.x) * WIDTH / max(1, pad.width)), WIDTH),
            _within(round((y - pad.y) * HEIGHT / max(1, pad.height)), HEIGHT),
        )

    def _changed(self) -> None:
        self._dotted = Size(0, 0)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of cells, each with the dots that lines go through."""
        if self._dotted != self.size:
            self._dotted, self._dots = self.size, _dots(self.strokes, self.size)
        cells = (self._dots.get((x, y), 0) for x in range(self.size.width))
        line = "".join(chr(_BRAILLE + dots) if dots else " " for dots in cells)
        return Strip([Segment(line, self.rich_style)], self.size.width)


def _middle(place: float) -> float:
    """A whole number is a cell, whose middle is meant; pixels come as parts of a cell."""
    return place + 0.5 if place == int(place) else place


def _within(value: int, most: int) -> int:
    return max(0, min(most, value))


def _dots(strokes: Strokes, size: Size) -> dict[tuple[int, int], int]:
    """The dots of each cell that a line touches."""
    cells: dict[tuple[int, int], int] = defaultdict(int)
    last_x, last_y = size.width * _ACROSS - 1, size.height * _DOWN - 1
    for stroke in strokes:
        points = [(x / WIDTH * last_x, y / HEIGHT * last_y) for x, y in stroke]
        for (x, y), (to_x, to_y) in pairwise([points[0], *points]):
            steps = max(1, round(max(abs(to_x - x), abs(to_y - y))))
            for step in range(steps + 1):
                dot_x = round(x + (to_x - x) * step / steps)
                dot_y = round(y + (to_y - y) * step / steps)
                cell = dot_x // _ACROSS, dot_y // _DOWN
                cells[cell] |= _DOT[dot_x % _ACROSS][dot_y % _DOWN]
    return cells
