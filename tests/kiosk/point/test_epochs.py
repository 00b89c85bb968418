"""A database that is older than what this kiosk has proved never goes on in silence."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import close_database
from db.models import Act, Ledger
from kiosk.copies.backup import backup, copy_keys
from kiosk.machine.place import Place
from kiosk.point import epochs as epochs_room
from kiosk.point.checkpoints import (
    make_checkpoint,
    read_checkpoints,
    save_checkpoint,
)
from kiosk.point.epochs import (
    NEWEST,
    LeftHistory,
    newest_checkpoint,
    notice_older_copy,
)
from kiosk.point.lock import alone_with, share
from kiosk.point.opening import open_point, open_to_work
from kiosk.point.point import HelpPoint
from kiosk.point.seen import FILE, Glimpse, Seen
from kiosk.proof.acts import Kind
from kiosk.verification.everything import verify
from kiosk.verification.notes import compare_notes
from kiosk.verification.report import report_as_json, report_from_json, verdict, verification_lines
from kiosk.words.errors import (
    CannotWrite,
    ClockDoubted,
    DatabaseInUse,
    LedgerSetBack,
    NoteGone,
    RestoreUnderWay,
)
from tests.histories import leave_behind, put_back, settled
from tests.people import Clock, consult


def epochs(point: HelpPoint) -> list[bytes]:
    acts = Act.select().where(Act.point == point.id, Act.kind == Kind.EPOCH_BEGUN.value)
    return [bytes(act.body) for act in acts.order_by(Act.seq)]


def set_back(place: Place, clock: Clock, work: int = 0) -> HelpPoint:
    """What somebody does who copies an old file over the database, past the program; ``work`` is
    done by one who did not know the file before."""
    earlier = Path(place.database).with_name("earlier")
    close_database()
    shutil.copyfile(place.database, earlier)
    point = open_point(place, clock=clock)
    consult(point)
    make_checkpoint(point)
    close_database()
    shutil.copyfile(earlier, place.database)
    point = open_point(place, clock=clock)
    other = replace(point, seen=Seen(seen_now()))
    for _entry in range(work):
        consult(other)
    return point


def seen_now() -> Glimpse:
    """The end of the ledger as it is."""
    row = Ledger.get()
    return Glimpse(row.size, bytes(row.tail).hex(), row.epoch)


@pytest.fixture
def opened(staffed_place: Place, clock: Clock) -> HelpPoint:
    return open_point(staffed_place, clock=clock)


def test_a_checkpoint_is_kept_outside_the_database_as_well(opened: HelpPoint) -> None:
    made = make_checkpoint(opened)
    assert newest_checkpoint(opened) == made.checkpoint
    assert (opened.keyring.folder / NEWEST).read_text("utf-8") == made.note
    assert (opened.keyring.folder / NEWEST).stat().st_mode & 0o077 == 0


def test_a_checkpoint_that_cannot_be_kept_is_not_shown(opened: HelpPoint) -> None:
    (opened.keyring.folder / NEWEST).mkdir()
    with pytest.raises(CannotWrite):
        make_checkpoint(opened)


def test_a_ledger_that_goes_on_begins_no_epoch(opened: HelpPoint) -> None:
    make_checkpoint(opened)
    consult(opened)
    assert not notice_older_copy(opened)
    assert make_checkpoint(opened).checkpoint.epoch == 0
    assert epochs(opened) == []


@pytest.mark.parametrize("work", [0, 9], ids=["shorter", "another history"])
def test_an_older_copy_is_noticed_and_named(staffed_place: Place, clock: Clock, work: int) -> None:
    point = set_back(staffed_place, clock, work)
    left = newest_checkpoint(point)
    assert left is not None
    assert notice_older_copy(point)
    with pytest.raises(LedgerSetBack):
        consult(point)
    assert epochs(point) == []
    assert settled(point) == 1
    assert not notice_older_copy(point), "it is said once"
    (body,) = epochs(point)
    assert f'"left_size":{left.size}'.encode() in body
    assert left.head.hex().encode() in body
    assert Ledger.get().epoch == 1
    report = verify(point)
    assert (report.wrong, len(report.restored)) == (None, 1)


def interrupt(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Something is done once between the saying of an epoch and the lock of the ledger."""
    left, begin = [deed], epochs_room._beginning

    def beginning(*words: object) -> object:
        said = begin(*words)  # type: ignore[arg-type]
        while left:
            left.pop()()
        return said

    monkeypatch.setattr(epochs_room, "_beginning", beginning)


