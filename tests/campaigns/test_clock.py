"""Clock jumps, in short and at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The campaign in a process of its own: it makes PINs cheap for everybody."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.clock", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
    )
    print(ended.stdout)
    return ended


def test_a_jumping_clock_shortens_no_pause_and_dates_no_act_back() -> None:
    ended = run("--trials", "40", "--seed", "1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " 0 wrong" in ended.stdout
    assert ended.stdout.count("caught in trial") == 3


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_two_thousand_trials_with_a_jumping_clock() -> None:
    ended = run("--trials", "2000")
    assert ended.returncode == 0, ended.stdout + ended.stderr
