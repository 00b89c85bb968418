"""Printed days are checked where Python has no time zones, too."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED
from zoneinfo import ZoneInfo, available_timezones

import pytest

from kiosk.documents.bundle import write_bundle
from kiosk.documents.verifier import pack
from kiosk.point.point import HelpPoint
from kiosk.proof import ed25519, zones
from kiosk.proof.bundle import check
from kiosk.proof.forms import Journal
from kiosk.proof.verify import report
from kiosk.proof.wrong import Wrong
from kiosk.proof.zones import Offsets, offsets_of, zone_of
from kiosk.setup.founding import name_point
from kiosk.signing.keys import holds
from kiosk.verification.everything import verify as verified
from tests.kiosk.proof.eventful import Eventful, unpacked
from tests.kiosk.proof.reader import edited, run, run_without_zones
from tests.people import PINS, Clock, Staff, consult, help_and_sign

ZONES = [(name, hours) for hours, names in zones._ZONES.items() for name in names.split()]


def test_the_table_has_the_zones_of_russia_as_the_time_zone_database_has_them() -> None:
    assert {name for name, _hours in ZONES} <= available_timezones()
    assert len(dict(ZONES)) == len(ZONES) == 27
    since = datetime.fromisoformat(f"{zones._FIXED_SINCE}T00:00:00+00:00")
    for name, hours in ZONES:
        zone = ZoneInfo(name)
        days = (since + timedelta(days=each) for each in range(0, 2200, 10))
        assert {day.astimezone(zone).utcoffset() for day in days} == {timedelta(hours=hours)}, name


@pytest.mark.as_written
def test_a_russian_bundle_is_proved_without_time_zones(
    eventful_folder: Eventful, pyz: Path, tmp_path: Path
) -> None:
    ended = run_without_zones(pyz, eventful_folder.bundle, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("ВСЁ СОШЛОСЬ")


@pytest.mark.as_written
@pytest.mark.parametrize("verify", [run, run_without_zones])
def test_shifted_days_are_found(
    files: dict[str, bytes], pyz: Path, tmp_path: Path, verify: object
) -> None:
    """By the agreements already, and by every signature: both name their day."""
    journal = json.loads(files["journal.json"])
    for offset in journal["zone"]["offsets"]:
        offset[1] += 86_400
    forged = {**files, "journal.json": json.dumps(journal).encode()}
    (tmp_path / "x.zip").write_bytes(pack(forged))
    ended = verify(pyz, "x.zip", folder=tmp_path)  # type: ignore[operator]
    assert ended.returncode == 1
    assert "the agreement's day is not between its key's and the act's" in ended.stdout


def test_other_offsets_with_the_same_days_are_found(files: dict[str, bytes]) -> None:
    """An hour more moves no day of these acts, and is none of the zone."""
    forged = edited(files, "journal.json", "10800", "14400")
    with pytest.raises(Wrong) as caught:
        check(forged, ed25519.holds)
    assert (caught.value.code, caught.value.where) == (
        *("zone_offsets", ("cell", "zone", "file", "journal.json")),
    )


@pytest.fixture
def no_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.8, which knows no time zones."""
    monkeypatch.setitem(sys.modules, "zoneinfo", None)


@pytest.mark.usefixtures("no_zones")
def test_a_zone_that_nobody_here_knows_is_not_decided(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(zones, "_ZONES", {3: "Europe/Moscow"})
    report(check(files, ed25519.holds), proved=False)
    said = capsys.readouterr().out
    assert said.startswith("НЕ РЕШЕНО / CANNOT DECIDE")
    assert "the dates were not checked" in said
    assert "ALL AGREES" not in said


@pytest.mark.usefixtures("no_zones")
@pytest.mark.parametrize(("since", "decided"), [("2025-11-24T05", True), ("2025-11-25", False)])
def test_days_from_before_the_table_are_not_decided(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, since: str, *, decided: bool
) -> None:
    monkeypatch.setattr(zones, "_FIXED_SINCE", since)
    undecided = check(files, ed25519.holds).undecided
    assert undecided == ([] if decided else [("zone_unknown", {"zone": "Europe/Simferopol"})])


@pytest.mark.as_written
def test_a_foreign_zone_without_data_ends_with_2(
    eventful_folder: Eventful, files: dict[str, bytes], pyz: Path, tmp_path: Path
) -> None:
    """The verifier that is taken along has no table here: the same as a zone outside of it."""
    source = edited(unpacked(pyz), "proof/zones.py", " Europe/Simferopol", "")
    (tmp_path / "verify.pyz").write_bytes(pack(source, ZIP_STORED))
    ended = run_without_zones("verify.pyz", eventful_folder.bundle, folder=tmp_path)
    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert "Часовой пояс Europe/Simferopol этому Python неизвестен" in ended.stdout
    assert "ALL AGREES" not in ended.stdout
    wrong = edited(files, "journal.json", "Королёва", "Королева")
    (tmp_path / "x.zip").write_bytes(pack(wrong))
    assert run_without_zones("verify.pyz", "x.zip", folder=tmp_path).returncode == 1


@pytest.mark.parametrize("name", ["", "Europe", "Europe/Nowhere", "../Moscow", "x\0", "Луна"])
def test_what_names_no_zone_is_known_to_nobody(name: str) -> None:
    assert zone_of(name, "2026") is None


@pytest.mark.usefixtures("no_zones")
def test_a_zone_of_the_table_is_that_of_the_database() -> None:
    zone = zone_of("Asia/Kamchatka", "2026-01-01T00:00:00.000Z")
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=12)


