"""Two points in one database do not see each other's journals, and nothing leaves from there: a
verification calls a stranger's rows wrong."""

from __future__ import annotations

import pytest

from db.engine import close_database
from kiosk.documents.pages import check_rows
from kiosk.documents.printing import book, unverified_book
from kiosk.journal.details import entry_details
from kiosk.journal.numbers import years
from kiosk.journal.read import contents, find, lines, lines_of
from kiosk.journal.volumes import volume_card
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.words.errors import JournalsDiffer
from tests.kiosk.verification.test_everything import tamper
from tests.people import MORNING, Clock

COPIED = {
    "point": "id = 2, uid = 'other'",
    "ledger": "point_id = 2, size = 7",
    "volume": "id = id - 100, point_id = 2, last_number = 7, closed_at = NULL,"
    " opened_at = '2025-09-01T06:00:00.000Z'",
    "specialist": "id = id - 100, point_id = 2, name = 'Чужой Иван Иванович', post = 'никто'",
    "signing_key": "point_id = 2, specialist_id = specialist_id - 100, agreement = 'чужое'",
    "entry": "id = id - 100, point_id = 2, volume_id = volume_id - 100,"
    " specialist_id = specialist_id - 100, corrects_id = corrects_id - 100,"
    " name = 'Чужой', room = '1', topic_title = 'Чужая тема'",
    "act": "id = id - 100, point_id = 2, entry_id = entry_id - 100, signature = randomblob(64)",
    "wording": "act_id = act_id - 100, point_id = 2, text = 'чужое'",
    "drawing": "entry_id = entry_id - 100, point_id = 2",
    "event": "id = id - 100, point_id = 2, entry_id = entry_id - 100",
}
"""The neighbour's rows: the same journals and numbers, other words; they come first in a scan."""


def seen(place: Place) -> list[object]:
    """Everything that can be read of the journals."""
    point = open_point(place, clock=Clock(MORNING.replace(year=2026)))
    found = [part for journal in Journal for part in _read(point, journal)]
    pages = [
        entry_details(point, line.entry) for line in lines(point, Journal.REQUESTS, 2025, 1, 9)
    ]
    printed = [unverified_book(point, journal, 2025, why="x") for journal in Journal]
    close_database()
    return [*found, *pages, *printed]


def _read(point: HelpPoint, journal: Journal) -> list[object]:
    return [
        years(point, journal),
        contents(point, journal, 2025),
        lines(point, journal, 2025, 1, 99),
        lines_of(point, find(point, journal, "")),
        lines_of(point, find(point, journal, "25.11.2025")),
        volume_card(point, journal, 2025),
    ]


def test_a_neighbour_in_the_database_changes_nothing(lived_place: Place) -> None:
    before = seen(lived_place)
    assert before[0] == [2025]
    for table, change in COPIED.items():
        copy = f"CREATE TEMP TABLE t AS SELECT * FROM {table}; UPDATE t SET {change};"
        tamper(lived_place, f"{copy} INSERT INTO {table} SELECT * FROM t")
    assert seen(lived_place) == before
    point = open_point(lived_place, clock=Clock(MORNING.replace(year=2026)))
    with pytest.raises(JournalsDiffer):
        book(point, Journal.CONSULTATIONS, 2025)
    with pytest.raises(JournalsDiffer):
        check_rows(point, Journal.CONSULTATIONS, 2025, 1, 1)
