"""When the visit was that an entry is about."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from db.models import Entry
from db.reading import EntryRow
from kiosk.proof.page import Visit, late_words, sheet_code
from kiosk.words.days import local


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
