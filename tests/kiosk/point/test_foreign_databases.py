"""A database of another release or another program is refused, and every byte of it stays."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import psycopg
import pytest

from db.engine import close_database
from kiosk.machine.place import Place, is_address
from kiosk.point.opening import keep_open, open_point, open_to_work
from kiosk.words import i18n
from kiosk.words.errors import WrongDatabase
from tests.releases import OTHERS, contents, make_earlier

KINDS = pytest.mark.parametrize("kind", OTHERS)


def on_server(address: str) -> dict[str, list[object]]:
    """Every row of every table, as text."""
    tables = b"SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(address) as door:
        return {
            name: door.execute(f"SELECT t::text FROM {name} t ORDER BY 1".encode()).fetchall()
            for (name,) in door.execute(tables).fetchall()
        }


def everything(place: Place, folder: Path) -> tuple[dict[str, bytes], dict[str, list[object]]]:
    return contents(folder), on_server(place.database) if is_address(place.database) else {}


@KINDS
def test_it_is_refused_in_one_sentence_and_stays_as_it_is(
    any_place: Place, tmp_path: Path, kind: str
) -> None:
    make, russian, english = OTHERS[kind]
    make(any_place.database)
    before = everything(any_place, tmp_path)
    for opened in (open_point, open_to_work):
        with pytest.raises(WrongDatabase, match=russian) as refusal:
            opened(any_place, create=True)
        close_database()
    assert any_place.database in str(refusal.value)
    assert str(refusal.value).count(". ") == 0
    i18n.use("en")
    with pytest.raises(WrongDatabase, match=english):
        open_point(any_place)
    close_database()
    assert everything(any_place, tmp_path) == before


@KINDS
def test_what_its_log_alone_tells_is_heeded(used_place: Place, tmp_path: Path, kind: str) -> None:
    """The program that wrote it was killed: even its mark stands in the log alone."""
    make, russian, _english = OTHERS[kind]
    alive = tmp_path / "alive" / "point.sqlite3"
    alive.parent.mkdir()
    door = sqlite3.connect(alive)
    door.execute("PRAGMA journal_mode = wal")
    whole = sqlite3.connect(used_place.database)
    door.executescript("".join(line for line in whole.iterdump() if "TRIGGER" not in line))
    whole.close()
    make(str(alive))
    for side in ("", "-wal"):
        shutil.copyfile(f"{alive}{side}", f"{used_place.database}{side}")
    door.close()
    shutil.rmtree(alive.parent)
    before = contents(tmp_path)
    assert before["point.sqlite3-wal"], "the mark must stand in the log alone"
    with pytest.raises(WrongDatabase, match=russian):
        open_point(used_place, create=True)
    close_database()
    after = contents(tmp_path)
    after.pop("point.sqlite3-shm", None)  # an index that SQLite makes to read a log
    assert after == before


def test_an_earlier_one_that_comes_in_the_place_of_the_open_one_is_refused(
    used_place: Place, tmp_path: Path
) -> None:
    shutil.copyfile(used_place.database, tmp_path / "earlier")
    make_earlier(str(tmp_path / "earlier"))
    point = open_point(used_place)
    (tmp_path / "earlier").replace(used_place.database)
    before = Path(used_place.database).read_bytes()
    with pytest.raises(WrongDatabase, match="более ранней"):
        keep_open(point, used_place)
    close_database()
    assert Path(used_place.database).read_bytes() == before
