"""The log says where it happened and nothing of what it was about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.machine.log import outline

ROOT = Path(__file__).parents[2]


def raise_for(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise KeyError(name) from error


def test_an_outline_names_types_and_frames_of_the_whole_chain_but_no_values() -> None:
    try:
        raise_for("Ivanova")
    except KeyError as error:
        line = outline(error)
    assert line.startswith("KeyError at test_crashes.py:")
    assert "| ValueError at test_crashes.py:" in line
    assert "raise_for" in line
    assert "Ivanova" not in line


def test_an_error_without_frames_has_an_outline() -> None:
    assert outline(ValueError("Ivanova")) == "ValueError at an unknown place"
    assert outline(None) == "no error given"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
def test_a_command_that_cannot_speak_ends_with_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, str(ROOT / "kiosk.py"), "doctor"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={"XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        )
    assert ended.returncode != 0
    assert ended.stderr.startswith("Не получилось.")
    assert "Traceback" not in ended.stderr
