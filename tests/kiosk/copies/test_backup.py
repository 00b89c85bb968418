"""A backup is a whole copy of the database, and refused where it cannot be kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.copies.backup import backup
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.words.errors import CannotWrite
from tests.people import Clock, consult


def test_a_backup_of_a_point_at_work_is_whole(point: HelpPoint, tmp_path: Path) -> None:
    for _ in range(5):
        consult(point)
    report = backup(point, tmp_path / "a.backup")
    assert (report.wrong, report.entries) == (None, 5)
    assert consult(point).number == 6
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))


def test_a_backup_needs_a_folder_and_replaces_an_older_one(
    point: HelpPoint, tmp_path: Path
) -> None:
    with pytest.raises(CannotWrite, match="нет"):
        backup(point, tmp_path / "нет" / "a.backup")
    (tmp_path / "a.backup").write_text("older")
    backup(point, tmp_path / "a.backup")
    assert (tmp_path / "a.backup").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE point SET school = 'Другая'",
        "DELETE FROM act WHERE seq = 9",
        "DELETE FROM act WHERE seq = 21",
    ],
)
def test_a_wrong_ledger_is_copied_as_evidence(
    used_place: Place, tmp_path: Path, statement: str
) -> None:
    with sqlite3.connect(used_place.database) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            file.execute(f"DROP TRIGGER {name}")
        file.execute(statement)
    file.close()
    report = backup(open_point(used_place), tmp_path / "evidence.backup")
    assert report.wrong is not None
    assert (tmp_path / "evidence.backup").stat().st_size > 0


def test_a_server_is_backed_up_by_its_own_means(
    staffed_postgres_place: Place, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(CannotWrite, match="pg_dump"):
        backup(open_point(staffed_postgres_place, clock=clock), tmp_path / "a.backup")
