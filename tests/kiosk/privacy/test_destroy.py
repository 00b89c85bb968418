"""Destroyed personal data are gone from every file, and every proof still holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import close_database, current
from db.models import Wording
from kiosk.documents.pages import check_page, check_rows
from kiosk.journal.close import close
from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import (
    Cause,
    Destruction,
    count_old_calls,
    delete_old_calls,
    destroy,
    entries_of,
    expired_entries,
)
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.errors import (
    AlreadyTaken,
    JournalsDiffer,
    NotAllowed,
    NothingToDestroy,
    ReasonMissing,
)
from tests.people import PINS, Clock, Staff, consult, entry_of, help_and_sign, help_out, sign

NAME = "Семёнов Ярополк Мстиславович"


def destroy_all(point: HelpPoint, entries: list[int]) -> Destruction:
    return destroy(
        point,
        entries,
        cause=Cause.REQUEST,
        reason="Заявление от 24.11.2025",
        login="smirnova",
        pin=PINS["smirnova"],
    )


def unguard() -> None:
    """As somebody does who has the file and a tool."""
    guards = current().execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in guards.fetchall():
        current().execute_sql(f"DROP TRIGGER {name}")


def test_a_name_leaves_every_file_and_the_proofs_hold(
    staffed_place: Place, point: HelpPoint, staff: Staff
) -> None:
    for _visit in range(3):
        entry = help_and_sign(point, staff.teacher, consult(point, NAME, words=f"{NAME} просит"))
    annul(point, staff.teacher, entry, reason=f"{NAME} ошибся", pin=PINS["belaya"])
    consult_other = help_and_sign(point, staff.teacher, consult(point))
    done = destroy_all(point, entries_of(point, "семенов ярополк мстиславович"))
    assert (done.count, done.entries) == (3, {"consultations/2025": "1–3"})
    report = verify(point)
    assert (report.wrong, report.destroyed, report.signed) == (None, 3, 4)
    assert entries_of(point, NAME) == []
    assert consult_other not in [1, 2, 3]
    close_database()
    words = [NAME, NAME.casefold(), "ярополк"]
    for path in Path(staffed_place.database).parent.rglob("*"):
        kept = path.read_bytes() if path.is_file() else b""
        assert not [word for word in words if word.encode() in kept], path


def test_a_name_that_only_looks_the_same_is_another_until_somebody_says_otherwise(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    latin, stressed = "Cемёнов Ярополк Mстиславович", "Семёно́в Ярополк"
    for name in (NAME, NAME.lower().replace("ё", "е"), latin, stressed, f"{stressed} М."):
        help_and_sign(any_point, any_staff.teacher, consult(any_point, name))
    waiting = entry_of(consult(any_point, NAME.replace("о", "o")))
    assert entries_of(any_point, NAME) == [1, 2]
    assert entries_of(any_point, NAME, look_alikes=True) == [1, 2, 3]
    assert entries_of(any_point, "Семенов Яpопoлк", look_alikes=True) == [4]
    assert entries_of(any_point, NAME, ended=False) == []
    assert entries_of(any_point, NAME, ended=False, look_alikes=True) == [waiting]
    assert entries_of(any_point, "", look_alikes=True) == []


def test_destroying_on_postgresql_keeps_the_proofs(any_point: HelpPoint, any_staff: Staff) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point, NAME))
    destroy_all(any_point, entries_of(any_point, NAME))
    assert verify(any_point).wrong is None


def test_only_closed_volumes_expire(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    clock.wait(days=300)
    close(point, staff.administrator, Journal.CONSULTATIONS, 2025, pin=PINS["smirnova"])
    assert expired_entries(point, 5) == []
    clock.wait(days=5 * 366)
    assert expired_entries(point, 5) == [1]


def test_destruction_needs_an_administrator_a_reason_and_entries(
    point: HelpPoint, staff: Staff
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    waiting = 2
    consult(point, NAME)
    with pytest.raises(NotAllowed):
        destroy(point, [entry], cause=Cause.REQUEST, reason="x", login="belaya", pin=PINS["belaya"])
    with pytest.raises(ReasonMissing):
        destroy(
            point, [entry], cause=Cause.REQUEST, reason="", login="smirnova", pin=PINS["smirnova"]
        )
    with pytest.raises(NothingToDestroy):
        destroy_all(point, [waiting])


def test_words_emptied_without_an_act_are_found(point: HelpPoint, staff: Staff) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    emptied = ", ".join(
        f"{column} = ''"
        for column in (
            "name", "school_class", "room", "topic_title", "problem", "result", "note", "search",
        )
    )  # fmt: skip
    current().execute_sql(f"UPDATE entry SET {emptied}, salt = x'', destroyed_at = '2025-11-24'")
    assert verify(point).wrong is not None


def test_the_day_of_a_destruction_is_compared(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point, NAME))
    code = check_rows(point, Journal.CONSULTATIONS, 2025, 1, 1).code
    destroy_all(point, [entry])
    assert check_page(point, code).agrees
    unguard()
    current().execute_sql("UPDATE entry SET destroyed_at = '2019-01-01T00:00:00.000Z'")
    assert "день" in str(verify(point).wrong)
    with pytest.raises(JournalsDiffer, match="день"):
        check_page(point, code)


def test_the_reason_of_a_correction_may_not_come_back(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point, NAME))
    annul(point, staff.teacher, entry, reason="Записан дважды", pin=PINS["belaya"])
    kept = Wording.get(Wording.text == "Записан дважды")
    destroy_all(point, [entry])
    assert verify(point).wrong is None
    unguard()
    back = Wording.update(text=kept.text, salt=kept.salt)
    back.where(Wording.act == kept.act_id, Wording.word == "wording").execute()
    assert "на месте" in str(verify(point).wrong)


def test_an_emptied_entry_is_signed_but_not_completed_anew(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point, NAME))
    destroy_all(point, [entry])
    with pytest.raises(AlreadyTaken):
        desk.complete(point, staff.teacher, entry, result="Ещё раз")
    sign(point, staff.teacher, entry, pin=PINS["belaya"])
    assert verify(point).wrong is None


def test_what_was_never_signed_is_destroyed_too(point: HelpPoint, staff: Staff) -> None:
    help_out(point, staff.teacher, consult(point, NAME))
    destroy_all(point, entries_of(point, NAME))
    report = verify(point)
    assert (report.wrong, report.unsigned, report.destroyed) == (None, 1, 1)


def test_old_calls_are_forgotten(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    assert delete_old_calls(point, 30) == 0
    clock.wait(days=31)
    assert count_old_calls(point, 30) == 3
    assert delete_old_calls(point, 30) == 3
    assert count_old_calls(point, 30) == 0
    assert verify(point).wrong is None
