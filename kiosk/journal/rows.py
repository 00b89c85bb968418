"""The acts about some rows of a volume, and the digest over them (``kiosk.proof.rows``)."""

from __future__ import annotations

from db.models import Act, Entry, Volume
from kiosk.proof.rows import digest


def row_hashes(volume: Volume, first: int, last: int, size: int) -> dict[int, list[bytes]]:
    """The hashes of the acts about the rows ``first`` to ``last``, by number, as they stood when
    the ledger had ``size`` acts."""
    acts = (
        Act.select(Act.hash, Entry.number)
        .join(Entry)
        .where(
            Act.point == volume.point_id,
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


def rows_digest(volume: Volume, first: int, last: int, size: int) -> bytes:
    """The digest of the rows ``first`` to ``last``, as they stood at ``size`` acts."""
    return digest(volume.journal, volume.year, row_hashes(volume, first, last, size))


def volume_digest(point: int, journal: str, year: int, size: int) -> bytes:
    """The digest of all rows of a volume at ``size`` acts. Raises KeyError for no such volume."""
    volume = Volume.get_or_none(point=point, journal=journal, year=year)
    if volume is None:
        raise KeyError(year)
    return rows_digest(volume, 1, volume.last_number, size)
