"""A printed page is compared with the ledger by the code at its foot."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from db.models import Entry, Ledger, Volume
from kiosk import i18n
from kiosk.errors import UnknownRows, UnknownVolume, UnreadableCode
from kiosk.forms import Journal
from kiosk.journal.closing import vouch
from kiosk.journal.codes import PageCode, parse_code
from kiosk.journal.correct import annul, replace
from kiosk.journal.pages import check_page, check_rows, page_code
from kiosk.journal.sign import sign
from kiosk.opening import open_point
from kiosk.place import Place
from kiosk.point import HelpPoint
from kiosk.record import Kind
from kiosk.retention import Cause, destroy
from tests.people import PINS, Clock, Staff, ask, consult, help_and_sign, help_out, staff_of

CONSULTATIONS = Journal.CONSULTATIONS
CODE = PageCode(CONSULTATIONS, 2026, 1, 14, 57, "AOIDEFGHIJK2")


def code_now(point: HelpPoint, first: int, last: int) -> str:
    """The code that a page with these consultations would carry."""
    volume = Volume.get(Volume.journal == CONSULTATIONS.value)
    return page_code(point, volume, first, last, Ledger.get().size)


def written(place: Place, statement: str, *values: object) -> None:
    """Change a table as somebody with the file and a tool would, past every guard."""
    with sqlite3.connect(place.database) as file:
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            file.execute(f"DROP TRIGGER {name}")
        file.execute(statement, values)


@pytest.mark.parametrize(
    "typed",
    [
        "C26-1-14-57-AOID-EFGH-IJK2",
        "c26-1-14-57-aoid-efgh-ijk2",
        "  C26 - 1 - 14 - 57 - A01D EFGH 1JK2 ",
        "C26 1 14 57 AOID EFGH IJK2",
        "С26–1–14–57–АОID–EFGН–IJК2",
        "C26-I-l4-57-AOIDEFGHIJK2",
        "C26-1-14-57-AO\nID-EFGH-IJK2\n",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_code(typed) == CODE


def test_a_code_is_written_as_it_is_read() -> None:
    assert str(CODE) == "C26-1-14-57-AOID-EFGH-IJK2"
    requests = PageCode(Journal.REQUESTS, 2005, 3, 3, 9, "ABCDEFGHIJKL")
    assert str(requests) == "R05-3-3-9-ABCD-EFGH-IJKL"
    assert parse_code(str(requests)) == requests


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "C26",
        "X26-1-14-57-AOID-EFGH-IJK2",
        "C26-1-14-57-AOID-EFGH-IJK",
        "C26-1-14-AOID-EFGH-IJK2",
    ],
)
def test_what_is_no_code_is_named(typed: str) -> None:
    i18n.use("en")
    with pytest.raises(UnreadableCode, match="is not a page code"):
        parse_code(typed)


def test_a_page_agrees_with_the_ledger_it_was_printed_from(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    consult(any_point, "Королёва Анна Сергеевна")
    code = code_now(any_point, 1, 2)
    check = check_page(any_point, code)
    assert (check.agrees, check.why, check.later, check.code) == (True, "", (), code)
    assert [row.number for row in check.rows] == [1, 2]
    assert check.rows[1].cells["ФИО"] == "Королёва Анна Сергеевна (учитель)"
    assert check.rows[1].cells["Подпись"] == "не подписано"


def test_what_happened_after_printing_is_told_and_does_not_disagree(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    first = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    second = help_out(any_point, any_staff.teacher, consult(any_point))
    third = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    code = code_now(any_point, 1, 3)
    clock.wait(days=1)
    pin = PINS["belaya"]
    sign(any_point, any_staff.teacher, second, pin=pin)
    annul(any_point, any_staff.teacher, first, reason="Дважды", pin=pin)
    replace(any_point, any_staff.teacher, third, words={"name": "Ли Ян"}, reason="Имя", pin=pin)
    clock.wait(days=1)
    destroy(
        any_point, [first], cause=Cause.REQUEST, reason="Просьба", login="smirnova",
        pin=PINS["smirnova"],
    )  # fmt: skip
    check = check_page(any_point, code)
    assert check.agrees
    assert check.code != code
    assert [(one.number, one.kind, one.day) for one in check.later] == [
        (1, Kind.ENTRY_ANNULLED, date(2025, 11, 25)),
        (1, Kind.DATA_DESTROYED, date(2025, 11, 26)),
        (2, Kind.ENTRY_SIGNED, date(2025, 11, 25)),
        (3, Kind.ENTRY_REPLACED, date(2025, 11, 25)),
    ]
    assert check_page(any_point, check.code).later == ()


def test_another_page_does_not_agree(point: HelpPoint) -> None:
    i18n.use("en")
    consult(point)
    code = code_now(point, 1, 1)
    letter = "A" if code[-1] != "A" else "B"
    check = check_page(point, code[:-1] + letter)
    assert not check.agrees
    assert "says something else" in check.why
    assert [row.number for row in check.rows] == [1]


def test_a_ledger_that_is_shorter_than_the_paper_says_is_named(point: HelpPoint) -> None:
    i18n.use("en")
    consult(point)
    said = parse_code(code_now(point, 1, 1))
    longer = PageCode(said.journal, said.year, 1, 5, said.size + 9, said.mark)
    check = check_page(point, str(longer))
    assert not check.agrees
    assert f"had {said.size + 9} acts; now it has {said.size}" in check.why


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", "Другая"), ("topic_title", "Другая тема"), ("result", "Иначе"), ("state", "left")],
)
def test_a_changed_table_is_named_though_the_ledger_agrees(
    staffed_place: Place, point: HelpPoint, staff: Staff, column: str, value: str
) -> None:
    i18n.use("en")
    help_and_sign(point, staff.teacher, consult(point))
    code = code_now(point, 1, 1)
    written(staffed_place, f"UPDATE entry SET {column} = ?", value)
    for check in (check_page(point, code), check_rows(point, CONSULTATIONS, 2025, 1, 1)):
        assert not check.agrees
        assert "entry 1: “" in check.why
        assert "differs from the ledger" in check.why


def test_words_emptied_without_an_act_are_named(
    staffed_place: Place, point: HelpPoint, staff: Staff
) -> None:
    i18n.use("en")
    help_and_sign(point, staff.teacher, consult(point))
    written(
        staffed_place,
        "UPDATE entry SET name = '', school_class = '', room = '', topic_title = '', problem = '',"
        " result = '', note = '', search = '', salt = x'', destroyed_at = opened_at",
    )
    assert "no act says" in check_rows(point, CONSULTATIONS, 2025, 1, 1).why


def test_a_reason_that_was_rewritten_is_named(
    staffed_place: Place, point: HelpPoint, staff: Staff
) -> None:
    i18n.use("en")
    entry = help_and_sign(point, staff.teacher, consult(point))
    annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    written(staffed_place, "UPDATE wording SET text = 'Без причины'")
    assert "wording differs" in check_rows(point, CONSULTATIONS, 2025, 1, 1).why


def test_an_act_that_was_rewritten_under_its_hash_is_named(
    staffed_place: Place, point: HelpPoint, staff: Staff
) -> None:
    i18n.use("en")
    help_and_sign(point, staff.teacher, consult(point))
    written(
        staffed_place,
        "UPDATE act SET body = CAST(replace(CAST(body AS TEXT), 'belaya', 'petrov') AS BLOB)"
        " WHERE kind = 'entry_completed'",
    )
    assert "chain was changed" in check_rows(point, CONSULTATIONS, 2025, 1, 1).why


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE act SET body = x'00' WHERE seq = 10", "entry 1: the act cannot be read."),
        (
            "UPDATE act SET at = '2025-11-24T05:00:00.000Z' WHERE seq = 11",
            "act 11: kind or time differs from what was signed.",
        ),
        (
            "UPDATE act SET kind = 'entry_left' WHERE seq = 11",
            "act 11: kind or time differs from what was signed.",
        ),
        (
            "UPDATE act SET hash = randomblob(32) WHERE seq = 12",
            "act 12: the act or its place in the chain was changed.",
        ),
        (
            "UPDATE act SET signature = randomblob(64) WHERE seq = 10",
            "act 11: the act or its place in the chain was changed.",
        ),
        (
            "UPDATE act SET entry_id = 2 WHERE seq = 12",
            "entry 1: “signed_at” differs from the ledger.",
        ),
        (
            "UPDATE act SET entry_id = 1 WHERE seq = 15",
            "entry 1: acts of another entry are shown with it.",
        ),
        (
            "UPDATE act SET entry_id = NULL WHERE entry_id = 1",
            "entry 1: the ledger knows no such entry.",
        ),
    ],
)
def test_acts_of_a_row_are_compared_with_the_chain(
    used_place: Place, clock: Clock, statement: str, why: str
) -> None:
    i18n.use("en")
    written(used_place, statement)
    check = check_rows(open_point(used_place, clock=clock), CONSULTATIONS, 2025, 1, 2)
    assert not check.agrees
    assert check.why.endswith(why)


def test_a_row_beyond_printing_is_told_without_its_cells(used_place: Place, clock: Clock) -> None:
    written(used_place, "UPDATE entry SET role = 'nobody' WHERE id = 1")
    check = check_rows(open_point(used_place, clock=clock), CONSULTATIONS, 2025, 1, 2)
    assert (check.agrees, check.rows) == (False, ())


def test_a_volume_that_cannot_be_printed_is_not_said_to_agree(
    used_place: Place, clock: Clock
) -> None:
    """Its rows are sound, but the act that vouched for it is not."""
    point = open_point(used_place, clock=clock)
    clock.wait(hours=1)
    vouch(point, staff_of(point).administrator, CONSULTATIONS, 2025, pin=PINS["smirnova"])
    written(used_place, "UPDATE act SET body = x'00' WHERE kind = 'volume_vouched'")
    with pytest.raises(ValueError, match="Expecting value"):
        check_rows(point, CONSULTATIONS, 2025, 1, 2)


def test_a_row_that_is_gone_is_named(staffed_place: Place, point: HelpPoint) -> None:
    consult(point)
    consult(point)
    code = code_now(point, 1, 2)
    written(staffed_place, "UPDATE act SET entry_id = NULL WHERE entry_id = 1")
    written(staffed_place, "DELETE FROM event WHERE entry_id = 1")
    written(staffed_place, "DELETE FROM entry WHERE id = 1")
    check = check_page(point, code)
    assert not check.agrees
    assert [row.number for row in check.rows] == [2]
    assert not check_rows(point, CONSULTATIONS, 2025, 1, 2).agrees


def test_rows_are_checked_without_a_code_and_get_one(point: HelpPoint, staff: Staff) -> None:
    for _visitor in range(3):
        consult(point)
    check = check_rows(point, CONSULTATIONS, 2025, 2, 3)
    assert (check.agrees, check.code, check.later) == (True, code_now(point, 2, 3), ())
    assert check_page(point, check.code).agrees


def test_rows_and_journals_that_never_were_are_refused(point: HelpPoint) -> None:
    consult(point)
    for first, last in ((0, 1), (2, 1), (1, 2)):
        with pytest.raises(UnknownRows):
            check_rows(point, CONSULTATIONS, 2025, first, last)
    with pytest.raises(UnknownVolume):
        check_rows(point, Journal.REQUESTS, 2025, 1, 1)
    with pytest.raises(UnknownVolume):
        check_page(point, "C24-1-1-9-ABCD-EFGH-IJKL")
    with pytest.raises(UnknownRows):
        check_page(point, "C25-2-1-9-ABCD-EFGH-IJKL")


def test_each_journal_has_codes_of_its_own(point: HelpPoint) -> None:
    consult(point)
    ask(point)
    codes = {check_rows(point, journal, 2025, 1, 1).code[0] for journal in Journal}
    assert codes == {"C", "R"}
    assert Entry.select().count() == 2
