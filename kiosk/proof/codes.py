"""Codes that people write down, read aloud and type: of a page, of a checkpoint, of a signature.

``C26-1-14-57-ABCD-EFGH-IJKL`` on a page names journal and school year, the first and the last row,
the size of the ledger when it was printed, and twelve letters of the digest of these rows.
"""

from __future__ import annotations

import re
from base64 import b32encode
from typing import Mapping, NamedTuple, Sequence

from .chain import grouped
from .forms import Journal
from .rows import digest

LETTERS = {Journal.CONSULTATIONS: "C", Journal.REQUESTS: "R"}
"""The first letter of a page's code."""
_CENTURY = 2000
_LOOKALIKES = str.maketrans("АВЕЗКМНОРСТУХ–—−", "ABE3KMHOPCTYX---")
"""Russian capitals that look like Latin ones or like a 3, and dashes that are not the key's."""
_DIGITS = str.maketrans("OIL", "011")
_BASE32 = str.maketrans("018", "OIB")
"""What base32 has instead of the digits that it lacks."""
_PAGE = re.compile(r"([CR])([\dOIL]{2})" + r"-([\dOIL]{1,9})" * 3 + r"-?([A-Z0-8]{4})" * 3)


class NoCode(ValueError):
    """What was typed is no code of this kind."""


class PageCode(NamedTuple):
    """What a page code says."""

    journal: Journal
    year: int
    """The calendar year in which the school year begins."""
    first: int
    last: int
    size: int
    """How many acts the ledger had when the page was printed."""
    mark: str
    """Twelve letters of the rows' digest, without dashes."""

    def __str__(self) -> str:
        letter = LETTERS[self.journal]
        numbers = f"{self.year % 100:02}-{self.first}-{self.last}-{self.size}"
        return f"{letter}{numbers}-{grouped(self.mark)}"


def code_of(
    journal: Journal, year: int, rows: Mapping[int, Sequence[bytes]], size: int
) -> PageCode:
    """The code of some rows, given the hashes of their acts up to ``size`` by number."""
    mark = mark_of(digest(journal.value, year, rows))
    return PageCode(journal, year, min(rows), max(rows), size, mark)


def mark_of(digest: bytes) -> str:
    """The first twelve base32 letters of a digest."""
    return b32encode(digest)[:12].decode()


def latin(typed: str) -> str:
    """What was typed in capitals, with Russian letters that look alike taken as Latin."""
    return typed.upper().translate(_LOOKALIKES).strip()


def spellings(typed: str) -> tuple[str, ...]:
    """What a typed code can be without its spaces and dashes: as it is, in digits, in base32."""
    bare = re.sub(r"[\s-]", "", latin(typed))
    return bare, bare.translate(_DIGITS), bare.translate(_BASE32)


def parse_page_code(text: str) -> PageCode:
    """What a typed or scanned page code says. Raises NoCode.

    Case and spaces do not matter. Where letters stand 0, 1 and 8 are read as O, I and B; among
    numbers O is read as 0, I and L as 1.
    """
    typed = latin(text)
    for spelt in (re.sub(r"\s", "", typed), re.sub(r"[\s-]+", "-", typed)):
        found = _PAGE.fullmatch(spelt)
        if found:
            letter, *parts = found.groups()
            journal = next(journal for journal, known in LETTERS.items() if known == letter)
            year, first, last, size = (int(part.translate(_DIGITS)) for part in parts[:4])
            mark = "".join(parts[4:]).translate(_BASE32)
            return PageCode(journal, _CENTURY + year, first, last, size, mark)
    raise NoCode(text.strip())
