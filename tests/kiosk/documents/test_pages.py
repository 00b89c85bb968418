"""A printed page is compared with the ledger by the code at its foot."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db.models import Act, Entry, Ledger, Volume
from kiosk.copies.backup import backup
from kiosk.documents.page_report import page_verdict
from kiosk.documents.pages import (
    Later,
    PageRow,
    check_page,
    check_rows,
    numbers_typed,
    typed_code,
)
from kiosk.documents.printing import book
from kiosk.journal.close import sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.machine.place import Place
from kiosk.point.ledger import open_ledger
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import Kind
from kiosk.proof.chain import genesis
from kiosk.proof.codes import PageCode, code_of, parse_page_code
from kiosk.proof.forms import Journal
from kiosk.staff.access import unlock
from kiosk.staff.specialists import renew
from kiosk.visits import desk, my_ticket
from kiosk.words import i18n
from kiosk.words.errors import (
    JournalsDiffer,
    UnknownRows,
    UnknownVolume,
    UnreadableCode,
    UnreadableRows,
)
from tests.histories import put_back
from tests.people import (
    PINS,
    Clock,
    Staff,
    ask,
    at_desk,
    consult,
    entry_of,
    help_and_sign,
    help_out,
    sign,
    staff_of,
)

CONSULTATIONS = Journal.CONSULTATIONS
COMPLETED, SIGNED = Kind.ENTRY_COMPLETED, Kind.ENTRY_SIGNED
CODE = PageCode(CONSULTATIONS, 2026, 1, 14, 57, "AOIDEFGHIJK2MNOPQRST")


def code_now(point: HelpPoint, first: int, last: int) -> str:
    """The code that a page with these consultations would carry."""
    return check_rows(point, CONSULTATIONS, 2025, first, last).code


def code_at(first: int, last: int, size: int) -> str:
    """The code of a page of consultations that was printed when the ledger had so many acts."""
    head = bytes(Act.get(Act.seq == size).tail)
    return str(code_of(CONSULTATIONS, 2025, first, last, size, head))


def refused(place: Place, code: str = "", rows: tuple[int, int] = (1, 2)) -> str:
    """Why a program that has just started says nothing of a page, by its code or by its rows."""
    why = set()
    for by_code in (True, False) if code else (False,):
        point = open_point(place, clock=Clock())
        with pytest.raises(JournalsDiffer) as differs:
            check_page(point, code) if by_code else check_rows(point, CONSULTATIONS, 2025, *rows)
        why.add(differs.value.why)
    (one,) = why
    return one


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
        "",
        "C26",
        "X26-1-14-57-AOID-EFGH-IJK2-MNOP-QRST",
        "C26-1-14-57-AOID-EFGH-IJK2-MNOP-QRS",
        "C26-1-14-AOID-EFGH-IJK2-MNOP-QRST",
    ],
)
def test_what_is_no_code_is_named(typed: str) -> None:
    i18n.use("en")
    with pytest.raises(UnreadableCode, match="is not a page code"):
        typed_code(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ABCD-EFGH-IJKL-MNOP-QRST", "is the code of a checkpoint"),
        ("3f9a-27c1-0b5e", "is the digest of a signature"),
        ("C26-1-14-57-AOID-EFGH-IJK2", "is not a page code"),
    ],
)
def test_what_is_another_code_is_called_what_it_is(typed: str, said: str) -> None:
    i18n.use("en")
    with pytest.raises(UnreadableCode, match=f"^“{typed}” {said}"):
        typed_code(typed)


def test_what_was_typed_is_repeated_without_the_spaces_around_it() -> None:
    with pytest.raises(UnreadableCode) as refused:
        typed_code("  c25 - x\n")
    assert refused.value.code == "c25 - x"


def test_a_code_is_read_as_the_proof_reads_it() -> None:
    assert typed_code("с26–1–14–57–АОID–EFGН–IJК2–MNOP–QRST") == CODE


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
    assert check.rows[1].cells["Подпись"] == "не завершено"


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
        (3, Kind.ENTRY_RESTATED, date(2025, 11, 25)),
    ]
    assert check_page(any_point, check.code).later == ()


@pytest.mark.usefixtures("far_machine")
def test_days_and_hours_are_those_of_the_point_wherever_the_machine_is(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    code = code_now(point, 1, 1)
    clock.wait(hours=7)  # past midnight by the machine's own zone
    annul(point, staff.teacher, entry, reason="Дважды", pin=PINS["belaya"])
    (annulled,) = check_page(point, code).later
    assert annulled.day == date(2025, 11, 24)
    assert book(point, CONSULTATIONS, 2025).printed == "24.11.2025 16:00"


def test_another_page_does_not_agree(point: HelpPoint) -> None:
    i18n.use("en")
    consult(point)
    code = code_now(point, 1, 1)
    letter = "A" if code[-1] != "A" else "B"
    check = check_page(point, code[:-1] + letter)
    assert not check.agrees
    assert "not printed from this ledger" in check.why
    assert [row.number for row in check.rows] == [1]


def test_a_ledger_that_is_shorter_than_the_paper_says_is_named(point: HelpPoint) -> None:
    i18n.use("en")
    consult(point)
    said = parse_page_code(code_now(point, 1, 1))
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
    why = refused(staffed_place, code, (1, 1))
    assert "entry 1: “" in why
    assert why.endswith("differs from the ledger")


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
    assert "no act says" in refused(staffed_place)


@pytest.mark.parametrize("word", ["wording", "signer", "signer_post"])
def test_words_that_were_rewritten_are_named(
    staffed_place: Place, point: HelpPoint, staff: Staff, word: str
) -> None:
    i18n.use("en")
    entry = help_and_sign(point, staff.teacher, consult(point))
    annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    written(staffed_place, f"UPDATE wording SET text = 'Без' WHERE word = '{word}'")
    assert "wording differs" in refused(staffed_place)


def test_an_act_that_was_rewritten_under_its_tail_is_named(
    staffed_place: Place, point: HelpPoint, staff: Staff
) -> None:
    i18n.use("en")
    help_and_sign(point, staff.teacher, consult(point))
    written(
        staffed_place,
        "UPDATE act SET body = CAST(replace(CAST(body AS TEXT), 'belaya', 'petrov') AS BLOB)"
        " WHERE kind = 'entry_completed'",
    )
    assert "chain was changed" in refused(staffed_place)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            "UPDATE act SET body = x'00' WHERE seq = 10",
            "act 10: the act or its place in the chain was changed",
        ),
        (
            "UPDATE act SET at = '2025-11-24T05:00:00.000Z' WHERE seq = 12",
            "act 12: kind or time differs from what was signed",
        ),
        (
            "UPDATE act SET kind = 'entry_left' WHERE seq = 12",
            "act 12: kind or time differs from what was signed",
        ),
        (
            "UPDATE act SET tail = randomblob(32) WHERE seq = 13",
            "act 13: the act or its place in the chain was changed",
        ),
        (
            "UPDATE act SET signature = randomblob(64) WHERE seq = 10",
            "act 10: the act or its place in the chain was changed",
        ),
        (
            "UPDATE act SET given = CAST(replace(CAST(given AS TEXT), ':12', ':13') AS BLOB)"
            " WHERE seq = 12",
            "act 12: the act or its place in the chain was changed",
        ),
        (
            "UPDATE act SET request = 'x' WHERE seq = 12",
            "act 12: kind or time differs from what was signed",
        ),
        (
            "UPDATE entry SET signed_seq = NULL WHERE id = 1",
            "entry 1: “signed_at” differs from the ledger",
        ),
        (
            "UPDATE act SET entry_id = 2 WHERE seq = 12",
            "entry 1: acts of another entry are shown with it",
        ),
        (
            "UPDATE act SET entry_id = NULL WHERE entry_id = 1",
            "entry 1: the entry is missing",
        ),
        (
            "UPDATE entry SET role = 'nobody' WHERE id = 1",
            "entry 1: “role” differs from the ledger",
        ),
    ],
)
def test_acts_and_rows_are_compared_before_a_page_is(
    used_place: Place, statement: str, why: str
) -> None:
    i18n.use("en")
    written(used_place, statement)
    assert refused(used_place).endswith(why)


def test_an_act_about_the_volume_is_compared_as_well(used_place: Place, clock: Clock) -> None:
    i18n.use("en")
    point = open_point(used_place, clock=clock)
    clock.wait(hours=1)
    sign_opening(point, staff_of(point).administrator, CONSULTATIONS, 2025, pin=PINS["smirnova"])
    written(used_place, "UPDATE act SET body = x'00' WHERE kind = 'volume_vouched'")
    assert "act 28" in refused(used_place)


def test_a_page_of_acts_that_a_restored_copy_did_not_have_is_not_decided(
    staffed_place: Place, point: HelpPoint, clock: Clock, tmp_path: Path
) -> None:
    """The page is compared just after the restore, when as many acts are there again, and later."""
    i18n.use("en")
    consult(point)
    of_both = code_now(point, 1, 1)
    backup(point, tmp_path / "a.backup")
    kept = Ledger.get().size
    lost = [code_now(point, 1, consult(point).number) for _visitor in range(3)]
    put_back(tmp_path / "a.backup", staffed_place, clock=clock)
    point = open_point(staffed_place, clock=clock)
    for _visitor in range(5):
        for code in lost:
            check = check_page(point, code)
            assert (check.agrees, check.undecided, check.later) == (False, True, ())
            assert page_verdict(check, coded=True).startswith("CANNOT DECIDE: ")
            assert "restored from a copy" in check.why
            assert "by eye" in check.why
        assert check_page(point, of_both).agrees
        consult(point, "Королёва Анна Сергеевна")
    for size in (kept, kept + 4):  # what the copy had, and what was never left behind
        code = str(PageCode(CONSULTATIONS, 2025, 1, 1, size, "ABCDEFGHIJKLMNOPQRST"))
        check = check_page(point, code)
        assert (check.agrees, check.undecided) == (False, False)
        assert "not printed from this ledger" in check.why
    written(staffed_place, "UPDATE entry SET name = 'Другая' WHERE id = 1")
    assert "differs from the ledger" in refused(staffed_place, lost[0])


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE act SET kind = 'x' WHERE seq = 20", "kind or time differs"),
        ("UPDATE act SET kind = CAST(x'ff' AS TEXT) WHERE seq = 20", "cannot be read"),
        ("UPDATE act SET tail = 'x' WHERE seq = 20", "place in the chain was changed"),
        ("UPDATE act SET at = 'x' WHERE seq = 20", "kind or time differs"),
        ("UPDATE act SET body = x'00' WHERE kind = 'data_destroyed'", "chain was changed"),
        ("UPDATE act SET body = '[]' WHERE kind = 'data_destroyed'", "act 33: the act cannot be"),
        ("UPDATE ledger SET size = 'x'", "cannot be read"),
        ("UPDATE entry SET opened_at = 'x' WHERE number = 4", "differs from the ledger"),
    ],
)
def test_what_cannot_be_read_is_told_and_never_agrees(
    lived_place: Place, statement: str, why: str
) -> None:
    i18n.use("en")
    point = open_point(lived_place, clock=Clock())
    code = code_now(point, 2, 6)
    written(lived_place, statement)
    assert why in refused(lived_place, code, (2, 6))


def test_a_row_that_is_gone_is_named(staffed_place: Place, point: HelpPoint) -> None:
    i18n.use("en")
    consult(point)
    consult(point)
    code = code_now(point, 1, 2)
    written(staffed_place, "UPDATE act SET entry_id = NULL WHERE entry_id = 1")
    written(staffed_place, "DELETE FROM event WHERE entry_id = 1")
    written(staffed_place, "DELETE FROM entry WHERE id = 1")
    assert refused(staffed_place, code).endswith("entry 1: the entry is missing")


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
        check_page(point, "C24-1-1-9-ABCD-EFGH-IJKL-MNOP-QRST")
    with pytest.raises(UnknownRows):
        check_page(point, "C25-2-1-9-ABCD-EFGH-IJKL-MNOP-QRST")


def test_each_journal_has_codes_of_its_own(point: HelpPoint) -> None:
    consult(point)
    ask(point)
    codes = {check_rows(point, journal, 2025, 1, 1).code[0] for journal in Journal}
    assert codes == {"C", "R"}
    assert Entry.select().count() == 2


def test_a_code_covers_the_whole_ledger_as_it_stood(lived_point: HelpPoint) -> None:
    """One act more or less is another code, whatever it is about."""
    i18n.use("en")
    assert check_page(lived_point, code_at(3, 4, 29)).compared == 20
    assert check_page(lived_point, code_at(3, 4, 29)).agrees
    said = parse_page_code(code_at(3, 4, 29))
    for other in (
        said._replace(size=28),
        said._replace(size=30),
        said._replace(first=2),
        said._replace(last=3),
        said._replace(mark=parse_page_code(code_at(3, 4, 30)).mark),
    ):
        check = check_page(lived_point, str(other))
        assert (check.agrees, check.undecided) == (False, False)
        assert check.why == "The page was not printed from this ledger, or the code was mistyped."


@pytest.mark.parametrize(("first", "last", "size"), [(3, 4, 9), (2, 6, 21), (1, 10, 13)])
def test_no_page_had_rows_that_came_later(
    lived_point: HelpPoint, first: int, last: int, size: int
) -> None:
    """Whoever knows the ledger can reckon such a code, but no page was printed with it."""
    assert not check_page(lived_point, code_at(first, last, size)).agrees


def test_a_size_of_nothing_is_no_page(lived_point: HelpPoint) -> None:
    code = str(code_of(CONSULTATIONS, 2025, 1, 1, 0, genesis(lived_point.uid)))
    assert not check_page(lived_point, code).agrees


def test_a_check_shows_the_rows_as_they_were_printed_and_apart_what_came_later(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Every row is printed in every state that it comes into."""
    teacher, pin = staff.teacher, PINS["belaya"]
    deeds: list[Callable[[], object]] = [
        lambda: consult(point),
        lambda: help_out(point, teacher, consult(point)),
        lambda: desk.call(point, at_desk(point, teacher), 1),
        lambda: desk.no_show(point, teacher, 1),
        lambda: sign(point, teacher, 2, pin=pin),
        lambda: help_and_sign(point, teacher, consult(point)),
        lambda: annul(point, teacher, 2, reason="Дважды", pin=pin),
        lambda: replace(point, teacher, 3, words={"name": "Ли"}, reason="Имя", pin=pin),
        lambda: my_ticket.withdraw(point, entry_of(consult(point))),
        lambda: desk.restore(point, teacher, 5),
        lambda: my_ticket.withdraw(point, 5),
        lambda: desk.restore(point, teacher, 5),
        lambda: desk.call(point, teacher, 5),
        lambda: desk.start(point, teacher, 5),
        lambda: desk.complete(point, teacher, 5, result="Показано"),
        lambda: sign(point, teacher, 5, pin=pin),
    ]
    printed: dict[str, tuple[PageRow, ...]] = {}
    for deed in deeds:
        deed()
        clock.wait(minutes=5)
        last = Volume.get().last_number
        check = check_rows(point, CONSULTATIONS, 2025, 1, last)
        printed[check.code] = check.rows
    for code, rows in printed.items():
        check = check_page(point, code)
        assert (check.agrees, check.rows) == (True, rows)
    first = check_page(point, next(iter(printed)))
    assert [row.cells["Подпись"] for row in first.rows] == ["не завершено"]
    assert [(one.number, one.kind) for one in first.later] == [(1, Kind.ENTRY_LEFT)]
    again = 5  # a call or a start is no act; withdrawn and restored twice it stands as before
    assert len({str(rows) for rows in printed.values()}) == len(deeds) - again


