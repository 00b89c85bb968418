"""Nothing beside the program is taken: isolated it finds itself alone, else it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import Ended, unpack
from tests.kiosk.proof.test_pyz import plant

AGREES = "ВСЁ СОШЛОСЬ / ALL AGREES"
NAMES = (
    *("argparse", "json", "hashlib", "zoneinfo", "re", "zlib", "encodings", "codecs", "io", "site"),
    *("sitecustomize", "usercustomize", "proof", "__main__", "_bootlocale", "tzdata"),
)
"""Modules that a Python or the program looks for."""


@pytest.fixture
def folder(eventful_folder: Eventful, tmp_path: Path) -> Path:
    """An unpacked bundle with modules of these names beside it, each as a file and as a folder."""
    found = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    for name in NAMES:
        plant(found / f"{name}.py", tmp_path)
        plant(found / name / "__init__.py", tmp_path)
    for name in ("verify", "sentences"):
        plant(found / "proof" / f"{name}.py", tmp_path)
    return found


def run_in(folder: Path, *words: str, **variables: str) -> Ended:
    return subprocess.run(
        [sys.executable, *words, "verify.pyz"],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def hostile(folder: Path) -> dict[str, str]:
    """Every variable by which a Python takes modules or a program from somewhere."""
    return {
        "PYTHONPATH": str(folder),
        "PYTHONSTARTUP": str(folder / "argparse.py"),
        "PYTHONUSERBASE": str(folder),
        "PYTHONTZPATH": str(folder),
        "PYTHONINSPECT": "",
    }


def test_isolated_it_takes_nothing_beside_itself(folder: Path, tmp_path: Path) -> None:
    ended = run_in(folder, "-I", **hostile(folder))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(AGREES)
    assert not (tmp_path / "imported").exists()


@pytest.mark.parametrize("words", [(), ("-E",), ("-s",), ("-B", "-S")])
def test_not_isolated_it_refuses_before_it_takes_anything(
    folder: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ended = run_in(folder, *words)
    assert (ended.returncode, ended.stderr) == (2, "")
    assert ended.stdout.startswith("НЕ ПРОВЕРЕНО. ")
    assert "NOT CHECKED. Run it so" in ended.stdout
    assert "python3 -I verify.pyz" in ended.stdout
    assert "py -3 -I verify.pyz" in ended.stdout
    assert not (tmp_path / "imported").exists()


def test_with_a_path_of_others_it_refuses_as_well(folder: Path, tmp_path: Path) -> None:
    """What a Python itself takes before the program begins, no program can undo."""
    plant(tmp_path / "path" / "argparse.py", tmp_path)
    ended = run_in(folder, PYTHONPATH=str(tmp_path / "path"))
    assert (ended.returncode, ended.stdout[:12]) == (2, "НЕ ПРОВЕРЕНО")
    assert not (tmp_path / "imported").exists()


def test_the_plants_would_be_seen(folder: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", "import argparse"], cwd=folder, capture_output=True)
    assert (tmp_path / "imported").exists()


def test_it_is_refused_in_any_alphabet(folder: Path) -> None:
    ended = run_in(folder, PYTHONIOENCODING="ascii")
    assert (ended.returncode, "NOT CHECKED" in ended.stdout) == (2, True)


def test_time_zones_are_not_taken_from_where_a_variable_says(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    """-I leaves this one alone: a zone of others would let shifted days agree."""
    zones = tmp_path / "zones" / "Europe"
    zones.mkdir(parents=True)
    (zones / "Simferopol").write_bytes(b"TZif no zone")
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    ended = run_in(folder, "-I", PYTHONTZPATH=str(zones.parent))
    assert ended.stdout.startswith(AGREES), ended.stdout
