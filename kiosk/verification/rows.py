"""What the tables say, compared with the acts: cell by cell, and word by word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeGuard

from db.reading import ActRow, EntryRow, drawings_beside, entries_with, words_beside
from kiosk.journal.facts import SEARCHED, search_text
from kiosk.proof.acts import WORDED, Kind, State
from kiosk.proof.canonical import Body
from kiosk.proof.history import EntryActs, Place, place_of, places_of
from kiosk.proof.row import Salted, beside, differing, fits_drawing, fits_word, is_as_signed
from kiosk.proof.wrong import Wrong, need
from kiosk.verification.walked import Walked

_searched = attrgetter(*SEARCHED)
_NOWHERE = ("", 0, 0)


def compare_ended(walked: Walked, rows: Mapping[int | None, EntryRow]) -> None:
    """Compare the entries that ended since the last time, and forget them."""
    others = rows_of(entry for entry in walked.history.ended if entry.entry_id not in rows)
    compare_entries(walked, walked.history.ended, {**rows, **others})
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
    drawings = drawings_beside(drawn)
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


def compare_annulments(page: Iterable[ActRow], rows: Mapping[int | None, EntryRow]) -> None:
    """An annulment is shown with the row that it is about: there it is printed."""
    for act in page:
        if act.kind == Kind.ENTRY_ANNULLED:
            place, row = place_of(json.loads(act.body)), rows.get(act.entry_id)
            is_its = row is not None and (row.journal, row.year, row.number) == place
            need(is_its, "shown_with_another", "entry", *place)


def compare_wording(page: Iterable[ActRow], walked: Walked) -> None:
    """The words beside acts: each fits its commitment, or was emptied with its entry."""
    worded = [act for act in page if act.kind in WORDED]
    rows = words_beside([act.id for act in worded])
    for act in worded:
        _compare_words(act, rows.get(act.id, {}), walked)


def _compare_words(act: ActRow, words: Mapping[str, Salted], walked: Walked) -> None:
    body = json.loads(act.body)
    names = beside(body)
    need(sorted(words) == sorted(names), "wording", "act", act.seq)
    walked.wordings += len(names)
    for name in names:
        if name != "wording":
            need(_fits(body, name, words[name]), "wording", "act", act.seq)
    if "wording" in names:
        _compare_reason(act, body, words["wording"], walked)


def _compare_reason(act: ActRow, body: Body, reason: Salted, walked: Walked) -> None:
    """A reason goes with the data of the entry that it is about."""
    about = places_of(body, json.loads(act.given))
    if reason == ("", b"") and about:
        walked.emptied.setdefault(about[0], "")
    else:
        need(_fits(body, "wording", reason), "wording", "act", act.seq)
        walked.worded.update(about)


def _fits(body: Body, name: str, word: Salted) -> bool:
    return _is_readable(word) and fits_word(body, name, word)


def _is_readable(beside: Salted | None) -> TypeGuard[Salted]:
    """Whether text and salt are there: a damaged file may hold values of another kind."""
    return beside is not None and isinstance(beside[0], str) and isinstance(beside[1], bytes)


def _differing(row: EntryRow, entry: EntryActs) -> Iterator[str]:
    """The columns that do not say what the acts say; the search words come last: where a word was
    changed, the word itself is named."""
    if not is_as_signed(row, entry):
        yield from differing(row, entry)
    signing = entry.ended.seq if entry.ended and row.signed_at else None
    if row.signed_seq != signing:
        yield "signed_at"
    if _corrected(row) != entry.stands_for:
        yield "corrects"
    if row.search != search_text(*map(str, _searched(row))):
        yield "search"


def _corrected(row: EntryRow) -> Place | None:
    """The entry that a row is to stand for; a place of no entry where there is no such row."""
    if row.corrects_id is None:
        return None
    old = entries_with([row.corrects_id]).get(row.corrects_id)
    return (old.journal, old.year, old.number) if old else _NOWHERE
