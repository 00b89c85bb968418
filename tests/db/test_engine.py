from __future__ import annotations

import threading
import time

import peewee as pw
import pytest

from db.engine import (
    current,
    make_database,
    pragmas,
    settings_in_force,
    sqlite_version,
    wal_is_safe,
)
from db.models import Act, Volume
from kiosk.machine.place import Place, is_address
from kiosk.point.point import HelpPoint
from tests.people import consult


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_the_defective_builds_of_sqlite_are_known(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_every_pragma_is_in_force(point: HelpPoint) -> None:
    in_force = settings_in_force(current())
    wanted = {name: str(value) for name, value in pragmas().items() if name in in_force}
    assert in_force == wanted
    assert in_force["journal_mode"] == ("wal" if wal_is_safe(sqlite_version()) else "truncate")


def test_an_affected_build_does_without_the_write_ahead_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("db.engine.sqlite_version", lambda: (3, 40, 1))
    assert pragmas()["journal_mode"] == "truncate"
    assert pragmas()["synchronous"] == 3


def test_addresses_are_told_from_paths() -> None:
    assert is_address("postgresql://kiosk:a%40b@server/help")
    assert is_address("postgres://server/help")
    assert not is_address("/srv/postgres/point.sqlite3")


def test_a_password_with_signs_in_it_reaches_the_driver() -> None:
    database = make_database("postgresql://ki%40osk:p%3Aa%2Fss@server/help")
    assert database.connect_params["password"] == "p:a/ss"
    assert database.connect_params["user"] == "ki@osk"


def test_a_number_is_the_next_one_on_each_engine(any_point: HelpPoint) -> None:
    numbers = [consult(any_point).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert Volume.get().last_number == 3


def test_a_second_writer_waits_for_the_first(staffed_place: Place, point: HelpPoint) -> None:
    held, entered = threading.Event(), []

    def hold() -> None:
        other = make_database(staffed_place.database)
        with other.connection_context(), other.atomic():
            held.set()
            time.sleep(0.2)
            entered.append("first")

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    consult(point)
    entered.append("second")
    thread.join()
    assert entered == ["first", "second"]


def test_half_of_an_act_is_never_kept(
    any_point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends after the last row of the act, before the ledger's head has moved."""

    def ends(*_head: object) -> None:
        raise RuntimeError

    consult(any_point)
    acts, seen = Act.select().count(), any_point.seen.newest
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("db.writes.move_ledger", ends)
        consult(any_point)
    assert (Volume.get().last_number, Act.select().count()) == (1, acts)
    assert any_point.seen.newest == seen
    assert consult(any_point).number == 2


def test_a_read_only_transaction_refuses_writes_by_name(any_point: HelpPoint) -> None:
    with pytest.raises(pw.IntegrityError):
        current().execute_sql("INSERT INTO volume (point_id, journal, year) VALUES (1, 'x', 1)")
