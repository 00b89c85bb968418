"""A backup takes the place of the database, or everything stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from db import backup as files
from db.backup import put_in_place, staged
from db.engine import close_database
from db.models import Entry
from kiosk.copies import backup as backup_module
from kiosk.copies.backup import backup, copy_keys
from kiosk.machine.place import SECRETS, Place
from kiosk.point.opening import open_point
from kiosk.verification.everything import verify
from kiosk.words.errors import CannotRead, CannotWrite, CopyIsWrong, KeysMissing
from tests.histories import put_back
from tests.people import consult


@pytest.fixture
def copy(used_place: Place, tmp_path: Path) -> Path:
    """A backup of the used point; its name has what an address would stumble over."""
    made = tmp_path / "копия 100% №1 #2?.backup"
    assert backup(open_point(used_place), made).wrong is None
    close_database()
    return made


def entries(place: Place) -> int:
    point = open_point(place)
    assert verify(point).wrong is None
    count: int = Entry.select().count()
    close_database()
    return count


def add_an_entry(place: Place) -> None:
    consult(open_point(place))
    close_database()


def change_a_name(copy: Path) -> None:
    """What somebody does who knows SQL."""
    changed = sqlite3.connect(copy)
    changed.execute("DROP TRIGGER entry_opened_once")
    changed.execute("UPDATE entry SET name = 'x' WHERE id = 5")
    changed.commit()
    changed.close()


def test_a_backup_brings_back_the_day_it_was_made(used_place: Place, copy: Path) -> None:
    add_an_entry(used_place)
    assert entries(used_place) == 7
    report = put_back(copy, used_place).report
    assert (report.wrong, report.entries) == (None, 6)
    close_database()
    assert entries(used_place) == 6


def test_work_goes_on_after_a_backup_was_restored(used_place: Place, copy: Path) -> None:
    put_back(copy, used_place)
    add_an_entry(used_place)
    assert entries(used_place) == 7


def test_the_replaced_files_are_kept(used_place: Place, copy: Path) -> None:
    add_an_entry(used_place)
    aside = put_back(copy, used_place).aside
    close_database()
    assert aside is not None
    kept = Place(str(aside / "point.sqlite3"), used_place.keys)
    assert entries(kept) == 7


def test_what_was_put_aside_comes_back_with_its_log(used_place: Place, copy: Path) -> None:
    """A killed program leaves its newest commits in the log; a restore puts both aside."""
    log, left = Path(used_place.database + "-wal"), Path(used_place.database)
    consult(open_point(used_place))
    files = left.read_bytes(), log.read_bytes()
    assert files[1], "the entry must stand in the log alone"
    close_database()
    left.write_bytes(files[0])
    log.write_bytes(files[1])
    aside = put_back(copy, used_place).aside
    assert aside is not None
    kept = sorted(aside.iterdir())
    done = put_back(aside / left.name, used_place)
    assert (done.report.wrong, done.report.entries) == (None, 7)
    assert sorted(aside.iterdir()) == kept
    close_database()
    (aside / log.name).write_bytes(files[1][:32] + bytes(len(files[1]) - 32))
    (aside / left.name).write_bytes(b"x" * 8192)
    with pytest.raises(CannotRead):
        put_back(aside / left.name, used_place)


def test_a_copy_that_was_not_written_to_its_end_takes_no_databases_place(
    used_place: Place, copy: Path
) -> None:
    """SQLite closes in silence where a full disk keeps it from taking in its log."""
    before = Path(used_place.database).read_bytes()
    with staged(copy, Path(used_place.database)) as ready:
        ready.with_name(ready.name + "-wal").write_bytes(b"x")
        with pytest.raises(OSError, match="Input/output"):
            put_in_place(ready, Path(used_place.database), copy.with_name("aside"))
    assert Path(used_place.database).read_bytes() == before
    assert not copy.with_name("aside").exists()


def test_a_copy_with_a_wrong_row_takes_no_sound_databases_place(
    used_place: Place, copy: Path
) -> None:
    change_a_name(copy)
    before = Path(used_place.database).read_bytes()
    with pytest.raises(CopyIsWrong, match="запись № 5"):
        put_back(copy, used_place)
    assert Path(used_place.database).read_bytes() == before
    assert not list(copy.parent.glob(".*restoring*"))
    done = put_back(copy, used_place, even_if_wrong=True)
    assert "запись № 5" in str(done.report.wrong)
    assert done.aside is not None


def test_a_stale_log_does_not_flow_into_the_restored_file(used_place: Place, copy: Path) -> None:
    """A killed program leaves its newest commits in the log beside the database."""
    left = Path(used_place.database + "-wal")
    open_point(used_place)
    consult(open_point(used_place))
    saved = left.read_bytes()
    assert saved, "the entry must stand in the log alone"
    close_database()
    left.write_bytes(saved)
    done = put_back(copy, used_place)
    assert (done.report.wrong, done.report.entries) == (None, 6)
    assert done.aside is not None
    assert (done.aside / left.name).read_bytes() == saved


@pytest.mark.parametrize("damage", ["cut", "page", "empty", "text", "foreign", "absent"])
def test_a_damaged_copy_is_refused_before_anything_is_moved(
    used_place: Place, copy: Path, damage: str
) -> None:
    content = copy.read_bytes()
    copy.unlink()
    match damage:
        case "cut":
            copy.write_bytes(content[: len(content) // 2])
        case "page":
            copy.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])
        case "empty":
            copy.write_bytes(b"")
        case "text":
            copy.write_text("Журнал")
        case "foreign":
            with sqlite3.connect(copy) as other:
                other.execute("CREATE TABLE songs (title)")
            other.close()
    before = Path(used_place.database).read_bytes()
    with pytest.raises(CannotRead):
        put_back(copy, used_place)
    assert Path(used_place.database).read_bytes() == before
    assert entries(used_place) == 6


def test_a_copy_of_another_point_is_refused_before_anything_is_moved(
    used_place: Place, tmp_path: Path
) -> None:
    other = Place(str(tmp_path / "other.sqlite3"), tmp_path / "other.keys")
    open_point(other, create=True)
    close_database()
    before = Path(used_place.database).read_bytes()
    with pytest.raises(KeysMissing):
        put_back(Path(other.database), used_place)
    assert Path(used_place.database).read_bytes() == before


def test_without_keys_nothing_is_restored(used_place: Place, copy: Path) -> None:
    shutil.rmtree(used_place.keys)
    with pytest.raises(KeysMissing):
        put_back(copy, used_place)
    assert Path(used_place.database).exists()


def test_a_new_machine_takes_the_keys_from_beside_the_backup(
    used_place: Place, copy: Path, tmp_path: Path
) -> None:
    folder = copy_keys(used_place, copy)
    assert folder.stat().st_mode & 0o077 == 0
    fresh = Place(str(tmp_path / "new" / "point.sqlite3"), tmp_path / "new" / "point.keys")
    done = put_back(copy, fresh)
    close_database()
    assert (done.report.wrong, done.report.entries, done.aside) == (None, 6, None)
    assert entries(fresh) == 6


@pytest.fixture
def fresh(used_place: Place, copy: Path, tmp_path: Path) -> Place:
    """A new machine; the keys are beside the backup."""
    copy_keys(used_place, copy)
    return Place(str(tmp_path / "new" / "point.sqlite3"), tmp_path / "new" / "point.keys")


def test_a_copy_that_a_new_machine_refuses_leaves_no_keys_there(copy: Path, fresh: Place) -> None:
    """With a key folder and no database the kiosk would not let itself be set up."""
    change_a_name(copy)
    with pytest.raises(CopyIsWrong):
        put_back(copy, fresh)
    assert not fresh.keys.exists()
    assert not Path(fresh.database).exists()
    open_point(fresh, create=True)


def test_keys_that_cannot_be_brought_whole_are_not_brought(
    copy: Path, fresh: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_the_disk(file: Path, content: bytes) -> None:
        if file.name == "pepper":
            raise CannotWrite(str(file), "")
        file.write_bytes(content)

    monkeypatch.setattr(backup_module, "replace", fill_the_disk)
    with pytest.raises(CannotWrite):
        put_back(copy, fresh)
    assert not fresh.keys.exists()


def test_a_database_that_has_come_keeps_its_keys(
    copy: Path, fresh: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_late(*paths: Path) -> None:
        put_in_place(*paths)
        raise OSError

    monkeypatch.setattr(files, "put_in_place", fail_late)
    with pytest.raises(CannotWrite):
        put_back(copy, fresh)
    assert entries(fresh) == 6


@pytest.fixture
def apart(used_place: Place, copy: Path, tmp_path: Path) -> Place:
    """The used point, its secrets moved out of the key folder; a copy of all keys is beside the
    backup."""
    folder = tmp_path / "apart"
    folder.mkdir()
    for name in SECRETS:
        (used_place.keys / name).rename(folder / name)
    place = replace(used_place, secrets=folder)
    copy_keys(place, copy)
    return place


def test_secrets_kept_apart_are_in_the_copy_of_the_keys(apart: Place, copy: Path) -> None:
    assert apart.secrets is not None
    copied = {file.name: file.read_bytes() for file in copy.with_suffix(".keys").iterdir()}
    assert {"seen", *SECRETS} <= copied.keys()
    assert all(copied[name] == (apart.secrets / name).read_bytes() for name in SECRETS)


def test_a_backup_is_restored_with_secrets_kept_apart(apart: Place, copy: Path) -> None:
    assert put_back(copy, apart).report.wrong is None
    assert not any((apart.keys / name).exists() for name in SECRETS)


@pytest.mark.parametrize("beside", [True, False])
def test_a_new_machine_writes_no_secrets_that_are_kept_apart(
    apart: Place, copy: Path, tmp_path: Path, *, beside: bool
) -> None:
    if not beside:
        shutil.rmtree(copy.with_suffix(".keys"))
    new = tmp_path / "new"
    fresh = replace(apart, database=str(new / "point.sqlite3"), keys=new / "point.keys")
    assert put_back(copy, fresh).report.wrong is None
    assert (fresh.keys / "seen").exists()
    assert not any((fresh.keys / name).exists() for name in SECRETS)


def test_a_server_is_restored_by_its_own_means(
    staffed_postgres_place: Place, tmp_path: Path
) -> None:
    with pytest.raises(CannotRead, match="pg_restore"):
        put_back(tmp_path / "a.backup", staffed_postgres_place)
