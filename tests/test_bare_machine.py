"""Where a program of the system is missing, the tests that need it are skipped and say so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needed import PACKAGES, why_not

pytestmark = pytest.mark.xdist_group("the bare machine")
ROOT = Path(__file__).parents[1]
HIDE_POSTGRES = """
import sys, pytest
from tests import postgres

def none(): raise postgres.NoPostgres
postgres.programs = none
sys.exit(pytest.main(sys.argv[1:]))
"""
IN_NEED = sorted(
    str(path.relative_to(ROOT))
    for path in ROOT.glob("tests/**/test_*.py")
    if "mark.needs(" in path.read_text("utf-8") and path != Path(__file__)
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The surroundings of a machine that has every program of this one but those of PACKAGES."""
    programs = tmp_path_factory.mktemp("bin")
    for folder in map(Path, os.get_exec_path()):
        for program in folder.iterdir() if folder.is_dir() else ():
            link = programs / program.name
            if program.name not in PACKAGES and not link.is_symlink():
                link.symlink_to(program)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**kept, "PATH": str(programs), "CI": ""}


def outcomes(surroundings: dict[str, str], *words: str) -> tuple[dict[str, int], str]:
    """How many tests ended in which way, and all that pytest said."""
    ended = subprocess.run(
        [sys.executable, *words, "-q", "-rs", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
    )
    said = ended.stdout + ended.stderr
    closing = ended.stdout.rstrip().rpartition("\n")[2].partition(" in ")[0]
    counts = {name: int(count) for count, name in re.findall(r"(\d+) (\w+)", closing)}
    counts.pop("deselected", None)
    return counts, said


def test_tests_that_need_a_program_are_skipped_with_its_name_and_package(
    bare: dict[str, str],
) -> None:
    counts, said = outcomes(bare, "-m", "pytest", "-m", "needs", *IN_NEED)
    assert set(counts) == {"skipped"}, said
    assert "strace is not installed: sudo apt install strace" in said


def test_tests_that_need_a_server_are_skipped_with_its_package(bare: dict[str, str]) -> None:
    nowhere = {**bare, "KIOSK_TEST_POSTGRES": ""}
    counts, said = outcomes(nowhere, "-c", HIDE_POSTGRES, "-k", "postgres", "tests/db")
    assert set(counts) <= {"passed", "skipped"}, said
    assert counts["skipped"] > 10
    assert "PostgreSQL is not installed: sudo apt install postgresql" in said


def test_ci_lets_nothing_be_skipped(bare: dict[str, str]) -> None:
    counts, said = outcomes({**bare, "CI": "true"}, "-m", "pytest", "-m", "needs", *IN_NEED)
    assert counts, said
    assert set(counts) <= {"failed", "error", "errors"}, said


@pytest.mark.parametrize("program", PACKAGES)
def test_ci_installs_every_program_that_tests_need(program: str) -> None:
    installs = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(rf"command -v {program} .* missing\+=\({PACKAGES[program]}\)", installs)


def test_a_missing_program_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    why_not.cache_clear()
    assert why_not("git") == "git is not installed: sudo apt install git"
    why_not.cache_clear()
