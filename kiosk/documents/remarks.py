"""What a row says beside its cells: what became of it, the entry that it stands for, and when that
visit was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from db.models import Act, Entry, Volume
from db.reading import ActRow, EntryRow, words_beside
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.page import Correction, Visit, late_words, sheet_code
from kiosk.proof.row import Salted
from kiosk.words.days import local

Named = Mapping[str, int]
"""Another entry of the journal: its school year and number."""
Words = Mapping[int, Mapping[str, Salted]]
"""The words beside acts, by the ids of the acts and by their names."""


def word_of(words: Words, act: int, name: str) -> str:
    """One of the words beside an act; an empty text where there is none."""
    return words.get(act, {}).get(name, ("", b""))[0]


def correction_of(row: EntryRow, acts: Iterable[ActRow], words: Words) -> Correction | None:
    """What annulled or replaced an entry, by the acts about it."""
    for act in acts:
        if act.kind == Kind.ENTRY_ANNULLED:
            who, reason = word_of(words, act.id, "signer"), word_of(words, act.id, "wording")
            return Correction(act.kind, act.at, who, reason, None)
        if act.kind == Kind.ENTRY_SIGNED and act.seq != row.signed_seq:
            return _replacement(row, act)
    return None


def _replacement(row: EntryRow, signing: ActRow) -> Correction:
    """The entry that stands for another since an act signed it. Raises DoesNotExist where there is
    none."""
    rows = Entry.select(Entry, Volume).join(Volume)
    new = rows.where(Entry.corrects == row.id, Entry.signed_seq == signing.seq).get()
    writing = Act.get(Act.entry == new.id, Act.kind == Kind.ENTRY_RESTATED.value)
    words = words_beside([writing.id])
    who, reason = word_of(words, writing.id, "signer"), word_of(words, writing.id, "wording")
    named = {"year": new.volume.year, "number": new.number}
    return Correction(Kind.ENTRY_RESTATED.value, signing.at, who, reason, named)


def stands_for(acts: Iterable[ActRow]) -> Named | None:
    """The entry that one stands for, by the acts about it; None for one that stands for itself."""
    for act in acts:
        if act.kind == Kind.ENTRY_RESTATED:
            named: Named = facts_of(act.body)["corrects"]
            return named
    return None


def visit_of(row: EntryRow, zone: ZoneInfo, *, first: bool) -> Visit:
    """When a visitor came and when help was written down: by the row itself, or by the entry that
    was there ``first``, however often it was replaced. Raises DoesNotExist where that is gone."""
    if not first or row.corrects_id is None:
        return _visit(row, zone)
    entry: Entry = Entry.get_by_id(row.corrects_id)
    while entry.corrects_id is not None:
        entry = Entry.get_by_id(entry.corrects_id)
    return _visit(entry, zone)


def _visit(row: EntryRow | Entry, zone: ZoneInfo) -> Visit:
    written = f"{local(row.opened_at, zone):%Y-%m-%dT%H:%M}"
    late = late_words(sheet_code(row.request_id), row.asked, written)
    return Visit(row.opened_at, row.completed_at, row.held_on, row.asked, late)
