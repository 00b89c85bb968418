"""Rows as evidence: one digest over the acts of some rows, as they stood at one size of the ledger.

The acts commit to every word of a row, so the digest fixes what was printed; acts that come later,
such as an annulment, do not change it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from db.models import Act, Entry, Volume
from kiosk.point.point import HelpPoint

_ROWS = b"helppoint/rows/v1\0"


def digest(journal: str, year: int, rows: Mapping[int, Sequence[bytes]]) -> bytes:
    """SHA-256 over a volume's rows: number by number, the hashes of their acts in order."""
    hashed = hashlib.sha256(_ROWS + f"{journal}/{year}\0".encode())
    for number, hashes in sorted(rows.items()):
        hashed.update(f"{number}:".encode() + b"".join(hashes))
    return hashed.digest()


def row_hashes(
    point: HelpPoint, volume: Volume, first: int, last: int, size: int
) -> dict[int, list[bytes]]:
    """The act hashes of the rows ``first`` to ``last``, up to act ``size``, by number."""
    return _hashes(point.id, volume, first, last, size)


def _hashes(point: int, volume: Volume, first: int, last: int, size: int) -> dict[int, list[bytes]]:
    acts = (
        Act.select(Act.hash, Entry.number)
        .join(Entry)
        .where(
            Act.point == point,
            Entry.volume == volume.id,
            Entry.number.between(first, last),
            Act.seq <= size,
        )
        .order_by(Act.seq)
    )
    rows: dict[int, list[bytes]] = {}
    for act in acts.iterator():
        rows.setdefault(int(act.entry.number), []).append(bytes(act.hash))
    return rows


def rows_digest(point: HelpPoint, volume: Volume, first: int, last: int, size: int) -> bytes:
    """The digest of some rows of a volume, as they stood when the ledger had ``size`` acts."""
    rows = row_hashes(point, volume, first, last, size)
    return digest(volume.journal, volume.year, rows)


def volume_digest(point: int, journal: str, year: int, size: int) -> bytes:
    """The digest of all rows of a volume when the ledger had ``size`` acts; KeyError without it."""
    volume = Volume.get_or_none(point=point, journal=journal, year=year)
    if volume is None:
        raise KeyError(year)
    return digest(journal, year, _hashes(point, volume, 1, volume.last_number, size))


def numbers_in_words(numbers: Iterable[int]) -> str:
    """Ascending numbers with runs drawn together: «3, 7–9»."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def numbers_of(words: str) -> list[int]:
    """The numbers of «3, 7–9». Raises ValueError for anything else."""
    numbers: list[int] = []
    for run in words.split(", ") if words else []:
        first, _dash, last = run.partition("–")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers
