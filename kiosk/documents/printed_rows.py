"""The rows of a volume as they are printed: what their acts said by some moment, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain

from peewee import DataError, DoesNotExist

from db.models import Volume
from db.reading import ActRow, EntryRow, acts_about, drawings_of, entries_of, words_beside
from kiosk.documents.book import PrintedRow
from kiosk.documents.remarks import correction_of, stands_for, word_of
from kiosk.journal.numbers import volume_of
from kiosk.journal.visit import visit_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.page import Stamp, as_it_was, cells_of, dotted_day, remark_of, standing
from kiosk.proof.wrong import UNREADABLE
from kiosk.words.days import dotted
from kiosk.words.drawing import parse, svg

DAMAGED: tuple[type[Exception], ...] = (*UNREADABLE, LookupError, DoesNotExist, DataError)
"""What comes of reading a row that was changed past the program."""
_CELLS = {
    "number": "number",
    "opened": "opened_at",
    "room": "room",
    "problem": "problem",
    "topic": "topic_title",
    "name": "name",
    "completed": "completed_at",
    "note": "note",
}
"""The column of the table behind each cell of a form."""


class RowPrinter:
    """Prints rows of one volume. Whoever asks has compared them, or says that nobody has."""

    def __init__(
        self,
        point: HelpPoint,
        volume: Volume,
        acts: Mapping[int, Sequence[ActRow]],
        *,
        drawn: bool = True,
    ) -> None:
        """``drawn`` says whether signatures drawn by hand are wanted, which takes a while."""
        self._point, self._volume, self._acts = point, volume, acts
        self._words = words_beside([act.id for act in chain.from_iterable(acts.values())])
        self._drawings = _drawings(volume) if drawn else {}

    def rows(self, size: int) -> list[PrintedRow]:
        """The rows that the acts are about, as they were printed when the ledger had ``size``
        acts."""
        numbers = self._acts.keys()
        found = entries_of(self._volume.id, min(numbers), max(numbers))
        return [self._row(row, size) for row in found]

    def whatever_rows_say(self, last: int, first: int = 1) -> list[PrintedRow]:
        """The rows up to ``last`` as they stand; of one that makes no sense, what its table has."""
        return [self._whatever_it_says(row) for row in entries_of(self._volume.id, first, last)]

    def _row(self, row: EntryRow, size: int | None = None) -> PrintedRow:
        about = self._acts.get(row.number, ())
        acts = [act for act in about if size is None or act.seq <= size]
        row, named = as_it_was(row, standing(act.kind for act in acts)), stands_for(acts)
        visit = visit_of(row, self._point.zone, first=named is not None)
        correction = correction_of(row, acts, self._words)
        return PrintedRow(
            row.number,
            cells_of(row, visit, self._dotted),
            self._stamp(row, acts),
            state=row.state,
            struck=correction is not None,
            remark=remark_of(self._volume.year, visit, named, correction, self._dotted),
            destroyed=self._dotted(row.destroyed_at),
            drawing=self._drawings.get(row.id, ""),
        )

    def _whatever_it_says(self, row: EntryRow) -> PrintedRow:
        try:
            return self._row(row)
        except DAMAGED:
            cells = {key: str(getattr(row, column) or "") for key, column in _CELLS.items()}
            return PrintedRow(row.number, cells, None, state="")

    def _stamp(self, row: EntryRow, acts: Iterable[ActRow]) -> Stamp | None:
        """The signature as it was given: name and day stand in the act. Its spelling was compared
        with the row's, and is not once more."""
        for act in acts:
            if act.kind == Kind.ENTRY_SIGNED and act.seq == row.signed_seq:
                signer, day = word_of(self._words, act.id, "signer"), json.loads(act.body)["date"]
                return Stamp(signer, dotted_day(day), short_digest(act.signature))
        return None

    def _dotted(self, at: str | None) -> str:
        return dotted(at, self._point.zone)


def row_as_it_stands(
    point: HelpPoint, journal: Journal, year: int, number: int
) -> PrintedRow | None:
    """One row as it would be printed now, to look at: nobody has verified it. None where there is
    no such row."""
    volume = volume_of(point, journal, year)
    if volume is None:
        return None
    acts = {number: [act for _number, act in acts_about(point.id, volume.id, number, number)]}
    printer = RowPrinter(point, volume, acts, drawn=False)
    return next(iter(printer.whatever_rows_say(number, number)), None)


def _drawings(volume: Volume) -> dict[int, str]:
    """The drawn signatures of a volume as SVG, by entry; a damaged one is left out."""
    drawn: dict[int, str] = {}
    for entry, strokes in drawings_of(volume.id):
        with suppress(ValueError, TypeError):
            drawn[entry] = svg(parse(strokes))
    return drawn
