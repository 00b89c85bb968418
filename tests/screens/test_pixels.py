"""The mouse in pixels: asked for, agreed to, and given back."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual import events

from screens.hardened.driver import KioskParser
from screens.hardened.pixels import PixelMouse, cell_pixels

AGREED = "\x1b[?1016;1$y"
REFUSED = "\x1b[?1016;0$y"
DOWN = "\x1b[<0;{x};{y}M"


@dataclass
class Line:
    """One end of a terminal that knows its size; what the program says to it is kept."""

    fileno: int
    said: list[str] = field(default_factory=list)

    def measure(self, cols: int, rows: int, width: int, height: int) -> None:
        fcntl.ioctl(self.fileno, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, width, height))

    def mouse(self) -> PixelMouse:
        return PixelMouse(self.fileno, self.said.append)


@pytest.fixture
def line() -> Iterator[Line]:
    master, slave = pty.openpty()
    line = Line(slave)
    line.measure(80, 24, 805, 482)
    yield line
    os.close(master)
    os.close(slave)


def press(parser: KioskParser, x: int, y: int) -> tuple[float, float] | None:
    """Where a report is taken to be; None where it is not taken at all."""
    found = [
        event for event in parser.feed(DOWN.format(x=x, y=y)) if isinstance(event, events.MouseDown)
    ]
    return (found[0].pointer_screen_x, found[0].pointer_screen_y) if found else None


def test_a_cell_is_measured_without_the_border_that_some_terminals_count(line: Line) -> None:
    assert cell_pixels(line.fileno) == (10, 20)


@pytest.mark.parametrize("size", [(80, 24, 0, 0), (0, 0, 800, 480), (80, 24, 79, 480)])
def test_a_terminal_that_does_not_know_its_pixels_has_none(
    line: Line, size: tuple[int, int, int, int]
) -> None:
    line.measure(*size)
    assert cell_pixels(line.fileno) is None
    line.mouse().want()
    assert line.said == []


def test_what_is_no_terminal_has_no_pixels() -> None:
    with Path(os.devnull).open() as nothing:
        assert cell_pixels(nothing.fileno()) is None


def test_pixels_are_read_only_after_the_terminal_agreed(line: Line) -> None:
    mouse = line.mouse()
    parser = KioskParser(mouse)
    mouse.want()
    assert line.said == ["\x1b[?1016h\x1b[?1016$p"]
    assert press(parser, 11, 6) == (10, 5)
    [*parser.feed(AGREED)]
    assert press(parser, 106, 111) == (10.55, 5.525)


def test_a_terminal_that_refuses_goes_on_in_cells(line: Line) -> None:
    mouse = line.mouse()
    parser = KioskParser(mouse)
    mouse.want()
    [*parser.feed(REFUSED)]
    assert press(parser, 11, 6) == (10, 5)


def test_an_agreement_that_nobody_asked_for_changes_nothing(line: Line) -> None:
    mouse = line.mouse()
    parser = KioskParser(mouse)
    [*parser.feed(AGREED)]
    assert press(parser, 11, 6) == (10, 5)
    mouse.want()
    assert press(parser, 11, 6) == (10, 5)


def test_the_last_one_to_release_brings_the_cells_back(line: Line) -> None:
    mouse = line.mouse()
    parser = KioskParser(mouse)
    mouse.want()
    mouse.want()
    [*parser.feed(AGREED)]
    mouse.release()
    assert mouse.cell == (10, 20)
    mouse.release()
    assert line.said[1:] == ["\x1b[?1016l\x1b[?1006h"]
    assert press(parser, 11, 6) == (10, 5)


def test_a_window_that_changes_its_size_is_measured_anew(line: Line) -> None:
    mouse = line.mouse()
    mouse.want()
    mouse.hear(AGREED)
    line.measure(40, 12, 800, 480)
    assert mouse.cell == (20, 40)


def test_a_pointer_that_leaves_the_window_is_nowhere(line: Line) -> None:
    mouse = line.mouse()
    parser = KioskParser(mouse)
    mouse.want()
    [*parser.feed(AGREED)]
    assert [*parser.feed("\x1b[<291;1;1M")] == []
