"""The acts of some rows in the database, and the digest over them (``kiosk.proof.rows``)."""

from __future__ import annotations

from db.models import Act, Entry, Volume
from kiosk.point.point import HelpPoint
from kiosk.proof.rows import digest


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
