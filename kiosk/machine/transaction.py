"""One transaction for one act, with the database's troubles turned into named errors."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import peewee as pw

from db.engine import FAILURES, current, in_place
from db.models import database
from kiosk.machine.log import outline
from kiosk.words.errors import StorageUnavailable
from kiosk.words.i18n import language

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
        if isinstance(error, pw.IntegrityError):
            raise
        log.error("storage: %s", outline(error))
        mend()
        raise StorageUnavailable from error


def mend() -> None:
    """Drop a connection that may be broken; the next act opens a fresh one.

    SQLite's too: opened while the disk was read-only, it would stay so for ever.
    """
    opened = current()
    if not opened.in_transaction():
        opened.close()


def pack_titles(titles: Mapping[str, str]) -> str:
    """Texts by language as they stand in the database."""
    return json.dumps(dict(titles), ensure_ascii=False, sort_keys=True)


def unpack_titles(packed: str) -> dict[str, str]:
    """Texts by language from the database."""
    return {str(code): str(words) for code, words in json.loads(packed).items()}


def in_language(packed: str) -> str:
    """The text in the language in use, or in Russian where there is no other."""
    titles = unpack_titles(packed)
    return titles.get(language()) or titles.get("ru", "")


def pack_set(values: frozenset[str]) -> str:
    """A set of words as they stand in the database: `` teacher pupil ``, spaces around each."""
    return " " + " ".join(sorted(values)) + " " if values else ""


def unpack_set(packed: str) -> frozenset[str]:
    """A set of words from the database."""
    return frozenset(packed.split())
