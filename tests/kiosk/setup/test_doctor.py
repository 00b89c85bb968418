from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from db.engine import pragmas
from kiosk.copies.rotation import SOUND, name_of
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_point
from kiosk.proof.people import Duty
from kiosk.setup import doctor
from kiosk.setup.doctor import examine, examine_backups, examine_display, examine_printer
from kiosk.setup.finding import Finding
from kiosk.signing.recovery import new_code
from kiosk.staff import changes, recovery
from tests.people import PINS, wanted
from tests.printers import fake_lp


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def findings(place: Place) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(place)}


def test_a_sound_point_needs_nothing_but_a_terminal(
    used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Simferopol")
    used_place.keys.chmod(0o700)
    found = findings(used_place)
    assert [finding.what for finding in found.values() if not finding.good] == ["Терминал"]
    assert found["База данных"].value == used_place.database


def test_a_point_with_one_administrator_is_told_what_that_means(used_place: Place) -> None:
    found = findings(used_place)["Администраторы"]
    assert "Смирнова" in found.value
    assert "второго" in found.value


def test_one_administrator_with_a_recovery_code_is_told_apart(used_place: Place) -> None:
    chief = {"administrator": "smirnova", "pin": PINS["smirnova"]}
    recovery.prepare(open_point(used_place), new_code(), **chief)
    value = findings(used_place)["Администраторы"].value
    assert ("код восстановления" in value, "второго" in value) == (True, False)


def test_two_administrators_are_named(used_place: Place) -> None:
    point = open_point(used_place)
    two = dataclasses.replace(wanted("belaya"), duty=Duty.ADMINISTRATOR)
    changes.change(point, two, administrator="smirnova", admin_pin=PINS["smirnova"])
    value = findings(used_place)["Администраторы"].value
    assert ("Белая" in value, "Смирнова" in value, "второго" in value) == (True, True, False)


def test_every_pragma_is_told(used_place: Place) -> None:
    told = {what.removeprefix("PRAGMA ") for what in findings(used_place) if "PRAGMA" in what}
    assert {"journal_mode", "synchronous", "foreign_keys"} <= told <= pragmas().keys()


def test_nothing_is_made_where_nothing_is(place: Place) -> None:
    assert findings(place)["База данных"].good
    assert not Path(place.database).exists()
    assert not place.keys.exists()


def test_keys_that_others_can_read_are_named(used_place: Place) -> None:
    (used_place.keys / "pepper").chmod(0o644)
    found = findings(used_place)[str(used_place.keys / "pepper")]
    assert found.value == "644"
    assert "chmod go=" in found.advice


def test_a_full_disk_is_named(used_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 10**6))
    assert "500" in findings(used_place)["Свободное место"].advice


def test_a_clock_from_before_this_program_is_named(
    used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "utc_now", lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert findings(used_place)["Часы (UTC)"].advice


@pytest.mark.parametrize(
    ("machine", "good"),
    [
        ("Europe/Simferopol", True),
        ("Europe/Moscow", True),
        ("Europe/Kyiv", False),
        ("Africa/Nairobi", True),
        ("Asia/Omsk", False),
        ("Etc/UTC", False),
        ("MSK-3", False),
    ],
)
def test_the_zones_of_point_and_machine_are_compared(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, machine: str, good: bool
) -> None:
    monkeypatch.setenv("TZ", machine)
    found = findings(used_place)["Часовой пояс"]
    assert found.good is good
    named = "нет" if machine == "MSK-3" else machine
    assert found.value == f"пункт помощи Europe/Simferopol, компьютер {named}"
    assert good or "timedatectl set-timezone Europe/Simferopol" in found.advice


def test_a_machine_that_is_an_hour_off_in_summer_alone_is_named(
    used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Kyiv")
    monkeypatch.setattr(doctor, "utc_now", lambda: datetime(2027, 7, 1, tzinfo=UTC))
    assert findings(used_place)["Часовой пояс"].advice


@pytest.mark.parametrize("lost", ["keys", "database"])
def test_what_is_lost_is_named_with_what_to_do(used_place: Place, lost: str) -> None:
    if lost == "keys":
        shutil.rmtree(used_place.keys)
    else:
        Path(used_place.database).write_bytes(b"no database at all" * 300)
    assert findings(used_place)["База данных"].advice


def kept(place: Place, **chosen: str) -> list[Finding]:
    return list(examine_backups(Settings(database=place.database, **chosen)))


def test_an_old_or_missing_backup_is_named(used_place: Place, tmp_path: Path) -> None:
    (missing,) = kept(used_place)
    assert "kiosk backup --daily" in missing.advice
    (tmp_path / "backups").mkdir()
    for made, good in ((datetime(2026, 1, 1, 20), False), (datetime.now(), True)):
        (tmp_path / "backups" / name_of(made, SOUND)).write_text("")
        (newest,) = kept(used_place)
        assert newest.good is good
        assert f"{made:%d.%m.%Y %H:%M}" == newest.value
    assert kept(used_place, day_ends="") == []


def test_a_second_folder_that_is_away_is_named(used_place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    away = kept(used_place, second_backups=str(stick))[-1]
    assert (away.value, away.good) == (str(stick), False)
    stick.mkdir()
    assert kept(used_place, second_backups=str(stick))[-1].good


def test_a_server_is_examined_without_a_file(staffed_postgres_place: Place) -> None:
    found = findings(staffed_postgres_place)
    assert found["База данных"].good
    assert not [what for what in found if "PRAGMA" in what]


def test_the_queue_of_the_tickets_is_named_and_whether_there_is_what_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(examine_printer(Settings())) == []
    named = Settings(ticket_printer="tickets")
    monkeypatch.setenv("PATH", str(tmp_path))
    (missing,) = examine_printer(named)
    assert (missing.value, missing.good) == ("tickets", False)
    assert "cups-client" in missing.advice
    fake_lp(tmp_path, monkeypatch)
    (there,) = examine_printer(named)
    assert there.good


@pytest.mark.parametrize(
    ("diagonal", "cells", "letters", "keys", "advice"),
    [
        (15.6, (80, 24), "5.1", "5×3", ""),
        (15.6, (120, 40), "3.1", "7×4", "19"),
        (10.1, (80, 24), "3.3", "7×4", "14.7″"),
        (22.0, (80, 24), "7.2", "4×2", ""),
    ],
)
def test_letters_and_keys_are_computed_from_the_diagonal(
    monkeypatch: pytest.MonkeyPatch,
    diagonal: float,
    cells: tuple[int, int],
    letters: str,
    keys: str,
    advice: str,
) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda _fallback: cells)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    read, touched = examine_display(Settings(diagonal=diagonal))
    assert (f"{letters}\u00a0мм" in read.value, keys in touched.value) == (True, True)
    assert advice in read.advice and read.good == (not advice)
    assert ("две страницы" in touched.value) == (diagonal < 12)
    assert touched.good


def test_a_display_too_small_for_fingers_and_one_that_nobody_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda _fallback: (80, 24))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert not list(examine_display(Settings(diagonal=7.0)))[1].good
    (unknown,) = examine_display(Settings())
    assert unknown.good and "diagonal" in unknown.value
