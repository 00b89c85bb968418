"""Who looks at a point reads its board without its keys, writes nothing and sees no name."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from db import line
from db.engine import close_database
from db.models import Entry
from kiosk.machine.place import Place
from kiosk.point.onlooker import looked_at
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.staff.specialists import Specialist
from kiosk.visits import desk
from kiosk.visits.waiting import board
from kiosk.words.errors import StorageUnavailable
from tests.people import SCHOOL, Clock, Staff, at_desk, consult

NO_BREAK = "\N{NO-BREAK SPACE}"


def call(point: HelpPoint, who: Specialist, name: str) -> None:
    consult(point, name)
    desk.call_next(point, at_desk(point, who))


def test_an_onlooker_sees_the_same_board_as_the_kiosk_without_its_keys(
    point: HelpPoint, staff: Staff, staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    call(point, staff.administrator, "Петренко Мария Ивановна")
    seen = board(point)
    place = Place(staffed_place.database, tmp_path / "no keys", staffed_place.zone)
    with looked_at(place, clock) as onlooker:
        looked = board(onlooker)
        assert (looked.calls, looked.earlier, looked.duty) == (seen.calls, seen.earlier, seen.duty)
        assert (looked.line.called, looked.waiting) == (seen.line.called, seen.waiting)
        assert (onlooker.school, onlooker.zone) == (SCHOOL, point.zone)
        with pytest.raises(StorageUnavailable), looked_at(place, clock):
            Entry.update(name="x").execute()
    assert board(point).calls == seen.calls, "the kiosk's own database is open as before"


def test_initials_are_cut_off_in_the_query(
    point: HelpPoint, staff: Staff, staffed_place: Place, clock: Clock
) -> None:
    call(point, staff.administrator, "Петренко Мария Ивановна")
    found: list[object] = []

    def recorded(statement: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        rows = execute(statement, values)
        found.extend(cell for row in rows for cell in row)
        return rows

    execute = line.execute
    with patch("db.line.execute", recorded), looked_at(staffed_place, clock) as onlooker:
        assert board(onlooker, initials=True).calls[0].initials == "П. М. И.".replace(" ", NO_BREAK)
        assert board(onlooker).calls[0].initials == ""
    assert found
    assert not [cell for cell in found if "Петренко" in str(cell) or "Мария" in str(cell)]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ли Яна", "Л. Я.".replace(" ", NO_BREAK)),
        ("Посетитель", "П."),
        ("Эль-Саид Омар Али Оглы", "Э. О. А.".replace(" ", NO_BREAK)),
    ],
)
def test_initials_of_fewer_and_of_more_names(
    point: HelpPoint, staff: Staff, name: str, initials: str
) -> None:
    call(point, staff.administrator, name)
    assert board(point, initials=True).calls[0].initials == initials


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, used_place: Place) -> None:
    missing = tmp_path / "none" / "x.sqlite3"
    with pytest.raises(StorageUnavailable), looked_at(Place(str(missing), tmp_path)):
        pass
    assert not missing.parent.exists()
    Path(used_place.database).write_bytes(b"no database" * 400)
    with pytest.raises(StorageUnavailable), looked_at(used_place):
        pass


def test_the_last_look_of_a_stopped_kiosk_leaves_no_file_behind(used_place: Place) -> None:
    open_point(used_place)
    close_database()
    folder = Path(used_place.database).parent
    before = {file.name for file in folder.iterdir()}
    with looked_at(used_place) as onlooker:
        board(onlooker)
    assert {file.name for file in folder.iterdir()} <= before | {
        f"{Path(used_place.database).name}-{side}" for side in ("wal", "shm")
    }
