"""Guides and videos, from a table."""

from __future__ import annotations

from pathlib import Path

from kiosk.imports import fields, vocabulary
from kiosk.imports.tables import FileRow, read_table
from kiosk.imports.unique import UniqueKeys
from kiosk.words.records import GuideRecord

DESCRIPTION = 500
"""Longest description of a guide, in characters."""
ANSWER = 110
"""Longest answer: three lines beside a code on the smallest screen, or a short fourth."""

_WORDS = tuple(
    f"{column}_{code}"
    for column in ("title", "description", "answer")
    for code in vocabulary.TITLE_LANGUAGES
)
_COLUMNS = ("code", *_WORDS, "url", "kind", "language", "roles", "topics", "position")


def read_guides(path: Path) -> list[GuideRecord]:
    """The guides of ``path`` in the order of the file.

    Raises ImportRefused, naming the line, or CannotRead.
    """
    rows = read_table(path, _COLUMNS, ("code", "title_ru", "url"))
    seen = UniqueKeys()
    return [_guide(row, order, seen) for order, row in enumerate(rows, start=1)]


def _guide(row: FileRow, order: int, seen: UniqueKeys) -> GuideRecord:
    code = fields.code(row)
    seen.add(row, code)
    position = fields.number(row, "position", 0, 9999)
    return GuideRecord(
        code=code,
        titles=fields.titles(row),
        url=fields.link(row),
        kind=fields.one_of(row, "kind", vocabulary.KINDS) if row.cells.get("kind") else "text",
        language=_language(row),
        roles=fields.roles(row),
        topics=fields.codes(row, "topics"),
        descriptions=fields.by_language(row, "description", DESCRIPTION),
        answers=fields.by_language(row, "answer", ANSWER),
        position=order if position is None else position,
    )


def _language(row: FileRow) -> str:
    """The language of the guide itself; Russian unless the row says otherwise."""
    return fields.one_of(row, "language", vocabulary.SPOKEN) if row.cells.get("language") else "ru"
