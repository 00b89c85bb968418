"""Notes that are missing, strange, beyond the ledger or unlike their second copies come first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.copies.daily import back_up_now
from kiosk.documents.bundle import write_bundle
from kiosk.machine import second_folder
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point import checkpoints
from kiosk.point.checkpoints import make_checkpoint, save_checkpoint
from kiosk.point.epochs import NEWEST, newest_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.proof.note import Checkpoint, origin, write_note
from kiosk.signing.keys import Signer
from kiosk.verification.everything import Report, verify
from kiosk.verification.notes import compare_notes, histories_lost
from kiosk.verification.present import walk_to_head
from kiosk.words.errors import JournalsDiffer, NoteGone
from kiosk.words.i18n import use
from tests.histories import settled
from tests.people import Clock, consult

STRANGER = Signer(bytes(range(32)))


@dataclass
class Kept:
    """A point with notes in two folders."""

    point: HelpPoint
    settings: Settings

    @property
    def ours(self) -> Path:
        return self.settings.checkpoint_folders[0]

    @property
    def second(self) -> Path:
        return self.settings.checkpoint_folders[1]

    @property
    def mark(self) -> Path:
        return self.point.keyring.folder / NEWEST

    def report(self) -> Report:
        return verify(self.point, notes=compare_notes(self.point, [self.ours, self.second]))

    def check(self) -> Checkpoint:
        return save_checkpoint(self.point, backups=self.settings.backup_folder)

    def newest(self, folder: Path) -> Path:
        return max(folder.iterdir(), key=lambda note: int(note.stem.split("-")[3]))


@pytest.fixture
def kept(staffed_place: Place, clock: Clock, tmp_path: Path) -> Kept:
    use("en")
    (tmp_path / "stick").mkdir()
    settings = Settings(
        database=staffed_place.database,
        keys=str(staffed_place.keys),
        backups=str(tmp_path / "backups"),
        second_backups=str(tmp_path / "stick"),
    )
    point = open_point(staffed_place, clock=clock)
    for _day in range(3):
        consult(point)
        back_up_now(point, settings)
        clock.wait(days=1)
    return Kept(point, settings)


def test_notes_that_agree_are_all_matched(kept: Kept) -> None:
    report = kept.report()
    assert (report.wrong, report.not_compared, report.checkpoints) == (None, [], 3)


def test_a_missing_mark_comes_first_and_no_new_checkpoint_hides_it(kept: Kept) -> None:
    kept.mark.unlink()
    assert str(kept.report().wrong).startswith("The note of the last checkpoint is missing")
    consult(kept.point)
    with pytest.raises(NoteGone):
        make_checkpoint(kept.point)
    assert kept.report().wrong
    settled(kept.point)
    assert kept.report().wrong is None
    assert kept.check().epoch == 1
    assert len(kept.report().restored) == 1


def test_an_older_mark_is_not_taken_for_the_last_one(kept: Kept) -> None:
    shutil.copyfile(min(kept.ours.iterdir()), kept.mark)
    assert str(kept.report().wrong).startswith("The note of the last checkpoint is missing")


def test_a_program_that_is_killed_between_act_and_note_leaves_nothing_missing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(checkpoints, "keep_newest", die)
        with pytest.raises(KeyboardInterrupt):
            make_checkpoint(kept.point)
    assert kept.report().wrong is None
    (kept.mark.parent / "next.checkpoint").unlink()
    assert kept.report().wrong is not None


def test_a_note_whose_act_was_never_committed_counts_for_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, announce = newest_checkpoint(kept.point), checkpoints.announce

    def fail(point: HelpPoint, note: str) -> None:
        announce(point, note)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(checkpoints, "announce", fail)
        with pytest.raises(KeyboardInterrupt):
            make_checkpoint(kept.point)
    consult(kept.point)
    assert newest_checkpoint(kept.point) == before
    assert kept.report().wrong is None


def test_notes_by_other_keys_are_named(kept: Kept) -> None:
    size = newest_checkpoint(kept.point).size  # type: ignore[union-attr]
    foreign = Checkpoint(origin(kept.point.uid, 0), size, bytes(32), "2026-11-23T09:00:00.000Z")
    (kept.ours / "x.checkpoint").write_text(write_note(foreign, STRANGER))
    assert "made by other keys than these, or altered, such as x.checkpoint" in str(
        kept.report().wrong
    )


def test_a_note_of_a_size_that_the_ledger_lacks_comes_before_the_walk(kept: Kept) -> None:
    beyond = Checkpoint(origin(kept.point.uid, 0), 999, bytes(32), "2026-11-23T09:00:00.000Z")
    note = write_note(beyond, kept.point.keyring.kiosk)
    for folder in (kept.ours, kept.second):
        (folder / "2026-11-23-999.checkpoint").write_text(note)
    report = kept.report()
    assert "was made over 999 acts" in str(report.wrong)
    assert report.others == ["Ledger, act 999: the ledger was cut before its checkpoint"]
    (lost,) = histories_lost(kept.point, [kept.ours])
    settled(kept.point, lost)
    assert kept.report().wrong is None


def test_a_note_of_other_journals_is_named(kept: Kept) -> None:
    newest = newest_checkpoint(kept.point)
    assert newest is not None
    other = Checkpoint(newest.origin, newest.size, bytes(32), newest.at)
    (kept.ours / "z-1-1-0.checkpoint").write_text(write_note(other, kept.point.keyring.kiosk))
    assert "was made of other journals" in str(kept.report().wrong)


def drop_ours(kept: Kept) -> None:
    kept.newest(kept.ours).unlink()


def drop_an_old_second(kept: Kept) -> None:
    min(kept.second.iterdir()).unlink()


def drop_the_newest_second(kept: Kept) -> None:
    kept.newest(kept.second).unlink()


def drop_every_second(kept: Kept) -> None:
    shutil.rmtree(kept.second)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (drop_ours, "lacks checkpoints (1) that are among the second copies"),
        (drop_an_old_second, "lacks checkpoints (1) that it had"),
        (drop_the_newest_second, "lacks checkpoints (1) that it had"),
        (drop_every_second, "lacks checkpoints (3) that it had"),
    ],
)
def test_second_copies_that_differ_are_found(
    kept: Kept, spoil: Callable[[Kept], None], said: str
) -> None:
    spoil(kept)
    assert said in str(kept.report().wrong)


def test_what_the_daily_backup_has_not_brought_yet_is_told_and_not_wrong(kept: Kept) -> None:
    kept.check()
    report = kept.report()
    assert report.wrong is None
    (told,) = report.not_compared
    assert "does not have the newest checkpoint yet" in told
    back_up_now(kept.point, kept.settings)
    assert kept.report().not_compared == []


def test_a_stick_out_of_reach_is_not_compared_and_not_wrong(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop_every_second(kept)
    monkeypatch.setattr(second_folder, "_MOUNTED", (kept.second.parent.parent,))
    report = kept.report()
    assert report.wrong is None
    assert report.not_compared == [
        f"The checkpoints in {kept.second} were not compared: nothing is mounted there."
    ]


def test_the_whole_folder_set_back_is_seen_by_the_second_copies_alone(
    kept: Kept, tmp_path: Path
) -> None:
    home = Path(kept.settings.database).parent
    close_database()
    aside = shutil.copytree(home, tmp_path / "aside")
    notes = shutil.copytree(kept.ours, tmp_path / "notes")
    kept.point = open_point(kept.settings.place, clock=kept.point.clock)
    consult(kept.point)
    back_up_now(kept.point, kept.settings)
    close_database()
    for file in (path for path in aside.rglob("*") if path.is_file()):
        into = home / file.relative_to(aside)
        into.write_bytes(file.read_bytes())  # in its place, as a set-back disk has it
    shutil.rmtree(kept.ours)
    shutil.copytree(notes, kept.ours)
    kept.point = open_point(kept.settings.place, clock=kept.point.clock)
    assert verify(kept.point, notes=compare_notes(kept.point, [kept.ours])).wrong is None
    assert "put the newer database back" in str(kept.report().wrong)


def test_nothing_is_printed_while_the_notes_are_wrong(kept: Kept) -> None:
    kept.mark.unlink()
    with pytest.raises(JournalsDiffer) as refused:
        walk_to_head(kept.point, compare_notes(kept.point, [kept.ours]))
    assert refused.value.sentence().count("The note of the last checkpoint is missing") == 1


def test_the_daily_round_keeps_evidence_where_the_notes_are_wrong(kept: Kept) -> None:
    kept.mark.unlink()
    report, file = back_up_now(kept.point, kept.settings)
    assert report.wrong is not None
    assert file is not None
    assert file.suffix == ".wrong"


def test_a_checkpoint_that_is_in_no_folder_is_missed(kept: Kept) -> None:
    oldest = min(kept.ours.iterdir(), key=lambda note: int(note.stem.split("-")[3]))
    size = oldest.stem.split("-")[3]
    oldest.unlink()
    (kept.second / oldest.name).unlink()
    wrong = kept.report().wrong
    assert wrong is not None
    assert f"speak of (acts {size})" in wrong
    settled(kept.point)
    assert not [said for said in compare_notes(kept.point, [kept.ours]).wrong if "speak of" in said]


def test_what_was_not_kept_with_the_backups_is_so_with_the_next(kept: Kept) -> None:
    made = make_checkpoint(kept.point)  # the program ends before it keeps the note
    consult(kept.point)
    kept.check()
    sizes = {int(note.stem.split("-")[3]) for note in kept.ours.iterdir()}
    assert made.checkpoint.size in sizes
    assert kept.report().wrong is None


def test_a_bundle_s_checkpoint_is_kept_too(kept: Kept, tmp_path: Path) -> None:
    folder = kept.settings.backup_folder
    write_bundle(kept.point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip", kept=folder)
    consult(kept.point)
    write_bundle(kept.point, Journal.CONSULTATIONS, 2025, tmp_path / "y.zip", kept=folder)
    assert kept.report().wrong is None
