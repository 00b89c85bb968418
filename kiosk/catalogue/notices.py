"""What the school tells its visitors: a Markdown file, read anew when it changes, as plain blocks.

Nothing of it is run, opened or coloured: HTML stays the text that it is, a link is its words and
its address, and what could steer a terminal is left out.
"""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.words.languages import LANGUAGES
from kiosk.words.text import FREE, clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

log = logging.getLogger("kiosk.catalogue.notices")

MOST_BYTES = 16 * 1024
"""A longer file is not read: it is parsed in a tenth of a second, whatever it holds."""
MOST_BLOCKS = 200
_DEEPEST = 8
"""Lists within lists."""
_RULES = (
    *("heading", "lheading", "list", "hr", "blockquote", "newline", "escape"),
    *("emphasis", "link", "autolink", "backticks", "entity"),
)
"""What is understood of Markdown; all else is plain text."""


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or an item of a list, as text; ``mark`` stands before an item."""

    kind: Kind
    text: str
    mark: str = ""
    depth: int = 0
    """How many lists an item is in, from 1 on."""


Notices = tuple[Block, ...]


def newest(notices: Notices) -> str:
    """The first heading, where the newest notice stands, or the first words; empty for none."""
    headings = (block.text for block in notices if block.kind is Kind.HEADING)
    return next(headings, notices[0].text if notices else "")


def in_language(notices: Mapping[str, Notices], language: str) -> Notices:
    """The notices in a language, or those of the file that names none."""
    return notices.get(language) or notices.get("", ())


class NoticesFile:
    """A file and those beside it in other languages (``notices.en.md``); ``look`` reads what has
    changed. What cannot be read is as if it were not there, and one line of the log says why."""

    def __init__(self, path: Path) -> None:
        self._paths = {"": path} | {
            code: path.with_name(f"{path.stem}.{code}{path.suffix}") for code in LANGUAGES
        }
        self._seen: dict[str, tuple[int, ...] | str] = {}
        """By language: the file as it was when it was last read, or why it could not be."""
        self._notices: dict[str, Notices] = {}

    def look(self) -> dict[str, Notices]:
        """The notices by language, "" for the file that names none; it may take as long as the
        disk does."""
        for code, path in self._paths.items():
            self._look(code, path)
        return {code: notices for code, notices in self._notices.items() if notices}

    def _look(self, code: str, path: Path) -> None:
        try:
            now: tuple[int, ...] | str = _state(path)
        except OSError as error:
            now = error.strerror or "it cannot be reached"
        if now == self._seen.get(code):
            return
        self._seen[code], self._notices[code] = now, ()
        try:
            if isinstance(now, str):
                raise ValueError(now)
            self._notices[code] = parsed(_text(path)) if now else ()
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            log.warning("notices: %s is not shown: %s", path.name, why)


def _state(path: Path) -> tuple[int, ...]:
    """What changes when a file does; empty for none. Raises OSError."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, stat.S_IFMT(found.st_mode)


def _text(path: Path) -> str:
    """The words of a file. Raises OSError, or ValueError for what is none of ours."""
    if not path.is_file():  # a pipe would be waited for
        raise ValueError("it is no file")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"it is longer than {MOST_BYTES // 1024} kB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("it is not text in UTF-8") from error


def parsed(text: str) -> Notices:
    """The blocks of a text in Markdown, cleaned as people's words are; at most ``MOST_BLOCKS``."""
    from markdown_it import MarkdownIt  # home is painted without it

    markdown = MarkdownIt("zero", {"html": False, "maxNesting": 2 * _DEEPEST})
    markdown.enable(list(_RULES))
    blocks = (block for block in _blocks(markdown, markdown.parse(text)) if block.text)
    return tuple(block for block, _n in zip(blocks, range(MOST_BLOCKS), strict=False))


def _blocks(markdown: MarkdownIt, tokens: list[Token]) -> Iterator[Block]:
    kind, mark = Kind.PARAGRAPH, ""
    counters: list[int | None] = []
    """The next number of every list that is open; None for one with bullets."""
    for token in tokens:
        if token.type == "heading_open":
            kind = Kind.HEADING
        elif token.type == "paragraph_open":
            kind = Kind.ITEM if counters else Kind.PARAGRAPH
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            counters.append(int(token.attrGet("start") or 1) if ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counters.pop()
        elif token.type == "list_item_open":
            number = counters[-1]
            mark = "•" if number is None else f"{number}."
            counters[-1] = None if number is None else number + 1
        elif token.type == "inline":
            text = clean(_words(markdown, token.children or []), FREE)
            yield Block(kind, text, mark if kind is Kind.ITEM else "", len(counters))
            mark = ""


def _words(markdown: MarkdownIt, tokens: list[Token]) -> str:
    """The text of a line; after the words of a link comes its address."""
    words, address, since = "", "", 0
    for token in tokens:
        if token.type == "link_open":
            address = markdown.normalizeLinkText(str(token.attrGet("href") or ""))
            since = len(words)
        elif token.type == "link_close":
            shown = words[since:].strip()
            if address not in ("", shown, f"mailto:{shown}"):
                words += f" ({address})"
        elif token.type in ("softbreak", "hardbreak"):
            words += " "
        else:
            words += token.content
    return words
