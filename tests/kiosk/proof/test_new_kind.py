"""A new kind of act touches three files: its facts, its rule, and where it is made."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.copies import copy_point

ROOT = Path(__file__).parents[3]
EDITS = {
    "kiosk/proof/acts.py": [
        (
            '    EPOCH_BEGUN = "epoch_begun"\n',
            '    EPOCH_BEGUN = "epoch_begun"\n    ROOM_AIRED = "room_aired"\n',
        ),
        (
            "FACTS: dict[Kind, tuple[Facts, Facts]] = {\n",
            "FACTS: dict[Kind, tuple[Facts, Facts]] = {\n"
            '    Kind.ROOM_AIRED: ({"room": _text, "minutes": _count}, _NO_FACTS),\n',
        ),
    ],
    "kiosk/proof/point_rules.py": [
        (
            "RULES = {\n",
            "def _air(step: Step) -> None:\n"
            '    need(step.body["minutes"] < 60, "unreadable")\n\n\n'
            "RULES = {\n    Kind.ROOM_AIRED: Rule(by_kiosk, _air),\n",
        ),
    ],
}
"""What the two files of the rules get for it."""
ACT = '''"""Airing."""

from kiosk.point.point import HelpPoint
from kiosk.point.ledger import open_ledger
from kiosk.point.saying import say
from kiosk.proof.acts import Kind


def air(point: HelpPoint, room: str, minutes: int) -> None:
    """Say that a room was aired."""
    said = say(point, Kind.ROOM_AIRED, {"room": room, "minutes": minutes})
    with open_ledger(point) as ledger:
        ledger.keep(said)
'''
USE = """
import sys
from pathlib import Path

import pytest

from kiosk.documents.bundle import write_bundle
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.forms import Journal
from kiosk.signing.keys import holds
from kiosk.staff.airing import air
from kiosk.verification.everything import verify

folder = Path(sys.argv[1])
point = open_point(Place(str(folder / "point.sqlite3"), folder / "point.keys"))
air(point, "214", 10)
print(verify(point).wrong)
write_bundle(point, Journal.CONSULTATIONS, 2025, folder / "x.zip")
print(check(load(folder / "x.zip"), holds).ledger.history.acts > 24)
air(point, "214", 60)
print(verify(point).wrong)
"""


@pytest.mark.as_written
def test_a_new_kind_of_act_needs_three_files(tmp_path: Path, used_folder: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "kiosk", copy / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "db", copy / "db", ignore=shutil.ignore_patterns("__pycache__"))
    copy_point(used_folder, tmp_path / "point")
    for name, edits in EDITS.items():
        text = (copy / name).read_text("utf-8")
        for old, new in edits:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (copy / name).write_text(text, "utf-8")
    (copy / "kiosk/staff/airing.py").write_text(ACT, "utf-8")
    assert changed(copy) == {*EDITS, "kiosk/staff/airing.py"}
    used = subprocess.run(
        [sys.executable, "-c", USE, str(tmp_path / "point")],
        cwd=copy,
        capture_output=True,
        text=True,
    )
    assert used.stdout.splitlines()[:2] == ["None", "True"], used.stderr
    assert used.stdout.splitlines()[2].endswith("акт не читается")


def changed(copy: Path) -> set[str]:
    """The files of a copy that differ from ours."""
    found = {file.relative_to(copy).as_posix(): file for file in copy.rglob("*.py")}
    return {
        name
        for name, file in found.items()
        if not (ROOT / name).exists() or (ROOT / name).read_bytes() != file.read_bytes()
    }
