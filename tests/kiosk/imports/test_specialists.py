from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.imports import read_specialists
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from tests.kiosk.imports.samples import EXAMPLES, refusal, written

HEADS = "Логин;ФИО;Должность;Обязанность;Журналы\n"


def test_a_specialist_keeps_the_journals_of_the_duty(tmp_path: Path) -> None:
    rows = (
        "ivanova;Иванова Мария Петровна;завуч;Администратор ЭЖ;\n"
        "petrenko;Петренко О. В.;;ответственный за техническое сопровождение;\n"
        "seitova;Сеитова Л. Р.;учитель;teacher;\n"
    )
    found = read_specialists(written(tmp_path, HEADS + rows))
    assert [each.duty for each in found] == [Duty.ADMINISTRATOR, Duty.TECHNICAL, Duty.TEACHER]
    assert [set(each.journals) for each in found] == [
        {Journal.CONSULTATIONS},
        {Journal.REQUESTS},
        {Journal.CONSULTATIONS},
    ]
    assert (found[0].login, found[0].name) == ("ivanova", "Иванова Мария Петровна")


def test_a_file_may_give_a_specialist_both_journals(tmp_path: Path) -> None:
    row = "a.b-c_1;Иванова;;администратор;заявки, консультации\n"
    (found,) = read_specialists(written(tmp_path, HEADS + row))
    assert found.journals == set(Journal)


@pytest.mark.parametrize(
    "row",
    [
        "a;Иванова;;учитель;",
        f"{'a' * 21};Иванова;;учитель;",
        "ива;Иванова;;учитель;",
        "a b;Иванова;;учитель;",
        "ab;;;учитель;",
        "ab;Иванова;;;",
        "ab;Иванова;;директор;",
        "ab;Иванова;;учитель;все",
        f"ab;{'И' * 121};;учитель;",
        "FIRST;Иванова;;учитель;",
    ],
)
def test_a_wrong_specialist_is_refused_with_the_line(tmp_path: Path, row: str) -> None:
    path = written(tmp_path, f"{HEADS}first;Первый;;учитель;\n{row}\n")
    assert refusal(read_specialists, path).line == 3


def test_a_file_with_pins_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "login;name;duty;PIN\nab;x;teacher;123456\n")
    assert "PIN" in refusal(read_specialists, path).reason


def test_the_example_specialists_are_taken() -> None:
    assert len(read_specialists(EXAMPLES / "specialists.csv")) == 3
