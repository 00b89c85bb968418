"""``kiosk check-page``: a page is checked by its code or by its rows."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from db.engine import current
from kiosk.commands.evidence import check_page
from kiosk.documents.pages import check_rows
from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.words.errors import UnreadableCode
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


def test_rows_whose_acts_cannot_be_read_end_with_1_and_carry_no_code(
    point: HelpPoint, settings: Settings
) -> None:
    consult(point)
    code = check_rows(point, Journal.CONSULTATIONS, 2025, 1, 1).code
    current().execute_sql("DROP TRIGGER act_stays")
    current().execute_sql("UPDATE act SET hash = 'x' WHERE entry_id = 1")
    for words in ([code], ["--journal", "consultations", "--year", "2025", "--rows", "1"]):
        result = CliRunner().invoke(check_page, words, obj=settings)
        assert result.exit_code == 1
        assert "ОШИБКА: Реестр, акт" in result.output
        assert "Нынешний код этих строк" not in result.output


@pytest.mark.parametrize(
    "words",
    ["", "C25 --year 2025", "--year 2025 --rows 1-2", "--journal requests --year 2025 --rows a-b"],
)
def test_half_a_question_is_refused(settings: Settings, words: str) -> None:
    assert CliRunner().invoke(check_page, words.split(), obj=settings).exit_code == 2
