"""The zone that the machine is set to, however the machine says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.machine import zone
from kiosk.machine.zone import machine_zone


@pytest.fixture
def etc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the machine's files are; it has none yet."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zone, "LOCALTIME", tmp_path / "localtime")
    monkeypatch.setattr(zone, "TIMEZONE", tmp_path / "timezone")
    return tmp_path


@pytest.mark.parametrize("folder", ["zoneinfo", "zoneinfo/posix"])
def test_a_link_into_the_zones_names_the_zone(etc: Path, folder: str) -> None:
    (etc / "localtime").symlink_to(f"/usr/share/{folder}/Asia/Yekaterinburg")
    (etc / "timezone").write_text("Europe/Moscow\n")
    assert machine_zone() == "Asia/Yekaterinburg"


def test_where_the_link_is_a_copy_the_name_is_read(etc: Path) -> None:
    (etc / "localtime").write_bytes(b"TZif2")
    (etc / "timezone").write_text("Europe/Moscow\n")
    assert machine_zone() == "Europe/Moscow"


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("Asia/Omsk", "Asia/Omsk"),
        (":Asia/Omsk", "Asia/Omsk"),
        (":/usr/share/zoneinfo/Asia/Omsk", "Asia/Omsk"),
        ("UTC", "UTC"),
        ("MSK-3", ""),
        ("../../etc/passwd", ""),
        ("localtime", ""),
    ],
)
def test_the_environment_comes_first(
    etc: Path, monkeypatch: pytest.MonkeyPatch, told: str, named: str
) -> None:
    (etc / "timezone").write_text("Europe/Moscow\n")
    monkeypatch.setenv("TZ", told)
    assert machine_zone() == named


def test_a_machine_without_a_zone_has_none(etc: Path) -> None:
    assert machine_zone() == ""
    (etc / "timezone").write_bytes(b"\xff\xfe")
    assert machine_zone() == ""
