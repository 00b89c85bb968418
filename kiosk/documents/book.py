"""A journal made ready for paper: plain values that every export format prints alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.proof.acts import State
from kiosk.proof.forms import FORMS, Form, Journal
from kiosk.proof.page import Stamp, year_in_words

STAMP = "Подписано простой электронной подписью"
"""What a stamp says of itself unless the school has other words."""
NOT_VERIFIED = "НЕ СВЕРЕНО"
"""Stands across every page and in every sheet of an extract from journals that do not agree."""
REMARKED = {Journal.REQUESTS: "note", Journal.CONSULTATIONS: "topic"}
"""The column in which a remark about a row stands."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of a printed journal; ``cells`` holds every column but the signature, as text."""

    number: int
    cells: Mapping[str, str]
    stamp: Stamp | None
    """None while nobody has signed the row."""
    state: str = State.COMPLETED.value
    """``open``, ``completed``, ``signed`` or ``left``; empty where nothing there makes sense."""
    struck: bool = False
    """Annulled or replaced: its words are printed struck through."""
    remark: str = ""
    """What became of the row and what it stands for, in words."""
    destroyed: str = ""
    """dd.mm.yyyy on which its personal data were destroyed, or an empty text."""
    drawing: str = ""
    """The drawn signature as SVG, or an empty text."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The act that closed a volume."""

    date: str
    """dd.mm.yyyy in the point's zone."""
    who: str
    entries: int
    unsigned: str
    """Numbers of rows that nobody signed, such as «3, 7–9», or an empty text."""
    reason: str
    rows: str
    """Digest of all rows, 64 hexadecimal digits."""
    head: str
    """The head of the chain that the act stands on, 64 hexadecimal digits."""
    stamp: Stamp
    code: str = ""
    """The page code of all rows when the volume was closed, to be typed; empty where nobody has
    compared them."""
    scanned: str = ""
    """The same for the QR, with the whole digest."""


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
    printed_at: datetime
    """When it was exported, in the point's zone."""
    rows: Sequence[PrintedRow]
    size: int = 0
    """How many acts the ledger had; pages carry no code where it is not known."""
    head: bytes = b""
    """What the next act is chained to (32 bytes): pages are coded by it."""
    stamp: str = STAMP
    """The words in the stamp of a signature."""
    opened_by: str = ""
    """Who signed the opening of the volume, with the day."""
    ending: Ending | None = None
    unverified: str = ""
    """Why the book is marked as one that nobody has compared; empty for one that agrees."""

    @property
    def form(self) -> Form:
        return FORMS[self.journal]

    @property
    def printed(self) -> str:
        """dd.mm.yyyy hh:mm of the export, as the clock at the point showed it."""
        return f"{self.printed_at:%d.%m.%Y %H:%M}"

    @property
    def warning(self) -> str:
        """What a sheet of an extract that nobody has compared begins with, or an empty text."""
        return f"{NOT_VERIFIED}. {self.unverified}." if self.unverified else ""

    @property
    def school_year(self) -> str:
        """The school year as people write it, for example ``2026/27``."""
        return year_in_words(self.year)
