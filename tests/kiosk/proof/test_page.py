"""What a printed page says of a row: its words, its dates, and what became of it."""

from __future__ import annotations

import pytest

from kiosk.proof.page import (
    Correction,
    Visit,
    about,
    as_it_was,
    cells_of,
    late_words,
    remark_of,
    sheet_code,
    standing,
    year_in_words,
)
from kiosk.proof.people import Role
from tests.kiosk.proof.rows import row

CAME, HELPED = "2025-11-24T06:00:00.000Z", "2025-11-25T06:00:00.000Z"
GONE = "2026-01-02T00:00:00.000Z"
SAME_DAY = Visit(CAME, CAME, "")


def dotted(at: str | None) -> str:
    return f"{at[8:10]}.{at[5:7]}.{at[:4]}" if at else ""


def cells(**changed: object) -> dict[str, str]:
    return cells_of(row(**changed), Visit(CAME, HELPED, ""), dotted)


def test_a_consultation_fills_its_columns() -> None:
    assert cells() == {
        "number": "3",
        "opened": "24.11.2025",
        "completed": "25.11.2025",
        "topic": "Отметки",
        "name": "Королёва Анна Сергеевна (учитель)",
    }


def test_a_request_fills_its_columns() -> None:
    asked = {"journal": "requests", "role": "", "room": "215", "topic_title": "Сеть."}
    assert cells(**asked, problem="Не печатает", note="Заменён кабель.") == {
        "number": "3",
        "opened": "24.11.2025",
        "completed": "25.11.2025",
        "room": "215",
        "problem": "Сеть. Не печатает (Королёва А. С.)",
        "note": "Показано. Заменён кабель",
    }
    assert cells(**asked, name="", result="")["problem"] == "Сеть. (без ФИО)"
    assert cells(**asked, name="", result="")["note"] == ""


def test_dates_are_those_of_the_visit_and_not_of_the_row() -> None:
    late = cells_of(row(opened_at=GONE, completed_at=GONE), Visit(CAME, None, ""), dotted)
    assert (late["opened"], late["completed"]) == ("24.11.2025", "")


def test_help_that_was_written_down_later_keeps_its_day_and_says_so() -> None:
    visit = Visit(CAME, GONE, "2025-11-25")
    assert cells_of(row(), visit, dotted)["completed"] == "25.11.2025"
    assert remark_of(2025, visit, None, None, dotted) == "Внесено 02.01.2026"
    assert remark_of(2025, visit, NEXT, None, dotted) == "Внесено 02.01.2026. Взамен записи № 4"


ASKED, SOON, LATER = "2025-11-24T10:40", "2025-11-24T10:50", "2025-11-24T10:51"
LATE = "Внесено позже: обращение 24.11.2026 10:40, запись 25.11.2026 09:00"


@pytest.mark.parametrize(
    ("sheet", "asked", "written", "said"),
    [
        ("", "", LATER, ""),
        ("", ASKED, ASKED, ""),
        ("", ASKED, SOON, ""),
        ("", ASKED, LATER, "Внесено позже: обращение 24.11.2025 10:40, запись 24.11.2025 10:51"),
        (
            *("ABCDEFGH", ASKED, ASKED),
            "Внесено позже с листа, код ABCD-EFGH: обращение 24.11.2025 10:40,"
            " запись 24.11.2025 10:40",
        ),
    ],
)
def test_an_enquiry_is_late_after_ten_minutes_or_from_paper(
    sheet: str, asked: str, written: str, said: str
) -> None:
    assert late_words(sheet, asked, written) == said


@pytest.mark.parametrize(
    ("request_id", "code"),
    [
        ("sheet-ABCDEFG2", "ABCDEFG2"),
        *(
            (each, "")
            for each in ("", "0a" * 16, "sheet-ABCDEFG1", "sheet-ABCDEFG", "sheet-ABCDEFGHI")
        ),
    ],
)
def test_the_code_of_a_row_of_paper_stands_in_the_request(request_id: str, code: str) -> None:
    assert sheet_code(request_id) == code


