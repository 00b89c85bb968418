"""What this device has seen of the ledger: how far it had come in the newest answer.

Every act names it, so that whoever signs later seals all that was there before. It is kept beside
the kiosk's keys, outside the database: a database that was set back does not have it.
"""

from __future__ import annotations

import json
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger("kiosk.point.seen")

FILE = "seen"
_ROOM = 160
"""Bytes of the file, always the same: it is written in its place, with every answer."""
_MOST = 10**15


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The end of a ledger: how many acts it had in which epoch, and what the next one would be
    chained to (hexadecimal digits)."""

    size: int
    head: str
    epoch: int = 0


class Seen:
    """The newest glimpse of this device."""

    def __init__(self, newest: Glimpse, file: Path | None = None) -> None:
        """Where there is a ``file``, every newer glimpse is kept in it."""
        self.newest, self._file = newest, file
        self.lost = False
        """Whether the ledger turned out not to have it any more."""

    def answered(self, newest: Glimpse) -> None:
        """The database has answered with this end of its ledger."""
        self.newest, self.lost = newest, False
        if self._file is not None:
            _write(self._file, newest)


def seen_in(folder: Path) -> Glimpse | None:
    """What a key folder says was seen; None where it says nothing that can be read."""
    try:
        with (folder / FILE).open("rb") as file:
            return _checked(Glimpse(**json.loads(file.read(_ROOM))))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        log.warning("what was seen of the ledger cannot be read: %s", type(error).__name__)
        return None


def _checked(kept: Glimpse) -> Glimpse:
    """What was kept, if it can be the end of a ledger. Raises ValueError or TypeError."""
    counts = all(type(count) is int and 0 <= count < _MOST for count in (kept.size, kept.epoch))
    if not counts or re.fullmatch("[0-9a-f]{64}", kept.head) is None:
        raise ValueError(FILE)
    return kept


def _write(file: Path, newest: Glimpse) -> None:
    """Write without waiting for the disk: an older glimpse is as true as a newer one."""
    kept = {"size": newest.size, "head": newest.head, "epoch": newest.epoch}
    text = json.dumps(kept).ljust(_ROOM).encode()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(handle, text, 0)
        finally:
            os.close(handle)
    except OSError as error:
        log.warning("what was seen of the ledger is not kept: %s", error.strerror)
