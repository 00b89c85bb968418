"""A backup of another release is refused, named and left as it is; an older one of this release is
migrated on its way."""

from __future__ import annotations

import shutil
from pathlib import Path

import peewee as pw
import pytest

import db.migrations as schema
from db.engine import close_database, current
from db.migrations import MIGRATIONS, current_version
from kiosk.copies.backup import backup
from kiosk.copies.daily import back_up_now, list_backups
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.everywhere import Outcome, destroy_everywhere
from kiosk.privacy.selection import Selection
from kiosk.verification.everything import verify
from kiosk.words.errors import CannotRead, WrongDatabase
from tests.histories import put_back
from tests.people import PINS, Staff, consult, help_and_sign
from tests.releases import OTHERS, contents, make_earlier, make_foreign

NAME = "Семёнов Ярополк Мстиславович"
RELEASES = pytest.mark.parametrize("kind", [kind for kind in OTHERS if kind != "foreign"])


@pytest.fixture
def copy(used_place: Place, tmp_path: Path) -> Path:
    """A backup of the used point."""
    backup(open_point(used_place), tmp_path / "a.backup")
    close_database()
    return tmp_path / "a.backup"


@RELEASES
def test_a_copy_of_another_release_takes_no_databases_place(
    used_place: Place, copy: Path, tmp_path: Path, kind: str
) -> None:
    make, russian, _english = OTHERS[kind]
    make(str(copy))
    before = contents(tmp_path)
    with pytest.raises(WrongDatabase, match=russian) as refusal:
        put_back(copy, used_place)
    assert str(copy) in str(refusal.value)
    assert contents(tmp_path) == before


def test_a_copy_of_an_earlier_release_brings_a_new_machine_nothing(
    used_place: Place, copy: Path, tmp_path: Path
) -> None:
    make_earlier(str(copy))
    shutil.copytree(used_place.keys, copy.with_suffix(".keys"))
    before = contents(tmp_path)
    fresh = Place(str(tmp_path / "new" / "point.sqlite3"), tmp_path / "new" / "point.keys")
    with pytest.raises(WrongDatabase, match="более ранней"):
        put_back(copy, fresh)
    assert contents(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_a_copy_of_another_program_is_no_backup(
    used_place: Place, copy: Path, tmp_path: Path
) -> None:
    make_foreign(str(copy))
    before = contents(tmp_path)
    with pytest.raises(CannotRead):
        put_back(copy, used_place)
    assert contents(tmp_path) == before


def test_a_database_of_an_earlier_release_is_kept_aside_whole(
    used_place: Place, copy: Path
) -> None:
    make_earlier(used_place.database)
    before = Path(used_place.database).read_bytes()
    done = put_back(copy, used_place)
    close_database()
    assert (done.report.wrong, done.report.entries) == (None, 6)
    assert done.aside is not None
    assert (done.aside / "point.sqlite3").read_bytes() == before


@pytest.fixture
def settings(staffed_place: Place, tmp_path: Path) -> Settings:
    return Settings(
        database=staffed_place.database,
        keys=str(staffed_place.keys),
        backups=str(tmp_path / "backups"),
    )


@RELEASES
def test_it_is_listed_as_what_it_is(point: HelpPoint, settings: Settings, kind: str) -> None:
    _report, file = back_up_now(point, settings)
    assert file is not None
    OTHERS[kind][0](str(file))
    before = file.read_bytes()
    (only,) = list_backups(point, settings.backup_folder)
    assert (only.sound, only.of_another_release) == (False, True)
    assert file.read_bytes() == before


def destroyed(settings: Settings) -> dict[Path, Outcome]:
    said = {"reason": "Заявление", "login": "smirnova", "pin": PINS["smirnova"]}
    outcomes = destroy_everywhere(settings, Selection(names=(NAME,)), **said)
    close_database()
    return {each.path: each for each in outcomes}


@RELEASES
@pytest.mark.parametrize("name", ["", "before the holidays"])
def test_it_is_named_and_left_alone_where_data_are_destroyed(
    point: HelpPoint, staff: Staff, settings: Settings, kind: str, name: str
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, file = back_up_now(point, settings)
    assert file is not None
    file = file.rename(file.with_name(name or file.name))
    OTHERS[kind][0](str(file))
    before = file.read_bytes()
    outcomes = destroyed(settings)
    assert outcomes[Path(settings.database)].done
    assert [path for path, each in outcomes.items() if each.trouble] == [file]
    assert "другой версией программы" in outcomes[file].trouble
    assert file.read_bytes() == before


def test_the_database_itself_is_refused_before_a_copy_is_touched(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    back_up_now(point, settings)
    close_database()
    make_earlier(settings.database)
    before = contents(tmp_path)
    with pytest.raises(WrongDatabase, match="более ранней"):
        destroyed(settings)
    assert contents(tmp_path) == before


def add_a_table(database: pw.Database) -> None:
    """A later migration."""
    database.execute_sql("CREATE TABLE later (act INTEGER)")


def test_a_copy_from_before_a_migration_is_migrated_and_goes_on(
    used_place: Place, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = copy.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, add_a_table))
    done = put_back(copy, used_place)
    assert (done.report.wrong, done.report.entries, done.epoch) == (None, 6, 1)
    assert current_version(current()) == len(MIGRATIONS) + 1
    consult(point := open_point(used_place))
    assert verify(point).wrong is None
    assert copy.read_bytes() == before
    close_database()
    monkeypatch.undo()
    with pytest.raises(WrongDatabase, match="более новой"):
        open_point(used_place)


def test_a_copy_from_before_a_migration_is_cleaned(
    point: HelpPoint, staff: Staff, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, file = back_up_now(point, settings)
    assert file is not None
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, add_a_table))
    outcomes = destroyed(settings)
    assert outcomes[file].done
    assert not any(each.trouble for each in outcomes.values())
    assert "ярополк".encode() not in file.read_bytes()
