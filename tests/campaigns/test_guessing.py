"""Guessing PINs, in short and at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The campaign in a process of its own: it forks, and it changes what a PIN costs."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.guessing", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
    )
    print(ended.stdout)
    return ended


def test_a_guesser_gets_no_try_too_many_and_learns_nothing_from_an_answer() -> None:
    short = ("--rounds", "1", "--starts", "2", "--times", "4", "--tolerance", "0.3")
    ended = run("--trials", "250", "--seed", "1", *short)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "3 kinds of answers, 0 wrong" in ended.stdout
    assert ended.stdout.count("caught: ") == 4


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_ten_thousand_guesses() -> None:
    ended = run("--trials", "10000")
    assert ended.returncode == 0, ended.stdout + ended.stderr
