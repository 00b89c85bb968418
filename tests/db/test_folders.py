"""Folders that survive a power cut."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from db.folders import make_folder


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose names were synced, in order."""
    seen: list[str] = []

    def note(descriptor: int) -> None:
        seen.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr(os, "fsync", note)
    return seen


def test_every_new_folder_is_kept_in_the_one_above_it(tmp_path: Path, synced: list[str]) -> None:
    make_folder(tmp_path / "school" / "point.keys")
    assert synced == [tmp_path.name, "school"]


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path, synced: list[str]) -> None:
    tmp_path.chmod(0o755)
    make_folder(tmp_path)
    assert (synced, stat.S_IMODE(tmp_path.stat().st_mode)) == ([], 0o755)


def test_a_new_folder_is_its_owners_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "point.keys")
    assert stat.S_IMODE((tmp_path / "point.keys").stat().st_mode) == 0o700


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("")
    with pytest.raises(OSError):
        make_folder(tmp_path / "kept" / "checkpoints")