def test_a_request_is_shown_without_the_result_that_it_had_not_yet(
    point: HelpPoint, staff: Staff
) -> None:
    slip = ask(point)
    code = check_rows(point, Journal.REQUESTS, 2025, 1, 1).code
    help_and_sign(point, staff.technician, slip)
    (then,) = check_page(point, code).rows
    (now,) = check_rows(point, Journal.REQUESTS, 2025, 1, 1).rows
    assert (then.cells["Примечание"], then.cells["Дата выполнения"]) == ("", "")
    assert (now.cells["Примечание"], now.cells["Дата выполнения"]) == ("Показано", "24.11.2025")


def test_a_check_tells_all_that_came_later(lived_point: HelpPoint) -> None:
    check = check_page(lived_point, code_at(2, 6, 29))
    day = date(2025, 11, 25)
    heads = ["№ пп", "Дата обращения", "Тема консультации", "ФИО", "Дата проведения", "Подпись"]
    assert [list(row.cells) for row in check.rows] == [heads] * 5
    assert [row.number for row in check.rows] == [2, 3, 4, 5, 6]
    assert (check.agrees, check.why, check.code) == (True, "", code_now(lived_point, 2, 6))
    assert check.rows[4].cells["Подпись"] == "не завершено"
    assert "уничтожены" in check.rows[4].cells["ФИО"]  # nobody can say what stood there
    assert check.later == (
        Later(6, COMPLETED, day),
        Later(6, SIGNED, day),
        Later(6, Kind.ENTRY_ANNULLED, day),
        Later(6, Kind.DATA_DESTROYED, day),
    )
    assert check_page(lived_point, check.code).later == ()
    early = check_page(lived_point, code_at(3, 4, 26))
    assert [(one.number, one.kind) for one in early.later] == [(4, Kind.ENTRY_RESTATED)]
    assert ["[" in str(row.cells) for row in early.rows] == [True, False]


def test_a_page_printed_at_the_very_last_act_is_not_cut_off(lived_point: HelpPoint) -> None:
    said = parse_page_code(code_at(1, 10, 54))
    assert check_page(lived_point, str(said)).agrees
    assert "55" in check_page(lived_point, str(said._replace(size=55))).why


def test_every_row_of_an_eventful_volume_agrees(lived_point: HelpPoint) -> None:
    for journal, year, last in (
        (CONSULTATIONS, 2025, 10), (CONSULTATIONS, 2026, 1), (Journal.REQUESTS, 2025, 1)
    ):  # fmt: skip
        check = check_rows(lived_point, journal, year, 1, last)
        assert (check.agrees, check.why, check.later) == (True, "", ())
        assert (check.journal, check.year, check.first, check.last) == (journal, year, 1, last)
        assert [row.number for row in check.rows] == list(range(1, last + 1))


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            "UPDATE entry SET role = 'pupil' WHERE id = 3",
            "entry 3: “role” differs from the ledger.",
        ),
        (
            "UPDATE drawing SET strokes = '[]' WHERE entry_id = 5",
            "entry 5: the drawn signature was changed.",
        ),
        (
            "UPDATE wording SET text = 'x' WHERE act_id = 32 AND word = 'signer'",
            "Ledger, act 32: its wording differs from the ledger.",
        ),
        (
            "UPDATE entry SET destroyed_at = NULL WHERE id = 6",
            "entry 6: “Name” differs from the ledger.",
        ),
    ],
)
def test_the_first_row_that_differs_from_its_acts_is_named(
    lived_place: Place, statement: str, why: str
) -> None:
    i18n.use("en")
    written(lived_place, statement)
    written(lived_place, "UPDATE entry SET channel = 'email' WHERE id = 8")
    named = refused(lived_place, rows=(1, 10))
    assert named.removeprefix("Consultations 2025/26, ") == why.rstrip(".")


