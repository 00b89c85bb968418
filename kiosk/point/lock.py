"""The lock on a database file: every program that writes it shares it, a restore has it alone.

The lock is on a file beside the database; the system takes it back when a program dies.
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
class _Lock:
    """The lock of this process: one database at a time, as it has one open."""

    database: str = ""
    handle: int | None = None
    alone: bool = False

    def release(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
        self.database, self.handle, self.alone = "", None, False


_lock = _Lock()


def share(database: str) -> None:
    """Use a database together with other programs until this process ends or uses another one.

    Raises RestoreUnderWay while a restore has it for itself. Where no lock can be made, as on a
    full disk, the kiosk works without.
    """
    if is_address(database) or _lock.alone or _lock.database == database:
        return
    _lock.release()
    try:
        _lock.handle = _lock_file(database)
        fcntl.flock(_lock.handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        _lock.release()
        raise RestoreUnderWay from error
    except OSError as error:
        _lock.release()
        log.warning("no lock beside the database: %s", error.strerror)
    else:
        _lock.database = database


@contextmanager
def alone_with(database: str) -> Iterator[None]:
    """Have a database for this process alone, as a restore needs it.

    Raises DatabaseInUse while another program uses it, and OSError where no lock can be made.
    """
    _lock.release()
    _lock.handle, _lock.alone = _lock_file(database), True
    try:
        fcntl.flock(_lock.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise DatabaseInUse from error
    finally:
        _lock.release()


def _lock_file(database: str) -> int:
    return os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
