"""What somebody does who owns the file: every table can be changed, past guards and checks."""

from __future__ import annotations

import sqlite3

from kiosk.machine.place import Place


def tamper(place: Place, statements: str) -> None:
    """Change the file as its owner can: without guards, foreign keys and checks."""
    file = sqlite3.connect(place.database)
    triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        file.execute(f"DROP TRIGGER {name}")
    file.executescript(f"PRAGMA ignore_check_constraints = 1; {statements};")
    file.commit()
    file.close()
