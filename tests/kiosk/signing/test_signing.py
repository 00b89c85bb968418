"""Keys and PINs."""

from __future__ import annotations

import hmac
import os
import stat
from pathlib import Path

import pytest
from nacl import pwhash
from nacl.secret import SecretBox

from kiosk.signing import keyring, pins
from kiosk.signing.keys import Signer
from kiosk.words.errors import KeysMissing, SecretsMissing

PEPPER = bytes(32)


def test_secrets_are_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = keyring.create(folder)
    again = keyring.create(folder)
    assert again.kiosk.key_id == made.kiosk.key_id
    assert again.pepper == made.pepper
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"kiosk.key", "pepper"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("name", ["kiosk.key", "pepper"])
@pytest.mark.parametrize("content", [None, "", "ab", "zz" * 32, "ab" * 33])
def test_a_secret_that_is_absent_or_damaged_is_not_replaced(
    tmp_path: Path, name: str, content: str | None
) -> None:
    keyring.create(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(KeysMissing):
        keyring.load(tmp_path)


def test_the_folder_without_its_secrets_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing) as absent:
        keyring.load(tmp_path / "keys")
    keyring.create(tmp_path / "keys")
    (tmp_path / "keys" / "pepper").write_text("ab")
    with pytest.raises(KeysMissing) as damaged:
        keyring.load(tmp_path / "keys")
    assert absent.value.folder == damaged.value.folder == str(tmp_path / "keys")


def test_secrets_kept_apart_are_read_and_the_notes_stay_in_the_key_folder(tmp_path: Path) -> None:
    keys, apart = tmp_path / "keys", tmp_path / "apart"
    made = keyring.create(apart)
    for read in (keyring.create(keys, apart), keyring.load(keys, apart)):
        assert (read.kiosk.key_id, read.pepper) == (made.kiosk.key_id, made.pepper)
        assert read.folder == keys
    assert not [*keys.iterdir()]


@pytest.mark.parametrize("content", [None, "ab", "zz" * 32])
def test_secrets_missing_where_they_are_kept_apart_are_never_made(
    tmp_path: Path, content: str | None
) -> None:
    keys, apart = tmp_path / "keys", tmp_path / "apart"
    keyring.create(keys)
    apart.mkdir()
    if content is not None:
        (apart / "kiosk.key").write_text("ab" * 32)
        (apart / "pepper").write_text(content)
    before = {*apart.iterdir()}
    for take in (keyring.load, keyring.create):
        with pytest.raises(SecretsMissing) as missing:
            take(keys, apart)
        assert missing.value.folder == str(apart)
    assert {*apart.iterdir()} == before


def test_a_secret_is_written_as_64_digits_and_read_from_its_folder(tmp_path: Path) -> None:
    made = keyring.create(tmp_path)
    assert made.folder == tmp_path
    assert (tmp_path / "pepper").read_text() == made.pepper.hex()
    seed = bytes.fromhex((tmp_path / "kiosk.key").read_text())
    assert Signer(seed).key_id == made.kiosk.key_id
    assert len(seed) == len(made.pepper) == 32


def test_two_kiosks_that_start_at_once_end_with_the_same_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one was a moment sooner: its secrets stay, and no half of ours."""
    link = os.link

    def link_later(part: Path, path: Path) -> None:
        path.write_text("ab" * 32)
        link(part, path)

    monkeypatch.setattr(os, "link", link_later)
    made = keyring.create(tmp_path)
    assert made.pepper == bytes.fromhex("ab" * 32)
    assert {path.name for path in tmp_path.iterdir()} == {"kiosk.key", "pepper"}


def test_only_the_pin_with_its_pepper_opens_a_key() -> None:
    sealed = pins.seal(b"k" * 32, "248163", PEPPER)
    assert pins.unseal(sealed, "248163", PEPPER) == b"k" * 32
    assert pins.unseal(sealed, "248164", PEPPER) is None
    assert pins.unseal(sealed, "248163", b"p" * 32) is None
    assert pins.unseal(None, "248163", PEPPER) is None


@pytest.mark.real_pins
def test_a_key_is_wrapped_with_argon2id_over_pin_and_pepper() -> None:
    """As much work as was decided on, also for nobody's key: RFC 9106, RFC 2104."""
    salt, pepper = bytes(range(16)), bytes(range(32))
    wrapping = pwhash.argon2id.kdf(
        32, hmac.digest(pepper, b"248163", "sha256"), salt,
        opslimit=pins._PASSES, memlimit=pins._MEMORY,
    )  # fmt: skip
    sealed = pins.SealedKey(salt, bytes(SecretBox(wrapping).encrypt(b"k" * 32)))
    assert pins.unseal(sealed, "248163", pepper) == b"k" * 32


def test_one_pin_seals_differently_every_time() -> None:
    one, other = (pins.seal(b"k" * 32, "248163", PEPPER) for _ in range(2))
    assert one.salt != other.salt
    assert one.box != other.box
    assert b"k" * 8 not in one.box
