"""The automatic backups: when one is due, which stay, and that nothing good is ever let go."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import time as ticking
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.copies import rounds
from kiosk.copies.daily import back_up_now, list_backups
from kiosk.copies.rotation import DAYS, MONTHS, WEEKS, backups_in, moments_to_keep, rotate
from kiosk.copies.rounds import Rounds, due, is_due
from kiosk.machine import second_folder
from kiosk.machine.place import Place
from kiosk.machine.second_folder import second_trouble
from kiosk.machine.settings import Settings, load
from kiosk.point.checkpoints import read_checkpoints
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.words.errors import CannotWrite
from tests.histories import put_back
from tests.people import Clock, consult

NOW = datetime(2026, 11, 24, 20, 0)
MOMENTS = st.sets(st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)), max_size=120)
EVENING = time(20, 0)


@pytest.fixture
def settings(staffed_place: Place, tmp_path: Path) -> Settings:
    return Settings(database=staffed_place.database, backups=str(tmp_path / "backups"))


@given(made=MOMENTS)
def test_of_every_period_that_is_kept_the_newest_stays(made: set[datetime]) -> None:
    stays = moments_to_keep(made, NOW)
    past = {moment for moment in made if moment <= NOW}
    assert stays <= made
    assert made - past <= stays
    for count, period in (
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    ):
        last = sorted({period(moment) for moment in past})[-count:]
        for each in last:
            assert max(moment for moment in past if period(moment) == each) in stays


@given(made=MOMENTS)
def test_there_are_never_more_than_the_rotation_says(made: set[datetime]) -> None:
    past = {moment for moment in made if moment <= NOW}
    assert len(moments_to_keep(past, NOW)) <= DAYS + WEEKS + MONTHS
    assert not past or max(past) in moments_to_keep(past, NOW)


@given(made=MOMENTS)
def test_what_stays_stays_when_it_is_asked_again(made: set[datetime]) -> None:
    stays = moments_to_keep(made, NOW)
    assert moments_to_keep(stays, NOW) == stays


def test_a_year_of_evenings_leaves_seven_days_four_weeks_twelve_months() -> None:
    there: set[datetime] = set()
    for day in range(400):
        there.add(NOW + timedelta(days=day))
        there = moments_to_keep(there, NOW + timedelta(days=day))
    newest = sorted(there, reverse=True)
    assert [(newest[0] - each).days for each in newest[:7]] == list(range(7))
    assert 18 <= len(there) <= DAYS + WEEKS + MONTHS
    assert (newest[0] - newest[-1]).days > 300


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (None, "24 12:00", True),
        ("23 20:00", "24 12:00", False),
        ("23 20:00", "24 19:59", False),
        ("23 20:00", "24 20:00", True),
        ("24 20:00", "24 23:00", False),
        ("24 12:00", "24 20:05", True),
        ("22 20:00", "24 09:00", True),
        ("24 09:00", "24 12:00", False),
    ],
)
def test_a_backup_is_due_after_each_end_of_a_day(
    last: str | None, now: str, expected: bool
) -> None:
    def moment(text: str) -> datetime:
        return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M")

    assert is_due(last and moment(last), EVENING, moment(now)) is expected


def test_the_day_is_backed_up_once_with_a_checkpoint(
    point: HelpPoint, clock: Clock, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    consult(point)
    assert due(point, settings, clock())
    report, file = back_up_now(point, settings)
    assert (report.wrong, report.entries) == (None, 1)
    assert file is not None
    assert file.name == "help-point-20251124-0900.backup"
    assert not due(point, settings, clock())
    (only,) = list_backups(point, settings.backup_folder)
    (note,) = read_checkpoints(
        [settings.backup_folder / "checkpoints"], point.keyring.kiosk.public_key
    )
    assert (only.sound, only.code, only.size) == (True, note.code(), file.stat().st_size)
    clock.wait(hours=11)
    assert due(point, settings, clock())


def test_no_backup_is_due_where_the_school_makes_its_own(point: HelpPoint, clock: Clock) -> None:
    assert not due(point, Settings(day_ends=""), clock())


def test_only_files_of_its_own_are_let_go(
    point: HelpPoint, clock: Clock, settings: Settings
) -> None:
    folder = settings.backup_folder
    folder.mkdir()
    mine = {"help-point-20250101-2000.backup", "help-point-20250101-1000.backup"}
    others = {"help-point.backup", "help-point-20250101.backup", "help-point-2025.backup.txt"}
    others |= {
        "help-point-99999999-9999.backup",
        "school.sqlite3",
        "help-point-20250101-1000.wrong",
    }
    for name in mine | others:
        (folder / name).write_text("x")
    for _day in range(30):
        back_up_now(point, settings)
        clock.wait(days=1)
    left = {path.name for path in folder.iterdir()}
    assert others <= left
    assert left & mine == {"help-point-20250101-2000.backup"}
    assert len(list(backups_in(folder))) <= DAYS + WEEKS + MONTHS
    assert sum(each.sound for each in list_backups(point, folder)) >= DAYS


def test_a_copy_of_a_wrong_ledger_drives_no_good_one_out(
    point: HelpPoint, clock: Clock, settings: Settings
) -> None:
    _report, good = back_up_now(point, settings)
    assert good is not None
    with sqlite3.connect(settings.database) as file:
        file.execute("UPDATE point SET school = 'Другая'")
    file.close()
    for _day in range(40):
        report, evidence = back_up_now(point, settings)
        assert report.wrong is not None
        assert evidence is not None
        assert evidence.suffix == ".wrong"
        clock.wait(days=1)
    assert good.exists()
    assert not due(point, settings, clock() - timedelta(days=1))


def test_a_damaged_backup_is_list_backups_as_such(point: HelpPoint, settings: Settings) -> None:
    _report, file = back_up_now(point, settings)
    assert file is not None
    content = bytearray(file.read_bytes())
    at = content.rindex(b"kiosk_enrolled")
    content[at] ^= 1
    file.write_bytes(content)
    assert [each.sound for each in list_backups(point, settings.backup_folder)] == [False]


def test_a_daily_backup_can_be_restored(
    point: HelpPoint, settings: Settings, staffed_place: Place, clock: Clock
) -> None:
    consult(point)
    _report, file = back_up_now(point, settings)
    assert file is not None
    consult(point)
    done = put_back(file, staffed_place, clock=clock)
    assert (done.report.wrong, done.report.entries) == (None, 1)


def test_a_second_folder_gets_everything_too(
    point: HelpPoint, settings: Settings, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    _report, file = back_up_now(point, replace(settings, second_backups=str(second)))
    assert file is not None
    (only,) = list_backups(point, second)
    assert only.sound
    assert only.path.read_bytes() == file.read_bytes()
    key = point.keyring.kiosk.public_key
    assert read_checkpoints([second / "checkpoints"], key)


def test_a_missing_second_folder_is_warned_about_and_never_made(
    point: HelpPoint, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    second = tmp_path / "stick"
    with caplog.at_level(logging.WARNING):
        report, file = back_up_now(point, replace(settings, second_backups=str(second)))
    assert report.wrong is None
    assert file is not None
    assert "stick" in caplog.text
    assert not second.exists()


def test_a_mount_point_with_nothing_mounted_is_no_second_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "media" / "stick"
    stick.mkdir(parents=True)
    assert second_trouble(stick) == ""
    monkeypatch.setattr(second_folder, "_MOUNTED", (tmp_path / "media",))
    assert second_trouble(stick)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == stick)
    assert second_trouble(stick) == ""


def test_a_folder_that_cannot_be_made_is_a_sentence(
    point: HelpPoint, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "backups").write_text("a file in its place")
    with pytest.raises(CannotWrite, match="backups"):
        back_up_now(point, settings)


def test_a_server_ends_its_day_with_a_checkpoint(
    staffed_postgres_place: Place, clock: Clock, tmp_path: Path
) -> None:
    point = open_point(staffed_postgres_place, clock=clock)
    settings = Settings(
        database=staffed_postgres_place.database,
        keys=str(staffed_postgres_place.keys),
        backups=str(tmp_path / "backups"),
    )
    assert due(point, settings, datetime.now().astimezone())
    report, file = back_up_now(point, settings)
    assert (report.wrong, file) == (None, None)
    assert not due(point, settings, datetime.now().astimezone())
    key = point.keyring.kiosk.public_key
    assert len(read_checkpoints([settings.backup_folder / "checkpoints"], key)) == 1


def test_the_running_kiosk_has_the_backup_made_by_a_process_of_its_own(
    point: HelpPoint, settings: Settings, tmp_path: Path
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'database = "{settings.database}"\nlog = "{tmp_path}/kiosk.log"\n')
    told = load(config)
    point = open_point(told.place)
    watch = Rounds(told)
    for _look in range(3):
        watch.look(point, point.clock())
    assert len(rounds._running) == 1
    assert rounds._running[0].wait(60) == 0
    assert len(list(backups_in(tmp_path / "backups"))) == 1
    watch.look(point, point.clock())
    assert rounds._running == []


def test_a_backup_that_fails_is_tried_again_after_a_while(
    point: HelpPoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Settings] = []
    monkeypatch.setattr(rounds, "start", started.append)
    watch = Rounds(settings)
    watch.look(point, point.clock())
    watch.look(point, point.clock())
    assert len(started) == 1
    later = ticking.monotonic() + rounds.PATIENCE + 1
    monkeypatch.setattr(rounds.ticking, "monotonic", lambda: later)
    watch.look(point, point.clock())
    assert len(started) == 2


def test_rotation_lets_the_note_go_with_its_backup(tmp_path: Path) -> None:
    for hour in (10, 11):
        shutil.copyfile(__file__, tmp_path / f"help-point-20261124-{hour}00.backup")
        (tmp_path / f"help-point-20261124-{hour}00.backup.checkpoint").write_text("x")
    rotate(tmp_path, NOW, ".backup")
    assert {path.name for path in tmp_path.iterdir()} == {
        "help-point-20261124-1100.backup",
        "help-point-20261124-1100.backup.checkpoint",
    }
