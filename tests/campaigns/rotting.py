"""How a disk, a cable or a bad copy spoils a file: a bit, a byte, a sector, a page, the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it was, and how it is laid out."""

    content: bytes
    older: bytes
    """What it was at an earlier time: a lost write leaves a page of that."""
    page: int = 4096
    first: int = 0
    """Where the first page begins."""

    def pages(self) -> range:
        """Where each page begins; a short file is one page."""
        return range(self.first, max(len(self.content) - self.page, self.first) + 1, self.page)


Spoiling = Callable[[bytearray, Paper, Random], None]


def _flip_a_bit(content: bytearray, paper: Paper, rng: Random) -> None:
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def _change_a_byte(content: bytearray, paper: Paper, rng: Random) -> None:
    content[rng.randrange(len(content))] = rng.randrange(256)


def _zero_a_sector(content: bytearray, paper: Paper, rng: Random) -> None:
    start = rng.randrange(0, len(content), SECTOR)
    content[start : start + SECTOR] = bytes(len(content[start : start + SECTOR]))


def _zero_a_page(content: bytearray, paper: Paper, rng: Random) -> None:
    start = rng.choice(paper.pages())
    end = min(start + paper.page, len(content))
    content[start:end] = bytes(end - start)


def _swap_pages(content: bytearray, paper: Paper, rng: Random) -> None:
    one, other = (rng.choice(paper.pages()) for _ in range(2))
    size = paper.page
    kept = content[one : one + size]
    content[one : one + size] = content[other : other + size]
    content[other : other + size] = kept


def _repeat_a_page(content: bytearray, paper: Paper, rng: Random) -> None:
    """A write that went to the wrong place."""
    one, other = (rng.choice(paper.pages()) for _ in range(2))
    content[one : one + paper.page] = content[other : other + paper.page]


def _leave_a_page_stale(content: bytearray, paper: Paper, rng: Random) -> None:
    """A write that never came through."""
    stale = [
        page
        for page in paper.pages()
        if paper.older[page : page + paper.page] not in (b"", content[page : page + paper.page])
    ]
    if stale:
        start = rng.choice(stale)
        content[start : start + paper.page] = paper.older[start : start + paper.page]


def _truncate(content: bytearray, paper: Paper, rng: Random) -> None:
    del content[rng.randrange(len(content)) :]


SPOILINGS: dict[str, Spoiling] = {
    "bit": _flip_a_bit,
    "byte": _change_a_byte,
    "zeroed sector": _zero_a_sector,
    "zeroed page": _zero_a_page,
    "swapped pages": _swap_pages,
    "repeated page": _repeat_a_page,
    "stale page": _leave_a_page_stale,
    "truncated": _truncate,
}
_WEIGHTS = (8, 4, 2, 1, 1, 1, 2, 1)


def spoil(paper: Paper, rng: Random) -> tuple[str, bytes]:
    """The file spoiled in one way, which changes at least one byte, and the name of the way."""
    while True:
        (way,) = rng.choices(list(SPOILINGS), _WEIGHTS)
        content = bytearray(paper.content)
        SPOILINGS[way](content, paper, rng)
        if content != paper.content:
            return way, bytes(content)
