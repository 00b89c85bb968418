"""A printed page is compared with the ledger by the code at its foot."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from db.models import Entry, Ledger, Volume
from kiosk.copies.backup import backup
from kiosk.copies.restore import restore
from kiosk.documents.cells import line
from kiosk.documents.page_report import page_verdict
from kiosk.documents.pages import (
    Later,
    PageCheck,
    PageRow,
    check_page,
    check_rows,
    numbers_typed,
    page_code,
    typed_code,
)
from kiosk.documents.printing import book
from kiosk.journal.close import sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.journal.rows import row_hashes
from kiosk.journal.sign import sign
from kiosk.machine.place import Place
from kiosk.point.ledger import open_ledger
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import Kind
from kiosk.proof.codes import PageCode, code_of, letters_of, parse_page_code
from kiosk.proof.forms import Journal
from kiosk.proof.rows import digest
from kiosk.staff.access import unlock
from kiosk.staff.specialists import renew
from kiosk.verification.some_rows import refuse_differing
from kiosk.words import i18n
from kiosk.words.errors import (
    UnknownRows,
    UnknownVolume,
    UnreadableCode,
    UnreadableRows,
    VolumeDiffers,
)
from tests.people import PINS, Clock, Staff, ask, consult, help_and_sign, help_out, staff_of

CONSULTATIONS = Journal.CONSULTATIONS
OPENED, COMPLETED, SIGNED = Kind.ENTRY_OPENED, Kind.ENTRY_COMPLETED, Kind.ENTRY_SIGNED
UNREADABLE = "cannot be read. Verify the journals."
CODE = PageCode(CONSULTATIONS, 2026, 1, 14, 57, "AOIDEFGHIJK2MNOPQRST")


def code_now(point: HelpPoint, first: int, last: int) -> str:
    """The code that a page with these consultations would carry."""
    volume = Volume.get(Volume.journal == CONSULTATIONS.value)
    return page_code(volume, first, last, Ledger.get().size)


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
    assert "says something different" in check.why
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
    sign_opening(point, staff_of(point).administrator, CONSULTATIONS, 2025, pin=PINS["smirnova"])
    written(used_place, "UPDATE act SET body = x'00' WHERE kind = 'volume_vouched'")
    check = check_rows(point, CONSULTATIONS, 2025, 1, 2)
    assert (check.agrees, check.rows) == (False, ())
    assert "Verify the journals" in check.why or "Проверьте журналы" in check.why


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
    restore(tmp_path / "a.backup", staffed_place, clock=clock)
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
        assert "says something different" in check.why
    written(staffed_place, "UPDATE entry SET name = 'Другая' WHERE id = 1")
    check = check_page(point, lost[0])
    assert (check.agrees, check.undecided) == (False, False)
    assert "differs from the ledger" in check.why


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE act SET kind = 'x' WHERE seq = 19", "kind or time differs"),
        ("UPDATE act SET kind = CAST(x'ff' AS TEXT) WHERE seq = 19", UNREADABLE),
        ("UPDATE act SET hash = 'x' WHERE seq = 19", "place in the chain was changed"),
        ("UPDATE act SET at = 'x' WHERE seq = 19", "kind or time differs"),
        ("UPDATE act SET body = x'00' WHERE kind = 'data_destroyed'", UNREADABLE),
        ("UPDATE act SET body = '[]' WHERE kind = 'data_destroyed'", UNREADABLE),
        ("UPDATE ledger SET size = 'x'", UNREADABLE),
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
    for check in (check_page(point, code), check_rows(point, CONSULTATIONS, 2025, 2, 6)):
        assert (check.agrees, check.later) == (False, ())
        assert why in check.why


def test_a_volume_with_an_act_that_cannot_be_read_goes_to_no_paper(lived_place: Place) -> None:
    point = open_point(lived_place, clock=Clock())
    written(lived_place, "UPDATE act SET body = x'00' WHERE kind = 'data_destroyed'")
    with pytest.raises(VolumeDiffers, match="не читаются"):
        refuse_differing(point, CONSULTATIONS, 2025)


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
        check_page(point, "C24-1-1-9-ABCD-EFGH-IJKL-MNOP-QRST")
    with pytest.raises(UnknownRows):
        check_page(point, "C25-2-1-9-ABCD-EFGH-IJKL-MNOP-QRST")


def test_each_journal_has_codes_of_its_own(point: HelpPoint) -> None:
    consult(point)
    ask(point)
    codes = {check_rows(point, journal, 2025, 1, 1).code[0] for journal in Journal}
    assert codes == {"C", "R"}
    assert Entry.select().count() == 2


def test_a_code_covers_its_rows_as_they_stood(lived_point: HelpPoint) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    rows = row_hashes(volume, 3, 4, 22)
    mark = letters_of(digest("consultations", 2025, rows))
    code = PageCode(CONSULTATIONS, 2025, 3, 4, 22, mark)
    assert page_code(volume, 3, 4, 22) == str(code)
    assert code_of(CONSULTATIONS, 2025, rows, 22) == code


def test_rows_that_had_no_acts_yet_have_a_code_too(lived_point: HelpPoint) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    for first, last, size in ((3, 4, 9), (1, 2, 0)):
        code = parse_page_code(page_code(volume, first, last, size))
        assert (code.first, code.last, code.size) == (first, last, size)
    code = parse_page_code(page_code(volume, 1, 10, 12))
    assert (code.first, code.last) == (1, 10)


def test_a_check_shows_the_rows_of_the_page_and_all_that_came_later(
    lived_point: HelpPoint,
) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    code = page_code(volume, 2, 6, 19)
    check = check_page(lived_point, code)
    printed = book(lived_point, CONSULTATIONS, 2025, first=2, last=6)
    heads = ["№ пп", "Дата обращения", "Тема консультации", "ФИО", "Дата проведения", "Подпись"]
    assert check == PageCheck(
        agrees=True,
        journal=CONSULTATIONS,
        year=2025,
        first=2,
        last=6,
        code=page_code(volume, 2, 6, 50),
        rows=tuple(
            PageRow(row.number, dict(zip(heads, line(printed, row), strict=True)))
            for row in printed.rows
        ),
        later=check.later,
        why="",
        compared=20,
    )
    day = date(2025, 11, 25)
    assert [row.number for row in check.rows] == [2, 3, 4, 5, 6]
    assert check.later == (
        Later(3, Kind.ENTRY_ANNULLED, day),
        *(Later(4, kind, day) for kind in (OPENED, COMPLETED, SIGNED, Kind.ENTRY_REPLACED)),
        *(Later(5, kind, day) for kind in (OPENED, COMPLETED, SIGNED)),
        *(Later(6, kind, day) for kind in (OPENED, COMPLETED, SIGNED, Kind.ENTRY_ANNULLED)),
        Later(6, Kind.DATA_DESTROYED, day),
    )
    assert check_page(lived_point, check.code).later == ()


def test_a_page_printed_at_the_very_last_act_is_not_cut_off(lived_point: HelpPoint) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    assert check_page(lived_point, page_code(volume, 1, 10, 50)).agrees
    check = check_page(lived_point, page_code(volume, 1, 10, 51))
    assert not check.agrees


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
            "UPDATE wording SET text = 'x' WHERE act_id = 31",
            "Ledger, act 31: its wording differs from the ledger.",
        ),
        (
            "UPDATE entry SET destroyed_at = NULL WHERE id = 6",
            "entry 6: “Name” differs from the ledger.",
        ),
        (
            "UPDATE wording SET text = '', salt = x'' WHERE act_id = 20",
            "entry 3: no act says that its data were destroyed.",
        ),
    ],
)
def test_the_first_row_that_differs_from_its_acts_is_named(
    lived_place: Place, statement: str, why: str
) -> None:
    i18n.use("en")
    written(lived_place, statement)
    written(lived_place, "UPDATE entry SET channel = 'email' WHERE id = 8")
    check = check_rows(open_point(lived_place, clock=Clock()), CONSULTATIONS, 2025, 1, 10)
    assert (check.agrees, check.why.removeprefix("Consultations 2025/26, ")) == (False, why)


def test_an_act_that_names_data_which_are_there_is_named(point: HelpPoint, staff: Staff) -> None:
    i18n.use("en")
    for _visitor in range(2):
        help_and_sign(point, staff.teacher, consult(point))
    _person, key = unlock(point, "smirnova", PINS["smirnova"])
    with open_ledger(point) as ledger:
        facts = {"entries": {"consultations/2025": "2"}, "count": 1, "cause": "request"}
        said = {**facts, "specialist": "smirnova"}
        ledger.append(Kind.DATA_DESTROYED, said, signer=key, wording="Заявление")
    assert check_rows(point, CONSULTATIONS, 2025, 1, 1).agrees
    check = check_rows(point, CONSULTATIONS, 2025, 1, 2)
    assert check.why.startswith("Consultations 2025/26, entry 2:")


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


def test_a_volume_that_agrees_may_go_to_paper_and_a_differing_one_may_not(
    lived_place: Place,
) -> None:
    i18n.use("en")
    point = open_point(lived_place, clock=Clock())
    for journal, year in ((CONSULTATIONS, 2025), (Journal.REQUESTS, 2025), (CONSULTATIONS, 2024)):
        refuse_differing(point, journal, year)
    written(lived_place, "UPDATE entry SET role = 'pupil' WHERE id = 11")
    refuse_differing(point, Journal.REQUESTS, 2025)
    with pytest.raises(VolumeDiffers, match="entry 10: “role” differs from the ledger"):
        refuse_differing(point, CONSULTATIONS, 2025)
