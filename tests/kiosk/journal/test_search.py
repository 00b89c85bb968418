from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from db.search import (
    Condition,
    Corrected,
    HasNumber,
    HasText,
    HasTicket,
    HelpedBy,
    InState,
    OfYear,
    Opened,
)
from kiosk.journal.search import Helper, read_query
from kiosk.proof.forms import Journal
from kiosk.words.days import bounds

ZONE = ZoneInfo("Europe/Simferopol")
TODAY = date(2026, 11, 27)
HELPERS = [Helper(7, "Белая Ирина Викторовна"), Helper(8, "Ковалёв Пётр Андреевич")]


def query(wanted: str, journal: Journal = Journal.CONSULTATIONS) -> list[list[Condition]]:
    read = read_query(wanted, journal, today=TODAY, zone=ZONE, helpers=HELPERS)
    return [list(conditions) for conditions in read]


def day(said: str, days: int = 1) -> Opened:
    start = date.fromisoformat(said)
    return Opened(*bounds(start, ZONE, days))


@pytest.mark.parametrize(
    ("wanted", "begins"),
    [
        ("24.11.2026", "2026-11-24"),
        ("24.11.26", "2026-11-24"),
        ("24.11", "2026-11-24"),
        ("24.11.", "2026-11-24"),
        ("28.11", "2025-11-28"),
        ("24/11/2026", "2026-11-24"),
        ("2026-11-24", "2026-11-24"),
        ("24 ноября", "2026-11-24"),
        ("28 НОЯБРЯ", "2025-11-28"),
        ("24 ноября 2025", "2025-11-24"),
        ("24 ноября 2025 г.", "2025-11-24"),
        ("24 ноября 2025 года", "2025-11-24"),
        ("24.11.2026 г.", "2026-11-24"),
        ("24 November 2026", "2026-11-24"),
        ("24 листопада", "2026-11-24"),
        ("сегодня", "2026-11-27"),
        ("Вчера", "2026-11-26"),
    ],
)
def test_a_day_is_read_in_every_usual_spelling(wanted: str, begins: str) -> None:
    assert query(wanted) == [[day(begins)]]


@pytest.mark.parametrize(
    ("wanted", "begins", "days"),
    [
        ("ноябрь", "2026-11-01", 30),
        ("Декабрь", "2025-12-01", 31),
        ("ноябрь 2025", "2025-11-01", 30),
        ("февраль 2024 года", "2024-02-01", 29),
        ("11.2025", "2025-11-01", 30),
        ("2025-11", "2025-11-01", 30),
        ("листопад", "2026-11-01", 30),
    ],
)
def test_a_month_is_the_last_one_that_has_begun(wanted: str, begins: str, days: int) -> None:
    assert query(wanted) == [[day(begins, days)]]


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [
        ("№ 31", HasNumber(31)),
        ("№31", HasNumber(31)),
        ("не подписано", InState("completed")),
        ("завершено, не подписано", InState("completed")),
        ("Не подписаны", InState("completed")),
        ("подписано", InState("signed")),
        ("ждёт", InState("waiting")),
        ("ждет", InState("waiting")),
        ("неявка", InState("left", "no_show")),
        ("НЕ ПРИШЁЛ", InState("left", "no_show")),
        ("помощь не оказана", InState("left")),
        ("no-show", InState("left", "no_show")),
        ("не підписано", InState("completed")),
        ("исправлены", Corrected()),
        ("аннулирована", Corrected(replaced=False)),
        ("2025/26", OfYear(2025)),
        ("помог: белая", HelpedBy((7,))),
        ("помогла:Белая", HelpedBy((7,))),
        ("помог: никто", HelpedBy((0,))),
    ],
)
def test_what_has_one_meaning_is_looked_for_as_that_alone(
    wanted: str, condition: Condition
) -> None:
    assert query(wanted) == [[condition]]


@pytest.mark.parametrize("wanted", ["К-07", "K-07", "к07", "K7", "К - 07"])
def test_a_ticket_is_known_in_either_alphabet(wanted: str) -> None:
    ((text, *others),) = query(wanted)
    assert isinstance(text, HasText)
    assert others == [HasTicket("К", 7)]
    ((_text, *others),) = query(wanted, Journal.REQUESTS)
    assert others == []


def test_a_surname_is_a_visitor_s_or_a_specialist_s() -> None:
    assert query("ковалев") == [[HasText("ковалев"), HelpedBy((8,))]]
    assert query("ко") == [[HasText("ко")]]
    assert query("31") == [[HasText("31"), HasNumber(31)]]


def test_several_words_narrow_and_what_is_quoted_is_text() -> None:
    assert query("белая, ноябрь не подписано") == [
        [HasText("белая"), HelpedBy((7,))],
        [day("2026-11-01", 30)],
        [InState("completed")],
    ]
    assert query("«ноябрь» 31") == [[HasText("ноябрь")], [HasText("31"), HasNumber(31)]]
    assert query('"не подписано"') == [[HasText("не")], [HasText("подписано")]]
    assert query("марта") == [[HasText("марта")]]
    assert query("№") == []


@pytest.mark.parametrize("wanted", ["31.11.2026", "30 февраля", "13.2025", "2025/27", "0.0"])
def test_what_is_no_day_is_looked_for_in_the_words(wanted: str) -> None:
    assert all(isinstance(conditions[0], (HasText, Opened)) for conditions in query(wanted))
    assert isinstance(query(wanted)[0][0], HasText)
