"""Copies of a point that was made once: each lives where it stands, as if made there."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from db.home import ON_SERVER, home_of_file


def copy_point(folder: Path, target: Path) -> None:
    """Copy a folder with a point into another one, and let its ledger say that it lives there."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    for database in target.glob("*.sqlite3"):
        rehome(database)


def rehome(database: Path) -> None:
    """Let the ledger of a SQLite file say that it lives where the file is."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE ledger SET home = ?", (home_of_file(str(database)),))
    connection.close()


def rehome_on_server(address: str) -> None:
    """The same of a PostgreSQL database that was made from a template."""
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute(f"UPDATE ledger SET home = {ON_SERVER}")  # type: ignore[arg-type]
