"""An act that its row spells need not be read; both ways find the same row wrong."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.engine import close_database, current
from db.models import Volume
from db.reading import ActRow, EntryRow, acts_after, entries_with
from kiosk.journal import facts
from kiosk.journal.sign import sign
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof import ordinary, take
from kiosk.proof.acts import check_facts
from kiosk.proof.canonical import Facts, canonical, facts_of
from kiosk.proof.history import EntryActs, begun
from kiosk.proof.people import Channel, Role
from kiosk.verification.everything import Report, verify
from kiosk.verification.walked import Walked
from tests.kiosk.verification.test_everything import CELLS, TAMPERING, tamper
from tests.people import PINS, Clock, Staff, consult, help_and_sign, help_out

AT = "2025-11-24T06:00:00.000Z"
texts = some.text(some.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
TEXTS = ("request_id", "name", "school_class", "room", "topic_title", "problem")
TEXTS += ("result", "note", "consent", "role", "channel")


def rows_of(
    words: some.SearchStrategy[str],
    roles: some.SearchStrategy[str] = some.sampled_from(["", *Role]).map(str),  # noqa: B008
    channels: some.SearchStrategy[str] = some.sampled_from(Channel).map(str),  # noqa: B008
    moments: some.SearchStrategy[str] = some.just(AT),  # noqa: B008
) -> some.SearchStrategy[EntryRow]:
    """Rows of consultations with these words, whose acts are all of one moment."""
    return some.builds(
        lambda salt, number, login, at, *cells: EntryRow(
            **dict.fromkeys(EntryRow._fields, "")
            | {"id": 1, "journal": "consultations", "year": 2025, "number": number, "salt": salt}
            | {"opened_at": at, "completed_at": at, "signed_at": at, "login": login}
            | dict(zip(TEXTS, cells, strict=True))
        ),
        some.binary(max_size=70),
        some.integers(1, 2**53 - 1),
        words,
        moments,
        *[words] * (len(TEXTS) - 2),
        roles,
        channels,
    )


def said_at(at: str, kind: str, body: bytes, number: int = 3) -> ActRow:
    return ActRow(number, number, kind, at, 1, body, bytes([number] * 32), "", bytes(64), None)


def act(kind: str, said: Facts, number: int) -> ActRow:
    return said_at(AT, kind, canonical({"v": 1, "kind": kind, "at": AT, **said}), number)


@given(rows_of(texts))
def test_a_row_spells_the_bytes_that_the_program_signs(row: EntryRow) -> None:
    place, login, covered = (row.journal, row.year, row.number), row.login or "", (1, 2)
    words, hashes = row._asdict(), [bytes([number] * 32) for number in covered]
    opening = act("entry_opened", facts.opened(place, words, row.salt), 1)
    completion = act("entry_completed", facts.completed(place, login, words, row.salt), 2)
    signature = act("entry_signed", facts.signed(place, login, *hashes), 3)
    entry_acts = begun((row.journal, row.year, row.number), opening)
    entry_acts.completed = completion
    spelt = [ordinary.spells(row, said, entry_acts) for said in (opening, completion, signature)]
    assert spelt == [True, True, True]


spellings = texts | some.sampled_from(["e\u0301", "\u212b", "Ёлка", "\ud800", 'a\n"\\'])
moments = some.sampled_from([AT, "2025", "", f"{AT[:-1]}+03:00Z", "2025-11-24T25:00:00.000Z"])


@given(rows_of(spellings, spellings | some.sampled_from(Role).map(str), spellings, moments))
def test_a_row_spells_an_act_where_it_would_be_read_alone(row: EntryRow) -> None:
    """What no act of the kind may say is left to be read, and cannot be."""
    at = row.opened_at
    entry = begun((row.journal, row.year, row.number), said_at(at, "entry_opened", b"", 1))
    entry.completed = said_at(at, "entry_completed", b"", 2)
    for kind, spell in (
        ("entry_opened", lambda: ordinary.opened(row)),
        ("entry_completed", lambda: ordinary.completed(row, at, row.login or "")),
        ("entry_signed", lambda: ordinary.signed(row, at, row.login or "", *entry.covered)),
    ):
        try:
            body = spell()
        except ValueError:  # a surrogate has no bytes
            continue
        assert ordinary.spells(row, said_at(at, kind, body), entry) == is_read(body)


def is_read(said: bytes) -> bool:
    try:
        check_facts(facts_of(said))
    except (ValueError, TypeError):
        return False
    return True


def test_the_acts_of_a_day_are_spelled(used_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Counter[tuple[str, bool]]()

    def counting(row: EntryRow, act: ActRow, entry: EntryActs | None) -> bool:
        spelled = ordinary.spells(row, act, entry)
        counts[act.kind, spelled] += 1
        return spelled

    monkeypatch.setattr(take, "spells", counting)
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
    monkeypatch.setattr(take, "spells", lambda *_: False)
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
    said = begun((row.journal, row.year, row.number), opening)
    said.completed = completion
    spelled = [ordinary.spells(row, act, said) for act in (opening, completion, signature)]
    assert spelled != [True, True, True]


def both_ways(place: Place, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Report]:
    """What is found with and without the short way."""
    found = verify(open_point(place, clock=Clock()))
    close_database()
    monkeypatch.setattr(take, "spells", lambda *_: False)
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
    walked = Walked()
    entry = help_out(point, staff.teacher, consult(point))
    assert verify(point, walked=walked).wrong is None
    sign(point, staff.teacher, entry, pin=PINS["belaya"])
    current().execute_sql("DROP TRIGGER entry_signed")
    current().execute_sql("DROP TRIGGER entry_opened_once")
    current().execute_sql(f"UPDATE entry SET name = 'Другая' WHERE id = {entry}")
    assert verify(point, walked=walked).wrong is not None
