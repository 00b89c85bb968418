"""Whatever happens to the screens, people see one calm sentence and then the kiosk again."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.terminal.conftest import Opener
from tests.terminal.demo import SECRET
from tests.terminal.term import Terminal
from tests.terminal.test_hardening import DEMO, reacts, unharmed

CRASH, HANG = "\x1b[17~", "\x1b[18~"
RESTARTING = "Киоск перезапускается."
MODES = (1000, 1002, 1003, 1006, 1015, 1016, 1004, 2004, 2048, 2026, 1049)


@pytest.fixture
def start(open_terminal: Opener, tmp_path: Path) -> Opener:
    """A supervised program by its name in demo.py, with its screens up."""

    (tmp_path / "log").touch()

    def run(name: str, **env: str) -> Terminal:
        terminal = open_terminal(*DEMO, name, env={"KIOSK_LOG": str(tmp_path / "log"), **env})
        if name != "stillborn":
            terminal.wait_for("count: ")
        return terminal

    return run


def screens_of(terminal: Terminal) -> int:
    """The process that draws now."""
    (child,) = psutil.Process(terminal.pid).children()
    return child.pid


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def assert_calm_restart(terminal: Terminal, since: int) -> None:
    """The sentence was shown, then the screens anew, and they react."""
    terminal.wait_until(lambda: RESTARTING.encode() in terminal.raw[since:], what=RESTARTING)
    terminal.wait_for("count: 0")
    assert unharmed(terminal)


def assert_clean(terminal: Terminal) -> None:
    """The terminal is as it was: settings, an empty screen, every mode off after it was on.

    The last bytes of a process that is gone may still be on their way.
    """
    terminal.wait_until(
        lambda: not terminal.text().strip() and terminal.settings_now == terminal.settings,
        5,
        "an empty screen with the settings of before",
    )
    drawn = terminal.raw
    for mode in MODES:
        assert drawn.rfind(b"\x1b[?%dl" % mode) > drawn.rfind(b"\x1b[?%dh" % mode)
    assert drawn.rfind(b"\x1b[?25h") > drawn.rfind(b"\x1b[?25l")


def test_a_crash_shows_one_calm_sentence_and_no_secret(start: Opener, tmp_path: Path) -> None:
    terminal = start("dangerous")
    since = len(terminal.raw)
    terminal.send(CRASH)
    assert_calm_restart(terminal, since)
    assert SECRET.encode() not in terminal.raw
    written = (tmp_path / "log").read_text()
    assert SECRET not in written
    assert re.search(r"RuntimeError at demo_apps.py:\d+:action_crash", written)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_killed_screens_come_back(start: Opener, number: signal.Signals) -> None:
    terminal = start("supervised")
    since = len(terminal.raw)
    os.kill(screens_of(terminal), number)
    assert_calm_restart(terminal, since)


def test_hung_screens_are_killed_and_come_back(start: Opener) -> None:
    terminal = start("dangerous", PATIENCE="1.5")
    since = len(terminal.raw)
    terminal.send(HANG)
    assert_calm_restart(terminal, since)


def test_control_waiting_screens_are_not_taken_for_hung(start: Opener) -> None:
    terminal = start("supervised", PATIENCE="1.5")
    screens, later = screens_of(terminal), time.monotonic() + 3
    terminal.wait_until(lambda: time.monotonic() > later)
    assert screens_of(terminal) == screens
    assert RESTARTING.encode() not in terminal.raw


def test_stopped_screens_are_killed_and_come_back(start: Opener) -> None:
    terminal = start("supervised", PATIENCE="1.5")
    since = len(terminal.raw)
    os.kill(screens_of(terminal), signal.SIGSTOP)
    assert_calm_restart(terminal, since)


def test_keys_typed_at_the_sentence_are_not_shown(start: Opener) -> None:
    terminal = start("dangerous")
    terminal.send(CRASH)
    terminal.wait_for(RESTARTING)
    terminal.send("NOBODY READS THIS")
    terminal.wait_for("count: 0")
    assert unharmed(terminal)
    assert b"NOBODY" not in terminal.raw


def test_interrupts_in_the_first_moments_are_ignored(open_terminal: Opener) -> None:
    terminal = open_terminal(*DEMO, "supervised")
    terminal.wait_until(lambda: bool(terminal.raw))
    while "count: 0" not in terminal.text() and terminal.alive:
        terminal.send("\x03\x1c\x1a")
        terminal.wait_until(lambda: True)
    assert unharmed(terminal)
    assert RESTARTING.encode() not in terminal.raw


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGUSR1, signal.SIGUSR2]
)
def test_signals_to_the_whole_terminal_change_nothing(
    start: Opener, number: signal.Signals
) -> None:
    terminal = start("supervised")
    screens = screens_of(terminal)
    os.killpg(terminal.pid, number)
    assert unharmed(terminal)
    assert screens_of(terminal) == screens


def test_sigterm_leaves_a_clean_terminal(start: Opener) -> None:
    terminal = start("supervised")
    screens = screens_of(terminal)
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_for_end() == 0
    assert gone(screens)
    assert_clean(terminal)


def test_sigterm_to_the_screens_alone_ends_the_kiosk(start: Opener) -> None:
    terminal = start("supervised")
    os.kill(screens_of(terminal), signal.SIGTERM)
    assert terminal.wait_for_end() == 0
    assert_clean(terminal)


def test_sigterm_ends_even_screens_that_do_not_listen(start: Opener) -> None:
    terminal = start("deaf")
    screens = screens_of(terminal)
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_for_end() == 0
    assert gone(screens)
    assert_clean(terminal)


def test_sigterm_during_a_restart_ends_at_once(start: Opener) -> None:
    terminal = start("stillborn")
    terminal.wait_for(RESTARTING)
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_for_end(2) == 0
    assert_clean(terminal)


def test_screens_do_not_outlive_their_supervisor(start: Opener) -> None:
    terminal = start("supervised")
    screens = screens_of(terminal)
    terminal.kill(signal.SIGKILL)
    terminal.wait_until(lambda: gone(screens), 5)


def test_screens_without_supervisor_clean_up_for_the_shell(open_terminal: Opener) -> None:
    shell = "import subprocess, sys, time; subprocess.call(sys.argv[1:]); time.sleep(60)"
    terminal = open_terminal("-c", shell, sys.executable, *DEMO, "supervised")
    terminal.wait_for("count: 0")
    (supervisor,) = psutil.Process(terminal.pid).children()
    (screens,) = supervisor.children()
    supervisor.kill()
    terminal.wait_until(lambda: gone(screens.pid), 5)
    assert_clean(terminal)


def test_a_hung_up_terminal_ends_everything(start: Opener) -> None:
    terminal = start("supervised")
    screens = screens_of(terminal)
    terminal.kill(signal.SIGHUP)
    assert terminal.wait_for_end() == 128 + signal.SIGHUP
    assert gone(screens)


def test_screens_that_cannot_start_are_tried_ever_more_slowly(
    start: Opener, tmp_path: Path
) -> None:
    terminal = start("stillborn")
    terminal.wait_until(lambda: (tmp_path / "log").read_text().count("again in") >= 4)
    pauses = re.findall(r"ended with 3 after 0 s; again in (\S+) s", (tmp_path / "log").read_text())
    assert pauses[:4] == ["0.2", "0.4", "0.8", "1.6"]


def test_nothing_but_the_screens_reaches_the_terminal(start: Opener) -> None:
    terminal = start("noisy")
    assert reacts(terminal)
    assert b"NOISE" not in terminal.raw
