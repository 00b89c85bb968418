"""The fault campaigns in short; each also runs at length by ``python -m tests.campaigns.NAME``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kiosk.machine.place import Place

ROOT = Path(__file__).parents[2]


def run(name: str, *arguments: str, place: Place | None = None) -> subprocess.CompletedProcess[str]:
    """A campaign in a process of its own: it forks, and the test run has open databases."""
    where = ["--database", place.database, "--keys", str(place.keys)] if place else []
    return subprocess.run(
        [sys.executable, "-m", f"tests.campaigns.{name}", *where, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
    )


def test_eight_kiosks_starting_at_once_make_one_database(any_empty_place: Place) -> None:
    ended = run("starters", "--processes", "8", place=any_empty_place)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_eight_processes_signing_in_at_once_lose_and_double_nothing(any_place: Place) -> None:
    ended = run("concurrency", "--processes", "8", "--each", "25", place=any_place)
    assert ended.stdout.startswith("clean: 200 wished, 200 given (200 different), 200 kept")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_number_looked_up_before_its_transaction_is_caught(any_place: Place) -> None:
    ended = run("concurrency", "--processes", "8", "--each", "25", "--control", place=any_place)
    assert ended.stdout.startswith("NOT CLEAN")
    assert ended.returncode == 1


def test_a_killed_program_keeps_every_act_that_it_acknowledged() -> None:
    ended = run("kill9", "--trials", "40", "--seed", "1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "0 wrong" in ended.stdout
    assert ended.stdout.count("caught after") == 2
