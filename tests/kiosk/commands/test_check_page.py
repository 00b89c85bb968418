"""``kiosk check-page``: a page is checked by its code or by its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from db.engine import current
from kiosk.commands.evidence import check_page
from kiosk.documents.pages import check_rows
from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.epochs import keep_newest
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.proof.note import write_note
from kiosk.words.errors import JournalsDiffer, UnreadableCode
from tests.people import PINS, Staff, consult, help_and_sign


@pytest.fixture
def settings(staffed_place: Place) -> Settings:
    return Settings(database=staffed_place.database, keys=str(staffed_place.keys))


def test_a_page_is_checked_by_its_code_and_its_later_fate_is_told(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    code = check_rows(point, Journal.CONSULTATIONS, 2025, 1, 1).code
    annul(point, staff.teacher, entry, reason="Дважды", pin=PINS["belaya"])
    result = CliRunner().invoke(check_page, [code.lower()], obj=settings)
    assert result.exit_code == 0
    assert "№ 1: аннулирована, 24.11.2025" in result.output
    assert "Артёменко Татьяна Юрьевна" in result.output


def test_rows_get_their_code(point: HelpPoint, settings: Settings) -> None:
    for _visitor in range(3):
        consult(point)
    words = ["--journal", "consultations", "--year", "2025", "--rows", "2-3"]
    result = CliRunner().invoke(check_page, words, obj=settings)
    assert result.exit_code == 0
    assert check_rows(point, Journal.CONSULTATIONS, 2025, 2, 3).code in result.output


def test_a_page_of_another_ledger_ends_with_1(point: HelpPoint, settings: Settings) -> None:
    consult(point)
    code = "C25-1-1-5-ABCD-EFGH-IJKL-MNOP-QRST"
    result = CliRunner().invoke(check_page, [code], obj=settings)
    assert result.exit_code == 1
    assert isinstance(
        CliRunner().invoke(check_page, ["C25"], obj=settings).exception, UnreadableCode
    )


def test_nothing_is_said_of_a_page_while_anything_in_the_journals_is_wrong(
    point: HelpPoint, settings: Settings
) -> None:
    consult(point)
    code = check_rows(point, Journal.CONSULTATIONS, 2025, 1, 1).code
    current().execute_sql("DROP TRIGGER act_stays")
    current().execute_sql("UPDATE act SET tail = 'x' WHERE entry_id = 1")
    for words in ([code], ["--journal", "consultations", "--year", "2025", "--rows", "1"]):
        result = CliRunner().invoke(check_page, words, obj=settings)
        assert result.output == ""
        assert isinstance(result.exception, JournalsDiffer)
        assert result.exception.why == ("Реестр, акт 10: акт или его место в цепочке изменены")


def test_a_mistyped_code_is_told_before_anything_is_walked(
    point: HelpPoint, settings: Settings
) -> None:
    current().execute_sql("DROP TRIGGER act_stays")
    current().execute_sql("UPDATE act SET tail = 'x'")
    result = CliRunner().invoke(check_page, ["C25"], obj=settings)
    assert isinstance(result.exception, UnreadableCode)


@pytest.mark.parametrize(
    "words", ["--journal consultations --year 2025 --rows 1", "C25-1-1-5-ABCD-EFGH-IJKL-MNOP-QRST"]
)
def test_a_kept_checkpoint_that_the_ledger_differs_from_refuses_the_check(
    point: HelpPoint, settings: Settings, words: str
) -> None:
    """What the kiosk has kept itself is compared whenever something leaves."""
    consult(point)
    made = make_checkpoint(point)
    consult(point)
    altered = replace(made.checkpoint, head=bytes(32))
    keep_newest(point, altered, write_note(altered, point.keyring.kiosk))
    result = CliRunner().invoke(check_page, words.split(), obj=settings)
    assert isinstance(result.exception, JournalsDiffer)
    assert "сделана по другим журналам" in result.exception.why


@pytest.mark.parametrize(
    "words",
    ["", "C25 --year 2025", "--year 2025 --rows 1-2", "--journal requests --year 2025 --rows a-b"],
)
def test_half_a_question_is_refused(settings: Settings, words: str) -> None:
    assert CliRunner().invoke(check_page, words.split(), obj=settings).exit_code == 2
