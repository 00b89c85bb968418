"""What every act needs of the help point: its names, zone, secrets and clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.machine.steady import Steady
from kiosk.point.known import Known, read_known
from kiosk.point.seen import Seen
from kiosk.proof.history import History
from kiosk.signing.keyring import Keyring
from kiosk.signing.lockout import Lockout
from kiosk.signing.session import Session
from kiosk.words.days import day_of


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


class Memory:
    """What this process has found out about the ledger of an open point; it ends with the process,
    and no file brings it back."""

    present: object = None
    """Kept by ``kiosk.verification.present``: how far it has walked, and what it saw."""


class InSight(Protocol):
    """What everybody may know of a help point, without any of its secrets."""

    @property
    def id(self) -> int: ...
    @property
    def school(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    def today(self) -> date: ...


@dataclass(frozen=True, slots=True)
class HelpPoint:
    """A help point of a school, its secrets and its clock."""

    id: int
    uid: str
    school: str
    name: str
    zone: ZoneInfo
    keyring: Keyring
    seen: Seen
    clock: Callable[[], datetime] = utc_now
    lockout: Lockout = field(default_factory=Lockout)
    known: Known = field(default_factory=Known)
    steady: Steady = field(default_factory=Steady, repr=False, compare=False)
    """Watches the machine's clock while a kiosk works."""
    desks: dict[str, Session] = field(default_factory=dict)
    """The desks that are open here, by login."""
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @property
    def is_named(self) -> bool:
        """False until the first-run screen has named the school."""
        return bool(self.school)

    def who(self) -> History:
        """Who everybody is and what the school is, as the acts say now. Raises PeopleDiffer."""
        return read_known(self.known, self.id, self.uid, self.keyring.kiosk.key_id)

    def today(self) -> date:
        """The day at the point."""
        return day_of(self.clock(), self.zone)
