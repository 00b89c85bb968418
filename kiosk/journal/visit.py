"""When the visit was that an entry is about."""

from __future__ import annotations

from db.models import Entry
from db.reading import EntryRow
from kiosk.proof.page import Visit


def visit_of(row: EntryRow, *, first: bool) -> Visit:
    """When a visitor came and when help was written down: by the row itself, or by the entry that
    was there ``first``, however often it was replaced. Raises DoesNotExist where that is gone."""
    if not first or row.corrects_id is None:
        return Visit(row.opened_at, row.completed_at, row.held_on)
    entry: Entry = Entry.get_by_id(row.corrects_id)
    while entry.corrects_id is not None:
        entry = Entry.get_by_id(entry.corrects_id)
    return Visit(entry.opened_at, entry.completed_at, entry.held_on)
