"""A damaged file holds values of another kind: named or refused with a sentence, never a crash."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.copies.backup import backup
from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.verification.everything import verify
from kiosk.words.drawing import dump
from kiosk.words.errors import CannotRead, StorageUnavailable, WrongDatabase
from tests.histories import put_back
from tests.people import MORNING, PINS, Clock, consult, help_and_sign, help_out, sign, staff_of

EVENING = MORNING + timedelta(hours=8)


@pytest.fixture
def drawn_place(used_place: Place) -> Place:
    """A day's work with a drawn signature and the reason of a correction."""
    point = open_point(used_place, clock=Clock(EVENING))
    teacher, pin = staff_of(point).teacher, PINS["belaya"]
    drawn = help_out(point, teacher, consult(point))
    sign(point, teacher, drawn, pin=pin, strokes=dump([[(10, 10), (500, 900)]]))
    annul(point, teacher, help_and_sign(point, teacher, consult(point)), reason="Дважды", pin=pin)
    close_database()
    return used_place


def damage(file: Path, change: str) -> None:
    """Another value, past every rule of the schema."""
    base = sqlite3.connect(file)
    base.execute("PRAGMA ignore_check_constraints = 1")
    base.execute("PRAGMA writable_schema = 1")
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f"DROP TRIGGER {name}")
    changed = base.execute(change).rowcount
    base.commit()
    base.close()
    assert changed == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET tail = 'text'",
        "UPDATE ledger SET size = 'many'",
        "UPDATE specialist SET salt = 'text' WHERE id = 1",
        "UPDATE specialist SET sealed_key = 'text' WHERE id = 1",
        "UPDATE drawing SET salt = 'text'",
        "UPDATE drawing SET strokes = x'FF'",
        "UPDATE wording SET salt = 'text' WHERE word = 'wording'",
        "UPDATE wording SET text = 7 WHERE word = 'wording'",
        "UPDATE wording SET salt = 'text' WHERE act_id = 17 AND word = 'signer'",
        "UPDATE wording SET text = 7 WHERE act_id = 17 AND word = 'signer_post'",
        "UPDATE entry SET ticket = 'text' WHERE id = 1",
        "UPDATE entry SET signed_seq = 'text' WHERE id = 1",
        "UPDATE entry SET corrects_id = 'text' WHERE id = 1",
        "UPDATE entry SET corrects_id = 99 WHERE id = 1",
        "UPDATE act SET request = x'FF' WHERE seq = 12",
        "UPDATE act SET given = 'text' WHERE seq = 12",
    ],
)
def test_a_value_of_another_kind_is_found_wrong(drawn_place: Place, change: str) -> None:
    damage(Path(drawn_place.database), change)
    assert verify(open_point(drawn_place, clock=Clock())).wrong


def test_a_zone_that_no_clock_knows_is_found_wrong(used_place: Place) -> None:
    """The point's zone is the one that its acts name."""
    damage(Path(used_place.database), "UPDATE point SET zone = 'Europe/Simferopom'")
    point = open_point(used_place, clock=Clock())
    assert point.zone.key == "Europe/Simferopol"
    assert str(verify(point).wrong).startswith("Названия школы и пункта:")


def test_a_schema_that_is_no_text_is_refused(used_place: Place) -> None:
    file = Path(used_place.database)
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b"CREATE TABLE entry", b"CREATE TABLE \xccntry", 1))
    with pytest.raises(WrongDatabase):
        open_point(used_place)


@pytest.mark.parametrize(
    "change", ["UPDATE ledger SET size = size - 1", "UPDATE ledger SET tail = 'text'"]
)
def test_a_backup_with_a_damaged_head_is_refused(
    used_place: Place, tmp_path: Path, change: str
) -> None:
    backup(
        open_point(used_place, clock=(clock := Clock(EVENING))), copy := tmp_path / "copy.backup"
    )
    close_database()
    damage(copy, change)
    sound = Path(used_place.database).read_bytes()
    with pytest.raises((CannotRead, StorageUnavailable)):
        put_back(copy, used_place, clock=clock)
    assert Path(used_place.database).read_bytes() == sound
