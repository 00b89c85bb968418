"""Tampering, kills, power cuts, rot, destroyed data: in short, and at length by `make campaign`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str, seconds: float = 200) -> None:
    """A campaign in a process of its own; it prints trials, seed and result."""
    ended = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, timeout=seconds
    )
    print(ended.stdout)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_kind_of_tampering_is_found() -> None:
    run("tests.campaigns.tampering", "--each", "1", "--seed", "1")


def test_whatever_is_set_back_exchanged_or_copied_is_found() -> None:
    run("tests.campaigns.setting_back", "--each", "5", "--seed", "1")


def test_a_killed_restore_can_be_done_again() -> None:
    run("tests.campaigns.kill_restore", "--trials", "15", "--seed", "1")


def test_no_byte_of_a_destroyed_name_is_left() -> None:
    run("tests.campaigns.forgetting", "--people", "10", "--seed", "1")


def test_what_rots_is_named() -> None:
    run("tests.campaigns.bit_rot", "--trials", "100", "--seed", "1")


@pytest.mark.needs("strace")
def test_a_power_cut_takes_nothing_that_was_acknowledged() -> None:
    run("tests.campaigns.power_cut", "--trials", "200", "--acts", "8", "--seed", "1")


@pytest.mark.campaign
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    "words",
    [
        ("tests.campaigns.tampering", "--each", "200"),
        ("tests.campaigns.setting_back", "--each", "200"),
        ("tests.campaigns.kill_restore", "--trials", "1000"),
        ("tests.campaigns.forgetting", "--people", "1000"),
        ("tests.campaigns.bit_rot", "--trials", "20000"),
        pytest.param(
            ("tests.campaigns.power_cut", "--trials", "100000"), marks=pytest.mark.needs("strace")
        ),
    ],
    ids=["tampering", "setting back", "kills", "destruction", "rot", "power"],
)
def test_at_length(words: tuple[str, ...]) -> None:
    run(*words, seconds=7000)