def test_what_another_kiosk_has_settled_is_settled_here(staffed_place: Place, clock: Clock) -> None:
    point = set_back(staffed_place, clock)
    settled(replace(point, seen=Seen(point.seen.newest)))
    assert not notice_older_copy(point)
    assert (len(epochs(point)), point.seen.newest) == (1, seen_now())
    assert consult(point).number == 1
    assert verify(point).wrong is None


def test_an_epoch_begins_after_an_act_that_came_in_between(
    staffed_place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what was there when it began, and takes up one number."""
    point = set_back(staffed_place, clock)
    left = newest_checkpoint(point)
    other = replace(point, seen=Seen(seen_now()))
    interrupt(monkeypatch, lambda: consult(other))
    assert left is not None
    assert leave_behind(point, LeftHistory(0, left.size, left.head.hex())) == 1
    acts = [act.kind for act in Act.select().order_by(Act.seq)]
    assert acts[-3:] == ["volume_opened", "entry_opened", "epoch_begun"]
    body = json.loads(epochs(point)[0])
    before = Act.get(Act.seq == len(acts) - 1)
    assert body["seen"] == {"size": before.seq, "head": bytes(before.tail).hex()}
    assert (Ledger.get().epoch, point.seen.newest) == (1, seen_now())
    report = verify(point, [left])
    assert (report.wrong, report.left_behind) == (None, [left])


@pytest.mark.parametrize("file", [NEWEST, FILE], ids=["checkpoint", "what was seen"])
def test_an_older_copy_is_noticed_by_either_of_two_marks(
    staffed_place: Place, clock: Clock, file: str
) -> None:
    set_back(staffed_place, clock)
    close_database()
    (staffed_place.keys / file).unlink()
    point = open_to_work(staffed_place, clock=clock)
    with pytest.raises(LedgerSetBack):
        consult(point)
    settled(point)
    assert len(epochs(point)) == 1
    assert verify(point).wrong is None


def test_an_epoch_that_cannot_be_written_down_does_not_begin(
    staffed_place: Place, clock: Clock
) -> None:
    point = set_back(staffed_place, clock)
    known = point.seen.newest
    (point.keyring.folder / "epochs.taken").mkdir()
    with pytest.raises(CannotWrite):
        settled(point)
    assert (epochs(point), Ledger.get().epoch, point.seen.newest) == ([], 0, known)
    (point.keyring.folder / "epochs.taken").rmdir()
    assert settled(point) == Ledger.get().epoch == 1


def test_no_two_checkpoints_of_one_size_and_epoch_differ(
    staffed_place: Place, clock: Clock
) -> None:
    point = set_back(staffed_place, clock)
    before = newest_checkpoint(point)
    assert before is not None
    with pytest.raises(LedgerSetBack):
        make_checkpoint(point)
    settled(point)
    after = make_checkpoint(point).checkpoint
    assert (before.epoch, after.epoch) == (0, 1)
    assert after.origin == f"help-point/{point.uid}/1"
    report = verify(point, [after, before])
    assert (report.wrong, report.checkpoints, report.left_behind) == (None, 1, [before])


def test_a_copy_from_before_an_epoch_uses_no_number_twice(
    staffed_place: Place, clock: Clock
) -> None:
    point = open_point(staffed_place, clock=clock)
    leave_behind(point, LeftHistory(2, 99, "ab" * 32))
    assert Ledger.get().epoch == 3
    assert len(epochs(point)) == 3
    assert verify(point).wrong is None


def test_a_copy_restored_twice_leaves_every_checkpoint_in_its_place(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    """The history of the first restore was shorter than the one before it."""
    point = open_point(staffed_place, clock=clock)
    backup(point, tmp_path / "a.backup")
    kept = int(Ledger.get().size)
    for _entry in range(9):
        consult(point)
    save_checkpoint(point, backups=tmp_path)
    put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    point = open_point(staffed_place, clock=clock)
    save_checkpoint(point, backups=tmp_path)
    done = put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    point = open_point(staffed_place, clock=clock)
    known = compare_notes(point, [tmp_path / "checkpoints"]).checkpoints
    report = verify(point, known)
    assert (done.epoch, report.wrong, len(report.left_behind)) == (2, None, 2)
    (restored,) = report.restored
    assert (restored.kept, restored.lost) == (kept, 11 + 2)


def test_a_copy_put_back_twice_by_hand_leaves_every_checkpoint_in_its_place(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    point = open_point(staffed_place, clock=clock)
    close_database()
    earlier = shutil.copyfile(staffed_place.database, tmp_path / "earlier")
    for work in (9, 0):
        point = open_to_work(staffed_place, clock=clock)
        if point.seen.lost:
            settled(point)
        for _entry in range(work):
            consult(point)
        save_checkpoint(point, backups=tmp_path)
        close_database()
        shutil.copyfile(earlier, staffed_place.database)
    point = open_to_work(staffed_place, clock=clock)
    settled(point)
    report = verify(point, compare_notes(point, [tmp_path / "checkpoints"]).checkpoints)
    assert (report.wrong, len(report.left_behind)) == (None, 2)


def test_no_number_is_used_twice_where_a_copy_had_it(staffed_place: Place, clock: Clock) -> None:
    point = open_point(staffed_place, clock=clock)
    close_database()
    copy = Path(staffed_place.database).with_name("copy")
    shutil.copyfile(staffed_place.database, copy)
    assert leave_behind(open_point(replace(staffed_place, database=str(copy)), clock=clock)) == 1
    close_database()
    point = open_point(staffed_place, clock=clock)
    assert leave_behind(point) == 2
    (point.keyring.folder / "epochs.taken").write_text("x")
    assert leave_behind(point) == 3


def test_a_damaged_mark_stops_no_act_and_hides_behind_no_newer_one(opened: HelpPoint) -> None:
    made = make_checkpoint(opened)
    (opened.keyring.folder / NEWEST).write_text(made.note.replace("\n", "\n\n", 1))
    assert not notice_older_copy(opened)
    consult(opened)
    with pytest.raises(NoteGone):
        make_checkpoint(opened)
    settled(opened)
    assert make_checkpoint(opened).checkpoint.epoch == 1


def test_a_restore_names_what_it_left_behind(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    point = open_point(staffed_place, clock=clock)
    backup(point, tmp_path / "a.backup")
    consult(point)
    outside = make_checkpoint(point).checkpoint
    consult(point)
    left = Ledger.get()
    close_database()
    done = put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    point = open_point(staffed_place, clock=clock)
    (body,) = epochs(point)
    assert done.epoch == 1
    assert f'"left_size":{left.size}'.encode() in body
    assert bytes(left.tail).hex().encode() in body
    report = verify(point, [outside])
    assert report.left_behind == [outside]
    (restored,) = report.restored
    assert (restored.epoch, restored.day) == (1, "2025-11-24")
    assert restored.lost == left.size - restored.kept > 0
    assert f"утрачено {restored.lost} " in verdict(report)
    assert outside.code() in "\n".join(verification_lines(report))
    assert report_from_json(report_as_json(report)) == report
    assert make_checkpoint(point).checkpoint.epoch == 1


def test_one_restore_that_takes_up_several_numbers_is_told_once(
    staffed_place: Place, clock: Clock
) -> None:
    point = open_point(staffed_place, clock=clock)
    before = Ledger.get().size
    leave_behind(point, LeftHistory(2, before + 7, "ab" * 32))
    (restored,) = verify(point).restored
    assert (restored.epoch, restored.kept, restored.lost) == (3, before, 7)


def test_kept_checkpoints_find_what_was_set_back_without_being_named(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    point = set_back(staffed_place, clock)
    known = compare_notes(point, [tmp_path / "checkpoints"]).checkpoints
    assert known == (newest_checkpoint(point),)
    assert verify(point).wrong is None, "the copy by itself is sound"
    assert verify(point, known).wrong is not None
    settled(point)
    assert verify(point, known).wrong is None


def test_a_kept_checkpoint_that_cannot_be_read_is_told_beside_the_others(
    opened: HelpPoint, tmp_path: Path
) -> None:
    made = save_checkpoint(opened, backups=tmp_path)
    (tmp_path / "checkpoints" / "0.checkpoint").write_text("x")
    notes = compare_notes(opened, [tmp_path / "checkpoints", tmp_path / "none"])
    (told,) = notes.wrong
    assert (notes.checkpoints, "0.checkpoint" in told) == ((made,), True)


def test_a_restore_over_a_lost_database_names_the_last_checkpoint(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    point = open_point(staffed_place, clock=clock)
    backup(point, tmp_path / "a.backup")
    consult(point)
    left = make_checkpoint(point).checkpoint
    close_database()
    Path(staffed_place.database).write_bytes(b"\0" * 9000)
    put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    (body,) = epochs(open_point(staffed_place, clock=clock))
    assert f'"left_size":{left.size}'.encode() in body


def test_a_new_machine_knows_from_the_notes_beside_a_backup_what_is_lost(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    point = open_point(staffed_place, clock=clock)
    backup(point, stick / "a.backup", kept=stick)
    copy_keys(staffed_place, stick / "a.backup")
    consult(point)
    left = save_checkpoint(point, backups=stick)
    close_database()
    fresh = Place(str(tmp_path / "new" / "point.sqlite3"), tmp_path / "new" / "point.keys")
    put_back(stick / "a.backup", fresh, clock=clock)
    report = verify(open_point(fresh, clock=clock), [left])
    assert (report.wrong, report.left_behind) == (None, [left])


def test_restores_one_after_another_are_all_told(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    outside = []
    point = open_point(staffed_place, clock=clock)
    backup(point, tmp_path / "a.backup")
    for _time in range(3):
        point = open_point(staffed_place, clock=clock)
        consult(point)
        outside.append(make_checkpoint(point).checkpoint)
        close_database()
        put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    point = open_point(staffed_place, clock=clock)
    assert [each.epoch for each in outside] == [0, 1, 2]
    assert Ledger.get().epoch == 3
    report = verify(point, outside)
    assert (report.wrong, len(report.left_behind)) == (None, 3)


def test_a_clock_behind_the_backup_restores_nothing(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    backup(open_point(staffed_place, clock=clock), tmp_path / "a.backup")
    close_database()
    before = Path(staffed_place.database).read_bytes()
    clock.now -= timedelta(days=1)
    with pytest.raises(ClockDoubted):
        put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    assert Path(staffed_place.database).read_bytes() == before
    assert not list(tmp_path.glob(".*restoring*"))


def test_a_restore_waits_for_nobody_at_work(
    staffed_place: Place, tmp_path: Path, clock: Clock
) -> None:
    backup(open_point(staffed_place, clock=clock), tmp_path / "a.backup")
    close_database()
    program = (
        "from pathlib import Path; import sys; from kiosk.point.lock import share;"
        " share(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, staffed_place.database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(DatabaseInUse):
            put_back(tmp_path / "a.backup", staffed_place)
        other.kill()
    assert put_back(tmp_path / "a.backup", staffed_place).report.wrong is None


def test_nobody_opens_a_database_while_it_is_restored(staffed_place: Place, tmp_path: Path) -> None:
    program = "import sys; from kiosk.point.lock import share; share(sys.argv[1])"
    with alone_with(staffed_place.database):
        tried = subprocess.run(
            [sys.executable, "-c", program, staffed_place.database],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
        )
    assert RestoreUnderWay.__name__ in tried.stderr
    share(staffed_place.database)


def test_a_folder_that_takes_no_lock_does_not_keep_the_kiosk_from_opening(
    staffed_place: Place,
) -> None:
    lock = Path(staffed_place.database + ".lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert verify(open_point(staffed_place)).wrong is None


def test_every_checkpoint_is_kept_and_can_be_given_back_as_a_folder(
    opened: HelpPoint, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    made = []
    for _day in range(3):
        consult(opened)
        made.append(save_checkpoint(opened, backups=folder))
    key = opened.keyring.kiosk.public_key
    read = read_checkpoints([folder / "checkpoints"], key)
    assert sorted(each.size for each in read) == [each.size for each in made]
    assert verify(opened, read).checkpoints == 3
