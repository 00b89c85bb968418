"""What a kill left on the way to its name is told from what somebody is making."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.unfinished import WORKING, held, is_unfinished, part_of, remove, staged_beside, staged_for


def test_names_of_what_is_being_made_are_known_and_no_others(tmp_path: Path) -> None:
    made = tmp_path / "help-point-20251124-0900.backup"
    assert is_unfinished(part_of(made))
    assert is_unfinished(staged_for(made))
    assert is_unfinished(tmp_path / f"{WORKING}ab_12")
    for name in (made.name, ".lock", ".k3j_x0ab.part", "photo.01234567.part", ".a.0123.part"):
        assert not is_unfinished(tmp_path / name)


def test_only_what_is_staged_for_the_database_itself_is_beside_it(tmp_path: Path) -> None:
    mine, others = (staged_for(tmp_path / name) for name in ("point.sqlite3", "other.sqlite3"))
    for path in (mine, others, part_of(tmp_path / "point.sqlite3")):
        path.touch()
    assert staged_beside(tmp_path / "point.sqlite3") == [mine]


@pytest.mark.parametrize("folder", [False, True])
def test_what_is_held_stays_until_nobody_holds_it(tmp_path: Path, folder: bool) -> None:
    path = tmp_path / f"{WORKING}x" if folder else part_of(tmp_path / "a")
    path.mkdir() if folder else path.touch()
    beside = path.with_name(path.name + "-wal")
    beside.touch()
    with held(path):
        assert not remove(path)
        assert path.exists()
    assert remove(path)
    assert not path.exists()
    assert beside.exists() is folder


def test_what_was_finished_meanwhile_is_gone(tmp_path: Path) -> None:
    assert remove(part_of(tmp_path / "a"))
