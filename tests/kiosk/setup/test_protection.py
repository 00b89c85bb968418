from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.machine.place import SECRETS, Place
from kiosk.machine.settings import CREDENTIALS
from kiosk.setup import protection
from kiosk.setup.finding import Finding
from kiosk.setup.protection import examine_protection

HOST = bytes.fromhex("5a1c6a86df9d4096b1d5a65e0862f19a")
TPM = bytes.fromhex("0c7cc07b117645919c4b0bea08bc20fe")
HOST_AND_TPM = bytes.fromhex("93a894094874449090caf2fc93cab553")
SECRETS_TOLD = "Секреты киоска"


def findings(place: Place, sealed: Path = Path("/nowhere")) -> dict[str, Finding]:
    return {each.what: each for each in examine_protection(place, sealed=sealed)}


@pytest.fixture
def apart(used_place: Place, tmp_path: Path) -> Place:
    """A used point whose secrets were moved out of the key folder."""
    folder = tmp_path / "apart"
    folder.mkdir()
    for name in SECRETS:
        (used_place.keys / name).rename(folder / name)
    return replace(used_place, secrets=folder)


def seal(folder: Path, *how: bytes) -> None:
    for name, start in zip(SECRETS, how, strict=True):
        text = base64.encodebytes(start + bytes(90)).decode()
        (folder / f"{name}.cred").write_text(text, "ascii")


def test_nothing_is_said_before_there_are_secrets(place: Place) -> None:
    assert not findings(place)


def test_secrets_in_the_key_folder_are_guarded_by_permissions_alone(used_place: Place) -> None:
    told = findings(used_place)[SECRETS_TOLD]
    assert told.good
    assert "права" in told.value


def test_secrets_on_a_stick_are_told_with_their_folder(apart: Place) -> None:
    told = findings(apart)[SECRETS_TOLD]
    assert told.good
    assert str(apart.secrets) in told.value
    assert "systemd" not in told.value


def test_a_stick_that_is_away_is_asked_for(apart: Place, tmp_path: Path) -> None:
    told = findings(replace(apart, secrets=tmp_path / "away"))[SECRETS_TOLD]
    assert not told.good
    assert str(tmp_path / "away") in told.value


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ((TPM, HOST_AND_TPM), "запечатаны TPM"),
        ((HOST, HOST), "без TPM"),
        ((TPM, HOST), "без TPM"),
        ((TPM, bytes(16)), "не видно"),
    ],
)
def test_what_seals_credentials_is_told(
    apart: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: tuple[bytes, bytes],
    words: str,
) -> None:
    monkeypatch.setenv(CREDENTIALS, str(apart.secrets))
    seal(tmp_path, *how)
    told = findings(apart, tmp_path)[SECRETS_TOLD]
    assert told.good
    assert words in told.value


def test_seals_that_cannot_be_read_are_no_protection_told(
    apart: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CREDENTIALS, str(apart.secrets))
    assert "не видно" in findings(apart, tmp_path)[SECRETS_TOLD].value


def test_readable_secrets_left_behind_are_named(apart: Place) -> None:
    left = apart.keys / "pepper"
    left.write_text("00" * 32, "ascii")
    told = findings(apart)[SECRETS_TOLD]
    assert not told.good
    assert told.advice.endswith(f"rm {left}")


def test_secrets_on_the_file_system_of_the_database_are_told(used_place: Place) -> None:
    assert "на одной" in findings(used_place)["Секреты и база данных"].value


def test_of_credentials_the_seal_alone_says_who_has_them(
    apart: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are handed over in memory; the sealed file may well lie beside the database."""
    assert "Секреты и база данных" in findings(apart)
    assert f"Диск, на котором {apart.secrets}" in findings(apart)
    monkeypatch.setenv(CREDENTIALS, str(apart.secrets))
    assert "Секреты и база данных" not in findings(apart)
    assert f"Диск, на котором {apart.secrets}" not in findings(apart)


def test_secrets_on_another_file_system_are_told(used_place: Place) -> None:
    shared = Path("/dev/shm")
    if shared.stat().st_dev == used_place.keys.stat().st_dev:
        pytest.skip("the tests' files lie in /dev/shm themselves")
    place = replace(used_place, secrets=shared)
    assert "на разных" in findings(place)["Секреты и база данных"].value


@pytest.mark.parametrize(
    ("encrypted", "words"), [(True, "зашифрован:"), (False, "не зашифрован"), (None, "не видно")]
)
def test_both_disks_are_told(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, encrypted: bool | None, words: str
) -> None:
    monkeypatch.setattr(protection, "is_encrypted", lambda _folder: encrypted)
    found = findings(used_place)
    for path in (used_place.keys, used_place.database):
        told = found[f"Диск, на котором {path}"]
        assert told.good
        assert words in told.value
        assert encrypted is not True or not told.value.startswith("не")