def test_a_reason_that_was_emptied_without_an_act_is_named(lived_place: Place) -> None:
    i18n.use("en")
    written(
        lived_place,
        "UPDATE wording SET text = '', salt = x'' WHERE act_id = 22 AND word = 'wording'",
    )
    assert refused(lived_place).endswith("entry 3: no act says that its data were destroyed")


def test_an_act_that_names_data_which_are_there_is_named(point: HelpPoint, staff: Staff) -> None:
    i18n.use("en")
    for _visitor in range(2):
        help_and_sign(point, staff.teacher, consult(point))
    _person, key = unlock(point, "smirnova", PINS["smirnova"])
    facts = {"entries": {"consultations/2025": "2"}, "count": 1, "cause": "request"}
    reason = {"wording": "Заявление"}
    kind = Kind.DATA_DESTROYED
    said = say(point, kind, {**facts, "specialist": "smirnova"}, signer=key, words=reason)
    with open_ledger(point) as ledger:
        ledger.keep(said)
    with pytest.raises(JournalsDiffer, match="Consultations 2025/26, entry 2: its data should"):
        check_rows(point, CONSULTATIONS, 2025, 1, 1)


def test_what_was_never_there_is_refused_by_name(lived_point: HelpPoint) -> None:
    i18n.use("en")
    with pytest.raises(UnknownVolume) as volume:
        check_rows(lived_point, Journal.REQUESTS, 2024, 1, 1)
    assert volume.value.volume == "Technical requests 2024/25"
    for first, last in ((0, 1), (2, 1), (1, 11)):
        with pytest.raises(UnknownRows) as rows:
            check_rows(lived_point, CONSULTATIONS, 2025, first, last)
        assert rows.value.last == 10
    for first, last in ((0, 1), (2, 1)):
        with pytest.raises(UnknownRows) as rows:
            check_page(lived_point, f"C25-{first}-{last}-9-ABCD-EFGH-IJKL-MNOP-QRST")
        assert rows.value.last == 10


def test_a_row_that_follows_an_enrolment_is_chained_to_both_its_signatures(
    point: HelpPoint,
) -> None:
    consult(point)
    renew(point, "belaya", pin="577215", administrator="smirnova", admin_pin=PINS["smirnova"])
    consult(point)
    check = check_rows(point, CONSULTATIONS, 2025, 1, 2)
    assert (check.agrees, check.why) == (True, "")


@pytest.mark.parametrize(
    ("typed", "rows"),
    [("1-14", (1, 14)), (" 3 – 5 ", (3, 5)), ("7", (7, 7)), ("2—999999999", (2, 999999999))],
)
def test_rows_are_typed_as_people_write_them(typed: str, rows: tuple[int, int]) -> None:
    assert numbers_typed(typed) == rows


@pytest.mark.parametrize("typed", ["", "-", "1-", "-2", "1-2-3", "a", "1 2", "1234567890"])
def test_what_are_no_rows_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableRows):
        numbers_typed(typed)
