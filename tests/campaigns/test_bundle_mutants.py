"""Forged bundles, in short and at length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.bundle_mutants", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
    )
    print(ended.stdout)
    return ended


def test_no_forged_bundle_is_accepted() -> None:
    ended = run("--mutants", "400", "--seed", "1")
    assert ended.stdout.startswith("clean: 400 forged, 0 accepted"), ended.stdout + ended.stderr
    assert ended.returncode == 0


def test_a_verifier_that_checks_no_signature_is_caught() -> None:
    ended = run("--mutants", "300", "--seed", "1", "--control")
    assert ended.stdout.startswith("NOT CLEAN: 300 forged"), ended.stdout + ended.stderr
    assert ended.returncode == 1


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_ten_thousand_forged_bundles_are_refused() -> None:
    ended = run("--mutants", "10000", "--seed", "2")
    assert ended.returncode == 0, ended.stdout + ended.stderr
