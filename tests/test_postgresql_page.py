"""The page about PostgreSQL is followed word by word on a real server."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from db.engine import close_database
from db.writes import execute
from kiosk.catalogue.schedule import save_sessions
from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.epochs import LeftHistory
from kiosk.point.onlooker import looked_at
from kiosk.point.opening import open_point, open_to_work
from kiosk.point.point import utc_now
from kiosk.point.saying import new_request_id
from kiosk.privacy.destroy import Cause, delete_old_calls, destroy
from kiosk.proof.people import Role
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.registration import sign_in
from kiosk.visits.waiting import board
from kiosk.words.drawing import dump
from kiosk.words.errors import LedgerSetBack, StorageUnavailable
from tests.histories import leave_behind, settled
from tests.people import PINS, Clock, at_desk, consult, furnish, help_out, sign, staff_of
from tests.postgres import programs

pytestmark = pytest.mark.xdist_group("roles of a server")  # that may be one for all workers
NO_BREAK = "\N{NO-BREAK SPACE}"
PAGE = Path(__file__).parents[1] / "docs" / "postgresql.md"
OWNER, APPLICATION, BOARD = "help_point_owner", "help_point_app", "help_point_board"


def addressed(server: str, role: str, password: str) -> str:
    host = urlsplit(server).netloc.rpartition("@")[2]
    changed = urlsplit(server)._replace(netloc=f"{role}:{password}@{host}", path="/help_point")
    return urlunsplit(changed)


def blocks(language: str) -> list[str]:
    """The examples in one language, as they stand on the page."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)


