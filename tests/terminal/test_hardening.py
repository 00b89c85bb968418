"""Whatever comes in from the keyboard port, the kiosk goes on reacting and shows no traceback.

Textual's own App is the control: the same inputs must be seen to end it or to leave it deaf.
"""

from __future__ import annotations

import base64
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.terminal.conftest import ROOT, Opener
from tests.terminal.hostile import INPUTS, tokens
from tests.terminal.term import Terminal

STEERING_MARKS = ("\x1b]0;OWNED", "\x9b31m", "\u202e")
F3 = "\x1bOR"
PIN_COPIED = b"\x1b]52;c;" + base64.b64encode(b"4711")
DEMO = ("-m", "tests.terminal.demo")
SEED = 20_261_123
PORTION = 80
UNHURRIED = 8000
pytestmark = pytest.mark.xdist_group("one hardened program")
"""Bytes a second that the kiosk does not take for a flood, so that every token is really read."""


def count(terminal: Terminal) -> int:
    found = re.search(r"count: (\d+)", terminal.text())
    return int(found[1]) if found else -1


def reacts(terminal: Terminal, timeout: float = 8.0) -> bool:
    """True when a press of F3 still reaches the application and its answer the screen."""
    before = max(count(terminal), 0)
    deadline = time.monotonic() + timeout
    while terminal.alive and time.monotonic() < deadline:
        terminal.send(F3)
        with suppress(AssertionError):
            terminal.wait_until(lambda: count(terminal) > before, 0.4)
            return True
    return False


def unharmed(terminal: Terminal) -> bool:
    drawn = terminal.raw
    return reacts(terminal) and b"Traceback" not in drawn and b"\x1b]52" not in drawn


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Terminal]:
    """One hardened application for the whole battery: what one input leaves, the next one meets."""
    terminal = Terminal([sys.executable, *DEMO, "hardened"], {"PYTHONPATH": str(ROOT)})
    terminal.wait_for("count: 0")
    yield terminal
    terminal.close()


@pytest.fixture
def stock(open_terminal: Opener) -> Terminal:
    terminal = open_terminal(*DEMO, "stock")
    terminal.wait_for("count: 0")
    return terminal


@pytest.mark.parametrize("name", INPUTS)
def test_no_input_ends_or_deafens_the_kiosk(kiosk: Terminal, name: str) -> None:
    kiosk.send(INPUTS[name])
    assert unharmed(kiosk)


@pytest.mark.parametrize(
    "name",
    [
        "a byte that is no UTF-8",
        "a kitty key beyond Unicode",
        "a kitty text beyond Unicode",
        "a paste without end",
        "ctrl+q",
    ],
)
def test_control_the_same_input_ends_or_deafens_textual_itself(stock: Terminal, name: str) -> None:
    stock.send(INPUTS[name])
    assert not reacts(stock, timeout=1.5)


def test_random_hostile_tokens_do_not_end_the_kiosk(kiosk: Terminal) -> None:
    hostile = [*tokens(2000, seed=SEED)]
    for start in range(0, len(hostile), PORTION):
        portion = b"".join(hostile[start : start + PORTION])
        ready = time.monotonic() + len(portion) / UNHURRIED
        kiosk.send(portion)
        assert unharmed(kiosk), f"tokens {start} to {start + PORTION} of seed {SEED}"
        kiosk.wait_until(lambda: time.monotonic() > ready)  # noqa: B023 - called at once


def test_control_random_hostile_tokens_end_textual_itself(stock: Terminal) -> None:
    stock.send(b"".join(tokens(300, seed=SEED)))
    assert not reacts(stock, timeout=1.5)


def test_a_large_paste_is_cut_off_and_soon_forgotten(kiosk: Terminal) -> None:
    kiosk.send(b"\x1b[200~" + "Съешь ещё этих булок\n".encode() * 27_000)
    assert unharmed(kiosk)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGINT,
        signal.SIGQUIT,
        signal.SIGTSTP,
        signal.SIGCONT,
        signal.SIGUSR1,
        signal.SIGUSR2,
    ],
)
def test_signals_do_not_end_or_stop_the_kiosk(kiosk: Terminal, number: signal.Signals) -> None:
    kiosk.kill(number)
    assert unharmed(kiosk)


def test_control_a_stop_signal_stops_textual_itself(stock: Terminal) -> None:
    stock.kill(signal.SIGTSTP)
    assert not reacts(stock, timeout=1.5)


@pytest.mark.parametrize(("cols", "rows"), [(1, 1), (500, 200), (80, 24)])
def test_any_size_and_back_leaves_the_kiosk_well(kiosk: Terminal, cols: int, rows: int) -> None:
    kiosk.resize(cols, rows)
    kiosk.resize(100, 30)
    kiosk.wait_for("QUITLINK")
    drawn = len(kiosk.raw)
    kiosk.resize(cols, rows)
    kiosk.wait_until(lambda: len(kiosk.raw) > drawn)
    kiosk.resize(100, 30)
    kiosk.wait_for("QUITLINK")
    assert unharmed(kiosk)


@pytest.mark.parametrize("words", ["QUITLINK", "SIMLINK", "⭘"])
def test_links_and_the_header_lead_nowhere(kiosk: Terminal, words: str) -> None:
    kiosk.click_on(words)
    assert unharmed(kiosk)
    assert "Search for commands" not in kiosk.text()


def test_control_a_link_ends_textual_itself(stock: Terminal) -> None:
    stock.click_on("QUITLINK")
    assert not reacts(stock, timeout=1.5)


def test_control_textual_itself_copies_a_masked_pin(stock: Terminal) -> None:
    stock.send(INPUTS["ctrl+c"])
    stock.wait_until(lambda: PIN_COPIED in stock.raw)


def test_a_text_cannot_steer_the_terminal(kiosk: Terminal) -> None:
    kiosk.wait_for("steering: ]0;OWNED")
    assert not any(mark.encode() in kiosk.raw for mark in STEERING_MARKS)


def test_control_a_text_steers_the_terminal_through_textual_itself(stock: Terminal) -> None:
    stock.wait_until(lambda: all(mark.encode() in stock.raw for mark in STEERING_MARKS))


def test_a_bare_kiosk_leaves_in_order_at_sigterm(open_terminal: Opener) -> None:
    terminal = open_terminal(*DEMO, "hardened")
    terminal.wait_for("count: 0")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_for_end() == 0
    assert terminal.settings_now == terminal.settings
    assert b"\x1b[?1016l" in terminal.raw


def test_without_a_terminal_the_kiosk_does_not_start(open_terminal: Opener) -> None:
    program = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:], stdin=-3))"
    terminal = open_terminal("-c", program, sys.executable, *DEMO, "hardened")
    assert terminal.wait_for_end() == 78
