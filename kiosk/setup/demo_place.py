"""Where the example day lives: in a folder that is removed afterwards, or in a file to keep."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from db.engine import close_database
from kiosk.machine.settings import Settings
from kiosk.setup.example_day import DemoPin, example_day
from kiosk.words.errors import CannotWrite
from kiosk.words.i18n import _


@contextmanager
def example_place(
    settings: Settings, database: str | None, *, keep: bool
) -> Iterator[tuple[Settings, list[DemoPin]]]:
    """Settings that lead to an example day, and its PINs.

    With ``keep`` the day is made at ``database`` or at the settings' own; a file that is there
    already is never touched (CannotWrite). No example is backed up among a school's own copies.
    """
    with tempfile.TemporaryDirectory(prefix="help-point-") as folder:
        temporary = str(Path(folder) / "example.sqlite3")
        chosen = database or (settings.database if keep else "") or temporary
        example = replace(
            settings, database=chosen, keys="", backups="", second_backups="", day_ends=""
        )
        if example.place.exists:
            raise CannotWrite(chosen, _("it is there already."))
        _point, pins = example_day(example.place)
        close_database()
        yield example, pins
