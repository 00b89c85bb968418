"""A volume as a file in the school's export folder."""

from __future__ import annotations

from pathlib import Path

from kiosk.documents.book import Book
from kiosk.documents.export import Format, content, write
from kiosk.documents.printing import book, unverified_book
from kiosk.machine.files import write_into
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal


def publish(
    point: HelpPoint, journal: Journal, year: int, kind: Format, out: Path, stamp: str = ""
) -> Book:
    """Write one volume to ``out``; returns what was written. ``stamp`` are the school's own words
    for its stamps.

    Raises as ``book`` does, and CannotWrite or PdfNotMade.
    """
    volume = book(point, journal, year, stamp_words=stamp)
    write(volume, kind, out)
    return volume


def publish_unverified(
    point: HelpPoint,
    journal: Journal,
    year: int,
    kind: Format,
    out: Path,
    stamp: str = "",
    *,
    why: str,
) -> Book:
    """The same of journals that do not agree, marked as what nobody has compared; ``why`` says what
    is wrong. Raises as ``unverified_book`` does, and CannotWrite or PdfNotMade."""
    extract = unverified_book(point, journal, year, why=why, stamp_words=stamp)
    write(extract, kind, out)
    return extract


def write_volume(volume: Book, kind: Format, folder: Path) -> Path:
    """Write a volume into a folder; returns the file. One that nobody has compared gets a name of
    its own and takes the place of no other. Needs no database.

    Raises CannotWrite or PdfNotMade.
    """
    marked = "-unverified" if volume.unverified else ""
    name = f"{volume.journal.value}-{volume.year}{marked}.{kind.value}"
    return write_into(folder, name, content(volume, kind))
