"""What the keyboard sends and what the screen is sent, each at its gate."""

from __future__ import annotations

import time

import pytest
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from textual import events
from textual._xterm_parser import XTermParser
from textual.color import Color

from screens.hardened.driver import FloodGate, KioskParser
from screens.hardened.filter import STEERING, ControlFilter
from tests.terminal.hostile import tokens

BLACK = Color(0, 0, 0)


def parse(parser: XTermParser, typed: bytes) -> list[object]:
    text = typed.decode(errors="ignore")
    return [*parser.feed(text)] if text else []


def test_the_parser_reads_a_key_after_any_of_20000_hostile_tokens() -> None:
    parser = KioskParser()
    for token in tokens(20_000, seed=7):
        parse(parser, token)
        (*_, key) = parse(parser, b"\x1b[15~")
        assert isinstance(key, events.Key), token
        assert key.key == "f5", token


def test_control_the_same_tokens_end_textuals_own_parser() -> None:
    parser = XTermParser()
    with pytest.raises((ValueError, OverflowError)):
        for token in tokens(20_000, seed=7):
            parse(parser, token)


def test_a_typed_resize_report_does_not_move_later_clicks() -> None:
    parser = KioskParser()
    parse(parser, b"\x1b[48;5000;5000;1;1t")
    (press,) = parse(parser, b"\x1b[<0;11;6M")
    assert isinstance(press, events.MouseDown)
    assert (press.x, press.y) == (10, 5)


def test_the_gate_lets_people_and_scanners_through() -> None:
    gate, now = FloodGate(), time.monotonic()
    assert gate.admits(200, now)
    assert all(gate.admits(20, now + step / 250) for step in range(5000))


def test_the_gate_shuts_at_a_flood_and_opens_after_silence() -> None:
    gate, now = FloodGate(), time.monotonic()
    admitted = [gate.admits(1024, now + step / 1000) for step in range(1000)]
    assert sum(admitted) == 2
    assert not gate.admits(1, now + 1.1)
    assert gate.admits(1, now + 1.4)


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\xad", "\u200b", "\u202e", "\u2066", "\udc80"],
)
def test_a_steering_character_never_reaches_the_terminal(character: str) -> None:
    (drawn,) = ControlFilter().apply([Segment(f"a{character}б")], BLACK)
    assert not STEERING.search(drawn.text)
    assert drawn.cell_length == cell_len(f"a{character}б")


def test_plain_text_and_the_screens_own_controls_pass_unchanged() -> None:
    segments = [Segment("Щёлкните ▀▄ 😀"), Segment("\x1b[2J", None, [(ControlType.CLEAR,)])]
    assert ControlFilter().apply(segments, BLACK) == segments
