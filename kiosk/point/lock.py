"""Who is using a database file: every program that writes it, or a restore alone.

A lock on a file beside the database, which the system takes back when a program dies.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.machine.place import is_address
from kiosk.words.errors import DatabaseInUse, RestoreUnderWay

log = logging.getLogger("kiosk.point.lock")


@dataclass(slots=True)
class _Holding:
    """What this process holds: one database at a time, as it has one open."""

    database: str = ""
    handle: int | None = None
    alone: bool = False

    def let_go(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
        self.database, self.handle, self.alone = "", None, False


_held = _Holding()


def hold(database: str) -> None:
    """Use a database together with others until this process ends or uses another.

    Raises RestoreUnderWay while a restore has it for itself. Where no lock can be made, as on a
    full disk, the kiosk works without.
    """
    if is_address(database) or _held.alone or _held.database == database:
        return
    _held.let_go()
    try:
        _held.handle = _door(database)
        fcntl.flock(_held.handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        _held.let_go()
        raise RestoreUnderWay from error
    except OSError as error:
        _held.let_go()
        log.warning("no lock beside the database: %s", error.strerror)
    else:
        _held.database = database


@contextmanager
def alone_with(database: str) -> Iterator[None]:
    """Have a database for this process alone.

    Raises DatabaseInUse while another one uses it, and OSError where no lock can be made.
    """
    _held.let_go()
    _held.handle, _held.alone = _door(database), True
    try:
        fcntl.flock(_held.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise DatabaseInUse from error
    finally:
        _held.let_go()


def _door(database: str) -> int:
    return os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
