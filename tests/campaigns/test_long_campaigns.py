"""The fault campaigns at length: ``make campaign``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.machine.place import Place

ROOT = Path(__file__).parents[2]


def run(*words: str, seconds: float = 3000) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, timeout=seconds
    )
    print(ended.stdout)
    return ended


@pytest.mark.campaign
@pytest.mark.timeout(7200)
def test_nine_thousand_kills_lose_nothing_that_was_acknowledged() -> None:
    ended = run("tests.campaigns.kill9", "--trials", "9000", seconds=7000)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_four_thousand_visitors_at_once_get_a_number_each(any_place: Place) -> None:
    where = ("--database", any_place.database, "--keys", str(any_place.keys))
    ended = run("tests.campaigns.concurrency", *where, "--processes", "8", "--each", "500")
    assert ended.returncode == 0, ended.stdout + ended.stderr
