"""The machine's wall clock against the one that nobody can set: was it moved?"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

MOST = timedelta(minutes=10)
"""What a clock may be set by, or drift, while the kiosk runs, without anybody being asked."""
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Goes on while the machine sleeps, where the system has such a clock."""


class Steady:
    """Watches a wall clock from the moment when it was last known to be right."""

    def __init__(self) -> None:
        self._since: tuple[datetime, float] | None = None
        self._doubted = False

    def watch(self, now: datetime, *, doubted: bool = False) -> None:
        """From now on the wall clock has to go as this one does; ``doubted`` where it is to be
        asked about at once."""
        self._since, self._doubted = (now, _seconds()), doubted

    def accept(self, now: datetime) -> None:
        """Somebody has said that the wall clock is right now: watch it from here, if it was."""
        if self._since is not None:
            self.watch(now)

    def is_doubted(self, now: datetime) -> bool:
        """Whether the wall clock was moved since, or was doubted from the start. False for one that
        nobody watches."""
        if self._since is None:
            return False
        wall, steady = self._since
        passed = timedelta(seconds=_seconds() - steady)
        self._doubted = self._doubted or abs(now - wall - passed) > MOST
        return self._doubted


def _seconds() -> float:
    return time.clock_gettime(_STEADY)
