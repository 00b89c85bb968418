"""Guides and videos, from a table."""

from __future__ import annotations

from pathlib import Path

from kiosk.imports import fields, words
from kiosk.imports.once import Once
from kiosk.imports.tables import Row, read_table
from kiosk.words.records import GuideRecord

DESCRIPTION = 500
"""Longest description of a guide, in characters."""

_WORDS = tuple(
    f"{column}_{code}" for column in ("title", "description") for code in words.TITLE_LANGUAGES
)
_COLUMNS = ("code", *_WORDS, "url", "kind", "language", "roles", "topics", "position")


def read_guides(path: Path) -> list[GuideRecord]:
    """The guides of ``path`` in the order of the file.

    Raises ImportRefused, naming the line, or CannotRead.
    """
    rows = read_table(path, _COLUMNS, ("code", "title_ru", "url"))
    seen = Once()
    return [_guide(row, place, seen) for place, row in enumerate(rows, start=1)]


def _guide(row: Row, place: int, seen: Once) -> GuideRecord:
    code = fields.code(row)
    seen.add(row, code)
    position = fields.number(row, "position", 0, 9999)
    return GuideRecord(
        code=code,
        titles=fields.titles(row),
        url=fields.link(row),
        kind=fields.one_of(row, "kind", words.KINDS) if row.cells.get("kind") else "text",
        language=_language(row),
        roles=fields.roles(row),
        topics=fields.codes(row, "topics"),
        descriptions=fields.by_language(row, "description", DESCRIPTION),
        position=place if position is None else position,
    )


def _language(row: Row) -> str:
    """The language of the guide itself; Russian unless the row says otherwise."""
    return fields.one_of(row, "language", words.SPOKEN) if row.cells.get("language") else "ru"
