"""Failing calls to the system, in short and at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.needs("strace")


def run(trials: int, seed: int) -> subprocess.CompletedProcess[str]:
    words = ["tests.campaigns.syscalls", "--trials", str(trials), "--seed", str(seed)]
    ended = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, timeout=3000
    )
    print(ended.stdout)
    return ended


def test_a_failing_call_loses_nothing_and_ends_with_a_sentence() -> None:
    ended = run(15, seed=1)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "; 0 wrong" in ended.stdout
    assert ended.stdout.count("caught after") == 2


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_five_thousand_failing_calls() -> None:
    ended = run(5000, seed=1)
    assert ended.returncode == 0, ended.stdout + ended.stderr
