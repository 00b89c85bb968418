"""Cells made into values. Each function takes a row and a column, and refuses what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from kiosk.imports import vocabulary
from kiosk.imports.tables import FileRow
from kiosk.proof.people import Role
from kiosk.words.addresses import uri
from kiosk.words.i18n import _
from kiosk.words.text import TITLE, clean

Value = TypeVar("Value")

LINK = 200
"""Longest link, in characters."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_LIST = re.compile(r"[,;/|\n]")


def text(row: FileRow, column: str, limit: int = TITLE) -> str:
    """The words of a cell on one clean line; too long or not words at all is refused."""
    raw = _written(row, column)
    line = clean(raw[: limit * 8], limit + 1)
    if len(line) > limit or len(raw) > limit * 8:
        raise row.refused(
            _("“{head}” is longer than {count} characters.").format(
                head=row.head(column), count=limit
            )
        )
    return line


def _written(row: FileRow, column: str) -> str:
    """The cell as a person would have typed it."""
    cell = row.cells.get(column)
    if isinstance(cell, bool | date | time | timedelta):
        raise row.refused(
            _("“{head}” holds a date, a time or a yes/no where words are expected.").format(
                head=row.head(column)
            )
        )
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)


def needed(row: FileRow, column: str, limit: int = TITLE) -> str:
    """The words of a cell that may not be empty."""
    return text(row, column, limit) or _missing(row, column)


def _missing(row: FileRow, column: str) -> str:
    raise row.refused(_("“{head}” is empty.").format(head=row.head(column)))


def by_language(row: FileRow, column: str, limit: int = TITLE) -> dict[str, str]:
    """The words of ``column`` in every language in which the row has them."""
    found = {code: text(row, f"{column}_{code}", limit) for code in vocabulary.TITLE_LANGUAGES}
    return {code: line for code, line in found.items() if line}


def titles(row: FileRow) -> dict[str, str]:
    """The title by language; the Russian one is needed."""
    needed(row, "title_ru")
    return by_language(row, "title")


def unknown(row: FileRow, column: str, word: str) -> Exception:
    """The refusal of a word that means nothing in its column."""
    return row.refused(
        _("“{word}” means nothing under “{head}”.").format(
            word=clean(word, 60), head=row.head(column)
        )
    )


def one_of(row: FileRow, column: str, known: Mapping[str, Value]) -> Value:
    """The one meaning of a cell that may not be empty."""
    word = needed(row, column)
    found = vocabulary.meaning(known, word)
    if found is None:
        raise unknown(row, column, word)
    return found


def several(row: FileRow, column: str, known: Mapping[str, Value]) -> frozenset[Value]:
    """Every meaning in a cell that lists them; empty for an empty cell."""
    found = set()
    for word in _listed(row, column):
        value = vocabulary.meaning(known, word)
        if value is None:
            raise unknown(row, column, word)
        found.add(value)
    return frozenset(found)


def _listed(row: FileRow, column: str) -> list[str]:
    """The words of a cell, set apart by commas, semicolons, slashes or line ends."""
    text(row, column, limit=1000)
    return [word for word in map(clean, _LIST.split(_written(row, column))) if word]


def roles(row: FileRow) -> frozenset[Role]:
    """Whom the row is for; empty, which is everybody, for «все» or an empty cell."""
    if vocabulary.plain(text(row, "roles", limit=1000)) in vocabulary.EVERYBODY:
        return frozenset()
    return several(row, "roles", vocabulary.ROLES)


def yes(row: FileRow, column: str) -> bool:
    """A yes or no; an empty cell is a no."""
    cell = row.cells.get(column)
    if isinstance(cell, bool):
        return cell
    return bool(text(row, column)) and one_of(row, column, vocabulary.ANSWERS)


def number(row: FileRow, column: str, low: int, high: int) -> int | None:
    """A whole number from ``low`` to ``high``; None for an empty cell."""
    written = text(row, column)
    if not written:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", written) or not low <= int(written) <= high:
        raise row.refused(
            _("“{head}” must be a whole number from {low} to {high}.").format(
                head=row.head(column), low=low, high=high
            )
        )
    return int(written)


def code(row: FileRow, column: str = "code") -> str:
    """A short name for machines: Latin letters, digits, dot, dash, underscore."""
    return _as_code(row, needed(row, column))


def codes(row: FileRow, column: str) -> tuple[str, ...]:
    """Every code in a cell that lists them, each once, in their order."""
    return tuple(dict.fromkeys(_as_code(row, word) for word in _listed(row, column)))


def _as_code(row: FileRow, word: str) -> str:
    if not _CODE.fullmatch(word):
        raise row.refused(
            _("“{word}” is not a code: Latin letters, digits, dot and dash, up to 40.").format(
                word=clean(word, 60)
            )
        )
    return word


def link(row: FileRow, column: str = "url") -> str:
    """A web address of at most ``LINK`` printable characters, http or https only.

    What cleaning would change is refused, since a link must work letter by letter, and so is an
    address with a name and password in it: it shows one host and opens another.
    """
    address = needed(row, column, LINK)
    if not _is_web_address(address) or address != str(row.cells[column]):
        raise row.refused(
            _("“{head}” must be a web address that begins with http:// or https://.").format(
                head=row.head(column)
            )
        )
    return address


def _is_web_address(address: str) -> bool:
    if " " in address:
        return False
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and "@" not in parts.netloc and uri(address).isascii()
    return named and parts.scheme in {"http", "https"}
