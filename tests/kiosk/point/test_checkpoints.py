"""A checkpoint kept outside shows what was cut off or rewritten, and cannot be altered itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.engine import current
from db.guards import GUARDS
from kiosk.point.checkpoints import (
    find_by_code,
    make_and_keep,
    make_checkpoint,
    read_checkpoint,
    read_checkpoints,
    save_checkpoint,
)
from kiosk.point.epochs import LeftHistory
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.note import Checkpoint, origin, write_note
from kiosk.proof.people import Role
from kiosk.signing.keys import Signer
from kiosk.verification.everything import verify
from kiosk.visits.registration import sign_in
from kiosk.words.errors import (
    CannotRead,
    CannotWrite,
    NoCheckpointCode,
    PageCodeGiven,
    StampGiven,
    UnknownCode,
    UnreadableCode,
)
from kiosk.words.i18n import use
from tests.histories import leave_behind
from tests.people import Clock, consult

SIGNER = Signer(bytes(range(32)))
CHECKPOINT = Checkpoint("help-point/test", 7, bytes(32), "2026-11-23T09:00:00.000Z")


def come(point: HelpPoint, name: str) -> None:
    sign_in(
        point,
        request_id=new_request_id(),
        role=Role.TEACHER,
        topic=None,
        words="Отметки",
        name=name,
    )


def cut_to(point: HelpPoint, size: int) -> None:
    """What somebody with the file can do: drop the fence, cut the newest acts and entries, and
    set the head to fit."""
    database = current()
    for guard in GUARDS:
        database.execute_sql(f"DROP TRIGGER IF EXISTS {guard.name}")
    entries = "SELECT entry_id FROM act WHERE seq > ? AND entry_id IS NOT NULL"
    gone = [row[0] for row in database.execute_sql(entries, (size,)).fetchall()]
    database.execute_sql("DELETE FROM act WHERE seq > ?", (size,))
    for entry in gone:
        for table in ("line_place", "entry_word"):
            database.execute_sql(f"DELETE FROM {table} WHERE entry_id = ?", (entry,))
        database.execute_sql("DELETE FROM entry WHERE id = ?", (entry,))
    database.execute_sql("UPDATE volume SET last_number = last_number - ?", (len(gone),))


def test_a_ledger_that_grew_agrees_with_its_earlier_checkpoint(point: HelpPoint) -> None:
    come(point, "Иванова Мария Петровна")
    checkpoint = make_checkpoint(point).checkpoint
    come(point, "Петрова Анна Сергеевна")
    report = verify(point, [checkpoint])
    assert report.wrong is None
    assert report.checkpoints == 1


def test_a_cut_ledger_is_found_by_its_checkpoint_alone(point: HelpPoint) -> None:
    come(point, "Иванова Мария Петровна")
    size = make_checkpoint(point).checkpoint.size
    tail_before = make_checkpoint(point)
    come(point, "Петрова Анна Сергеевна")
    outside = make_checkpoint(point).checkpoint
    cut_to(point, size + 1)
    database = current()
    database.execute_sql(
        "UPDATE ledger SET size = ?, tail = ?", (size + 1, tail_before.checkpoint.head)
    )
    assert verify(point).wrong is None, "without a checkpoint a clean cut cannot be seen"
    wrong = verify(point, [outside]).wrong
    assert wrong is not None
    assert str(outside.size) in wrong


def test_a_checkpoint_of_another_point_is_refused(point: HelpPoint, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.checkpoint"
    foreign.write_text(write_note(CHECKPOINT, SIGNER), "utf-8")
    with pytest.raises(CannotRead):
        read_checkpoint(foreign, point.keyring.kiosk.public_key)


def test_a_saved_checkpoint_reads_back(point: HelpPoint, tmp_path: Path) -> None:
    saved = save_checkpoint(point, tmp_path / "book.checkpoint")
    key = point.keyring.kiosk.public_key
    assert read_checkpoint(tmp_path / "book.checkpoint", key) == saved


@pytest.mark.parametrize(
    "spelt", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "]
)
def test_a_code_in_a_binder_leads_to_its_checkpoint(
    point: HelpPoint, spelt: Callable[[str], str]
) -> None:
    made = [make_checkpoint(point).checkpoint for _day in range(3)]
    consult(point)
    assert find_by_code(point, spelt(made[1].code())) == made[1]


def test_a_code_is_found_in_its_epoch(point: HelpPoint) -> None:
    leave_behind(point, LeftHistory())
    made = make_checkpoint(point).checkpoint
    assert made.epoch == 1
    assert find_by_code(point, made.code()) == made


def test_letters_that_look_alike_are_taken_for_those_of_a_code(point: HelpPoint) -> None:
    made = make_checkpoint(point).checkpoint
    typed = made.code().translate(str.maketrans("OIBAEKMHPCTXY", "018АЕКМНРСТХУ"))
    assert find_by_code(point, typed) == made


def test_a_code_of_no_checkpoint_says_that_something_is_missing(point: HelpPoint) -> None:
    make_checkpoint(point)
    with pytest.raises(UnknownCode, match="AAAA-BBBB-CCCC-DDDD-EEEE"):
        find_by_code(point, "AAAA-BBBB-CCCC-DDDD-EEEE")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("3F9A-27C1-0B5E", StampGiven),
        ("C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST", PageCodeGiven),
        ("ABCD-EFGH-IJKL", NoCheckpointCode),
        ("0a" * 32, NoCheckpointCode),
        ("", NoCheckpointCode),
    ],
)
def test_what_is_no_checkpoint_s_code_is_called_what_it_is(
    point: HelpPoint, typed: str, error: type[UnreadableCode]
) -> None:
    with pytest.raises(error, match=f"^«{typed}» — "):
        find_by_code(point, f" {typed}\n")


def test_all_letters_of_a_checkpoint_are_compared_where_all_are_typed(point: HelpPoint) -> None:
    made = make_checkpoint(point).checkpoint
    assert find_by_code(point, made.letters()) == made
    other = made.letters()[:-1] + ("A" if made.letters()[-1] != "A" else "Q")
    with pytest.raises(UnknownCode):
        find_by_code(point, other)


def test_checkpoints_are_kept_with_the_backups_by_day_size_and_epoch(
    point: HelpPoint, clock: Clock, tmp_path: Path
) -> None:
    """The day is the point's: ten in the evening in Greenwich is tomorrow there."""
    clock.wait(hours=16)
    first = save_checkpoint(point, backups=tmp_path / "backups")
    leave_behind(point, LeftHistory(0, first.size, first.head.hex()))
    later = save_checkpoint(point, tmp_path / "out", backups=tmp_path / "backups")
    folder = tmp_path / "backups" / "checkpoints"
    names = [path.name for path in sorted(folder.iterdir())]
    assert (first.size, later.size) == (9, 11)
    assert names == ["2025-11-25-11-1.checkpoint", "2025-11-25-9.checkpoint"]
    key = point.keyring.kiosk.public_key
    (folder / "notes.txt").write_text("not one of them")
    assert read_checkpoints([folder, tmp_path / "out"], key) == [later, first, later]
    assert (later.origin, later.at) == (f"help-point/{point.uid}/1", "2025-11-24T22:00:00.000Z")


