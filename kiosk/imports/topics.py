"""Topics of consultations and kinds of problems, from a table."""

from __future__ import annotations

from pathlib import Path

from kiosk.imports import fields, vocabulary
from kiosk.imports.tables import FileRow, read_table
from kiosk.imports.unique import UniqueKeys
from kiosk.proof.forms import Journal
from kiosk.words.i18n import _
from kiosk.words.records import TopicRecord

_TITLES = tuple(f"title_{code}" for code in vocabulary.TITLE_LANGUAGES)
_COLUMNS = ("code", "journal", "roles", *_TITLES, "position", "access")


def read_topics(path: Path) -> list[TopicRecord]:
    """The topics of ``path`` in the order of the file.

    Raises ImportRefused, naming the line, or CannotRead.
    """
    rows = read_table(path, _COLUMNS, ("code", "journal", "title_ru"))
    seen = UniqueKeys()
    return [_topic(row, order, seen) for order, row in enumerate(rows, start=1)]


def _topic(row: FileRow, order: int, seen: UniqueKeys) -> TopicRecord:
    code = fields.code(row)
    seen.add(row, code)
    journal = fields.one_of(row, "journal", vocabulary.JOURNALS)
    roles = fields.roles(row)
    if roles and journal is Journal.REQUESTS:
        raise row.refused(_("A kind of problem is for everybody: leave the audience empty."))
    position = fields.number(row, "position", 0, 9999)
    return TopicRecord(
        code=code,
        journal=journal,
        roles=roles,
        titles=fields.titles(row),
        position=order if position is None else position,
        access=fields.yes(row, "access"),
    )
