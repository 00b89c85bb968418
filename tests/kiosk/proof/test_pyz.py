"""The program in a bundle is the room of the proof as it is, and needs nothing beside it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kiosk.documents.verifier import pack, verifier
from kiosk.proof import verify
from tests.kiosk.proof.eventful import Eventful, unpacked
from tests.kiosk.proof.pythons import others
from tests.kiosk.proof.reader import Ended, edited, run

PROOF = Path(verify.__file__).parent
pytestmark = pytest.mark.as_written
VERMIN = ("vermin", "--quiet", "--violations", "--no-tips", "--target=3.8-")


def test_the_program_holds_the_room_byte_for_byte_and_a_way_in(pyz: Path) -> None:
    files = unpacked(pyz)
    modules = {f"proof/{path.name}": path.read_bytes() for path in PROOF.glob("*.py")}
    assert {name: files[name] for name in files if name != "__main__.py"} == modules
    main = ast.parse(files["__main__.py"])
    imports = [ast.unparse(node) for node in ast.walk(main) if "Import" in type(node).__name__]
    assert imports == ["import sys", "from proof.verify import main"]
    assert not any(path.is_dir() and path.name != "__pycache__" for path in PROOF.iterdir())


def test_the_program_is_stored_and_the_same_every_time(pyz: Path, tmp_path: Path) -> None:
    """One checksum for everybody: whoever has the source can make it again."""
    assert verifier() == pyz.read_bytes()
    made = f"from kiosk.documents.verifier import verifier; open({str(tmp_path / 'x')!r}, 'wb')"
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kamchatka", "LANG": "C"}
    subprocess.run(
        [sys.executable, "-c", f"{made}.write(verifier())"],
        cwd=PROOF.parents[1],
        env=elsewhere,
        umask=0o077,
        check=True,
    )
    assert (tmp_path / "x").read_bytes() == pyz.read_bytes()
    with zipfile.ZipFile(pyz) as packed:
        for member in packed.infolist():
            assert member.compress_type == zipfile.ZIP_STORED
            assert (member.date_time, member.extra) == ((1980, 1, 1, 0, 0, 0), b"")


def test_a_bundle_carries_the_program(files: dict[str, bytes], pyz: Path) -> None:
    assert files["verify.pyz"] == pyz.read_bytes()


@pytest.fixture
def forged(files: dict[str, bytes], tmp_path: Path) -> Path:
    """A bundle with another name in it."""
    file = tmp_path / "forged.zip"
    file.write_bytes(pack(edited(files, "journal.json", "Королёва", "Королева")))
    return file


def asked(python: str, pyz: Path, made: Eventful, forged: Path, folder: Path) -> list[Ended]:
    """What the program says of an honest bundle, of codes, of a cut and of a forged one."""
    (closing,) = re.findall(
        r'"rows\\":\\"([0-9a-f]{64})', unpacked(made.bundle)["acts.jsonl"].decode()
    )
    page = "C25-1-2-9-AAAA-AAAA-AAAA-AAAA-AAAA"
    return [
        run(pyz, *words, folder=folder, python=python)
        for words in (
            (made.bundle, "--checkpoint", made.note, "--head", closing),
            (made.bundle, "--page", page, "--code", "AAAA-BBBB-CCCC-DDDD-EEEE"),
            (made.earlier, "--checkpoint", made.note),
            (forged,),
            ("nowhere.zip",),
        )
    ]


def test_the_program_says_the_same_under_every_python_that_is_here(
    eventful_folder: Eventful, pyz: Path, forged: Path, tmp_path: Path
) -> None:
    """Where there is no other, ``make check`` has asked vermin about the oldest all the same."""
    here = asked(sys.executable, pyz, eventful_folder, forged, tmp_path)
    assert [ended.returncode for ended in here] == [0, 1, 2, 1, 2]
    for version, python in others().items():
        there = asked(python, pyz, eventful_folder, forged, tmp_path)
        for mine, other in zip(here, there, strict=True):
            assert other.stderr == "", version
            assert (other.returncode, other.stdout) == (mine.returncode, mine.stdout), version


def test_nothing_beside_the_program_is_imported(
    eventful_folder: Eventful, pyz: Path, tmp_path: Path
) -> None:
    """Modules with the names of its own lie beside it, where it is started, and on the path."""
    beside, started = tmp_path / "beside", tmp_path / "started"
    for folder in (beside, started):
        for name in ("argparse", "json/__init__", "hashlib", "sitecustomize", "usercustomize"):
            plant(folder / f"{name}.py", tmp_path)
        for path in PROOF.glob("*.py"):
            plant(folder / "proof" / path.name, tmp_path)
        plant(folder / "kiosk" / "__init__.py", tmp_path)
        plant(folder / "__main__.py", tmp_path)
    program = beside / "verify.pyz"
    program.write_bytes(pyz.read_bytes())
    words = [sys.executable, "-I", str(program), str(eventful_folder.bundle)]
    environment = {**os.environ, "PYTHONPATH": str(beside)}
    ended = subprocess.run(words, cwd=started, env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not (tmp_path / "imported").exists()
    planted = [sys.executable, "-c", "import proof"]
    subprocess.run(planted, cwd=started, env=environment, check=True)
    assert (tmp_path / "imported").exists()


def plant(file: Path, told: Path) -> None:
    """A module that leaves a trace where it is imported."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"open({str(told / 'imported')!r}, 'a').write(__name__)\n")


def test_the_room_needs_no_newer_python_than_3_8() -> None:
    """A checker of minimum versions looks at every call; one import is left out, and caught."""
    checked = vermin(PROOF)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    lines = [line for path in PROOF.glob("*.py") for line in path.read_text("utf-8").splitlines()]
    left_out = [line.strip() for line in lines if "novm" in line or "novermin" in line]
    assert left_out == ["from zoneinfo import ZoneInfo  # novm: Python 3.8 has none"]


@pytest.mark.parametrize(
    "newer",
    [
        "x = {} | {}",
        "x = 'a'.removeprefix('a')",
        "import zoneinfo",
        "from enum import StrEnum",
        "match 1:\n    case _:\n        pass",
        "from dataclasses import dataclass\n@dataclass(slots=True)\nclass A:\n    pass",
    ],
)
def test_what_python_3_8_does_not_know_would_be_noticed(tmp_path: Path, newer: str) -> None:
    (tmp_path / "newer.py").write_text(f"{newer}\n")
    checked = vermin(tmp_path)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "newer.py" in checked.stdout


def vermin(folder: Path) -> Ended:
    program = Path(sys.executable).with_name(VERMIN[0])
    return subprocess.run([program, *VERMIN[1:], folder], capture_output=True, text=True)


def test_the_check_of_everything_asks_for_python_3_8() -> None:
    makefile = (PROOF.parents[1] / "Makefile").read_text("utf-8")
    assert f"{' '.join(VERMIN)} kiosk/proof" in makefile