def test_a_checkpoint_that_is_made_to_be_kept_is_kept(point: HelpPoint, tmp_path: Path) -> None:
    made = make_and_keep(point, tmp_path)
    (kept,) = (tmp_path / "checkpoints").iterdir()
    assert kept.read_text("utf-8") == made.note


def test_a_folder_that_cannot_be_made_is_named(point: HelpPoint, tmp_path: Path) -> None:
    (tmp_path / "checkpoints").write_text("a file")
    with pytest.raises(CannotWrite) as refused:
        save_checkpoint(point, backups=tmp_path)
    assert refused.value.file == str(tmp_path / "checkpoints")
    assert refused.value.reason == "File exists"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file or directory"),
        (b"\xff", "it is not a checkpoint of this help point."),
        (CHECKPOINT.text().encode(), "it is not a checkpoint of this help point."),
    ],
)
def test_what_is_no_checkpoint_is_named(
    point: HelpPoint, tmp_path: Path, content: bytes | None, why: str
) -> None:
    use("en")
    file = tmp_path / "книга.checkpoint"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotRead) as refused:
        read_checkpoints([file], point.keyring.kiosk.public_key)
    assert (refused.value.file, refused.value.reason) == (str(file), why)


def test_a_folder_without_a_checkpoint_is_named(point: HelpPoint, tmp_path: Path) -> None:
    use("en")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotRead) as refused:
        read_checkpoints([tmp_path / "empty"], point.keyring.kiosk.public_key)
    assert refused.value.file == str(tmp_path / "empty")
    assert refused.value.reason == "there is no checkpoint in it."


