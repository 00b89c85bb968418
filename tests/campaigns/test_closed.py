"""Hostile bytes and bored visitors, in short and at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str, timeout: float = 250) -> subprocess.CompletedProcess[str]:
    """The campaign in a process of its own: its controls change widgets."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.closed", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    print(ended.stdout)
    return ended


def test_the_kiosk_endures_hostile_bytes_and_forgets_its_visitors() -> None:
    ended = run("--tokens", "160", "--sessions", "4", "--seed", "1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count("caught: ") == 2


@pytest.mark.campaign
@pytest.mark.timeout(10_800)
def test_forty_thousand_tokens_twice_and_a_thousand_visitors() -> None:
    ended = run(timeout=10_000)
    assert ended.returncode == 0, ended.stdout + ended.stderr
