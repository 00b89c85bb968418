"""A verification goes on from what the last clean one found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from nacl.signing import VerifyKey

from db.engine import current
from db.models import Entry
from kiosk.copies.backup import backup
from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.epochs import LeftHistory
from kiosk.point.ledger import open_ledger
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import Kind
from kiosk.proof.note import Checkpoint
from kiosk.staff.access import unlock
from kiosk.verification import resuming
from kiosk.verification.everything import Report, verify
from kiosk.verification.walked import Walked
from kiosk.visits import desk, my_ticket
from kiosk.words.i18n import use
from tests.histories import leave_behind, put_back
from tests.people import (
    PINS,
    Clock,
    Staff,
    ask,
    at_desk,
    consult,
    entry_of,
    help_and_sign,
    help_out,
    spend_a_day,
)


def whole(point: HelpPoint) -> Report:
    """A whole verification, kept for the next one."""
    walked = Walked()
    report = verify(point, walked=walked)
    resuming.keep(point, walked)
    return report


def test_what_came_since_is_verified_and_all_is_told(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    spend_a_day(point, clock)
    signed = help_and_sign(point, staff.teacher, consult(point))
    whole(point)
    annul(point, staff.teacher, 1, reason="Ошибка", pin=PINS["belaya"])
    help_out(point, staff.teacher, consult(point))
    destroy(
        point, [signed], cause=Cause.REQUEST, reason="Заявление", login="smirnova",
        pin=PINS["smirnova"],
    )  # fmt: skip
    resumed = verify(point, walked=resuming.found(point))
    assert resumed == verify(point)
    assert resumed.wrong is None


def test_a_withdrawal_is_remembered_until_it_is_restored_or_its_day_is_over(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    entries = [entry_of(consult(point)) for _each in range(3)]
    for entry in entries:
        my_ticket.withdraw(point, entry)
    whole(point)
    assert len(resuming.found(point).history.withdrawn) == 3
    desk.restore(point, at_desk(point, staff.teacher), entries[0])
    report = resumed(point)
    assert (report, report.wrong) == (verify(point), None)
    whole(point)
    clock.wait(days=1)
    consult(point)
    assert verify(point, walked=resuming.found(point)).wrong is None
    whole(point)
    assert resuming.found(point).history.withdrawn == {}


@pytest.mark.parametrize("when", ["on its day", "later"])
def test_a_withdrawal_undone_past_the_program_is_found(
    point: HelpPoint, clock: Clock, when: str
) -> None:
    entry = entry_of(consult(point))
    my_ticket.withdraw(point, entry)
    whole(point)
    if when == "later":
        clock.wait(days=1)
        consult(point)
    current().execute_sql("DROP TRIGGER IF EXISTS entry_opened_once")
    Entry.update(state="waiting", left_reason="").where(Entry.id == entry).execute()
    assert resumed(point).wrong is not None
    assert verify(point).wrong is not None


def resumed(point: HelpPoint, *outside: Checkpoint) -> Report:
    """A verification of what is new, with checkpoints from outside."""
    walked = resuming.found(point)
    assert walked.history.acts
    return verify(point, outside, walked=walked)


def test_checkpoints_on_both_sides_of_where_it_goes_on_are_met(
    point: HelpPoint, staff: Staff
) -> None:
    before = make_checkpoint(point).checkpoint
    consult(point)
    last = make_checkpoint(point).checkpoint
    whole(point)
    consult(point)
    after = make_checkpoint(point).checkpoint
    report = resumed(point, before, last, after)
    assert (report.wrong, report.checkpoints, report.left_behind) == (None, 3, [])
    other = replace(before, head=bytes(32))
    assert "расходится" in str(resumed(point, other).wrong)
    assert "обрезан" in str(resumed(point, replace(after, size=after.size + 1)).wrong)
    current().execute_sql("DROP TRIGGER act_stays")
    current().execute_sql(f"UPDATE act SET tail = x'00' WHERE seq = {before.size}")
    assert str(resumed(point, before).wrong).startswith(f"Реестр, акт {before.size}: ")


def test_checkpoints_of_an_epoch_that_was_left_are_told_from_where_it_goes_on(
    point: HelpPoint,
) -> None:
    made = make_checkpoint(point).checkpoint
    leave_behind(point, LeftHistory(0, made.size + 9, "ab" * 32))
    whole(point)
    left = replace(made, size=made.size + 1)
    report = resumed(point, made, left)
    assert (report.wrong, report.checkpoints, report.left_behind) == (None, 1, [left])


def test_after_a_restore_it_starts_from_the_first_act(
    staffed_place: Place, staff: Staff, clock: Clock, tmp_path: Path
) -> None:
    point = open_point(staffed_place, clock=clock)
    backup(point, tmp_path / "a.backup")
    help_and_sign(point, staff.teacher, consult(point))
    whole(point)
    put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    point = open_point(staffed_place, clock=clock)
    for _entry in range(9):
        consult(point)
    assert resuming.found(point) == Walked()


def test_an_altered_memory_starts_from_the_first_act(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    spend_a_day(point, clock)
    whole(point)
    kept = Path(point.keyring.folder, "verified.json")
    kept.write_text(kept.read_text("utf-8").replace("belaya", "chuzoy"), "utf-8")
    assert resuming.found(point) == Walked()


def test_new_tampering_is_found_from_there_on(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    spend_a_day(point, clock)
    whole(point)
    entry = help_and_sign(point, staff.teacher, consult(point))
    current().execute_sql("DROP TRIGGER entry_signed")
    current().execute_sql("DROP TRIGGER entry_opened_once")
    current().execute_sql(f"UPDATE entry SET name = 'Другая' WHERE id = {entry}")
    assert verify(point, walked=resuming.found(point)).wrong is not None


def test_a_ledger_cut_before_it_is_found(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    spend_a_day(point, clock)
    whole(point)
    current().execute_sql("DROP TRIGGER act_kept")
    current().execute_sql("PRAGMA foreign_keys = OFF")
    current().execute_sql("DELETE FROM act WHERE seq > 20")
    assert verify(point, walked=resuming.found(point)).wrong is not None


def destroyed_without_emptying(point: HelpPoint, entry: int) -> None:
    """What somebody with an administrator's PIN could write: an act, and nothing behind it."""
    row = Entry.get_by_id(entry)
    named = {f"{row.volume.journal}/{row.volume.year}": str(row.number)}
    facts = {"entries": named, "count": 1, "cause": "request", "specialist": "smirnova"}
    _person, key = unlock(point, "smirnova", PINS["smirnova"])
    words = {"wording": "Заявление"}
    said = say(point, Kind.DATA_DESTROYED, facts, signer=key, words=words)
    with open_ledger(point, signer=key) as ledger:
        ledger.keep(said)