@pytest.fixture
def places(postgres: str, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """The point as its owner and as the application see it, made as the page says."""
    roles, rights = blocks("sql")
    owner = Place(addressed(postgres, OWNER, "choose-one"), tmp_path / "keys")
    application = Place(addressed(postgres, APPLICATION, "choose-another"), tmp_path / "keys")
    with psycopg.connect(postgres, autocommit=True) as server:
        for statement in roles.split(";\n"):
            server.execute(statement.encode())
        try:
            open_point(owner)
            close_database()
            with psycopg.connect(owner.database, autocommit=True) as door:
                door.execute(rights.encode())
            yield owner, application
        finally:
            close_database()
            server.execute(b"DROP DATABASE help_point WITH (FORCE)")
            for role in (OWNER, APPLICATION, BOARD):
                server.execute(f"DROP ROLE {role}".encode())


def test_a_kiosk_works_as_the_application_role(places: tuple[Place, Place]) -> None:
    point = open_point(places[1])
    furnish(places[1], Clock(utc_now()))
    words = {"role": Role.TEACHER, "topic": None, "words": "Отметки", "name": "Белая И. В."}
    slip = sign_in(point, request_id=new_request_id(), **words)  # type: ignore[arg-type]
    save_sessions(point, [])
    assert (slip.number, verify(point).wrong) == (1, None)


def test_the_board_sees_calls_as_its_own_role_and_no_name(
    places: tuple[Place, Place], postgres: str, tmp_path: Path
) -> None:
    clock = Clock(utc_now())
    furnish(places[1], clock)
    point = open_point(places[1], clock=clock)
    slip = consult(point, "Петренко Мария Ивановна")
    desk.call_next(point, at_desk(point, staff_of(point).administrator))
    place = Place(addressed(postgres, BOARD, "choose-a-third"), tmp_path / "no keys")
    with looked_at(place, clock) as onlooker:
        assert board(onlooker).calls[0].label == slip.label
    with pytest.raises(StorageUnavailable), looked_at(place, clock) as onlooker:
        board(onlooker, initials=True)
    with looked_at(places[1], clock) as onlooker:
        assert board(onlooker, initials=True).calls[0].initials == "П. М. И.".replace(" ", NO_BREAK)
    with pytest.raises(StorageUnavailable), looked_at(places[1], clock):
        execute("DELETE FROM session", ())  # which the kiosks' role may otherwise do


def test_every_act_of_a_journal_can_be_done_as_the_application_role(
    places: tuple[Place, Place], tmp_path: Path
) -> None:
    clock = Clock(utc_now())
    point = open_point(places[1], clock=clock)
    furnish(places[1], clock)
    people = staff_of(point)
    drawn = help_out(point, people.teacher, consult(point))
    sign(point, people.teacher, drawn, pin=PINS["belaya"], strokes=dump([[(1, 2), (3, 4)]]))
    annul(point, people.teacher, drawn, reason="Ошиблись", pin=PINS["belaya"])
    clock.wait(days=40)
    assert delete_old_calls(point, 30) > 0
    selection = {"cause": Cause.REQUEST, "reason": "По заявлению", "login": "smirnova"}
    destroy(point, [drawn], pin=PINS["smirnova"], **selection)  # type: ignore[arg-type]
    leave_behind(point, LeftHistory(0, 5, "ab" * 32))
    report = verify(point, [make_checkpoint(point).checkpoint])
    assert (report.wrong, report.destroyed, len(report.restored)) == (None, 1, 1)


def test_the_dump_of_the_page_is_restored_and_goes_on_in_a_new_epoch(
    places: tuple[Place, Place], postgres: str, tmp_path: Path
) -> None:
    pg_dump, pg_restore = (programs() / name for name in ("pg_dump", "pg_restore"))
    if not (pg_dump.exists() and pg_restore.exists()):
        pytest.skip("pg_dump is not installed: sudo apt install postgresql-client")
    *_others, lines = blocks("sh")
    words = [shlex.split(line) for line in lines.splitlines()[:2]]
    told = {"help-point.dump": str(tmp_path / "help-point.dump")}
    owner, application = places
    point = open_point(application)
    furnish(application, Clock(utc_now()))
    for program, command in zip((pg_dump, pg_restore), words, strict=True):
        if program == pg_restore:
            consult(point)
            left = make_checkpoint(point).checkpoint
            close_database()
            with psycopg.connect(postgres, autocommit=True) as server:
                server.execute(b"DROP DATABASE help_point WITH (FORCE)")
                server.execute(blocks("sql")[0].split(";\n")[2].encode())
        made = [told_of(word, told, owner.database) for word in command[1:]]
        subprocess.run([program, *made], check=True)
    assert verify(open_point(owner)).wrong is None
    close_database()
    with psycopg.connect(owner.database, autocommit=True) as door:
        door.execute(blocks("sql")[1].encode())
    point = open_to_work(application)
    with pytest.raises(LedgerSetBack):
        consult(point)
    assert verify(point, [left]).wrong is not None
    settled(point)
    report = verify(point, [left])
    assert consult(point).number == 1
    assert (report.wrong, len(report.restored), report.left_behind) == (None, 1, [left])


def told_of(word: str, told: dict[str, str], address: str) -> str:
    """A word of the page's command, with the file and the server of this test in it."""
    for said, meant in told.items():
        word = word.replace(said, meant)
    return re.sub(r"postgresql://\S+", lambda _found: address, word)


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM entry",
        "UPDATE act SET body = 'x'",
        "DELETE FROM act",
        "UPDATE drawing SET strokes = ''",
        "DELETE FROM signing_key",
        "DELETE FROM wording",
        "TRUNCATE event CASCADE",
        "DROP TRIGGER act_stays ON act",
        "ALTER TABLE act DISABLE TRIGGER ALL",
        "CREATE TABLE mine (a int)",
    ],
)
def test_the_application_role_cannot_undo_what_was_recorded(
    places: tuple[Place, Place], deed: str
) -> None:
    with (
        psycopg.connect(places[1].database) as door,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        door.execute(deed.encode())


def test_a_database_that_the_owner_has_not_made_is_refused(postgres: str, tmp_path: Path) -> None:
    nowhere = Place(addressed(postgres, "nobody_at_all", "x"), tmp_path / "keys")
    with pytest.raises(StorageUnavailable):
        open_point(nowhere)
