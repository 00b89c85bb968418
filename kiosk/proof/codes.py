"""Page codes: what is printed on a page of a journal, so that anybody can check it years later.

``C26-1-14-57-ABCD-EFGH-IJKL`` names journal and school year, the first and the last row, the size
of the ledger when it was printed, and the first twelve letters of the digest of these rows.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.journal.rows import digest
from kiosk.proof.forms import Journal
from kiosk.words.errors import UnreadableCode

LETTERS = {Journal.CONSULTATIONS: "C", Journal.REQUESTS: "R"}
_CENTURY = 2000
_LOOKALIKES = str.maketrans("АВЕЗКМНОРСТУХ–—−", "ABE3KMHOPCTYX---")
"""Russian capitals that look like Latin ones or like a 3, and dashes that are not the key's."""
_DIGITS = str.maketrans("OIL", "011")
_MARK = str.maketrans("018", "OIB")
_CODE = re.compile(r"([CR])([\dOIL]{2})" + r"-([\dOIL]{1,9})" * 3 + r"-?([A-Z0-8]{4})" * 3)


@dataclass(frozen=True, slots=True)
class PageCode:
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
        mark = "-".join((self.mark[:4], self.mark[4:8], self.mark[8:]))
        letter = LETTERS[self.journal]
        return f"{letter}{self.year % 100:02}-{self.first}-{self.last}-{self.size}-{mark}"


def code_of(
    journal: Journal, year: int, rows: Mapping[int, Sequence[bytes]], size: int
) -> PageCode:
    """The code of some rows, given the hashes of their acts up to ``size`` by number."""
    return PageCode(
        journal, year, min(rows), max(rows), size, mark_of(digest(journal.value, year, rows))
    )


def mark_of(rows_digest: bytes) -> str:
    """The first twelve base32 letters of a digest of rows."""
    return base64.b32encode(rows_digest)[:12].decode()


def parse_code(text: str) -> PageCode:
    """What a typed or scanned code says. Raises UnreadableCode.

    Case and spaces do not matter. Where letters stand 0, 1 and 8 are read as O, I and B; among
    numbers O is read as 0, I and L as 1. Russian letters that look alike are taken as Latin, and З
    as 3.
    """
    typed = text.upper().translate(_LOOKALIKES).strip()
    for spelt in (re.sub(r"\s", "", typed), re.sub(r"[\s-]+", "-", typed)):
        if found := _CODE.fullmatch(spelt):
            return _page_code(*found.groups())
    raise UnreadableCode(text.strip())


def _page_code(letter: str, year: str, first: str, last: str, size: str, *mark: str) -> PageCode:
    journal = next(journal for journal, known in LETTERS.items() if known == letter)
    numbers = [int(digits.translate(_DIGITS)) for digits in (year, first, last, size)]
    letters = "".join(mark).translate(_MARK)
    return PageCode(journal, _CENTURY + numbers[0], numbers[1], numbers[2], numbers[3], letters)
