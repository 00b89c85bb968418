"""Which database drivers are loaded: peewee imports every one it finds, used or not."""

from __future__ import annotations

import sys


def leave_out_postgres() -> None:
    """Keep psycopg from being loaded: a tenth of a second of every start on one machine.

    Must be called before peewee is imported, in a program that opens SQLite alone.
    """
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
