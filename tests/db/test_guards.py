from __future__ import annotations

import peewee as pw
import pytest

from db import guards
from db.dialect import is_postgres
from db.engine import current
from db.guards import GUARDS, assert_guards
from db.models import Entry
from kiosk.point.point import HelpPoint
from kiosk.visits import desk
from tests.people import Staff, consult, entry_of, help_and_sign

REFUSED = (
    "UPDATE act SET at = at",
    "UPDATE act SET body = body WHERE seq = 1",
    "DELETE FROM act",
    "DELETE FROM entry",
    "DELETE FROM volume",
    "DELETE FROM specialist",
    "DELETE FROM point",
    "UPDATE event SET kind = 'called'",
    "UPDATE entry SET number = number + 1",
    "UPDATE entry SET name = 'Другой'",
    "UPDATE entry SET problem = 'x'",
    "UPDATE entry SET request_id = 'x'",
    "UPDATE entry SET opened_at = '2026-01-01T00:00:00.000Z'",
    "UPDATE entry SET topic_title = 'x'",
    "UPDATE entry SET room = 'x'",
    "UPDATE entry SET note = 'x' WHERE state = 'signed'",
    "UPDATE entry SET state = 'waiting' WHERE state = 'signed'",
    "UPDATE volume SET last_number = last_number + 2",
    "UPDATE volume SET last_number = last_number - 1",
    "UPDATE volume SET year = year + 1",
    "UPDATE volume SET closed_at = '2026', last_number = last_number + 1",
    "UPDATE entry SET destroyed_at = '2026'",
    "UPDATE signing_key SET agreement = 'x'",
    "DELETE FROM signing_key",
    "DELETE FROM event WHERE entry_id IN (SELECT id FROM entry WHERE state = 'called')",
)
LIKE_THE_FIRST = {
    "act": "INSERT INTO act SELECT * FROM act WHERE seq = 1",
    "skipped": (
        "INSERT INTO act"
        " (point_id, seq, kind, at, request, body, given, key_id, signature, tail)"
        " SELECT point_id, seq + 99, kind, at, 'another', body, given, key_id, signature, tail"
        " FROM act WHERE seq = 1"
    ),
}


@pytest.fixture
def used_point(any_point: HelpPoint, any_staff: Staff) -> HelpPoint:
    """One signed entry and one that is called."""
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    called = entry_of(consult(any_point, "Королёва Анна Сергеевна"))
    desk.call(any_point, any_staff.administrator, called)
    consult(any_point, "Мельник Денис Олегович")
    return any_point


@pytest.fixture
def counts(used_point: HelpPoint) -> dict[str, int]:
    return count_rows()


def count_rows() -> dict[str, int]:
    tables = ("act", "entry", "volume", "specialist", "point")
    return {
        table: current().execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in tables
    }


def refused(statement: str) -> str:
    """What the database answers to a statement that it must refuse."""
    with pytest.raises(pw.IntegrityError) as refusal, current().atomic():
        current().execute_sql(statement)
    return str(refusal.value)


def test_what_was_recorded_is_neither_changed_nor_deleted(counts: dict[str, int]) -> None:
    for statement in REFUSED:
        assert refused(statement), statement
    assert count_rows() == counts


def test_the_ledger_takes_no_act_twice_and_skips_none(counts: dict[str, int]) -> None:
    for statement in LIKE_THE_FIRST.values():
        assert refused(statement)
    assert count_rows() == counts


def test_a_refusal_says_why(used_point: HelpPoint) -> None:
    assert "the ledger is append-only" in refused("DELETE FROM act")
    assert "a signed entry never changes" in refused("UPDATE entry SET note = 'x'")
    assert "journal rows are never deleted" in refused("DELETE FROM entry")


def test_a_journal_number_may_not_be_skipped(used_point: HelpPoint) -> None:
    columns = [
        row[0] for row in _described("entry") if row[0] not in ("id", "number", "request_id")
    ]
    names = ", ".join(columns)
    said = refused(
        f"INSERT INTO entry (number, request_id, {names})"
        f" SELECT number + 7, 'another', {names} FROM entry WHERE number = 2"
    )
    assert "journal numbers have no gaps" in said


def _described(table: str) -> list[tuple[str]]:
    return [
        (column[0],)
        for column in current().execute_sql(f"SELECT * FROM {table} LIMIT 0").description
    ]


def test_a_table_cannot_be_emptied_or_replaced_into(counts: dict[str, int]) -> None:
    for table in ("act", "entry", "volume", "specialist", "point"):
        if is_postgres(current()):
            assert "is never emptied" in refused(f"TRUNCATE {table} CASCADE")
        else:
            refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1")
    assert count_rows() == counts


def test_postgres_guards_hold_where_replication_switches_triggers_off(
    used_point: HelpPoint,
) -> None:
    if is_postgres(current()):
        current().execute_sql("SET session_replication_role = replica")
        assert "append-only" in refused("DELETE FROM act")


def test_the_desk_may_still_work_between_the_guards(
    used_point: HelpPoint, any_staff: Staff
) -> None:
    visitor = desk.call_next(used_point, any_staff.teacher)
    desk.give_back(used_point, any_staff.teacher, visitor.entry)
    assert [waiting.entry for waiting in desk.waiting(used_point, any_staff.teacher)] == [
        visitor.entry
    ]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_lost_guard_is_made_again_at_the_next_start(
    point: HelpPoint, guard: guards.Guard
) -> None:
    current().execute_sql(f"DROP TRIGGER {guard.name}")
    assert_guards(current())
    assert guard.name in _triggers()


def test_a_weakened_guard_gets_its_own_text_again(any_point: HelpPoint) -> None:
    consult(any_point)
    database = current()
    if is_postgres(database):
        database.execute_sql("ALTER TABLE act DISABLE TRIGGER act_kept")
    else:
        database.execute_sql("DROP TRIGGER act_kept")
        database.execute_sql(
            "CREATE TRIGGER act_kept BEFORE DELETE ON act WHEN FALSE BEGIN SELECT 1; END"
        )
    assert_guards(database)
    assert refused("DELETE FROM act")


def _triggers() -> set[str]:
    rows = current().execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {name for (name,) in rows.fetchall()}


def test_an_entry_has_one_row_for_one_submission(any_point: HelpPoint) -> None:
    first = consult(any_point, request_id="same")
    assert entry_of(consult(any_point, request_id="same")) == entry_of(first)


def test_of_two_signed_successors_of_an_entry_the_second_is_refused(used_point: HelpPoint) -> None:
    signed = Entry.get(Entry.state == "signed")
    columns = [name for name in Entry._meta.columns if name != "id"]
    numbers = {"number": "number + {n}", "request_id": "'again {n}'", "ticket": "ticket + 50 + {n}"}
    said = ", ".join({**numbers, "corrects_id": "id"}.get(name, name) for name in columns)
    copied = (
        f"INSERT INTO entry ({', '.join(columns)}) SELECT {said} FROM entry WHERE id = {signed.id}"
    )
    last = signed.volume.last_number
    current().execute_sql(copied.format(n=last))
    with pytest.raises(pw.IntegrityError, match=r"one_successor|corrects_id"):
        current().execute_sql(copied.format(n=last + 1))
