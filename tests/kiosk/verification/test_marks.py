"""The checkpoints kept outside the database: each that was made is there, and is this kiosk's."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.copies.daily import back_up_now
from kiosk.copies.rotation import EVIDENCE
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point import checkpoints
from kiosk.point.checkpoints import make_and_keep, make_checkpoint, read_checkpoint
from kiosk.point.epochs import NEWEST
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause
from kiosk.proof.note import origin, write_note
from kiosk.signing.keys import Signer
from kiosk.verification.everything import verify
from kiosk.verification.marks import missing_marks
from kiosk.words.errors import CannotWrite
from tests.histories import settled
from tests.people import Clock, consult


@pytest.fixture
def folder(point: HelpPoint, tmp_path: Path) -> Path:
    """The notes of three checkpoints, one visitor after the other."""
    for _day in range(3):
        consult(point)
        make_and_keep(point, tmp_path / "backups")
    return tmp_path / "backups" / "checkpoints"


def told(point: HelpPoint, folder: Path) -> list[str]:
    return missing_marks(point, [folder])


def test_what_is_all_there_is_not_spoken_of(point: HelpPoint, folder: Path) -> None:
    assert told(point, folder) == []
    assert verify(point, folders=[folder]).wrong is None


def test_the_newest_mark_is_missed_and_told_first(point: HelpPoint, folder: Path) -> None:
    (point.keyring.folder / NEWEST).unlink()
    (first,) = told(point, folder)
    assert first.startswith("Последней контрольной точки рядом с ключами киоска нет")
    report = verify(point, folders=[folder])
    assert (report.wrong, report.marks) == (first, [first])
    assert report.acts > 0


def test_a_key_folder_that_was_set_back_is_told(point: HelpPoint, folder: Path) -> None:
    before = (point.keyring.folder / NEWEST).read_bytes()
    consult(point)
    make_and_keep(point, folder.parent)
    (point.keyring.folder / NEWEST).write_bytes(before)
    (said,) = told(point, folder)
    assert "папку ключей вернули" in said


@pytest.mark.parametrize("which", [0, 1, 2])
def test_every_removed_note_is_missed(point: HelpPoint, folder: Path, which: int) -> None:
    notes = sorted(folder.iterdir(), key=lambda note: int(note.stem.split("-")[3]))
    notes[which].unlink()
    if which == 2:  # it lies beside the keys as well
        assert told(point, folder) == []
        (point.keyring.folder / NEWEST).unlink()
    said = told(point, folder)[-1]
    assert f"акты {notes[which].stem.split('-')[3]}" in said


def test_notes_by_other_keys_are_told(point: HelpPoint, folder: Path) -> None:
    known = read_checkpoint(next(folder.iterdir()), point.keyring.kiosk.public_key)
    strange = replace(known, origin=origin("0" * 32, 0))
    for name, note in (
        ("another key", write_note(known, Signer(bytes(32)))),
        ("another point", write_note(strange, point.keyring.kiosk)),
        ("no note", "x"),
    ):
        (folder / f"{name}.checkpoint").write_text(note)
    (said,) = told(point, folder)
    assert "с чужим ключом" in said
    assert said.endswith(": 3.")


def test_an_epoch_begins_a_new_count(point: HelpPoint, folder: Path) -> None:
    shutil.rmtree(folder)
    assert told(point, folder) != []
    settled(point, cause=EpochCause.MOVED)
    assert told(point, folder) == []


def test_a_program_that_was_killed_before_it_kept_a_note_makes_up_for_it(
    point: HelpPoint, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: object) -> None:
        raise CannotWrite("x", "")

    with monkeypatch.context() as patched, pytest.raises(CannotWrite):
        patched.setattr(checkpoints, "keep_newest", killed)
        make_checkpoint(point)
    make_and_keep(point, folder.parent)
    assert told(point, folder) == []
    assert verify(point, folders=[folder]).wrong is None


def test_the_day_s_backup_is_evidence_where_a_mark_is_gone(
    used_place: Place, tmp_path: Path
) -> None:
    clock = Clock()
    clock.wait(hours=1)
    used_point = open_point(used_place, clock=clock)
    settings = Settings(database=used_place.database, backups=str(tmp_path / "kept"))
    report, _file = back_up_now(used_point, settings)
    assert report.wrong is None
    (used_point.keyring.folder / NEWEST).unlink()
    report, file = back_up_now(used_point, settings)
    assert report.wrong == report.marks[0]
    assert file is not None
    assert file.suffix == EVIDENCE
