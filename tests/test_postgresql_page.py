"""The page about PostgreSQL is followed word by word on a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from db.engine import close_database
from kiosk.errors import StorageUnavailable
from kiosk.journal.verification import verify
from kiosk.opening import open_point
from kiosk.people import Role
from kiosk.place import Place
from kiosk.registration import new_request_id, sign_in
from kiosk.schedule import save_sessions

PAGE = Path(__file__).parents[1] / "docs" / "postgresql.md"
OWNER, APPLICATION = "help_point_owner", "help_point_app"


def addressed(server: str, role: str, password: str) -> str:
    host = urlsplit(server).netloc.rpartition("@")[2]
    changed = urlsplit(server)._replace(netloc=f"{role}:{password}@{host}", path="/help_point")
    return urlunsplit(changed)


@pytest.fixture
def places(postgres: str, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """The point as its owner and as the application see it, made as the page says."""
    roles, rights = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
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
            server.execute(f"DROP ROLE {OWNER}; DROP ROLE {APPLICATION}".encode())


def test_a_kiosk_works_as_the_application_role(places: tuple[Place, Place]) -> None:
    point = open_point(places[1])
    words = {"role": Role.TEACHER, "topic": None, "words": "Отметки", "name": "Белая И. В."}
    slip = sign_in(point, request_id=new_request_id(), **words)  # type: ignore[arg-type]
    save_sessions(point, [])
    assert (slip.number, verify(point).wrong) == (1, None)


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM entry",
        "UPDATE act SET body = 'x'",
        "DELETE FROM act",
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