def test_everything_that_was_found_is_kept(lived_point: HelpPoint, clock: Clock) -> None:
    leave_behind(lived_point, LeftHistory(2, 99, "ab" * 32))
    walked = Walked()
    assert verify(lived_point, walked=walked).wrong is None
    resuming.keep(lived_point, walked)
    walked.history.ended, walked.portions = [], []
    found = resuming.found(lived_point)
    assert found == walked
    history = found.history
    assert (history.acts, history.epoch, len(history.open)) == (57, 3, 2)
    assert verify(lived_point, walked=found) == verify(lived_point)


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"said": "{}"}',
        b'{"said": "{}", "signature": 7}',
        b'{"said": "{}", "signature": "zz"}',
        b'{"said": "{}", "signature": "00"}',
    ],
)
def test_a_memory_that_cannot_be_read_starts_from_the_first_act(
    point: HelpPoint, content: bytes | None
) -> None:
    whole(point)
    kept = point.keyring.folder / "verified.json"
    assert resuming.found(point) != Walked()
    kept.unlink() if content is None else kept.write_bytes(content)
    assert resuming.found(point) == Walked()


@pytest.mark.parametrize("said", ["[]", "{}", "7", '{"acts": 3}'])
def test_a_memory_of_another_program_starts_from_the_first_act(point: HelpPoint, said: str) -> None:
    """The kiosk's own key signed it, but it does not say what this program keeps."""
    signature = point.keyring.kiosk.sign_bytes(b"helppoint/verified/v7\0" + said.encode())
    kept = point.keyring.folder / "verified.json"
    kept.write_text(json.dumps({"said": said, "signature": signature.hex()}))
    assert resuming.found(point) == Walked()


def test_a_memory_is_signed_for_this_purpose_alone(point: HelpPoint) -> None:
    whole(point)
    kept = json.loads((point.keyring.folder / "verified.json").read_text("utf-8"))
    signed = b"helppoint/verified/v7\0" + kept["said"].encode()
    key = VerifyKey(point.keyring.kiosk.public_key)
    key.verify(signed, bytes.fromhex(kept["signature"]))
    kept["signature"] = point.keyring.kiosk.sign_bytes(kept["said"].encode()).hex()
    (point.keyring.folder / "verified.json").write_text(json.dumps(kept))
    assert resuming.found(point) == Walked()


