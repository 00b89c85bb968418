"""Volumes, numbers and rows: a number is given in the transaction that writes its row."""

from __future__ import annotations

from db import writes
from db.models import Entry, Volume
from kiosk.point.ledger import OpenLedger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, school_year
from kiosk.proof.forms import Journal
from kiosk.proof.history import Place
from kiosk.words.days import local
from kiosk.words.errors import VolumeClosed


def next_number(point: HelpPoint, ledger: OpenLedger, journal: Journal) -> tuple[Volume, int]:
    """The current volume and the next number in it; the first of a school year opens the volume.

    Must run inside the open ledger's transaction: a rollback takes the number back, so there is
    neither a hole nor a double. Raises VolumeClosed.
    """
    year = school_year(local(ledger.now, point.zone).date())
    counted = writes.count_number(point.id, journal.value, year)
    if counted is None:
        refuse_closed(volume_of(point, journal, year))
        writes.insert(
            "volume",
            point_id=point.id,
            journal=journal.value,
            year=year,
            last_number=0,
            opened_at=ledger.now,
        )
        ledger.append(Kind.VOLUME_OPENED, {"journal": journal.value, "year": year})
        return next_number(point, ledger, journal)
    volume, number = counted
    return Volume(id=volume, point=point.id, journal=journal.value, year=year), number


def volume_of(point: HelpPoint, journal: Journal, year: int) -> Volume | None:
    """The volume of a school year, if it was opened."""
    found: Volume | None = Volume.get_or_none(
        Volume.point == point.id, Volume.journal == journal.value, Volume.year == year
    )
    return found


def newest_volumes(point: HelpPoint, most: int = 9) -> list[tuple[Journal, int]]:
    """Journal and school year of the newest volumes."""
    rows = Volume.select().where(Volume.point == point.id)
    newest = rows.order_by(Volume.year.desc(), Volume.journal).limit(most)
    return [(Journal(row.journal), int(row.year)) for row in newest]


def row_at(point: HelpPoint, place: Place) -> Entry | None:
    """The row of an entry by its journal, school year and number, with its volume."""
    journal, year, number = place
    row: Entry | None = (
        Entry.select(Entry, Volume)
        .join(Volume)
        .where(
            Volume.point == point.id,
            Volume.journal == journal,
            Volume.year == year,
            Entry.number == number,
        )
        .first()
    )
    return row


def refuse_closed(volume: Volume | None) -> None:
    """Raise VolumeClosed for a volume into which nothing more is written."""
    if volume is not None and volume.closed_at:
        raise VolumeClosed


def years(point: HelpPoint, journal: Journal) -> list[int]:
    """The school years of a journal's volumes, the newest first."""
    rows = Volume.select(Volume.year).where(
        Volume.point == point.id, Volume.journal == journal.value
    )
    return sorted((int(row.year) for row in rows), reverse=True)
