"""Databases that another release of this program, or another program, would leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg

from db.migrations import MIGRATIONS
from kiosk.machine.place import is_address

NEWEST = len(MIGRATIONS)


def make_earlier(database: str) -> None:
    """As the release before the foundation left it: the very tables that this one has, after so
    many migrations, under the mark of that release."""
    if is_address(database):
        _on_server(
            database,
            "ALTER TABLE schema_version DROP COLUMN application",
            f"INSERT INTO schema_version (version) VALUES ({NEWEST + 1})",
        )
    else:
        _mark(database, 0x48504A31, NEWEST + 1)


def make_newer(database: str) -> None:
    """As a release leaves it that has one migration more."""
    if is_address(database):
        _on_server(
            database,
            f"INSERT INTO schema_version SELECT {NEWEST + 1}, application FROM schema_version"
            f" WHERE version = {NEWEST}",
        )
    else:
        _mark(database, 0x48504A32, NEWEST + 1)


def make_later(database: str) -> None:
    """As a release leaves it that has another foundation, after this one."""
    if is_address(database):
        _on_server(database, "UPDATE schema_version SET application = 1213221427")
    else:
        _mark(database, 0x48504A33, 1)


def make_foreign(database: str) -> None:
    """As another program leaves it: nothing says that it is the help point's."""
    if is_address(database):
        _on_server(database, "DROP TABLE schema_version")
    else:
        _mark(database, 0, 0)


OTHERS: dict[str, tuple[Callable[[str], None], str, str]] = {
    "earlier": (make_earlier, "более ранней версией", "written by an earlier version"),
    "newer": (make_newer, "более новой версией", "written by a newer version"),
    "later": (make_later, "более новой версией", "written by a newer version"),
    "foreign": (make_foreign, "другой программе", "belongs to another program"),
}
"""How each kind is made, and what is said of it in Russian and English."""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and below, with every byte of it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _mark(file: str, application: int, version: int) -> None:
    door = sqlite3.connect(file)
    door.execute(f"PRAGMA application_id = {application:d}")
    door.execute(f"PRAGMA user_version = {version:d}")
    door.close()


def _on_server(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as door:
        for statement in statements:
            door.execute(statement.encode())
