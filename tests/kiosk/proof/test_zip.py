"""A zip or a folder in which another program could find other files than the verifier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kiosk.proof import bundle_files
from kiosk.proof.wrong import Unusable
from tests.campaigns.forged_zips import FORGERIES, Forgery, Member, members, written
from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import Ended, contents, edited, run_here, unpack, zipped

Files = dict[str, bytes]


def verified(packed: bytes, folder: Path) -> Ended:
    (folder / "x.zip").write_bytes(packed)
    return run_here(folder / "x.zip")


def refused(packed: bytes, folder: Path) -> str:
    """What the verifier says of a zip that it does not take for a bundle."""
    ended = verified(packed, folder)
    assert ended.returncode == 2, ended.stdout
    assert ended.stdout.startswith("НЕ ПРОВЕРЕНО")
    return ended.stdout


@pytest.fixture
def forged(files: Files) -> Files:
    """The files with another name in a row, to be hidden somewhere."""
    return edited(files, "journal.json", "Королёва", "Королева")


def test_the_same_files_in_another_plain_zip_are_proved(files: Files, tmp_path: Path) -> None:
    ended = verified(written(members(files)), tmp_path)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    "name",
    [
        *("JOURNAL.JSON", "./journal.json", "x/../journal.json", "journal.json.", "journal.pdf"),
        *("checkpoints/", "checkpoints/1.checkpoint", "/journal.json", "ключи.json"),
    ],
)
def test_a_file_that_does_not_belong_there_is_named(
    files: Files, forged: Files, tmp_path: Path, name: str
) -> None:
    packed = written([*members(files), Member(name, forged["journal.json"])])
    said = refused(packed, tmp_path)
    assert "лишний файл" in said
    assert name.isascii() == (repr(name) in said)


@pytest.mark.parametrize("first", [True, False])
def test_a_file_that_is_there_twice_is_named(
    files: Files, forged: Files, tmp_path: Path, *, first: bool
) -> None:
    twin, whole = Member("journal.json", forged["journal.json"]), members(files)
    packed = written([twin, *whole] if first else [*whole, twin])
    assert "'journal.json'" in refused(packed, tmp_path)


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("junk", [b"\n", b"zip"])
def test_nothing_may_stand_before_the_first_file(
    files: Files, forged: Files, tmp_path: Path, junk: bytes, *, counted: bool
) -> None:
    before = written(members(forged)) if junk == b"zip" else junk
    whole = members(files)
    refused(written(whole, before=before) if counted else before + written(whole), tmp_path)


@pytest.mark.parametrize("after", [b"\n", b"PK\5\6" + bytes(18)])
def test_nothing_may_stand_behind_the_end(files: Files, tmp_path: Path, after: bytes) -> None:
    refused(written(members(files)) + after, tmp_path)
    refused(written(members(files), comment=after), tmp_path)


def test_a_file_that_only_a_reader_from_the_front_finds_is_refused(
    files: Files, forged: Files, tmp_path: Path
) -> None:
    hidden = Member("README.txt", forged["journal.json"], hidden=True)
    others = [member for member in members(files) if member.name != "README.txt"]
    refused(written([hidden, *others]), tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"local_name": "book.json"},
        {"local_size": 1},
        {"flags": 8},
        {"extra": b"\x75\x70\1\0\1"},
        {"announced": 2**31},
    ],
)
def test_both_headers_of_a_file_say_the_same_and_no_more(
    files: Files, tmp_path: Path, wrong: dict[str, int]
) -> None:
    first, *others = members(files)
    assert verified(written([first, *others]), tmp_path).returncode == 0
    refused(written([replace(first, **wrong), *others]), tmp_path)  # type: ignore[arg-type]


def test_a_small_file_that_grows_beyond_what_it_announced_is_not_unpacked(
    files: Files, tmp_path: Path
) -> None:
    bomb = Member("checkpoints/999999.checkpoint", bytes(10**8), announced=20)
    ended = verified(written([*members(files), bomb]), tmp_path)
    assert ended.returncode == 1
    assert "checkpoints/999999.checkpoint: файл повреждён" in ended.stdout


def test_files_that_are_too_large_together_are_refused(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = written(members(files))
    total = sum(map(len, files.values()))
    monkeypatch.setattr(bundle_files, "LIMIT", total)
    assert contents(zipped(packed)) == files
    monkeypatch.setattr(bundle_files, "LIMIT", total - 1)
    with pytest.raises(Unusable, match="bundle_large"):
        zipped(packed)


def test_a_damaged_file_is_named(eventful_folder: Eventful, tmp_path: Path) -> None:
    packed = bytearray(eventful_folder.bundle.read_bytes())
    at = packed.index(b"keys.json") + 200
    packed[at] ^= 1
    ended = verified(bytes(packed), tmp_path)
    assert ended.returncode == 1
    assert "keys.json: файл повреждён" in ended.stdout
    assert "keys.json: the file is damaged" in ended.stdout


@pytest.mark.parametrize("forgery", dict.fromkeys(FORGERIES))
def test_whatever_else_a_zip_says_is_refused(
    files: Files, forged: Files, tmp_path: Path, forgery: Forgery
) -> None:
    random = Random(7)
    for _ in range(6):
        did, packed = forgery(random, files, forged)
        ended = verified(packed, tmp_path)
        assert ended.returncode in (1, 2), did
        assert "ALL AGREES" not in ended.stdout


@pytest.mark.parametrize("name", ["JOURNAL.JSON", "journal.json.", "checkpoints/x.checkpoint"])
def test_a_file_in_the_folder_that_is_taken_for_another_is_refused(
    eventful_folder: Eventful, tmp_path: Path, name: str
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    (folder / name).write_text("{}", "utf-8")
    ended = run_here(folder)
    assert ended.returncode == 2
    assert name in ended.stdout


def test_strangers_in_the_folder_are_named_as_not_checked(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    assert "not checked" not in run_here(folder).stdout
    (folder / "journal.pdf").write_bytes(b"%PDF")
    ended = run_here(folder)
    assert ended.returncode == 0
    assert "не проверены / not checked: journal.pdf" in ended.stdout
