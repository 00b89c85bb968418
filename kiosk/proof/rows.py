"""Rows as evidence: one digest over the acts of some rows, as they stood at one size of the ledger.

The acts commit to every word of a row, so the digest fixes what was printed; acts that come later,
such as an annulment, do not change it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Iterable, Mapping, Sequence

_ROWS = b"helppoint/rows/v1\0"


class NoSuchRow(ValueError):
    """A number that no row of the volume has."""


def digest(journal: str, year: int, rows: Mapping[int, Sequence[bytes]]) -> bytes:
    """SHA-256 over a volume's rows: number by number, the hashes of their acts in order."""
    hashed = sha256(_ROWS + f"{journal}/{year}\0".encode())
    for number, hashes in sorted(rows.items()):
        hashed.update(f"{number}:".encode() + b"".join(hashes))
    return hashed.digest()


def numbers_in_words(numbers: Iterable[int]) -> str:
    """Numbers as an act names them, in their only spelling: «3, 7–9»."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def numbers_of(words: str, last: int) -> list[int]:
    """The numbers of «3, 7–9». Raises NoSuchRow for one below 1 or above ``last``, and ValueError
    for any other spelling."""
    numbers: list[int] = []
    for run in words.split(", ") if words else []:
        first, _dash, end = run.partition("–")
        span = range(int(first), int(end or first) + 1)
        if span.start < 1 or span.stop > last + 1:
            raise NoSuchRow(words)
        if numbers and span.start <= numbers[-1]:
            raise ValueError(words)  # a short text could name many rows many times
        numbers.extend(span)
    if numbers_in_words(numbers) != words:
        raise ValueError(words)
    return numbers
