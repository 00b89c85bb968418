"""A volume made ready for paper: walked and compared, or marked as what nobody has compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from db.engine import current
from db.models import Volume
from db.reading import ActRow, acts_about, acts_at, snapshot
from kiosk.documents.book import STAMP, Book, Ending, PrintedRow
from kiosk.documents.printed_rows import DAMAGED, RowPrinter
from kiosk.journal.volumes import Closing, VolumeCard, needed_volume, volume_card
from kiosk.point.point import HelpPoint
from kiosk.proof.codes import code_of
from kiosk.proof.forms import Journal
from kiosk.proof.page import Stamp
from kiosk.verification.present import read_present
from kiosk.verification.some_rows import About, PresentLedger
from kiosk.words.days import dotted, local, stamp
from kiosk.words.errors import PeopleDiffer

_MOST = 10**9
"""No volume has so many rows."""
_Read = TypeVar("_Read")


def book(
    point: HelpPoint,
    journal: Journal,
    year: int,
    *,
    first: int = 1,
    last: int | None = None,
    stamp_words: str = "",
) -> Book:
    """One volume with its rows from ``first`` to ``last``, all unless told otherwise.

    The ledger is walked to its head first, and the rows are compared with it where they are read.
    ``stamp_words`` are the school's own words for the stamp. Raises NothingToExport where there is
    no such volume, JournalsDiffer where anything in the journals is wrong, and StorageUnavailable.
    """

    def reading(ledger: PresentLedger) -> Book:
        volume = needed_volume(point, journal, year)
        until = volume.last_number if last is None else last
        acts = ledger.compare_rows(volume, first, until)
        known = volume_card(point, journal, year)
        return replace(
            book_of(point, volume, acts, ledger.size),
            started=dotted(volume.opened_at, point.zone),
            stamp=stamp_words or STAMP,
            opened_by=known.vouched,
            ending=_ending(point, volume, known.closing) if known.closing else None,
            size=ledger.size,
            head=ledger.head,
        )

    return read_present(point, reading)


def book_of(point: HelpPoint, volume: Volume, acts: About, size: int) -> Book:
    """Rows with the acts about them, which were compared in this transaction, as they were printed
    when the ledger had ``size`` acts."""
    rows = RowPrinter(point, volume, acts).rows(size) if acts else []
    return _book(point, volume, rows)


def unverified_book(
    point: HelpPoint, journal: Journal, year: int, *, why: str, stamp_words: str = ""
) -> Book:
    """A volume of journals that do not agree, for somebody who insists: whatever stands in the
    tables, marked on every page and in every sheet, without page codes.

    ``why`` names what is wrong. Raises NothingToExport.
    """
    with snapshot(current()):
        volume = needed_volume(point, journal, year)
        acts: dict[int, list[ActRow]] = {}
        for number, act in acts_about(point.id, volume.id, 1, _MOST):
            acts.setdefault(number, []).append(act)
        rows = RowPrinter(point, volume, acts).whatever_rows_say(_MOST)
        known = _readable(lambda: volume_card(point, journal, year), None)
        return replace(
            _book(point, volume, rows),
            started=_readable(lambda: dotted(volume.opened_at, point.zone), ""),
            stamp=stamp_words or STAMP,
            opened_by=known.vouched if known else "",
            ending=_unproved_ending(known),
            unverified=why,
        )


def _book(point: HelpPoint, volume: Volume, rows: Sequence[PrintedRow]) -> Book:
    """A volume without what its own acts say of it."""
    school, name = _names(point)
    return Book(
        journal=Journal(volume.journal),
        school=school,
        point=name,
        year=volume.year,
        started="",
        printed_at=local(stamp(point.clock()), point.zone),
        rows=rows,
    )


def _names(point: HelpPoint) -> tuple[str, str]:
    """School and point as the acts name them now; where those do not hold, as the point was opened
    with."""
    try:
        named = point.who().point
    except PeopleDiffer:
        return point.school, point.name
    return named["school"], named["name"]


def _readable(reading: Callable[[], _Read], otherwise: _Read) -> _Read:
    """What was read, or something else where a damaged table says what nobody can read."""
    try:
        return reading()
    except DAMAGED:
        return otherwise


def _unproved_ending(known: VolumeCard | None) -> Ending | None:
    if known is None or known.closing is None:
        return None
    closing = known.closing
    return _readable(lambda: _words_of(closing), None)


def _ending(point: HelpPoint, volume: Volume, closing: Closing) -> Ending:
    """The closing with the code of the volume as it was closed."""
    (act,) = acts_at(point.id, [closing.act])
    journal, head = Journal(volume.journal), act.tail
    code = code_of(journal, volume.year, closing.first, closing.last, closing.act, head)
    return replace(_words_of(closing), code=str(code), scanned=code.scanned())


def _words_of(closing: Closing) -> Ending:
    """The closing in words."""
    date = f"{closing.at:%d.%m.%Y}"
    return Ending(
        date=date,
        who=closing.specialist,
        entries=closing.entries,
        unsigned=closing.unsigned,
        reason=closing.reason,
        rows=closing.rows,
        head=closing.head,
        stamp=Stamp(closing.specialist, date, closing.digest),
    )
