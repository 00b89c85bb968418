from __future__ import annotations

import sqlite3
from pathlib import Path

import peewee as pw
import pytest

import db.migrations as schema
from db.dialect import is_postgres
from db.engine import close_database, open_database
from db.guards import GUARDS
from db.mark import APPLICATION_ID, ForeignSchema, read_mark
from db.migrations import MIGRATIONS, current_version, migrate
from db.models import TABLES
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.words.errors import WrongDatabase


@pytest.fixture
def empty(any_empty_place: Place) -> pw.Database:
    return open_database(any_empty_place.database)


def test_an_empty_database_is_brought_to_the_newest_schema_once(empty: pw.Database) -> None:
    assert current_version(empty) == 0
    assert migrate(empty) == len(MIGRATIONS)
    assert migrate(empty) == 0
    assert current_version(empty) == len(MIGRATIONS)


def test_every_table_has_a_model(empty: pw.Database) -> None:
    migrate(empty)
    names = {model._meta.table_name for model in TABLES}
    assert set(empty.get_tables()) - {"schema_version", "sqlite_sequence"} == names


@pytest.mark.parametrize(
    "damage",
    [
        "ALTER TABLE entry RENAME COLUMN called_at TO cal1ed_at",
        "ALTER TABLE event ADD COLUMN spare TEXT",
        "DROP TABLE session",
    ],
)
def test_tables_that_are_not_ours_are_refused_before_a_visitor_meets_them(
    empty: pw.Database, damage: str
) -> None:
    migrate(empty)
    empty.execute_sql(damage)
    with pytest.raises(pw.DatabaseError):
        migrate(empty)


def test_a_column_whose_name_is_no_text_is_refused(place: Place) -> None:
    base = open_database(place.database)
    migrate(base)
    close_database()
    whole = Path(place.database).read_bytes()
    assert whole.count(b"called_at TEXT") == 1
    Path(place.database).write_bytes(whole.replace(b"called_at TEXT", b"ca\xec1ed_at TEXT"))
    with pytest.raises(pw.DatabaseError):
        migrate(open_database(place.database))


def test_a_sqlite_file_says_whose_it_is(place: Place) -> None:
    database = open_database(place.database)
    migrate(database)
    assert database.execute_sql("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_a_failing_migration_leaves_nothing_behind(
    empty: pw.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(database: pw.Database) -> None:
        database.execute_sql("CREATE TABLE half_way (id INTEGER)")
        raise RuntimeError("power cut")

    migrate(empty)
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(RuntimeError):
        migrate(empty)
    assert current_version(empty) == len(MIGRATIONS)
    assert not empty.table_exists("half_way")


def test_a_later_migration_is_applied_alone(
    empty: pw.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(empty)
    added: list[pw.Database] = []
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, added.append))
    assert migrate(empty) == 1
    assert added == [empty]
    assert current_version(empty) == len(MIGRATIONS) + 1


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(any_place: Place) -> None:
    database = open_database(any_place.database)
    newer = len(MIGRATIONS) + 1
    if is_postgres(database):
        database.execute_sql(
            "INSERT INTO schema_version (version, application) VALUES (%s, %s)",
            (newer, APPLICATION_ID),
        )
    else:
        database.execute_sql(f"PRAGMA user_version = {newer}")
    with pytest.raises(WrongDatabase, match="более новой"):
        open_point(any_place)
    assert read_mark(open_database(any_place.database)).version == newer


def test_a_database_of_another_program_is_refused_and_left_as_it_is(place: Place) -> None:
    with sqlite3.connect(place.database) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    before = Path(place.database).read_bytes()
    with pytest.raises(WrongDatabase, match="другой программе"):
        open_point(place, create=True)
    close_database()
    assert Path(place.database).read_bytes() == before


def test_an_empty_file_with_a_foreign_mark_is_refused(place: Place) -> None:
    with sqlite3.connect(place.database) as other:
        other.execute("PRAGMA application_id = 42")
        other.execute("VACUUM")
    other.close()
    with pytest.raises(ForeignSchema):
        migrate(open_database(place.database))


@pytest.mark.parametrize("content", [b"\x00" * 5000, b"%PDF-1.7\n" * 900, "Журнал".encode() * 999])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    place: Place, content: bytes
) -> None:
    Path(place.database).write_bytes(content)
    with pytest.raises(WrongDatabase):
        open_point(place, create=True)
    close_database()
    assert Path(place.database).read_bytes() == content


def test_every_guard_stands_after_migrating(empty: pw.Database) -> None:
    migrate(empty)
    table = "pg_trigger" if is_postgres(empty) else "sqlite_master"
    column = "tgname" if is_postgres(empty) else "name"
    names = {name for (name,) in empty.execute_sql(f"SELECT {column} FROM {table}").fetchall()}
    assert {guard.name for guard in GUARDS} <= names
