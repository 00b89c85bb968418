"""Printed pages and the ledger: do the paper in somebody's hand and what is kept here agree?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.models import Act, Volume
from db.reading import ActRow
from kiosk.documents.cells import line
from kiosk.documents.printing import book_of
from kiosk.journal.numbers import volume_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.codes import NoCode, PageCode, Shape, code_of, parse_page_code, shape_of
from kiosk.proof.forms import Journal
from kiosk.proof.history import Place, place_of
from kiosk.proof.rows import numbers_of
from kiosk.verification.present import read_present
from kiosk.verification.some_rows import About, PresentLedger
from kiosk.words.days import local
from kiosk.words.errors import (
    CheckpointCodeGiven,
    StampGiven,
    UnknownRows,
    UnknownVolume,
    UnreadableCode,
    UnreadableRows,
)
from kiosk.words.i18n import _
from kiosk.words.names import volume_name

__all__ = ["PageCheck", "PageCode", "check_page", "check_rows", "typed_code"]


_MISTAKEN = {Shape.CHECKPOINT: CheckpointCodeGiven, Shape.STAMP: StampGiven}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row as it was printed, or as it would be now."""

    number: int
    cells: Mapping[str, str]
    """By the head of the column, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Later:
    """Something that happened to a row after the page was printed."""

    number: int
    kind: Kind
    day: date


@dataclass(frozen=True, slots=True)
class PageCheck:
    """Whether paper and ledger agree, and what a person needs to compare them by eye."""

    agrees: bool
    journal: Journal
    year: int
    first: int
    last: int
    code: str
    """The code that these rows would be printed with now; empty where the journal has not all of
    them."""
    rows: tuple[PageRow, ...]
    later: tuple[Later, ...]
    why: str
    """What does not agree, in a sentence; empty where all does."""
    compared: int = 0
    """How many letters of the page's digest were compared; 0 where there was no code."""
    undecided: bool = False
    """Whether the page may show acts that a restored copy did not have: nothing here is wrong."""


