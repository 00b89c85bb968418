"""A ledger that was copied, moved or restored: an administrator says what happened, and it goes
on."""

from __future__ import annotations

from db import writes
from db.engine import current
from db.home import home_of
from kiosk.point.epochs import (
    LeftHistory,
    Settling,
    begin_epoch,
    goes_on_after,
    histories,
    known_here,
    mark_lost,
    notice_older_copy,
)
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause
from kiosk.staff.access import unlock
from kiosk.words.errors import NotAllowed


def unsettled(point: HelpPoint) -> bool:
    """Whether somebody has to say what happened: until then nothing is recorded, or, where the
    last checkpoint's note alone is gone, no new checkpoint."""
    moved = writes.head(point.id).home != home_of(current())
    return notice_older_copy(point) or moved or mark_lost(point)


def missing_acts(point: HelpPoint) -> int:
    """How many acts that this device knows of the ledger does not have."""
    size = writes.head(point.id).size
    return max(max((known.size for known in known_here(point)), default=0) - size, 0)


def settle(
    point: HelpPoint, cause: EpochCause, *left: LeftHistory, administrator: str, pin: str
) -> int:
    """Begin an epoch in an administrator's name; returns its number.

    What the device knows and the ledger lacks is left behind, and so is what the caller names.
    Raises NotAllowed or WrongPin, and as ``begin_epoch`` does.
    """
    person, key = unlock(point, administrator, pin)
    if not person.is_administrator:
        raise NotAllowed
    lost = [each for each in known_here(point) if not goes_on_after(point, each)]
    known = [*histories(point), *lost, *left]
    return begin_epoch(point, Settling(person.login, key, cause), *known)
