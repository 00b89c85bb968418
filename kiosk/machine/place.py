"""Where a help point is kept; decided before any database library is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_ZONE = "Europe/Simferopol"


def is_address(database: str) -> bool:
    """True for a PostgreSQL address, false for the path of a SQLite file."""
    return database.startswith(("postgres://", "postgresql://"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a help point is kept: a SQLite path or PostgreSQL address, and its key folder."""

    database: str
    keys: Path
    zone: str = DEFAULT_ZONE

    @property
    def exists(self) -> bool:
        """True when the database file is there; an address is taken to exist."""
        return is_address(self.database) or Path(self.database).is_file()


def keys_beside(database: str) -> Path:
    """The key folder of a SQLite file: beside it, under its name."""
    path = Path(database)
    return path.with_suffix(".keys") if path.name else path / "help-point.keys"
