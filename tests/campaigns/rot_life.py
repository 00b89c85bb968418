"""A help point whose files are spoiled: everything happened in it, and its newest acts are still
in the write-ahead log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db.engine import close_database
from kiosk.copies.backup import backup
from kiosk.journal.correct import annul
from kiosk.point.epochs import newest_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.note import Checkpoint
from tests.campaigns.bundle_mutants import values_of
from tests.campaigns.rotting import Paper
from tests.campaigns.stage import place_in
from tests.campaigns.table_values import Tables, read_tables
from tests.kiosk.proof.eventful import STROKES, eventful
from tests.people import (
    MORNING,
    PINS,
    Clock,
    ask,
    consult,
    furnish,
    help_and_sign,
    help_out,
    sign,
    staff_of,
)

_FRAME, _LOG_HEADER = 24 + 4096, 32
_WRAPS = 1000
"""Frames after which SQLite writes the log back."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the help point in memory, and what they say."""

    database: Paper
    """Closed: nothing stands beside it."""
    base: bytes
    """The database while its newest acts are in the log alone."""
    log: Paper
    backup: Paper
    keys: dict[str, bytes]
    bundle: bytes
    bundled: dict[str, bytes]
    """The files of the bundle, by name."""
    bundle_says: object
    checkpoint: Checkpoint
    """Over all acts, kept outside."""
    now: datetime
    said: Tables


def live(folder: Path) -> Files:
    """Live, and take every file as it was at its time."""
    staffed = folder / "staffed"
    staffed.mkdir()
    furnish(place_in(staffed), Clock())
    close_database()
    made = eventful(staffed, folder / "eventful")
    clock = Clock(MORNING + timedelta(days=400))
    point = open_point(made.place, clock=clock)
    _go_on(point, clock, visitors=20)
    backup(point, older_copy := folder / "older.backup")
    close_database()
    database, log = Path(made.place.database), Path(made.place.database + "-wal")
    older = database.read_bytes()
    point = open_point(made.place, clock=clock)
    _go_on(point, clock, visitors=8)
    backup(point, copy := folder / "copy.backup")
    assert log.stat().st_size < _WRAPS * _FRAME, "the log began anew"
    base, written, mark = database.read_bytes(), log.read_bytes(), newest_checkpoint(point)
    close_database()
    assert mark is not None
    return Files(
        database=Paper(database.read_bytes(), older),
        base=base,
        log=Paper(written, b"", _FRAME, _LOG_HEADER),
        backup=Paper(copy.read_bytes(), older_copy.read_bytes()),
        keys={path.name: path.read_bytes() for path in sorted(made.place.keys.iterdir())},
        bundle=made.bundle.read_bytes(),
        bundled=made.files(),
        bundle_says=values_of(made.files()),
        checkpoint=mark,
        now=clock.now + timedelta(minutes=5),
        said=read_tables(database),
    )


def _go_on(point: HelpPoint, clock: Clock, *, visitors: int) -> None:
    """More visitors, signatures, a correction and a drawing."""
    people = staff_of(point)
    for _visitor in range(visitors):
        help_and_sign(point, people.administrator, consult(point))
        clock.wait(minutes=5)
    wrong = help_and_sign(point, people.administrator, consult(point))
    annul(point, people.administrator, wrong, reason="Дважды", pin=PINS["smirnova"])
    drawn = help_out(point, people.technician, ask(point))
    sign(point, people.technician, drawn, pin=PINS["kovalyov"], strokes=STROKES)
    consult(point)
