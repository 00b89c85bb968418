"""Volumes and entries as people name them."""

from __future__ import annotations

from kiosk.forms import Journal
from kiosk.i18n import _
from kiosk.people import journal_name


def volume_name(journal: str, year: int) -> str:
    """A volume by its journal and school year: «Consultations 2026/27»."""
    return f"{journal_name(Journal(journal))} {year}/{(year + 1) % 100:02}"


def entry_name(place: tuple[str, int, int]) -> str:
    """An entry by its volume and number."""
    journal, year, number = place
    return _("{volume}, entry {number}").format(volume=volume_name(journal, year), number=number)
