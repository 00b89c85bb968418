"""The help point in hand: what every act needs to know, given to it explicitly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.models import Point as Row
from kiosk.days import day_of
from kiosk.signing.keyring import Keyring
from kiosk.signing.lockout import Lockout
from kiosk.storage import transaction
from kiosk.text import TITLE, clean


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class HelpPoint:
    """A help point of a school, its secrets and its clock."""

    id: int
    uid: str
    school: str
    name: str
    zone: ZoneInfo
    keyring: Keyring
    clock: Callable[[], datetime] = utc_now
    lockout: Lockout = field(default_factory=Lockout)

    @property
    def is_named(self) -> bool:
        """False until the first-run screen has named the school."""
        return bool(self.school)

    def today(self) -> date:
        """The day at the point."""
        return day_of(self.clock(), self.zone)


def name_point(point: HelpPoint, *, school: str, name: str) -> HelpPoint:
    """Give the school and the point their names, as they stand on every screen and page."""
    school, name = clean(school, TITLE), clean(name, TITLE)
    with transaction():
        Row.update(school=school, name=name).where(Row.id == point.id).execute()
    return replace(point, school=school, name=name)
