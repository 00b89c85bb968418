"""A volume as a file in the school's export folder."""

from __future__ import annotations

from pathlib import Path

from kiosk.documents.export import Format, write
from kiosk.errors import CannotWrite
from kiosk.forms import Journal
from kiosk.journal.printing import book
from kiosk.point import HelpPoint


def write_volume(
    point: HelpPoint, journal: Journal, year: int, kind: Format, folder: Path, stamp: str = ""
) -> Path:
    """Write one volume; returns the file. ``stamp`` are the school's own words for its stamps.

    Raises CannotWrite or NothingToExport.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    out = folder / f"{journal.value}-{year}.{kind.value}"
    write(book(point, journal, year, stamp_words=stamp), kind, out)
    return out
