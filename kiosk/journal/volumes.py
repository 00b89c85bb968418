"""Volumes and numbers: a number is given in the transaction that writes its row."""

from __future__ import annotations

from db.models import Volume
from kiosk.days import local, school_year
from kiosk.forms import Journal
from kiosk.point import HelpPoint
from kiosk.record import Kind, Record


def next_number(point: HelpPoint, ledger: Record, journal: Journal) -> tuple[Volume, int]:
    """The current volume and the next number in it; the first of a school year opens the volume.

    Must run inside the record's transaction: a rollback takes the number back, so there is
    neither a hole nor a double.
    """
    year = school_year(local(ledger.now, point.zone).date())
    chosen = (Volume.point == point.id) & (Volume.journal == journal.value) & (Volume.year == year)
    counted = Volume.update(last_number=Volume.last_number + 1).where(chosen).returning(Volume)
    for volume in counted.execute():
        return volume, int(volume.last_number)
    Volume.insert(
        point=point.id, journal=journal.value, year=year, last_number=0, opened_at=ledger.now
    ).execute()
    ledger.append(Kind.VOLUME_OPENED, {"journal": journal.value, "year": year})
    (volume,) = counted.clone().execute()
    return volume, int(volume.last_number)


def years(point: HelpPoint, journal: Journal) -> list[int]:
    """The school years of a journal's volumes, the newest first."""
    rows = Volume.select(Volume.year).where(
        Volume.point == point.id, Volume.journal == journal.value
    )
    return sorted((int(row.year) for row in rows), reverse=True)
