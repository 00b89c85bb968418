"""One transaction for one act, with the database's troubles turned into named errors."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import peewee as pw

from db.engine import FAILURES, current, in_place
from db.models import database
from kiosk.machine.log import outline
from kiosk.words.errors import StorageUnavailable

log = logging.getLogger("kiosk.machine.transaction")


@contextmanager
def transaction() -> Iterator[None]:
    """Everything inside is recorded together or not at all; committed when it ends.

    Raises StorageUnavailable when the disk or the server fails, and when the database is not the
    file under its name any more: what went into a file that was moved away would be lost.
    """
    if not in_place():
        log.error("storage: the database is not in its place")
        raise StorageUnavailable
    try:
        with database.atomic():
            yield
    except FAILURES as error:
        if not is_away(error):
            raise
        log.error("storage: %s", outline(error))
        mend()
        raise StorageUnavailable from error


def is_away(error: Exception) -> bool:
    """True where the disk or the server failed, also while something is only read."""
    return isinstance(error, FAILURES) and not isinstance(error, pw.IntegrityError)


def mend() -> None:
    """Drop a connection that may be broken; the next act opens a fresh one.

    SQLite's too: opened while the disk was read-only, it would stay so for ever.
    """
    opened = current()
    if not opened.in_transaction():
        opened.close()
