"""A help point as an onlooker sees it: its database is only read, and none of its secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.engine import FAILURES, opened_to_look
from db.models import Point as PointRow
from kiosk.machine.place import Place, need_driver
from kiosk.point.point import utc_now
from kiosk.words.days import day_of
from kiosk.words.errors import StorageUnavailable

_AWAY: tuple[type[Exception], ...] = (OSError, ValueError, KeyError, *FAILURES)


@dataclass(frozen=True, slots=True)
class Onlooker:
    """What stands on the board of a help point whose keys are elsewhere."""

    id: int
    school: str
    name: str
    zone: ZoneInfo
    clock: Callable[[], datetime] = utc_now

    def today(self) -> date:
        """The day at the point."""
        return day_of(self.clock(), self.zone)


@contextmanager
def looked_at(place: Place, clock: Callable[[], datetime] = utc_now) -> Iterator[Onlooker]:
    """The point at a place, for as long as it takes to look at it.

    Every look opens the database anew, so that one that was away, put back or restored is found
    again. Raises DriverMissing, and StorageUnavailable while it cannot be read.
    """
    need_driver(place.database)
    try:
        with opened_to_look(place.database):
            row = PointRow.select().order_by(PointRow.id).first()
            if row is None:
                raise StorageUnavailable
            yield Onlooker(row.id, row.school, row.name, ZoneInfo(row.zone), clock)
    except _AWAY as error:
        raise StorageUnavailable from error
