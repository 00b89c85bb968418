"""A queue that takes a file, refuses it, hangs, or is not there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from kiosk.machine import printing
from kiosk.machine.printing import NotHandedOver, hand_over, lp_is_there
from tests.printers import fake_lp, handed


def test_a_file_reaches_the_queue_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch)
    assert lp_is_there()
    page = os.urandom(300_000)
    hand_over(page, "tickets")
    assert handed(tmp_path) == ("-d tickets -t ticket", page)


def test_what_the_queue_says_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch, "echo 'lp: The printer does not exist.' >&2; exit 1")
    with pytest.raises(NotHandedOver) as refused:
        hand_over(b"x" * 300_000, "tickets")
    assert refused.value.reason == "lp: The printer does not exist."
    fake_lp(tmp_path, monkeypatch, "exit 3")
    with pytest.raises(NotHandedOver, match="exit status 3"):
        hand_over(b"x", "tickets")


def test_a_queue_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    fake_lp(tmp_path, monkeypatch, f"trap '' TERM; sleep 60 & echo $! > '{started}'; wait")
    monkeypatch.setattr(printing, "PATIENCE", 1.0)
    began = time.monotonic()
    with pytest.raises(NotHandedOver, match="within 1 s"):
        hand_over(b"x", "tickets")
    assert time.monotonic() - began < 10
    child = int(started.read_text())
    deadline = time.monotonic() + 10
    while _runs(child):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _runs(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_machine_without_lp_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not lp_is_there()
    with pytest.raises(NotHandedOver, match="lp: "):
        hand_over(b"x", "tickets")
