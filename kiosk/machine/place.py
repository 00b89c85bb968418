"""Where a help point is kept; decided before any database library is loaded."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from db.drivers import has_postgres
from kiosk.words.errors import DriverMissing

DRIVERS = "requirements-postgresql.lock"
"""The driver's exact versions with their hashes: in the checkout, or in the installed package."""
SECRETS = ("kiosk.key", "pepper")
"""The files that are only read: the kiosk's key, and what goes into every PIN. They lie in the key
folder, where notes and marks are written, or apart from it."""
DEFAULT_ZONE = "Europe/Simferopol"


def is_address(database: str) -> bool:
    """True for a PostgreSQL address, false for the path of a SQLite file."""
    return database.startswith(("postgres://", "postgresql://"))


def need_driver(database: str) -> None:
    """Raise DriverMissing, which tells the command, for an address that nothing here can open."""
    if is_address(database) and not has_postgres():
        raise DriverMissing(_command())


def _command() -> str:
    """What installs the driver into this very environment, from which pip may be gone."""
    package = Path(__file__).parents[1]
    places = [folder / DRIVERS for folder in (package.parent, package)]
    python, lock = shlex.quote(sys.executable), next(filter(Path.exists, places), places[0])
    install = f"{python} -m pip install --require-hashes -r {shlex.quote(str(lock))}"
    return f"{python} -m ensurepip && {install}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a help point is kept: a SQLite path or PostgreSQL address, and its key folder.

    ``secrets`` is where the kiosk's key and the pepper are read from; None for the key folder.
    """

    database: str
    keys: Path
    zone: str = DEFAULT_ZONE
    secrets: Path | None = None

    @property
    def exists(self) -> bool:
        """True when the database file is there; an address is taken to exist."""
        return is_address(self.database) or Path(self.database).is_file()


def keys_beside(database: str) -> Path:
    """The key folder of a SQLite file: beside it, under its name."""
    path = Path(database)
    return path.with_suffix(".keys") if path.name else path / "help-point.keys"
