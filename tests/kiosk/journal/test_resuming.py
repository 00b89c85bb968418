"""A verification goes on from what the last clean one found."""

from __future__ import annotations

from pathlib import Path

from db.engine import current
from kiosk.journal import resuming
from kiosk.journal.correct import annul
from kiosk.journal.told import Told
from kiosk.journal.verification import Report, verify
from kiosk.point import HelpPoint
from kiosk.retention import Cause, destroy
from tests.people import PINS, Clock, Staff, consult, help_and_sign, help_out, spend_a_day


def whole(point: HelpPoint) -> Report:
    """A whole verification, kept for the next one."""
    told = Told()
    report = verify(point, told=told)
    resuming.keep(point, told)
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
    resumed = verify(point, told=resuming.found(point))
    assert resumed == verify(point)
    assert resumed.wrong is None


def test_an_altered_memory_starts_from_the_first_act(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    spend_a_day(point, clock)
    whole(point)
    kept = Path(point.keyring.folder, "verified.json")
    kept.write_text(kept.read_text("utf-8").replace("belaya", "chuzoy"), "utf-8")
    assert resuming.found(point) == Told()


def test_new_tampering_is_found_from_there_on(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    spend_a_day(point, clock)
    whole(point)
    entry = help_and_sign(point, staff.teacher, consult(point))
    current().execute_sql("DROP TRIGGER entry_signed")
    current().execute_sql("DROP TRIGGER entry_opened_once")
    current().execute_sql(f"UPDATE entry SET name = 'Другая' WHERE id = {entry}")
    assert verify(point, told=resuming.found(point)).wrong is not None


def test_a_ledger_cut_before_it_is_found(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    spend_a_day(point, clock)
    whole(point)
    current().execute_sql("DROP TRIGGER act_kept")
    current().execute_sql("DELETE FROM act WHERE seq > 20")
    assert verify(point, told=resuming.found(point)).wrong is not None