def numbers_typed(words: str) -> tuple[int, int]:
    """The first and the last row of «1-14», or of one number. Raises UnreadableRows."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*(?:[-–—]\s*(\d{1,9})\s*)?", words)
    if found is None:
        raise UnreadableRows
    return int(found[1]), int(found[2] or found[1])


def typed_code(typed: str) -> PageCode:
    """What a typed or scanned page code says (``codes.parse_page_code``). Raises UnreadableCode,
    CheckpointCodeGiven or StampGiven."""
    try:
        return parse_page_code(typed)
    except NoCode as error:
        raise _MISTAKEN.get(shape_of(typed), UnreadableCode)(typed.strip()) from error


def check_page(point: HelpPoint, code: str) -> PageCheck:
    """Compare a page with the ledger by the code at its foot (``codes.page_digest`` says what a
    right one proves), once the ledger was walked and the tables were compared with it.

    What came after the page was printed, such as an annulment, is told apart from its rows and does
    not disagree. Raises what ``typed_code`` raises, UnknownVolume, UnknownRows for rows that the
    journal never had, and JournalsDiffer where anything in the journals is wrong.
    """
    said = typed_code(code)

    def reading(ledger: PresentLedger) -> PageCheck:
        volume = _volume(point, said.journal, said.year)
        if not 1 <= said.first <= said.last:
            raise UnknownRows(volume.last_number)
        acts = ledger.compare_rows(volume, said.first, min(said.last, volume.last_number))
        differs = _differing(ledger, said, acts)
        return _checked(point, ledger, volume, said, acts, differs)

    return read_present(point, reading)


def check_rows(point: HelpPoint, journal: Journal, year: int, first: int, last: int) -> PageCheck:
    """Compare some rows with the ledger without a code; the answer carries today's.

    Raises UnknownVolume, UnknownRows, and JournalsDiffer.
    """

    def reading(ledger: PresentLedger) -> PageCheck:
        volume = _volume(point, journal, year)
        if not 1 <= first <= last <= volume.last_number:
            raise UnknownRows(volume.last_number)
        today = PageCode(journal, year, first, last, ledger.size, "")
        acts = ledger.compare_rows(volume, first, last)
        return _checked(point, ledger, volume, today, acts, "")

    return read_present(point, reading)


def _checked(
    point: HelpPoint,
    ledger: PresentLedger,
    volume: Volume,
    said: PageCode,
    acts: About,
    differs: str,
) -> PageCheck:
    """The answer; rows are shown as they are now where they are not those of the page."""
    undecided = bool(differs) and ledger.was_left_at(said.size)
    size = ledger.size if differs else said.size
    today = code_of(said.journal, said.year, said.first, said.last, ledger.size, ledger.head)
    return PageCheck(
        agrees=not differs,
        journal=said.journal,
        year=volume.year,
        first=said.first,
        last=said.last,
        code=str(today) if said.last in acts else "",
        rows=_rows(point, volume, acts, size),
        later=() if differs else tuple(_later(point, volume, said, acts)),
        why=_undecided() if undecided else differs,
        compared=len(said.mark) if said.size <= ledger.size else 0,
        undecided=undecided,
    )


def _undecided() -> str:
    return _(
        "The journals were restored from a copy since then. Unless the code was mistyped,"
        " the page may be from before, and its acts are not here."
        " Compare it with these rows by eye."
    )


def _volume(point: HelpPoint, journal: Journal, year: int) -> Volume:
    volume = volume_of(point, journal, year)
    if volume is None:
        raise UnknownVolume(volume_name(journal.value, year))
    return volume


def _differing(ledger: PresentLedger, said: PageCode, acts: About) -> str:
    """Why a page cannot have been printed from this ledger, or an empty text."""
    if said.size > ledger.size:
        return _(
            "The page was printed when the ledger had {n} acts; now it has {size}."
            " Something was cut off, or the code was mistyped."
        ).format(n=said.size, size=ledger.size)
    head = ledger.head_at(said.size)
    there = said.last in acts and acts[said.last][0].seq <= said.size
    if not there or not said.is_of(head):
        return _("The page was not printed from this ledger, or the code was mistyped.")
    return ""


def _rows(point: HelpPoint, volume: Volume, acts: About, size: int) -> tuple[PageRow, ...]:
    """The rows as they were printed when the ledger had ``size`` acts."""
    printed = book_of(point, volume, acts, size)
    heads = [column.head for column in printed.form.columns]
    return tuple(
        PageRow(row.number, dict(zip(heads, line(printed, row), strict=True)))
        for row in printed.rows
    )


def _happened(act: ActRow, place: Place) -> Kind:
    """What an act did to an entry: the signing of what stands for it replaced it."""
    if act.kind != Kind.ENTRY_SIGNED:
        return Kind(act.kind)
    own = place in map(place_of, facts_of(act.body)["entries"])
    return Kind.ENTRY_SIGNED if own else Kind.ENTRY_RESTATED


def _later(point: HelpPoint, volume: Volume, said: PageCode, acts: About) -> Iterator[Later]:
    """What happened to the rows after the page was printed, by number and in order."""
    destroyed = _destroyed_in(point, volume)
    for number, about in acts.items():
        place = (volume.journal, volume.year, number)
        happened = [(act.seq, _happened(act, place), act.at) for act in about]
        if number in destroyed:
            seq, at = destroyed[number]
            happened.append((seq, Kind.DATA_DESTROYED, at))
        for seq, kind, at in happened:
            if seq > said.size:
                yield Later(number, kind, local(at, point.zone).date())


def _destroyed_in(point: HelpPoint, volume: Volume) -> dict[int, tuple[int, str]]:
    """The act of destruction and its time, by the number of each entry of a volume it names."""
    found: dict[int, tuple[int, str]] = {}
    acts = Act.select().where(Act.point == point.id, Act.kind == Kind.DATA_DESTROYED.value)
    for act in acts:
        named = facts_of(act.body)["entries"].get(f"{volume.journal}/{volume.year}", "")
        found |= dict.fromkeys(numbers_of(named, volume.last_number), (act.seq, act.at))
    return found
