from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import peewee as pw
import pytest

from db.engine import close_database, current, make_database
from db.models import Act, Entry
from db.models import Point as Row
from db.reading import snapshot
from kiosk.machine.place import SECRETS, Place, keys_beside
from kiosk.point.opening import keep_open, open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause
from kiosk.verification.everything import verify
from kiosk.words.errors import (
    DatabaseMissing,
    KeysMissing,
    SecretsMissing,
    StorageUnavailable,
    WrongDatabase,
)
from tests.histories import settled
from tests.people import SCHOOL, Clock, consult


def test_a_new_point_begins_with_one_act_and_no_name(any_empty_place: Place, clock: Clock) -> None:
    point = open_point(any_empty_place, create=True, clock=clock)
    assert not point.is_named
    assert [act.kind for act in Act.select()] == ["kiosk_enrolled"]
    assert verify(point).wrong is None


def test_a_point_is_found_again_as_it_was_left(any_place: Place, clock: Clock) -> None:
    first = open_point(any_place, clock=clock)
    again = open_point(any_place, create=True, clock=clock)
    assert (again.uid, again.school) == (first.uid, SCHOOL)
    assert Row.select().count() == 1


def test_a_new_point_takes_the_zone_it_is_told(place: Place) -> None:
    point = open_point(replace(place, zone="Asia/Yekaterinburg"), create=True)
    assert point.zone == ZoneInfo("Asia/Yekaterinburg")
    assert open_point(place).zone == ZoneInfo("Asia/Yekaterinburg")


def test_reading_makes_no_database(place: Place) -> None:
    with pytest.raises(DatabaseMissing, match=r"point\.sqlite3"):
        open_point(place)
    assert not Path(place.database).exists()
    assert not place.keys.exists()


def test_a_database_lost_beside_its_keys_is_not_replaced_by_a_new_one(used_place: Place) -> None:
    Path(used_place.database).unlink()
    with pytest.raises(WrongDatabase, match=r"point\.sqlite3"):
        open_point(used_place, create=True)
    assert not Path(used_place.database).exists()


@pytest.mark.parametrize("lost", ["kiosk.key", "pepper", ""])
def test_a_point_without_its_keys_is_not_opened_and_gets_no_new_ones(
    any_place: Place, lost: str
) -> None:
    shutil.rmtree(any_place.keys) if not lost else (any_place.keys / lost).unlink()
    with pytest.raises(KeysMissing, match=r"point\.keys"):
        open_point(any_place, create=True)
    assert not (any_place.keys / (lost or "kiosk.key")).exists()


def test_a_point_is_not_opened_with_the_keys_of_another(any_place: Place, tmp_path: Path) -> None:
    other = Place(str(tmp_path / "other.sqlite3"), tmp_path / "other.keys")
    open_point(other, create=True)
    close_database()
    with pytest.raises(KeysMissing, match=r"other\.keys"):
        open_point(replace(any_place, keys=other.keys))


@pytest.mark.parametrize("damage", [0, 100, 5000])
def test_a_damaged_file_is_named_and_never_written_to(used_place: Place, damage: int) -> None:
    file = Path(used_place.database)
    content = bytearray(file.read_bytes())
    content[damage : damage + 3000] = b"\xff" * 3000
    file.write_bytes(content)
    with pytest.raises((WrongDatabase, StorageUnavailable)):
        report = verify(open_point(used_place))
        raise WrongDatabase(report.wrong or "nothing was found")
    close_database()


def test_a_folder_that_cannot_be_made_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    place = Place(str(tmp_path / "file" / "point.sqlite3"), tmp_path / "keys")
    with pytest.raises((StorageUnavailable, OSError)):
        open_point(place, create=True)


def test_a_server_that_does_not_answer_is_no_crash(tmp_path: Path) -> None:
    place = Place(f"postgresql://kiosk@/help?host={tmp_path}", tmp_path / "keys")
    with pytest.raises(StorageUnavailable):
        open_point(place, create=True)


def test_a_database_held_for_too_long_is_a_named_error_and_nothing_is_kept(
    staffed_place: Place, point: HelpPoint
) -> None:
    consult(point)
    other = make_database(staffed_place.database)
    current().execute_sql("PRAGMA busy_timeout = 10")
    with other.connection_context(), other.atomic(), pytest.raises(StorageUnavailable):
        consult(point)
    assert consult(point).number == 2


def test_the_keys_stand_beside_the_file_under_its_name() -> None:
    assert keys_beside("/srv/school.sqlite3") == Path("/srv/school.keys")


def test_an_empty_file_in_place_of_the_database_is_not_filled_anew(used_place: Place) -> None:
    Path(used_place.database).write_bytes(b"")
    with pytest.raises(WrongDatabase, match=r"point\.sqlite3"):
        open_point(used_place, create=True)
    with pytest.raises(DatabaseMissing):
        open_point(used_place)
    assert Path(used_place.database).stat().st_size == 0


