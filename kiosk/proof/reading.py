"""JSON of any size from anybody's hand, read value by value: no more of it than a piece is in
memory at a time."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, Collection, Iterator, NamedTuple

from .canonical import unique

PIECE = 2**18
"""The most characters of one value: of an act, a row, a wording. The longest row that the kiosk
lets people write, with a drawn signature, has three quarters of that."""
KEPT = 2**20
"""The most characters of a document that are kept together: of all but its long lists."""
KEYS, ITEMS = 64, 20_000
"""The most keys of a document, and the most rows of a volume in it: four times those of a large
school's year."""
LISTED = 3 * ITEMS
"""The most elements of a list: of the words beside acts there are two for every signature."""
_SPACES = re.compile(r"[ \t\n\r]*")
_CUT = 16
"""An error so near to the end of what is in memory may come of its being cut there."""
_UNCLOSED = "Unterminated string"


class TooLarge(Exception):
    """There is more of something than an honest bundle has."""


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(object_pairs_hook=unique, parse_constant=_refuse)


class Part(NamedTuple):
    """A value in a document: a member of the object that it is, or an element of a list there."""

    key: str | None
    """None where the document is a list itself."""
    value: Any
    size: int
    """How many characters it has."""
    listed: bool
    """True for an element; a list begins with a part of its own, an empty list."""


def parts(pieces: Iterator[bytes]) -> Iterator[Part]:
    """The values of a JSON document in their order. Raises ValueError, RecursionError for what
    cannot be read, and TooLarge."""
    text = _Text(pieces)
    if text.mark() == "[":
        yield from _elements(None, text)
    else:
        keys: set[str] = set()
        for _ in text.items("{}"):
            key, _size = text.value()
            if not isinstance(key, str) or key in keys:
                raise ValueError(key)
            keys.add(key)
            _need(len(keys) <= KEYS)
            text.take(":")
            if text.mark() == "[":
                yield from _elements(key, text)
            else:
                yield Part(key, *text.value(), listed=False)
    if text.mark():
        raise ValueError("it goes on")


def _elements(key: str | None, text: _Text) -> Iterator[Part]:
    yield Part(key, [], 0, listed=False)
    for place, _ in enumerate(text.items("[]"), 1):
        _need(place <= LISTED)
        yield Part(key, *text.value(), listed=True)


def document(pieces: Iterator[bytes], without: Collection[str] = ()) -> dict[Any, Any]:
    """The members of a document; those lists of it that are named stay empty. Raises as ``parts``
    does."""
    found: dict[Any, Any] = {}
    room = KEPT
    for key, value, size, listed in parts(pieces):
        if listed and key in without:
            continue
        room -= size
        _need(room >= 0)
        if listed:
            found[key].append(value)
        else:
            found[key] = value
    return found


def elements(pieces: Iterator[bytes], of: str | None) -> Iterator[Any]:
    """The elements of one list of a document, one by one. Raises as ``parts`` does, and ValueError
    where there is no such list."""
    begun = False
    for key, value, _size, listed in parts(pieces):
        if key == of and listed:
            yield value
        begun = begun or (key == of and value == [])
    if not begun:
        raise ValueError(of)


def lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of a text with their ends, which the last one may lack. Raises TooLarge."""
    rest = b""
    for piece in pieces:
        *ended, rest = (rest + piece).split(b"\n")
        for line in ended:
            _need(len(line) <= PIECE)
            yield line + b"\n"
        _need(len(rest) <= PIECE)
    if rest:
        yield rest


def _need(few: bool) -> None:
    if not few:
        raise TooLarge


class _Text:
    """A JSON text, of which more than a piece is in memory, or all that is left."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._decoder = pieces, codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._ended = "", 0, False

    def mark(self) -> str:
        """The next character that is no space, which is not taken; nothing at the end."""
        while True:
            self._fill()
            found = _SPACES.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._ended or len(self._text) > self._at:
                return self._text[self._at : self._at + 1]

    def take(self, marks: str) -> str:
        """The next mark, which is one of these. Raises ValueError for another."""
        found = self.mark()
        if not found or found not in marks:
            raise ValueError(found)
        self._at += 1
        return found

    def items(self, ends: str) -> Iterator[None]:
        """One turn for each item between two brackets, with commas between them."""
        self.take(ends[0])
        if self.mark() == ends[1]:
            self.take(ends[1])
            return
        yield
        while self.take("," + ends[1]) == ",":
            yield

    def value(self) -> tuple[Any, int]:
        """The next value, and how many characters it has."""
        self.mark()
        self._fill()
        try:
            value, end = _DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            is_cut = error.pos >= len(self._text) - _CUT or error.msg.startswith(_UNCLOSED)
            if is_cut and not self._ended:
                raise TooLarge from error
            raise
        size, self._at = end - self._at, end
        _need(size <= PIECE)
        return value, size

    def _fill(self) -> None:
        """Have more than a piece ahead, or all that is left."""
        size = len(self._text) - self._at
        if self._ended or size > PIECE:
            return
        ahead = [self._text[self._at :]]
        while size <= PIECE and not self._ended:
            piece = next(self._pieces, None)
            self._ended = piece is None
            ahead.append(self._decoder.decode(piece or b"", final=self._ended))
            size += len(ahead[-1])
        self._text, self._at = "".join(ahead), 0
