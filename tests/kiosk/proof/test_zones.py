"""Printed days are checked where Python has no time zones, too."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest

from kiosk.documents.bundle import pack
from kiosk.proof import verifier
from tests.campaigns.forging import read, shift_the_days
from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import SOURCE, edited, run, run_without_zones

ZONES = [(name, hours) for hours, names in verifier.ZONES.items() for name in names.split()]


def test_the_table_has_the_zones_of_russia_as_the_time_zone_database_has_them() -> None:
    assert {name for name, _hours in ZONES} <= available_timezones()
    assert len(dict(ZONES)) == len(ZONES) == 27
    since = datetime.fromisoformat(f"{verifier.FIXED_SINCE}T00:00:00+00:00")
    for name, hours in ZONES:
        zone = ZoneInfo(name)
        days = (since + timedelta(days=each) for each in range(0, 2200, 10))
        assert {day.astimezone(zone).utcoffset() for day in days} == {timedelta(hours=hours)}, name


def test_a_russian_bundle_is_proved_without_time_zones(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    ended = run_without_zones(SOURCE, eventful_folder.bundle, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("ВСЁ СОШЛОСЬ")


@pytest.mark.parametrize("verify", [run, run_without_zones])
def test_shifted_days_are_found(files: dict[str, bytes], tmp_path: Path, verify: object) -> None:
    bundle = read(files)
    shift_the_days(Random(1), bundle)
    (tmp_path / "x.zip").write_bytes(pack(bundle.files()))
    ended = verify(SOURCE, "x.zip", folder=tmp_path)  # type: ignore[operator]
    assert ended.returncode == 1
    assert "«zone»: these are not the offsets of the time zone" in ended.stdout


def in_zone(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> verifier.Ledger:
    """What the verifier finds, for once without the zone that the acts name."""
    monkeypatch.setattr(verifier, "zoneinfo", None)
    return verifier.check(files)


def test_a_zone_that_nobody_here_knows_is_not_decided(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verifier, "ZONES", {3: "Europe/Moscow"})
    ledger = in_zone(files, monkeypatch)
    verifier.report(ledger, proved=False)
    said = capsys.readouterr().out
    assert said.startswith("НЕ РЕШЕНО / CANNOT DECIDE")
    assert "the dates were not checked" in said
    assert "ALL AGREES" not in said


def test_days_from_before_the_table_are_not_decided(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifier, "FIXED_SINCE", "2025-11-25")
    assert in_zone(files, monkeypatch).undecided


def test_a_foreign_zone_without_data_ends_with_2(
    eventful_folder: Eventful, files: dict[str, bytes], tmp_path: Path
) -> None:
    """The verifier that is taken along has no table here: the same as a zone outside of it."""
    source = edited({"verify.py": SOURCE.read_bytes()}, "verify.py", " Europe/Simferopol", "")
    (tmp_path / "verify.py").write_bytes(source["verify.py"])
    ended = run_without_zones("verify.py", eventful_folder.bundle, folder=tmp_path)
    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert "Часовой пояс Europe/Simferopol этому Python неизвестен" in ended.stdout
    assert "ALL AGREES" not in ended.stdout
    wrong = edited(files, "journal.json", "Королёва", "Королева")
    (tmp_path / "x.zip").write_bytes(pack(wrong))
    assert run_without_zones("verify.py", "x.zip", folder=tmp_path).returncode == 1
