"""An act that its row spells need not be read; both ways find the same row wrong."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some
from kiosk.verification.told import Life, Told

from db.engine import close_database, current
from db.models import Volume
from db.reading import ActRow, EntryRow, acts_after, entries_with
from kiosk.journal import facts
from kiosk.journal.sign import sign
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.canonical import Facts, canonical
from kiosk.verification import spelling, steps
from kiosk.verification.everything import Report, verify
from tests.kiosk.verification.test_everything import CELLS, TAMPERING, tamper
from tests.people import PINS, Clock, Staff, consult, help_and_sign, help_out

AT, LOGIN = "2025-11-24T06:00:00.000Z", "belaya"
COVERED = (bytes(32), bytes(range(32)))
texts = some.text(some.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
TEXTS = ("request_id", "role", "channel", "name", "school_class", "room", "topic_title", "problem")
TEXTS += ("result", "note", "consent")
rows = some.builds(
    lambda salt, number, words: EntryRow(
        **dict.fromkeys(EntryRow._fields, "")
        | {"id": 1, "journal": "consultations", "year": 2025, "number": number, "salt": salt}
        | {"opened_at": AT, "completed_at": AT, "signed_at": AT, "login": LOGIN}
        | dict(zip(TEXTS, words, strict=True))
    ),
    some.binary(max_size=70),
    some.integers(1, 2**53 - 1),
    some.tuples(*[texts] * len(TEXTS)),
)


def act(kind: str, said: Facts) -> ActRow:
    body = canonical({"v": 1, "kind": kind, "at": AT, **said})
    return ActRow(1, 1, kind, AT, 1, body, bytes(32), "", bytes(64), None)


@given(rows)
def test_a_row_spells_the_bytes_that_the_program_signs(row: EntryRow) -> None:
    place, words, covered = (row.journal, row.year, row.number), row._asdict(), COVERED
    opening = act("entry_opened", facts.opened(place, words, row.salt))
    completion = act("entry_completed", facts.completed(place, LOGIN, words, row.salt))
    signature = act("entry_signed", facts.signed(place, LOGIN, *covered))
    life = Life(
        (row.journal, row.year, row.number),
        opening._replace(hash=covered[0]),
        completed=completion._replace(hash=covered[1]),
    )
    assert all(spelling.spells(row, said, life) for said in (opening, completion, signature))


def test_the_acts_of_a_day_are_spelled(used_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Counter[tuple[str, bool]]()

    def counting(row: EntryRow, act: ActRow, life: Life | None) -> bool:
        spelled = spelling.spells(row, act, life)
        counts[act.kind, spelled] += 1
        return spelled

    monkeypatch.setattr(steps, "spells", counting)
    assert verify(open_point(used_place, clock=Clock())).wrong is None
    spelled = {"entry_opened": 6, "entry_completed": 4, "entry_signed": 3}
    assert counts == {**{(kind, True): n for kind, n in spelled.items()}, ("entry_left", False): 1}


@pytest.mark.usefixtures("far_machine")
def test_the_school_year_is_that_of_the_point_wherever_the_machine_is(
    point: HelpPoint, staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last hours of August, when the machine has September already."""
    clock.now = datetime(2026, 8, 31, 13, tzinfo=UTC)
    help_and_sign(point, staff.teacher, consult(point))
    assert Volume.get().year == 2025
    assert verify(point).wrong is None
    monkeypatch.setattr(steps, "spells", lambda *_: False)
    assert verify(point).wrong is None


WRONG = (None, b"\xff", 7, 1.5, "\udc80")


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("column", [*TEXTS[:-1], "salt", "number", "year", "journal", "login"])
def test_a_value_of_another_kind_spells_nothing(
    used_place: Place, column: str, wrong: object
) -> None:
    point = open_point(used_place, clock=Clock())
    row = entries_with([1])[1]._replace(**{column: wrong})
    opening, completion, signature = acts_after(point.id, 9)[:3]
    said = Life((row.journal, row.year, row.number), opening, completed=completion)
    spelled = [spelling.spells(row, act, said) for act in (opening, completion, signature)]
    assert spelled != [True, True, True]


def both_ways(place: Place, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Report]:
    """What is found with and without the short way."""
    found = verify(open_point(place, clock=Clock()))
    close_database()
    monkeypatch.setattr(steps, "spells", lambda *_: False)
    return found, verify(open_point(place, clock=Clock()))


@pytest.mark.parametrize("kind", TAMPERING)
def test_both_ways_find_the_same_tampering(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    tamper(used_place, TAMPERING[kind][0])
    spelled, read = both_ways(used_place, monkeypatch)
    assert spelled == read
    assert read.wrong


@pytest.mark.parametrize("value", ["", "x'FF'", "7.5", "NULL", "'2025'"])
@pytest.mark.parametrize("column", CELLS)
def test_both_ways_find_the_same_cell(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, column: str, value: str
) -> None:
    """Rows 1 and 3 are signed and completed; a table without rules takes any value."""
    tamper(
        used_place,
        "CREATE TABLE copy AS SELECT * FROM entry; DROP TABLE entry;"
        " ALTER TABLE copy RENAME TO entry;"
        f" UPDATE entry SET {column} = {value or CELLS[column]} WHERE id IN (1, 3)",
    )
    spelled, read = both_ways(used_place, monkeypatch)
    assert spelled == read


def test_a_row_changed_since_an_earlier_walk_is_compared_anew(
    point: HelpPoint, staff: Staff
) -> None:
    """What a walk took from a row holds for that walk alone."""
    told = Told()
    entry = help_out(point, staff.teacher, consult(point))
    assert verify(point, told=told).wrong is None
    sign(point, staff.teacher, entry, pin=PINS["belaya"])
    current().execute_sql("DROP TRIGGER entry_signed")
    current().execute_sql("DROP TRIGGER entry_opened_once")
    current().execute_sql(f"UPDATE entry SET name = 'Другая' WHERE id = {entry}")
    assert verify(point, told=told).wrong is not None