def test_an_enquiry_has_the_day_on_which_it_was_asked() -> None:
    """It says once that it was written down later, unless it was completed later still."""
    once = Visit(GONE, GONE, "2025-11-24", ASKED, LATE)
    assert cells_of(row(), once, dotted)["opened"] == "24.11.2025"
    assert cells_of(row(), once, dotted)["completed"] == "24.11.2025"
    assert remark_of(2025, once, None, None, dotted) == LATE
    twice = once._replace(opened_at=HELPED)
    assert remark_of(2025, twice, None, None, dotted) == f"{LATE}. Внесено 02.01.2026"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("no_show", "неявка"),
        ("cancelled", "отменено"),
        ("not_held", "приём не состоялся"),
        ("withdrawn", "талон отменён посетителем"),
    ],
)
def test_who_left_has_the_reason_in_place_of_a_date(reason: str, said: str) -> None:
    assert cells(state="left", left_reason=reason)["completed"] == said


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"role": "pupil", "school_class": "5-А"}, "Королёва Анна Сергеевна (ученик, 5-А)"),
        ({"role": "guardian", "name": ""}, "без ФИО (родитель)"),
        ({"role": ""}, "Королёва Анна Сергеевна ()"),
    ],
)
def test_a_visitor_is_named_with_role_and_class(said: dict[str, str], named: str) -> None:
    assert cells(**said)["name"] == named


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_word(role: Role) -> None:
    assert cells(role=role.value)["name"] not in (cells(role="")["name"], "")


def test_destroyed_words_are_replaced_by_the_day() -> None:
    words = "персональные данные уничтожены 02.01.2026"
    emptied = {"name": "", "topic_title": "", "destroyed_at": GONE}
    consultation = cells(**emptied)
    assert (consultation["topic"], consultation["name"]) == ("—", words)
    request = cells(**emptied, journal="requests")
    assert (request["room"], request["problem"], request["note"]) == ("—", words, "")


@pytest.mark.parametrize(
    ("topic", "problem", "said"),
    [("", "", ""), ("Сеть.", "", "Сеть."), ("", "Нет", "Нет"), ("Сеть.", "Нет", "Сеть. Нет")],
)
def test_an_entry_is_about_its_topic_and_its_description(
    topic: str, problem: str, said: str
) -> None:
    assert about(topic, problem) == said


NEXT, OTHER = {"year": 2025, "number": 4}, {"year": 2026, "number": 1}


def annulled(reason: str = "Записано дважды") -> Correction:
    return Correction("entry_annulled", CAME, "Белая И. В.", reason)


def replaced(by: dict[str, int], reason: str = "Имя") -> Correction:
    return Correction("entry_restated", CAME, "Белая И. В.", reason, by)


@pytest.mark.parametrize(
    ("stands_for", "correction", "remark"),
    [
        (None, None, ""),
        (
            None,
            annulled(),
            "Аннулирована (24.11.2025, Белая И. В.). Причина: Записано дважды",
        ),
        (None, annulled(""), "Аннулирована (24.11.2025, Белая И. В.)"),
        (
            None,
            replaced(NEXT),
            "Заменена записью № 4 (24.11.2025, Белая И. В.). Причина: Имя",
        ),
        (
            None,
            replaced(OTHER),
            "Заменена записью № 1 за 2026/27 учебный год (24.11.2025, Белая И. В.). Причина: Имя",
        ),
        (NEXT, None, "Взамен записи № 4"),
        (OTHER, None, "Взамен записи № 1 за 2026/27 учебный год"),
        (NEXT, annulled(""), "Взамен записи № 4. Аннулирована (24.11.2025, Белая И. В.)"),
    ],
)
def test_a_remark_says_what_became_of_a_row(
    stands_for: dict[str, int] | None, correction: Correction | None, remark: str
) -> None:
    assert remark_of(2025, SAME_DAY, stands_for, correction, dotted) == remark


@pytest.mark.parametrize(
    ("year", "words"), [(2025, "2025/26"), (2099, "2099/00"), (2108, "2108/09")]
)
def test_a_school_year_is_written_as_people_do(year: int, words: str) -> None:
    assert year_in_words(year) == words


W, R = "entry_withdrawn", "entry_restored"


@pytest.mark.parametrize(
    ("kinds", "state", "reason"),
    [
        ([], "open", ""),
        ([W], "left", "withdrawn"),
        ([W, R], "open", ""),
        ([W, R, W], "left", "withdrawn"),
        ([W, R, "entry_completed"], "completed", ""),
        ([W, R, "entry_completed", "entry_signed"], "signed", ""),
    ],
)
def test_a_row_stands_as_it_did_before_later_acts(
    kinds: list[str], state: str, reason: str
) -> None:
    """What its visitor withdrew, a desk restored, and somebody helped with in the end."""
    was = as_it_was(row(), standing(["entry_opened", *kinds]))
    assert (was.state, was.left_reason) == (state, reason)
    assert bool(was.result) == (state in ("completed", "signed"))