def test_data_of_one_entry_among_many_are_destroyed_after_a_verification(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Number 1 is there in both journals and in two years."""
    help_and_sign(point, staff.teacher, consult(point))
    help_and_sign(point, staff.technician, ask(point))
    clock.wait(days=300)
    help_and_sign(point, staff.teacher, consult(point))
    newest = help_and_sign(point, staff.technician, ask(point))
    whole(point)
    destroy(
        point, [newest], cause=Cause.REQUEST, reason="Заявление", login="smirnova",
        pin=PINS["smirnova"],
    )  # fmt: skip
    resumed = verify(point, walked=resuming.found(point))
    assert (resumed.wrong, resumed.destroyed) == (None, 1)


@pytest.mark.parametrize(
    "change",
    [
        "number = number",
        "destroyed_at = opened_at",
        "destroyed_at = opened_at, name = '', topic_title = '', result = '', search = ''",
        "destroyed_at = opened_at, name = '', topic_title = '', result = 'x', salt = x''",
        "name = '', topic_title = '', result = '', search = '', salt = x''",
    ],
)
def test_data_that_an_act_destroyed_must_be_gone(
    point: HelpPoint, staff: Staff, change: str
) -> None:
    use("en")
    entry = help_and_sign(point, staff.teacher, consult(point))
    whole(point)
    destroyed_without_emptying(point, entry)
    for guard in ("entry_signed", "entry_opened_once"):
        current().execute_sql(f"DROP TRIGGER {guard}")
    current().execute_sql(f"UPDATE entry SET {change} WHERE id = {entry}")
    wrong = verify(point, walked=resuming.found(point)).wrong
    still_there = "its data should have been destroyed and are still there"
    assert wrong == f"Consultations 2025/26, entry 1: {still_there}"


def test_data_destroyed_under_a_number_that_no_row_has_are_not_gone(
    point: HelpPoint, staff: Staff
) -> None:
    use("en")
    entry = help_and_sign(point, staff.teacher, consult(point))
    whole(point)
    destroyed_without_emptying(point, entry)
    for guard in ("entry_signed", "entry_opened_once"):
        current().execute_sql(f"DROP TRIGGER {guard}")
    current().execute_sql(f"UPDATE entry SET number = 77 WHERE id = {entry}")
    wrong = verify(point, walked=resuming.found(point)).wrong
    assert wrong is not None
    assert wrong.startswith("Consultations 2025/26, entry 1:")


def test_an_entry_that_is_gone_since_is_found(point: HelpPoint, staff: Staff) -> None:
    use("en")
    entry = help_and_sign(point, staff.teacher, consult(point))
    consult(point)
    whole(point)
    current().execute_sql("DROP TRIGGER entry_kept")
    current().execute_sql("PRAGMA foreign_keys = OFF")
    current().execute_sql(f"DELETE FROM entry WHERE id = {entry}")
    wrong = verify(point, walked=resuming.found(point)).wrong
    assert wrong == "Consultations 2025/26, entry 1: the entry is missing"


def test_a_correction_emptied_after_a_verification_is_as_it_should_be(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Number 1 was corrected in both journals and in two years, and number 2 beside it."""
    first = help_and_sign(point, staff.teacher, consult(point))
    annul(point, staff.teacher, first, reason="Ошибка", pin=PINS["belaya"])
    asked = help_and_sign(point, staff.technician, ask(point))
    annul(point, staff.technician, asked, reason="Ошибка", pin=PINS["kovalyov"])
    for days in (0, 300):
        clock.wait(days=days)
        other = help_and_sign(point, staff.teacher, consult(point))
        annul(point, staff.teacher, other, reason="Ошибка", pin=PINS["belaya"])
    whole(point)
    destroy(
        point, [first], cause=Cause.REQUEST, reason="Заявление", login="smirnova",
        pin=PINS["smirnova"],
    )  # fmt: skip
    assert resumed(point).wrong is None
    current().execute_sql("DROP TRIGGER wording_stays")
    current().execute_sql("UPDATE wording SET text = 'Ошибка' WHERE text = ''")
    assert resumed(point).wrong is not None
