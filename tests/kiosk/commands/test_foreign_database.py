"""Every command refuses a database of another release or another program, and changes no byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.engine import close_database
from kiosk.commands.command_line import command_line
from kiosk.machine.place import Place
from kiosk.words.errors import WrongDatabase
from tests.people import PINS
from tests.releases import OTHERS, contents

CHIEF = f"smirnova\n{PINS['smirnova']}\n"
KINDS = pytest.mark.parametrize("kind", OTHERS)
ELSEWHERE = {"run", "board", "demo", "restore", "verifier"}
"""These open no database here: they need a terminal, a new file, a backup (``copies``), or none."""
WORDS = {
    "agreement": "smirnova",
    "backup": "new.backup",
    "backups": "",
    "change": "belaya --post завуч",
    "check-page": "C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST",
    "checkpoint": "new.checkpoint",
    "dismiss": "belaya",
    "destroy": "--name Иванов --reason Заявление",
    "doctor": "",
    "enrol": "",
    "keys": "--out new.pdf",
    "export": "consultations --format csv --year 2025 --out new.csv",
    "import": "topics topics.csv",
    "recover": "smirnova",
    "rename": "--school №2",
    "settle": "moved",
    "sheets": "--count 8 --out new.pdf",
    "verify": "",
}


@pytest.fixture
def folder(used_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The used point; its database is kept as a backup is: without a log of its own."""
    door = sqlite3.connect(used_place.database)
    door.execute("PRAGMA journal_mode = delete")
    door.close()
    used_place.keys.chmod(0o700)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "ru")
    monkeypatch.setattr("kiosk.commands.command_line.start_log", lambda _path: None)
    (tmp_path / "topics.csv").write_text("", "utf-8")
    return tmp_path


def typed(*words: str, keys: str = "") -> Result:
    result = CliRunner().invoke(command_line, ["--database", "point.sqlite3", *words], input=keys)
    close_database()
    return result


def test_every_command_is_tried_here() -> None:
    assert WORDS.keys() | ELSEWHERE == command_line.commands.keys()


@KINDS
@pytest.mark.parametrize("command", [*sorted(WORDS.keys() - {"doctor"}), "backup --daily"])
def test_every_command_refuses_it_in_one_sentence(folder: Path, command: str, kind: str) -> None:
    make, russian, _english = OTHERS[kind]
    make("point.sqlite3")
    before = contents(folder)
    result = typed(*command.split(), *WORDS.get(command, "").split())
    assert isinstance(result.exception, WrongDatabase), result.output
    assert russian in str(result.exception)
    assert contents(folder) == before


@KINDS
def test_the_doctor_names_it(folder: Path, kind: str) -> None:
    make, russian, _english = OTHERS[kind]
    make("point.sqlite3")
    before = contents(folder)
    result = typed("doctor")
    assert result.exit_code == 1
    assert russian in result.output
    assert contents(folder) == before


def test_a_backup_of_it_is_listed_and_not_restored(folder: Path) -> None:
    made = typed("backup", "--daily")
    assert made.exit_code == 0, made.output
    (copy,) = (folder / "backups").glob("*.backup")
    OTHERS["earlier"][0](str(copy))
    before = contents(folder)
    listed = typed("backups")
    assert (listed.exit_code, "другой версией программы" in listed.output) == (1, True)
    assert isinstance(typed("restore", str(copy), keys=CHIEF).exception, WrongDatabase)
    after = contents(folder)
    assert {name: after[name] for name in before} == before


def test_an_example_day_is_not_made_in_its_place(folder: Path) -> None:
    OTHERS["earlier"][0]("point.sqlite3")
    before = contents(folder)
    assert typed("demo", "--headless").exit_code != 0
    assert contents(folder) == before
