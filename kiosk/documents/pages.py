"""Printed pages and the ledger: do the paper in somebody's hand and what is kept here agree?"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.engine import current
from db.models import Act, Ledger, Volume
from db.reading import snapshot
from kiosk.documents.cells import line
from kiosk.documents.printing import book
from kiosk.journal.numbers import volume_of
from kiosk.journal.rows import row_hashes, rows_digest
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.codes import NoCode, PageCode, Shape, code_of, parse_page_code, shape_of
from kiosk.proof.forms import Journal
from kiosk.verification.some_rows import (
    About,
    acts_of,
    destroyed_in,
    differing_table,
    read,
    unreadable,
)
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

__all__ = ["PageCheck", "PageCode", "check_page", "check_rows", "page_code", "typed_code"]


_MISTAKEN = {Shape.CHECKPOINT: CheckpointCodeGiven, Shape.STAMP: StampGiven}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row as it would be printed now."""

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
    """The code that these rows would be printed with now; empty where they cannot be read."""
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


def page_code(volume: Volume, first: int, last: int, size: int) -> str:
    """The code of some rows as they stood when the ledger had ``size`` acts."""
    journal = Journal(volume.journal)
    rows = row_hashes(volume, first, last, size)
    code = code_of(journal, volume.year, rows or {first: []}, size)
    return str(code._replace(first=first, last=last))


def check_page(point: HelpPoint, code: str) -> PageCheck:
    """Compare a page with the ledger and the tables, by the code at its foot.

    What came after the page was printed, such as an annulment, is told and does not disagree.
    Raises what ``typed_code`` raises, UnknownVolume, or UnknownRows for rows that the journal never
    had.
    """
    said = typed_code(code)
    with snapshot(current()):
        volume = _volume(point, said.journal, said.year)
        if not 1 <= said.first <= said.last:
            raise UnknownRows(volume.last_number)
        differs = read(lambda: _differing_paper(point, volume, said))
        return _checked(point, volume, said, differs)


def check_rows(point: HelpPoint, journal: Journal, year: int, first: int, last: int) -> PageCheck:
    """Compare some rows with the ledger without a code; the answer carries today's.

    Raises UnknownVolume or UnknownRows.
    """
    with snapshot(current()):
        volume = _volume(point, journal, year)
        if not 1 <= first <= last <= volume.last_number:
            raise UnknownRows(volume.last_number)
        today = PageCode(journal, year, first, last, sys.maxsize, "")  # nothing comes later
        return _checked(point, volume, today, "")


def _checked(point: HelpPoint, volume: Volume, said: PageCode, differs: str | None) -> PageCheck:
    last = min(said.last, volume.last_number)
    acts = read(lambda: acts_of(point, volume, said.first, last))
    wrong = read(lambda: next(differing_table(point, volume, acts or {}), ""))
    rows = read(lambda: _rows(point, volume, said.first, last))
    size = read(lambda: _size(point))
    code = read(lambda: page_code(volume, said.first, said.last, size or 0))
    later = read(lambda: tuple(_later(point, volume, said, acts or {})))
    lost = read(lambda: bool(differs) and _left_behind(point, said.size))
    readable = None not in (differs, acts, wrong, rows, size, code, later, lost)
    undecided = bool(lost and readable and not wrong)
    why = wrong or _why(differs or "", readable=readable, undecided=undecided)
    return PageCheck(
        agrees=not why,
        journal=said.journal,
        year=volume.year,
        first=said.first,
        last=said.last,
        code=code or "",
        rows=rows or (),
        later=() if undecided else later or (),
        why=why,
        compared=len(said.mark) if size is not None and said.size <= size else 0,
        undecided=undecided,
    )


def _why(differs: str, *, readable: bool, undecided: bool) -> str:
    """What there is to say of a page where no row is known to be wrong."""
    if not readable:
        return unreadable()
    if undecided:
        return _(
            "The journals were restored from a copy since then. Unless the code was mistyped,"
            " the page may be from before, and its acts are not here."
            " Compare it with these rows by eye."
        )
    return differs


def _volume(point: HelpPoint, journal: Journal, year: int) -> Volume:
    volume = volume_of(point, journal, year)
    if volume is None:
        raise UnknownVolume(volume_name(journal.value, year))
    return volume


def _size(point: HelpPoint) -> int:
    return int(Ledger.get(Ledger.point == point.id).size)


def _differing_paper(point: HelpPoint, volume: Volume, said: PageCode) -> str:
    """Why a page cannot have been printed from this ledger, or an empty text."""
    size = _size(point)
    if said.size > size:
        return _(
            "The page was printed when the ledger had {n} acts; now it has {size}."
            " Something was cut off, or the code was mistyped."
        ).format(n=said.size, size=size)
    if not said.is_of(rows_digest(volume, said.first, said.last, said.size)):
        return _(
            "The ledger says something different about these rows from what was printed,"
            " or the code was mistyped."
        )
    return ""


def _left_behind(point: HelpPoint, size: int) -> bool:
    """Whether a restore left a ledger of this size behind, of which the copy had less.

    What its rows were then, nobody can tell from here.
    """
    begun = Act.select().where(
        Act.point == point.id, Act.kind == Kind.EPOCH_BEGUN.value, Act.seq <= size
    )
    return any(json.loads(bytes(act.body))["left_size"] >= size for act in begun)


def _rows(point: HelpPoint, volume: Volume, first: int, last: int) -> tuple[PageRow, ...]:
    """The rows as they would be printed."""
    printed = book(point, Journal(volume.journal), volume.year, first=first, last=last)
    heads = [column.head for column in printed.form.columns]
    return tuple(
        PageRow(row.number, dict(zip(heads, line(printed, row), strict=True)))
        for row in printed.rows
    )


def _later(point: HelpPoint, volume: Volume, said: PageCode, acts: About) -> Iterator[Later]:
    """What happened to the rows after the page was printed, by number and in order."""
    destroyed = destroyed_in(point, volume)
    for number, about in acts.items():
        happened = [(act.seq, Kind(act.kind), act.at) for _number, act, _before in about]
        if number in destroyed:
            seq, at = destroyed[number]
            happened.append((seq, Kind.DATA_DESTROYED, at))
        for seq, kind, at in happened:
            if seq > said.size:
                yield Later(number, kind, local(at, point.zone).date())
