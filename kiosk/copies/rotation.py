"""The files of the automatic backups: their names, and which of them are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk.point.checkpoints import ENDING

DAYS, WEEKS, MONTHS = 7, 4, 12
SOUND, EVIDENCE = ".backup", ".wrong"
"""Endings: a backup that its checkpoint proves, and a copy of a ledger that was found wrong."""
_NAME = re.compile(r"help-point-(\d{8}-\d{4})(\.backup|\.wrong)")
_STAMP = "%Y%m%d-%H%M"


def name_of(made: datetime, ending: str) -> str:
    """The name of an automatic backup of this moment, at the point's own time."""
    return f"help-point-{made:{_STAMP}}{ending}"


def backups_in(folder: Path) -> Iterator[tuple[Path, datetime]]:
    """The automatic backups in a folder, each with the moment in its name; other files are passed
    over."""
    for path in folder.glob("help-point-*"):
        if found := _NAME.fullmatch(path.name):
            try:
                yield path, datetime.strptime(found[1], _STAMP)  # noqa: DTZ007 - as on the wall
            except ValueError:
                continue


def note_of(backup: Path) -> Path:
    """Where the checkpoint of a backup stands."""
    return backup.with_name(backup.name + ENDING)


def moments_to_keep(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups of these moments are kept: the newest of each of the last 7 days, 4 weeks and
    12 months that have any.

    One that is dated after ``now`` was made by a clock that was ahead: it stays and counts for
    nothing.
    """
    newest_first = sorted(set(made), reverse=True)
    past = [moment for moment in newest_first if moment <= now]
    return (
        {moment for moment in newest_first if moment > now}
        | _newest_of(past, DAYS, lambda moment: moment.date())
        | _newest_of(past, WEEKS, lambda moment: moment.isocalendar()[:2])
        | _newest_of(past, MONTHS, lambda moment: (moment.year, moment.month))
    )


def _newest_of(
    newest_first: list[datetime], count: int, period: Callable[[datetime], Hashable]
) -> set[datetime]:
    """The newest moment of each of the last ``count`` periods that have any."""
    chosen: dict[Hashable, datetime] = {}
    for moment in newest_first:
        if len(chosen) < count:
            chosen.setdefault(period(moment), moment)
    return set(chosen.values())


def rotate(folder: Path, now: datetime, ending: str) -> None:
    """Delete the backups of one ending, ``SOUND`` or ``EVIDENCE``, that are not to be kept.

    Files whose names were not made here stay. To be called when a newer backup has just been read
    again, so that a good one always stays.
    """
    mine = {made: path for path, made in backups_in(folder) if path.suffix == ending}
    for made in mine.keys() - moments_to_keep(mine, now):
        mine[made].unlink(missing_ok=True)
        note_of(mine[made]).unlink(missing_ok=True)
