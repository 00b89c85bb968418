"""A journal made ready for paper: plain values that every export format prints alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.forms import FORMS, Form, Journal


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands in «Подпись» of a signed row."""

    signer: str
    date: str
    """dd.mm.yyyy in the point's zone."""
    digest: str
    """The short digest of the signature, for example ``3F9A-27C1-0B5E``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a printed journal; ``cells`` holds every column but the signature, as text."""

    number: int
    cells: Mapping[str, str]
    stamp: Stamp | None
    """None while nobody has signed the row."""


@dataclass(frozen=True, slots=True)
class Book:
    """One volume of a journal, ready to be written in any format."""

    journal: Journal
    school: str
    point: str
    year: int
    """The calendar year in which the school year begins."""
    started: str
    """dd.mm.yyyy of the first entry, or an empty text."""
    printed: str
    """dd.mm.yyyy hh:mm of the export, in the point's zone."""
    rows: Sequence[Row]

    @property
    def form(self) -> Form:
        return FORMS[self.journal]

    @property
    def school_year(self) -> str:
        """The school year as people write it, for example ``2026/27``."""
        return f"{self.year}/{(self.year + 1) % 100:02}"