def test_offsets_are_told_where_they_change() -> None:
    times = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]
    summer = ["2026-07-01T00:00:00.000Z", "2026-08-01T00:00:00.000Z"]
    pairs = offsets_of(ZoneInfo("Europe/Berlin"), [*times, *summer, "2026-12-01T00:00:00.000Z"])
    assert pairs == [[times[0], 3600], [summer[0], 7200], ["2026-12-01T00:00:00.000Z", 3600]]
    offsets = Offsets(pairs)
    assert offsets.wall("2026-01-01T22:59:59.999Z").date() == date(2026, 1, 1)
    assert offsets.wall("2026-01-01T23:00:00.000Z").date() == date(2026, 1, 2)
    assert offsets.wall("2026-07-01T22:00:00.000Z").date() == date(2026, 7, 2)
    assert offsets.wall("2026-12-01T22:00:00.000Z").date() == date(2026, 12, 1)


def test_a_zone_west_of_greenwich_has_the_day_before() -> None:
    at = "2026-01-01T02:00:00.000Z"
    assert Offsets(offsets_of(ZoneInfo("America/New_York"), [at])).wall(at).date() == date(
        2025, 12, 31
    )


def moved(point: HelpPoint, staff: Staff, clock: Clock, out: Path) -> dict[str, bytes]:
    """The files of a bundle of a point that got another zone, between two visits at a time when
    it was the next day in the zone before, and in the new one not yet."""
    clock.wait(hours=15.5)
    help_and_sign(point, staff.teacher, consult(point))
    chief = {"administrator": "smirnova", "pin": PINS["smirnova"]}
    point = name_point(point, school="Школа", name="Пункт", zone="Europe/Kaliningrad", **chief)
    help_and_sign(point, staff.teacher, consult(point))
    assert verified(point).wrong is None
    write_bundle(point, Journal.CONSULTATIONS, 2025, out)
    return unpacked(out)


def test_the_days_of_a_point_are_those_of_the_zone_that_it_had_then(
    point: HelpPoint, staff: Staff, clock: Clock, tmp_path: Path
) -> None:
    found = check(moved(point, staff, clock, tmp_path / "x.zip"), ed25519.holds)
    assert found.undecided == []
    assert [row["day"] for row in found.rows()] == ["2025-11-25", "2025-11-24"]
    assert [row["signature"]["date"] for row in found.printed()] == ["25.11.2025", "24.11.2025"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda zone: zone["earlier"].clear(), "unreadable"),
        (lambda zone: zone["earlier"].update({"Europe/Moscow": []}), "zone_offsets"),
        (
            lambda zone: zone["earlier"]["Europe/Simferopol"][0].__setitem__(1, 14400),
            "zone_offsets",
        ),
        (lambda zone: zone["earlier"]["Europe/Simferopol"][0].__setitem__(1, 0), "ticket_follows"),
        (lambda zone: zone["earlier"].update({zone["name"]: zone["offsets"]}), "differs"),
        (lambda zone: zone.update(more=1), "differs"),
        (lambda zone: zone.pop("earlier"), "unreadable"),
        (lambda zone: zone.update(earlier=[]), "unreadable"),
    ],
)
def test_every_zone_that_the_point_has_had_is_told(
    point: HelpPoint,
    staff: Staff,
    clock: Clock,
    tmp_path: Path,
    change: Callable[[dict[str, Any]], None],
    code: str,
) -> None:
    files = moved(point, staff, clock, tmp_path / "x.zip")
    journal = json.loads(files["journal.json"])
    change(journal["zone"])
    with pytest.raises(Wrong) as caught:
        check({**files, "journal.json": json.dumps(journal).encode()}, holds)
    assert caught.value.code == code


@pytest.mark.usefixtures("no_zones")
def test_an_earlier_zone_that_nobody_here_knows_is_not_decided(
    point: HelpPoint,
    staff: Staff,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as known:
        known.delitem(sys.modules, "zoneinfo")
        files = moved(point, staff, clock, tmp_path / "x.zip")
    monkeypatch.setattr(zones, "_ZONES", {2: "Europe/Kaliningrad"})
    undecided = check(files, holds).undecided
    assert undecided == [("zone_unknown", {"zone": "Europe/Simferopol"})]
