"""A volume as a file in the school's export folder."""

from __future__ import annotations

from pathlib import Path

from kiosk.documents.book import Book
from kiosk.documents.export import Format, write
from kiosk.documents.printing import book
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.verification.some_rows import refuse_differing
from kiosk.words.errors import CannotWrite


def publish(
    point: HelpPoint, journal: Journal, year: int, kind: Format, out: Path, stamp: str = ""
) -> Book:
    """Write one volume to ``out``; returns what was written. ``stamp`` are the school's own words
    for its stamps.

    Paper is what people believe: a PDF is refused where a row differs from the ledger, the other
    formats tell what stands in the tables. Raises VolumeDiffers, CannotWrite or NothingToExport.
    """
    if kind is Format.PDF:
        refuse_differing(point, journal, year)
    volume = book(point, journal, year, stamp_words=stamp)
    write(volume, kind, out)
    return volume


def write_volume(
    point: HelpPoint, journal: Journal, year: int, kind: Format, folder: Path, stamp: str = ""
) -> Path:
    """``publish`` into a folder; returns the file."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    out = folder / f"{journal.value}-{year}.{kind.value}"
    publish(point, journal, year, kind, out, stamp)
    return out