def test_nothing_is_kept_in_a_file_that_was_moved_away(used_place: Place) -> None:
    point, database = open_point(used_place), Path(used_place.database)
    away = database.rename(database.with_suffix(".away"))
    with pytest.raises(StorageUnavailable):
        consult(point)
    with pytest.raises(DatabaseMissing):
        keep_open(point, used_place)
    assert not database.exists()
    away.rename(database)
    consult(point)
    assert Entry.select().count() == 7
    close_database()


def test_a_file_that_was_copied_back_is_opened_anew(used_place: Place) -> None:
    point, database = open_point(used_place), Path(used_place.database)
    close_database()
    shutil.copy(database, away := database.with_suffix(".away"))
    open_point(used_place)
    away.replace(database)
    with pytest.raises(StorageUnavailable):
        consult(point)
    fresh = keep_open(point, used_place)
    settled(fresh, cause=EpochCause.COPIED)
    consult(fresh)
    assert Entry.select().count() == 7
    close_database()


def test_another_points_database_is_neither_read_nor_written(
    used_place: Place, tmp_path: Path
) -> None:
    other = Place(str(tmp_path / "other.sqlite3"), tmp_path / "other.keys")
    open_point(other, create=True)
    close_database()
    point = open_point(used_place)
    Path(other.database).replace(used_place.database)
    with pytest.raises(KeysMissing):
        keep_open(point, used_place)
    with pytest.raises(StorageUnavailable):
        consult(point)
    with pytest.raises(pw.OperationalError):
        Act.select().count()
    close_database()


def test_reading_makes_no_file_where_the_database_was(used_place: Place) -> None:
    open_point(used_place)
    close_database()
    Path(used_place.database).unlink()
    with pytest.raises(pw.OperationalError):
        Act.select().count()
    assert not Path(used_place.database).exists()


def test_a_refused_act_leaves_no_connection_that_could_stay_broken(used_place: Place) -> None:
    point = open_point(used_place)
    current().execute_sql("PRAGMA query_only = 1")  # as a file opened on a read-only disk
    with pytest.raises(StorageUnavailable):
        consult(point)
    consult(point)
    assert Entry.select().count() == 7
    close_database()


def test_a_dropped_connection_is_renewed_by_reading_at_one_moment(any_point: HelpPoint) -> None:
    close_database()
    with snapshot(current()):
        assert Act.select().count() > 0
    assert not current().in_transaction()


def kept_apart(place: Place, folder: Path) -> Place:
    """The same point, its secrets moved to where systemd or a stick would have them."""
    folder.mkdir()
    for name in SECRETS:
        (place.keys / name).rename(folder / name)
    return replace(place, secrets=folder)


def test_a_point_works_with_secrets_that_are_only_read(used_place: Place, tmp_path: Path) -> None:
    place = kept_apart(used_place, tmp_path / "apart")
    before = {name: (tmp_path / "apart" / name).read_bytes() for name in SECRETS}
    seen = (place.keys / "seen").read_bytes()
    point = open_point(place)
    consult(point)
    assert verify(point).wrong is None
    assert (place.keys / "seen").read_bytes() != seen
    assert {file.name: file.read_bytes() for file in (tmp_path / "apart").iterdir()} == before
    assert not any((place.keys / name).exists() for name in SECRETS)


def test_a_point_whose_stick_is_away_is_not_opened(used_place: Place, tmp_path: Path) -> None:
    place = kept_apart(used_place, tmp_path / "apart")
    shutil.rmtree(tmp_path / "apart")
    with pytest.raises(SecretsMissing, match="apart"):
        open_point(place, create=True)
    assert not (tmp_path / "apart").exists()


def test_secrets_left_in_the_key_folder_are_not_used_in_their_stead(
    used_place: Place, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SecretsMissing):
        open_point(replace(used_place, secrets=tmp_path / "empty"))


def test_the_key_folder_alone_signs_nothing(used_place: Place, tmp_path: Path) -> None:
    place = kept_apart(used_place, tmp_path / "apart")
    with pytest.raises(KeysMissing, match=r"point\.keys"):
        open_point(replace(place, secrets=None))


def test_a_database_lost_with_its_secrets_kept_apart_is_not_replaced_by_a_new_one(
    used_place: Place, tmp_path: Path
) -> None:
    place = kept_apart(used_place, tmp_path / "apart")
    Path(place.database).unlink()
    with pytest.raises(WrongDatabase, match=r"point\.sqlite3"):
        open_point(place, create=True)
    assert not Path(place.database).exists()


def test_a_new_point_takes_secrets_made_before_and_writes_none(
    any_empty_place: Place, tmp_path: Path
) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    for name in SECRETS:
        (apart / name).write_text("5a" * 32 + "\n", "ascii")
    place = replace(any_empty_place, secrets=apart)
    point = open_point(place, create=True)
    assert point.keyring.pepper == b"\x5a" * 32
    assert [file.name for file in place.keys.iterdir()] == ["seen"]
