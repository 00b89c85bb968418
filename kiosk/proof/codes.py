"""Codes that people write down, read aloud, scan and type: of a page, of a checkpoint, of a
signature.

``C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST`` on a page names journal and school year, the first and the
last row, the size of the ledger when it was printed, and the first twenty letters of a digest over
all that and the head of the ledger. The code of a checkpoint is such letters alone. A QR code goes
on to the last letter.
"""

from __future__ import annotations

import re
from base64 import b32encode
from enum import Enum
from hashlib import sha256
from typing import NamedTuple

from .forms import Journal

LETTERS = {Journal.CONSULTATIONS: "C", Journal.REQUESTS: "R"}
"""The first letter of a page's code."""
TYPED, WHOLE = 20, 52
"""How many letters of a digest people type (100 bits), and how many it has (256 bits)."""
_CENTURY = 2000
_PRINTED = b"helppoint/page/v1\0"
_LOOKALIKES = str.maketrans("АВЕЗКМНОРСТУХ–—−", "ABE3KMHOPCTYX---")
"""Russian capitals that look like Latin ones or like a 3, and dashes that are not the key's."""
_DIGITS = str.maketrans("OIL", "011")
_BASE32 = str.maketrans("018", "OIB")
"""What base32 has instead of the digits that it lacks."""
_NUMBERS = r"-([\dOIL]{1,9})" * 3
_PAGES = [
    re.compile(rf"([CR])([\dOIL]{{2}}){_NUMBERS}((?:-?[A-Z0-8]{{4}}){{{size // 4}}})")
    for size in (TYPED, WHOLE)
]

_NUMBERED = re.compile(r"[CR][\dOIL]{2}[\s-]+[\dOIL]+[\s-]")


class NoCode(ValueError):
    """What was typed is no code of this kind."""


class Shape(Enum):
    """What a typed code can be of, by its letters and their number."""

    PAGE = "page"
    CHECKPOINT = "checkpoint"
    STAMP = "stamp"
    """The twelve hexadecimal digits beside a signature."""
    DIGEST = "digest"
    """64 hexadecimal digits: the head of a ledger, or the digest of a volume's rows."""
    NONE = "none"


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
    """The letters of the page's digest without dashes: all where they were scanned, twenty where
    they were typed."""

    def __str__(self) -> str:
        """As it is printed, to be typed."""
        return self._spelled(self.mark[:TYPED])

    def scanned(self) -> str:
        """As it stands in the QR code: what is printed, and the other letters of the digest."""
        return self._spelled(self.mark)

    def is_of(self, head: bytes) -> bool:
        """Whether it is the code of its rows where the ledger ended in ``head``."""
        journal, year, first, last, size, mark = self
        return letters_of(page_digest(journal, year, first, last, size, head)).startswith(mark)

    def _spelled(self, mark: str) -> str:
        numbers = f"{self.year % 100:02}-{self.first}-{self.last}-{self.size}"
        return f"{LETTERS[self.journal]}{numbers}-{grouped(mark)}"


def page_digest(
    journal: Journal, year: int, first: int, last: int, size: int, head: bytes
) -> bytes:
    """SHA-256 over the rows ``first`` to ``last``, printed when the ledger had ``size`` acts and
    ended in ``head`` (32 bytes).

    The head covers every act up to there with its signatures, and acts commit to every word. So a
    code that is right proves that the ledger still is the one that the page was printed from: the
    openings, completions and signatures of its rows, the enrolments that name who signed, what was
    annulled, replaced or destroyed by then, and the closing. It does not prove what stands on
    paper beside it: that is compared, by eye, with what this ledger said then.
    """
    said = f"{journal.value}/{year}/{first}-{last}/{size}\0".encode()
    return sha256(_PRINTED + said + head).digest()


def code_of(journal: Journal, year: int, first: int, last: int, size: int, head: bytes) -> PageCode:
    """The code of a page (``page_digest`` says of what, and what a right one proves)."""
    mark = letters_of(page_digest(journal, year, first, last, size, head))
    return PageCode(journal, year, first, last, size, mark)


def letters_of(digest: bytes) -> str:
    """A SHA-256 digest in base32."""
    return b32encode(digest).decode().rstrip("=")


def grouped(letters: str) -> str:
    """Letters in groups of four."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def latin(typed: str) -> str:
    """What was typed in capitals, with Russian letters that look alike taken as Latin."""
    return typed.upper().translate(_LOOKALIKES).strip()


def base32_typed(typed: str) -> str:
    """What was typed of a code in letters, without spaces and dashes; 0, 1 and 8 are read as O, I
    and B."""
    return re.sub(r"[\s-]", "", latin(typed)).translate(_BASE32)


def shape_of(typed: str) -> Shape:
    """What a typed or scanned text can be a code of; nothing where it was mistyped."""
    try:
        parse_page_code(typed)
    except NoCode:
        return _shaped(typed)[0]
    return Shape.PAGE


def bare_code(typed: str) -> str:
    """The letters or digits of a code that is not a page's; empty for what has no shape of one."""
    return _shaped(typed)[1]


def _shaped(typed: str) -> tuple[Shape, str]:
    if _NUMBERED.match(latin(typed)):
        return Shape.NONE, ""  # the code of a page, with something missing
    bare = re.sub(r"[\s-]", "", latin(typed))
    letters, digits = base32_typed(typed), bare.translate(_DIGITS)
    if len(bare) in (TYPED, WHOLE) and re.fullmatch("[A-Z2-7]+", letters):
        return Shape.CHECKPOINT, letters
    for shape, length in ((Shape.STAMP, 12), (Shape.DIGEST, 64)):
        if re.fullmatch(f"[0-9A-F]{{{length}}}", digits):
            return shape, digits
    return Shape.NONE, ""


def parse_page_code(text: str) -> PageCode:
    """What a typed or scanned page code says. Raises NoCode.

    Case and spaces do not matter. Where letters stand 0, 1 and 8 are read as O, I and B; among
    numbers O is read as 0, I and L as 1.
    """
    typed = latin(text)
    for spelt in (re.sub(r"\s", "", typed), re.sub(r"[\s-]+", "-", typed)):
        for page in _PAGES:
            found = page.fullmatch(spelt)
            if found:
                letter, *numbers, mark = found.groups()
                journal = next(journal for journal, known in LETTERS.items() if known == letter)
                year, first, last, acts = (int(each.translate(_DIGITS)) for each in numbers)
                mark = mark.replace("-", "").translate(_BASE32)
                return PageCode(journal, _CENTURY + year, first, last, acts, mark)
    raise NoCode(text.strip())
