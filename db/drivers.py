"""Which database drivers are loaded: peewee imports every one it finds, used or not."""

from __future__ import annotations

import sys


def has_postgres() -> bool:
    """True where psycopg, which only a server needs, is installed and can be loaded."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return True


def leave_out_postgres() -> None:
    """Keep psycopg from being loaded: a tenth of a second of every start on one machine.

    Must be called before peewee is imported, in a program that opens SQLite alone.
    """
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
