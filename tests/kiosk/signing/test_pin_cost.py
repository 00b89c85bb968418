"""What a PIN costs at a kiosk, whatever it costs in the tests."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.signing import pins
from tests.pin_cost import CHEAP, REAL

ROOT = Path(__file__).parents[3]
NUMBERS = {"_PASSES", "_MEMORY"}
ASK = "from kiosk.signing import pins; print(pins._PASSES, pins._MEMORY)"


def written_in(path: Path) -> Iterator[tuple[str, str]]:
    """Where a file gives one of the two numbers a value, or spells its name to do so."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Name(name, ast.Store()) | ast.Attribute(_, name, ast.Store()) if (
                name in NUMBERS
            ):
                yield path.name, name
            case ast.Constant(str(name)) if name in NUMBERS:
                yield path.name, name


def test_the_cost_is_what_was_decided() -> None:
    assert REAL == (4, 48 * 1024 * 1024)


def test_pins_are_cheap_in_tests() -> None:
    assert (pins._PASSES, pins._MEMORY) == CHEAP


@pytest.mark.real_pins
def test_pins_are_dear_where_a_test_asks_for_it() -> None:
    assert (pins._PASSES, pins._MEMORY) == REAL


def test_the_cost_is_written_in_one_place_as_numbers() -> None:
    """No setting, no variable: nothing but the two numbers in the one file can say it."""
    files = [path for floor in ("kiosk", "screens", "db") for path in (ROOT / floor).rglob("*.py")]
    found = [each for path in files for each in written_in(path)]
    assert sorted(found) == [("pins.py", "_MEMORY"), ("pins.py", "_PASSES")]
    source = Path(pins.__file__).read_text("utf-8")
    assert re.findall(r"^(?:_MEMORY|_PASSES) = (.+)$", source, re.MULTILINE) == [
        "48 * 1024 * 1024",
        "4",
    ]


@pytest.mark.parametrize(
    "way",
    [
        "x._PASSES = 1",
        "x._PASSES, x._MEMORY = y",
        "setattr(x, '_MEMORY', 1)",
        "_PASSES: int = 1",
        "_PASSES += 1",
        "(_PASSES := 1)",
        "for _PASSES in y: pass",
    ],
)
def test_another_place_would_be_noticed(way: str, tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(way, "utf-8")
    assert list(written_in(tmp_path / "other.py"))


def test_a_program_started_by_a_test_pays_the_real_cost() -> None:
    surroundings = {**os.environ, "CI": "true", "KIOSK_PINS": "cheap", "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", ASK], env=surroundings, capture_output=True, text=True, check=True
    )
    assert tuple(map(int, told.stdout.split())) == REAL
