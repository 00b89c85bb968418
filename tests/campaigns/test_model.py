"""The model of entries against the program, in short and at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.life import told
from tests.campaigns.world import Do, Refused, World

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The campaign in a process of its own: it makes PINs cheap and breaks rules on purpose."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.model", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3400,
    )
    print(ended.stdout)
    return ended


def test_the_program_does_what_the_model_says() -> None:
    ended = run("--trials", "8", "--depth", "3", "--controls", "1", "--seed", "1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count(" 0 wrong") == 2
    assert ended.stdout.count("caught after") == 2


def test_the_model_knows_the_way_from_the_line_to_the_signature() -> None:
    world = World()
    for act in ("sign in", "call", "start", "complete", "sign"):
        world = told(world, Do(act, "belaya", 0))
    assert [row.state for row in world.rows] == ["signed"]
    with pytest.raises(Refused, match="AlreadyTaken"):
        told(world, Do("complete", "belaya", 0))
    with pytest.raises(Refused, match="NotYourJournal"):
        told(world, Do("annul", "kovalyov", 0))


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_two_thousand_random_runs_and_everything_to_depth_seven() -> None:
    ended = run()
    assert ended.returncode == 0, ended.stdout + ended.stderr
