"""The log says where it happened and nothing of what it was about."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.machine.log import outline, start_log

ROOT = Path(__file__).parents[3]


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
    assert line.startswith("KeyError at test_log.py:")
    assert "| ValueError at test_log.py:" in line
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


@pytest.fixture
def quiet_root() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    before, level, last = root.handlers[:], root.level, logging.lastResort
    yield root
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.lastResort = last


def test_the_log_goes_into_its_file(tmp_path: Path, quiet_root: logging.Logger) -> None:
    start_log(tmp_path / "log" / "kiosk.log")
    logging.getLogger("kiosk").error("что-то случилось")
    assert "что-то случилось" in (tmp_path / "log" / "kiosk.log").read_text("utf-8")


def test_a_place_that_takes_no_log_does_not_keep_the_kiosk_from_opening(
    tmp_path: Path, quiet_root: logging.Logger
) -> None:
    (tmp_path / "log").write_text("a file in the folder's place")
    start_log(tmp_path / "log" / "kiosk.log")
    logging.getLogger("kiosk").error("никто не услышит")


def test_a_log_that_cannot_be_opened_stops_nothing(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = [*root.handlers]
    try:
        start_log(tmp_path / "kiosk.log")
        (tmp_path / "kiosk.log").mkdir()
        logging.getLogger("kiosk").critical("nobody hears this")
    finally:
        root.handlers[:] = before
