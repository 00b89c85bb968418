"""Topics of consultations and kinds of problems, from a table."""

from __future__ import annotations

from pathlib import Path

from kiosk.imports import fields, words
from kiosk.imports.once import Once
from kiosk.imports.tables import Row, read_table
from kiosk.proof.forms import Journal
from kiosk.words.i18n import _
from kiosk.words.records import TopicRecord

_TITLES = tuple(f"title_{code}" for code in words.TITLE_LANGUAGES)
_COLUMNS = ("code", "journal", "roles", *_TITLES, "position", "access")


def read_topics(path: Path) -> list[TopicRecord]:
    """The topics of ``path`` in the order of the file.

    Raises ImportRefused, naming the line, or CannotRead.
    """
    rows = read_table(path, _COLUMNS, ("code", "journal", "title_ru"))
    seen = Once()
    return [_topic(row, place, seen) for place, row in enumerate(rows, start=1)]


def _topic(row: Row, place: int, seen: Once) -> TopicRecord:
    code = fields.code(row)
    seen.add(row, code)
    journal = fields.one_of(row, "journal", words.JOURNALS)
    roles = fields.roles(row)
    if roles and journal is Journal.REQUESTS:
        raise row.refused(_("A kind of problem is for everybody: leave the audience empty."))
    position = fields.number(row, "position", 0, 9999)
    return TopicRecord(
        code=code,
        journal=journal,
        roles=roles,
        titles=fields.titles(row),
        position=place if position is None else position,
        access=fields.yes(row, "access"),
    )
