"""A backup from every schema that was ever released comes back, and work goes on in it.

``tests/data/schemaN.backup`` and its keys were written by the released program of that schema:
three specialists, six entries in every state.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.engine import close_database, current
from db.migrations import MIGRATIONS, current_version
from kiosk.copies.restore import restore
from kiosk.journal.sign import sign
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint, read_checkpoint
from kiosk.point.opening import open_point
from kiosk.staff.agreements import has_agreement
from kiosk.verification.everything import verify
from kiosk.words.errors import NoAgreement
from tests.people import PINS, agree, consult, help_and_sign, help_out, staff_of

DATA = Path(__file__).parents[1] / "data"
SCHEMAS = range(1, len(MIGRATIONS))
"""Every schema but this program's own, whose backups are restored in all the other tests."""

WITHOUT_AGREEMENTS = ("schema1",)


@pytest.fixture(params=SCHEMAS)
def name(request: pytest.FixtureRequest) -> str:
    return f"schema{request.param}"


@pytest.fixture
def restored(name: str, tmp_path: Path) -> Place:
    """An old backup, restored on a new machine with the keys beside it."""
    shutil.copytree(DATA / f"{name}.keys", tmp_path / f"{name}.keys")
    copy = Path(shutil.copy(DATA / f"{name}.backup", tmp_path))
    place = Place(str(tmp_path / "new" / "point.sqlite3"), tmp_path / "new" / "point.keys")
    done = restore(copy, place)
    assert (done.report.wrong, done.report.entries, done.report.signed) == (None, 6, 3)
    assert (done.epoch, done.aside) == (1, None)
    close_database()
    return place


def test_a_backup_of_every_schema_is_restored_migrated_and_verified(restored: Place) -> None:
    point = open_point(restored)
    assert current_version(current()) == len(MIGRATIONS)
    report = verify(point)
    assert (report.wrong, len(report.restored)) == (None, 1)


def test_what_was_signed_then_stays_and_new_entries_need_an_agreement(
    restored: Place, name: str
) -> None:
    point = open_point(restored)
    teacher = staff_of(point).teacher
    waiting = help_out(point, teacher, consult(point))
    if not has_agreement(point, teacher):
        with pytest.raises(NoAgreement):
            sign(point, teacher, waiting, pin=PINS["belaya"])
        agree(point, "belaya")
    sign(point, teacher, waiting, pin=PINS["belaya"])
    help_and_sign(point, teacher, consult(point, "Королёва Анна Сергеевна"))
    report = verify(point)
    assert (report.wrong, report.entries, report.signed) == (None, 8, 5)
    assert report.unagreed == (3 if name in WITHOUT_AGREEMENTS else 0)


def test_an_old_checkpoint_still_holds(restored: Place, name: str) -> None:
    point = open_point(restored)
    note = DATA / f"{name}.backup.checkpoint"
    old = read_checkpoint(note, point.keyring.kiosk.public_key)
    report = verify(point, [old, make_checkpoint(point).checkpoint])
    assert (report.wrong, report.checkpoints) == (None, 2)
