"""What the tables say, compared with the acts: cell by cell, and word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeGuard

from db.reading import ActRow, EntryRow, beside, entries_with
from kiosk.journal.facts import SEARCHED, search_text
from kiosk.proof.acts import WORDED, State
from kiosk.proof.canonical import facts_of
from kiosk.proof.history import EntryActs, place_of
from kiosk.proof.row import Salted, differing, fits_drawing, fits_wording, is_as_signed
from kiosk.proof.wrong import Wrong, need
from kiosk.verification.walked import Walked

_searched = attrgetter(*SEARCHED)


def compare_ended(walked: Walked, rows: Mapping[int | None, EntryRow]) -> None:
    """Compare the entries that ended since the last time, and forget them."""
    compare_entries(walked, walked.history.ended, rows)
    walked.history.ended.clear()


def rows_of(entries: Iterable[EntryActs]) -> dict[int | None, EntryRow]:
    """The rows that the acts of some entries are shown with."""
    return entries_with([entry.entry_id for entry in entries if entry.entry_id is not None])


def compare_entries(
    walked: Walked, entries: Sequence[EntryActs], rows: Mapping[int | None, EntryRow]
) -> None:
    """Compare what the ledger says of some entries with their rows, drawings included. Raises
    Wrong at the first cell that differs."""
    drawn = [entry.entry_id for entry in entries if entry.entry_id and entry.drawing is not None]
    drawings = beside("drawing", "entry_id", "strokes", drawn)
    for entry in entries:
        row = rows.get(entry.entry_id)
        if row is None:
            walked.gaps += 1
            raise Wrong("entry_gone", "entry", *entry.place)
        is_its = (row.journal, row.year, row.number) == entry.place
        need(is_its, "shown_with_another", "entry", *entry.place)
        for column in _differing(row, entry):
            raise Wrong("differs", "cell", column, "entry", *entry.place)
        if entry.drawing is not None:
            drawing = drawings.get(row.id)
            fits = _is_readable(drawing) and fits_drawing(entry, drawing)
            need(fits, "drawing", "entry", *entry.place)
            walked.drawings += 1
        if row.destroyed_at is not None:
            walked.emptied[entry.place] = row.destroyed_at
        walked.compared += 1
        walked.signed += row.state == State.SIGNED.value
        walked.unsigned += row.state == State.COMPLETED.value


def compare_wording(page: Iterable[ActRow], walked: Walked) -> None:
    """The free text of acts: each fits its commitment, or was emptied with its entry."""
    worded = [act for act in page if act.kind in WORDED]
    rows = beside("wording", "act_id", "text", [act.id for act in worded])
    for act in worded:
        body, row = facts_of(act.body), rows.get(act.id)
        if "committed" not in body and row is None:
            continue
        walked.wordings += 1
        if row == ("", b"") and "number" in body:
            walked.emptied.setdefault(place_of(body), "")
            continue
        need(_is_readable(row) and fits_wording(body, row), "wording", "act", act.seq)
        if "number" in body:
            walked.worded.add(place_of(body))


def _is_readable(beside: Salted | None) -> TypeGuard[Salted]:
    """Whether text and salt are there: a damaged file may hold values of another kind."""
    return beside is not None and isinstance(beside[0], str) and isinstance(beside[1], bytes)


def _differing(row: EntryRow, entry: EntryActs) -> Iterator[str]:
    """The columns that do not say what the acts say; the search words come last: where a word was
    changed, the word itself is named."""
    if not is_as_signed(row, entry):
        yield from differing(row, entry)
    if row.search != search_text(*map(str, _searched(row))):
        yield "search"
