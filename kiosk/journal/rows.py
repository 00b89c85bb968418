"""The acts about some rows of a volume, and the digest over them (``kiosk.proof.rows``)."""

from __future__ import annotations

from db.models import Volume
from db.reading import tails_about
from kiosk.proof.rows import digest


def row_tails(volume: Volume, first: int, last: int, size: int) -> dict[int, list[bytes]]:
    """What is chained to the acts about the rows ``first`` to ``last``, by number, as they stood
    when the ledger had ``size`` acts."""
    rows: dict[int, list[bytes]] = {}
    for number, tail in tails_about(volume.point_id, volume.id, first, last, size):
        rows.setdefault(number, []).append(tail)
    return rows


def rows_digest(volume: Volume, first: int, last: int, size: int) -> bytes:
    """The digest of the rows ``first`` to ``last``, as they stood at ``size`` acts."""
    return digest(volume.journal, volume.year, row_tails(volume, first, last, size))


def volume_digest(point: int, journal: str, year: int, size: int) -> bytes:
    """The digest of all rows of a volume at ``size`` acts. Raises KeyError for no such volume."""
    volume = Volume.get_or_none(point=point, journal=journal, year=year)
    if volume is None:
        raise KeyError(year)
    return rows_digest(volume, 1, volume.last_number, size)
