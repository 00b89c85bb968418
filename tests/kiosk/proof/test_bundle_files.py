"""The files of a bundle: all of its evidence, whole, under its own names."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from kiosk.documents.verifier import pack
from kiosk.proof import bundle_files
from kiosk.proof.bundle_files import READER, is_ours, load, load_notes
from kiosk.proof.wrong import Unusable
from tests.campaigns.forged_zips import members, written
from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import contents, run_here, unpack


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
    bare = {name: files[name] for name in files if name not in READER}
    (tmp_path / "x.zip").write_bytes(written(members(bare)))
    assert contents(load(tmp_path / "x.zip")) == bare
    unpacked = load(unpack(tmp_path / "x.zip", tmp_path / "unpacked"))
    assert contents(unpacked) == bare


def test_a_file_that_is_too_large_is_not_read(
    eventful_folder: Eventful, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = eventful_folder.bundle.stat().st_size
    monkeypatch.setattr(bundle_files, "LIMIT", size - 1)
    assert refused(eventful_folder.bundle) == "file_large"


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
    assert contents(load(tmp_path / "x.zip")) == files
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
        ("report.pdf", True),
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


def test_files_in_a_folder_are_few_and_have_so_much_room(
    eventful_folder: Eventful, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    found = load(folder)
    total = sum(file.size for file in found.values())
    for name, enough, code in (
        ("LIMIT", total, "bundle_large"),
        ("MOST", len(found), "bundle_files"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(bundle_files, name, enough)
            assert contents(load(folder)) == contents(found)
            patched.setattr(bundle_files, name, enough - 1)
            assert refused(folder) == code


def test_a_zip_has_few_files(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.zip").write_bytes(pack(files))
    monkeypatch.setattr(bundle_files, "MOST", len(files))
    assert contents(load(tmp_path / "x.zip")) == files
    monkeypatch.setattr(bundle_files, "MOST", len(files) - 1)
    assert refused(tmp_path / "x.zip") == "bundle_files"


def test_what_is_no_file_is_not_read() -> None:
    assert refused(Path("/dev/null")) == "bundle_unreadable"


def test_checkpoints_from_outside_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    for name, note in (("b.checkpoint", b"2"), ("a.checkpoint", b"1"), ("other.txt", b"3")):
        (tmp_path / name).write_bytes(note)
    a, b = str(tmp_path / "a.checkpoint"), str(tmp_path / "b.checkpoint")
    assert load_notes([str(tmp_path), a]) == [(a, b"1"), (b, b"2"), (a, b"1")]
    assert load_notes([]) == []


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (bytes(2**14), ""),
        (bytes(2**14 + 1), "file_large"),
        (b"PK", "no_checkpoint"),
        (b"PK" + bytes(2**14), "no_checkpoint"),
        (None, "file_unreadable"),
    ],
)
def test_a_checkpoint_is_a_small_file(tmp_path: Path, note: bytes | None, code: str) -> None:
    file = tmp_path / "x.checkpoint"
    if note is not None:
        file.write_bytes(note)
    if not code:
        assert load_notes([str(file)]) == [(str(file), note)]
        return
    with pytest.raises(Unusable) as caught:
        load_notes([str(file)])
    assert caught.value.code == code


def test_checkpoints_from_outside_have_so_much_room_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.checkpoint").write_bytes(bytes(10))
    monkeypatch.setattr(bundle_files, "MOST_NOTES", 30)
    assert len(load_notes([str(tmp_path)])) == 3
    monkeypatch.setattr(bundle_files, "MOST_NOTES", 29)
    with pytest.raises(Unusable, match="file_large"):
        load_notes([str(tmp_path)])


def test_a_folder_without_a_checkpoint_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no_checkpoint"):
        load_notes([str(tmp_path)])
