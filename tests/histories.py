"""What an administrator of the tests does with journals that were copied, moved or restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.copies.restore import Restored, restore
from kiosk.machine.place import Place
from kiosk.point.epochs import LeftHistory, Settling, begin_epoch
from kiosk.point.point import HelpPoint, utc_now
from kiosk.proof.acts import EpochCause
from kiosk.staff.access import administrator_key
from kiosk.staff.settling import settle
from tests.people import PINS

CHIEF = {"administrator": "smirnova", "pin": PINS["smirnova"]}


def put_back(
    copy: Path,
    place: Place,
    *,
    clock: Callable[[], datetime] = utc_now,
    even_if_wrong: bool = False,
) -> Restored:
    """Restore a backup in her name."""
    return restore(copy, place, clock=clock, even_if_wrong=even_if_wrong, **CHIEF)


def settled(point: HelpPoint, *left: LeftHistory, cause: EpochCause = EpochCause.RESTORED) -> int:
    """Let the ledger go on from where it is, in her name; the number of the epoch."""
    return settle(point, cause, *left, **CHIEF)


def leave_behind(point: HelpPoint, *left: LeftHistory, pin: str = PINS["smirnova"]) -> int:
    """Begin an epoch in her name that leaves these histories behind, whatever the device knows."""
    key = administrator_key(point, "smirnova", pin)
    return begin_epoch(point, Settling("smirnova", key, EpochCause.RESTORED), *left)