CUT = "the ledger was cut before its checkpoint"
DIFFERS = "the ledger differs from the checkpoint"


def at(point: HelpPoint, size: int, head: bytes, epoch: int = 0) -> Checkpoint:
    return Checkpoint(origin(point.uid, epoch), size, head, "2025-11-24T06:00:00.000Z")


@pytest.mark.parametrize(
    ("size", "epoch", "why"),
    [
        (0, 0, CUT),
        (4, 0, DIFFERS),
        (4, 1, CUT),
        (99, 0, CUT),
        (99, 1, CUT),
    ],
)
def test_a_checkpoint_of_another_history_is_named_by_its_size(
    point: HelpPoint, size: int, epoch: int, why: str
) -> None:
    use("en")
    made = make_checkpoint(point).checkpoint
    other = at(point, size, bytes(32), epoch)
    report = verify(point, [made, other])
    assert report.wrong == f"Ledger, act {size}: {why}"
    assert report.checkpoints == 0


@pytest.mark.parametrize(
    ("size", "epoch", "why"),
    [
        (8, 0, DIFFERS),
        (9, 0, None),
        (10, 0, None),
        (11, 0, CUT),
        (99, 0, CUT),
        (0, 0, CUT),
        (10, 1, DIFFERS),
        (99, 1, CUT),
    ],
)
def test_an_epoch_leaves_no_more_behind_than_it_says(
    point: HelpPoint, size: int, epoch: int, why: str | None
) -> None:
    """The ledger of eight acts went on after a history of ten was left behind."""
    use("en")
    leave_behind(point, LeftHistory(0, 10, "ab" * 32))
    come(point, "Иванова Мария Петровна")
    made, left = make_checkpoint(point).checkpoint, at(point, size, bytes(32), epoch)
    report = verify(point, [left, made])
    if why is None:
        assert (report.wrong, report.checkpoints, report.left_behind) == (None, 1, [left])
    else:
        assert report.wrong == f"Ledger, act {size}: {why}"


def test_every_checkpoint_of_one_size_is_compared(point: HelpPoint) -> None:
    made = make_checkpoint(point).checkpoint
    assert verify(point, [made, made]).checkpoints == 2
    assert verify(point, [made, at(point, made.size, bytes(32))]).wrong is not None
    assert verify(point, [at(point, made.size, bytes(32)), made]).wrong is not None


def test_what_was_left_behind_is_told_by_size(point: HelpPoint) -> None:
    leave_behind(point, LeftHistory(0, 30, "ab" * 32))
    left = [at(point, size, bytes(32)) for size in (30, 25, 9, 28)]
    report = verify(point, left)
    assert (report.wrong, report.checkpoints) == (None, 0)
    assert [checkpoint.size for checkpoint in report.left_behind] == [9, 25, 28, 30]
