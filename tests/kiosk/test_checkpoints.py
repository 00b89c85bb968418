"""A checkpoint kept outside shows what was cut off or rewritten, and cannot be altered itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.engine import current
from db.guards import GUARDS
from kiosk.epochs import Left, begin_epoch
from kiosk.errors import CannotRead, UnknownCode
from kiosk.journal.checkpoints import (
    find_by_code,
    make_checkpoint,
    read_checkpoint,
    save_checkpoint,
)
from kiosk.journal.verification import verify
from kiosk.ledger.keys import Signer
from kiosk.ledger.note import BadNote, Checkpoint, read_note, write_note
from kiosk.people import Role
from kiosk.point import HelpPoint
from kiosk.registration import new_request_id, sign_in
from tests.people import consult

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
        database.execute_sql("DELETE FROM entry WHERE id = ?", (entry,))
    database.execute_sql("UPDATE volume SET last_number = last_number - ?", (len(gone),))


def test_a_note_reads_back_as_it_was_written() -> None:
    note = write_note(CHECKPOINT, SIGNER)
    assert read_note(note, SIGNER.public_key) == CHECKPOINT
    assert note.startswith("help-point/test\n7\n")
    assert "\n\n\u2014 help-point/test " in note


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n7\n", "\n8\n"),
        ("AAAA", "BAAA"),
        ("09:00", "09:01"),
        ("test\n7", "tent\n7"),
        ("\n\n", "\n"),
    ],
)
def test_an_altered_note_is_refused(old: str, new: str) -> None:
    note = write_note(CHECKPOINT, SIGNER)
    altered = note.replace(old, new, 1)
    assert altered != note
    with pytest.raises(BadNote):
        read_note(altered, SIGNER.public_key)


def test_a_note_of_another_key_is_refused() -> None:
    with pytest.raises(BadNote):
        read_note(write_note(CHECKPOINT, SIGNER), Signer(bytes(32)).public_key)


def another_signature(name: str, signer: Signer) -> str:
    """A line of the checkpoint's signatures by another name or key, as a witness adds it."""
    noted = write_note(Checkpoint(name, 7, bytes(32), CHECKPOINT.at), signer)
    return noted.rpartition("\n\n")[2]


@pytest.mark.parametrize("name", ["witness.example/1", CHECKPOINT.origin])
def test_signatures_of_unknown_keys_are_passed_over(name: str) -> None:
    text, _gap, own = write_note(CHECKPOINT, SIGNER).rpartition("\n\n")
    witness = another_signature(name, Signer(bytes(32)))
    for signatures in (own + witness, witness + own, witness * 3 + own + witness):
        assert read_note(f"{text}\n\n{signatures}", SIGNER.public_key) == CHECKPOINT
    with pytest.raises(BadNote):
        read_note(f"{text}\n\n{witness}", SIGNER.public_key)


@pytest.mark.parametrize(
    "line",
    [
        "witness.example/1 AAAAAAA=\n",
        "\u2014 witness.example/1 AAAA\n",
        "\u2014 witness.example/1 AAAAAAB=\n",
        "\u2014 witness.example/1 AAAAAA=!\n",
        "\u2014 two words AAAAAAA=\n",
        "\u2014  AAAAAAA=\n",
    ],
)
def test_a_line_that_is_no_signature_is_refused(line: str) -> None:
    with pytest.raises(BadNote):
        read_note(write_note(CHECKPOINT, SIGNER) + line, SIGNER.public_key)


def test_a_wrong_signature_under_the_known_name_is_refused_beside_a_right_one() -> None:
    """The key's name and hash are the known ones, what it signed is not."""
    other = Checkpoint(CHECKPOINT.origin, 8, bytes(32), CHECKPOINT.at)
    wrong = write_note(other, SIGNER).rpartition("\n\n")[2]
    with pytest.raises(BadNote):
        read_note(write_note(CHECKPOINT, SIGNER) + wrong, SIGNER.public_key)


def test_the_code_changes_with_what_it_stands_for() -> None:
    later = Checkpoint(CHECKPOINT.origin, 8, CHECKPOINT.head, CHECKPOINT.at)
    assert len(CHECKPOINT.code()) == 14
    assert CHECKPOINT.code() != later.code()


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
    begin_epoch(point, Left())
    made = make_checkpoint(point).checkpoint
    assert made.epoch == 1
    assert find_by_code(point, made.code()) == made


def test_letters_that_look_alike_are_taken_for_those_of_a_code(point: HelpPoint) -> None:
    made = make_checkpoint(point).checkpoint
    typed = made.code().translate(str.maketrans("OIBAEKMHPCTXY", "018АЕКМНРСТХУ"))
    assert find_by_code(point, typed) == made


def test_a_code_of_no_checkpoint_says_that_something_is_missing(point: HelpPoint) -> None:
    make_checkpoint(point)
    with pytest.raises(UnknownCode, match="AAAA-BBBB-CCCC"):
        find_by_code(point, "AAAA-BBBB-CCCC")
