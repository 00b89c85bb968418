"""Volumes, numbers and rows: a number is given in the transaction that writes its row."""

from __future__ import annotations

from typing import NamedTuple

from db import writes
from db.models import Entry, Volume
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind, school_year
from kiosk.proof.forms import Journal
from kiosk.proof.history import Place
from kiosk.words.days import local
from kiosk.words.errors import VolumeClosed


class Numbered(NamedTuple):
    """A number that was just given: the id of its volume, and the place of the entry."""

    volume: int
    place: Place

    @property
    def number(self) -> int:
        """In the volume."""
        return self.place[2]


def next_number(point: HelpPoint, journal: Journal, year: int) -> Numbered | None:
    """The next number of a volume; None where the volume is not opened yet.

    Must run inside the open ledger's transaction: a rollback takes the number back, so there is
    neither a hole nor a double. Raises VolumeClosed.
    """
    counted = writes.count_number(point.id, journal.value, year)
    if counted is None:
        refuse_closed(volume_of(point, journal, year))
        return None
    volume, number = counted
    return Numbered(volume, (journal.value, year, number))


def open_volume(point: HelpPoint, journal: Journal, year: int) -> None:
    """Open the volume of a school year, unless that was done meanwhile or the year is over."""
    said = say(point, Kind.VOLUME_OPENED, {"journal": journal.value, "year": year})
    with open_ledger(point) as ledger:
        is_now = school_year(local(ledger.now, point.zone).date()) == year
        if is_now and volume_of(point, journal, year) is None:
            row = {"point_id": point.id, "journal": journal.value, "year": year}
            writes.insert("volume", **row, last_number=0, opened_at=ledger.now)
            ledger.keep(said)


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
