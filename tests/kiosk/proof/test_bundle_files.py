"""The files of a bundle: all of its evidence, whole, under its own names."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from kiosk.documents.verifier import pack
from kiosk.proof import bundle_files
from kiosk.proof.bundle_files import Unusable, is_ours, load, load_notes
from tests.campaigns.forged_zips import members, written
from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import run_here, unpack


def refused(path: Path) -> str:
    with pytest.raises(Unusable) as caught:
        load(path)
    return caught.value.code


def test_a_bundle_has_all_its_evidence(files: dict[str, bytes], tmp_path: Path) -> None:
    kept = [name for name in files if name != "book.json"]
    (tmp_path / "x.zip").write_bytes(pack({name: files[name] for name in kept}))
    assert refused(tmp_path / "x.zip") == "bundle_files"
    folder = unpack(tmp_path / "x.zip", tmp_path / "unpacked")
    assert refused(folder) == "bundle_unreadable"
    assert refused(tmp_path / "nowhere.zip") == "bundle_unreadable"
    assert "book.json" in run_here(folder).stdout


def test_a_bundle_needs_neither_its_program_nor_its_text(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    bare = {name: files[name] for name in files if name not in ("README.txt", "verify.pyz")}
    (tmp_path / "x.zip").write_bytes(written(members(bare)))
    assert load(tmp_path / "x.zip") == bare
    assert load(unpack(tmp_path / "x.zip", tmp_path / "unpacked")) == bare


def test_a_file_that_is_too_large_is_not_read(
    eventful_folder: Eventful, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = eventful_folder.bundle.stat().st_size
    monkeypatch.setattr(bundle_files, "LIMIT", size - 1)
    assert refused(eventful_folder.bundle) == "file_large"
    with pytest.raises(Unusable, match="file_large"):
        load_notes([str(eventful_folder.bundle)])


@pytest.mark.parametrize("at", [0, 5, -1])
def test_a_file_that_cannot_be_unpacked_is_named(
    files: dict[str, bytes], tmp_path: Path, at: int
) -> None:
    packed = bytearray(pack(files))
    start = packed.index(b"PK\3\4", packed.index(b"keys.json"))
    begin = packed.index(b"keys.json") + len("keys.json")
    packed[(begin if at >= 0 else start) + at] ^= 0xFF
    (tmp_path / "x.zip").write_bytes(packed)
    ended = run_here(tmp_path / "x.zip")
    assert (ended.returncode, "keys.json: the file is damaged" in ended.stdout) == (1, True)


def test_a_file_that_is_stored_as_it_is_is_read(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(pack(files, 0))
    assert load(tmp_path / "x.zip") == files
    other = {**files, "keys.json": files["keys.json"].replace(b"belaya", b"chuzoy", 1)}
    changed = pack(files, 0).replace(files["keys.json"], other["keys.json"])
    assert crc32(files["keys.json"]) != crc32(other["keys.json"])
    (tmp_path / "x.zip").write_bytes(changed)
    ended = run_here(tmp_path / "x.zip")
    assert (ended.returncode, "keys.json: the file is damaged" in ended.stdout) == (1, True)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("acts.jsonl", True),
        ("verify.pyz", True),
        ("README.txt", True),
        ("checkpoints/000053.checkpoint", True),
        ("checkpoints/1000053.checkpoint", True),
        ("checkpoints/53.checkpoint", False),
        ("checkpoints/000053.checkpoint ", False),
        ("checkpoints/000053.checkpoint\n", False),
        ("verify.py", False),
        ("Acts.jsonl", False),
        ("checkpoints", False),
        ("", False),
    ],
)
def test_a_bundle_has_files_of_a_few_names(name: str, *, ours: bool) -> None:
    assert is_ours(name) == ours
