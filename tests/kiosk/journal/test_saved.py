from __future__ import annotations

import pytest

from kiosk.journal.saved import (
    MOST,
    SavedSearch,
    drop_search,
    forget_searches,
    save_search,
    saved_searches,
)
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.words.errors import MissingWords
from tests.people import Staff

TALKS, WORKS = Journal.CONSULTATIONS, Journal.REQUESTS


def test_a_search_is_kept_by_name_for_its_specialist_alone(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    me, other = any_staff.teacher, any_staff.administrator
    save_search(any_point, me, "Мои долги", TALKS, "не подписано помог: белая")
    save_search(any_point, me, "Принтеры", WORKS, "принтер")
    save_search(any_point, me, "Мои долги", TALKS, "не подписано")
    printers = SavedSearch("Принтеры", WORKS, "принтер")
    assert saved_searches(any_point, me) == [
        printers,
        SavedSearch("Мои долги", TALKS, "не подписано"),
    ]
    assert saved_searches(any_point, other) == []
    drop_search(any_point, other, "Мои долги")
    drop_search(any_point, me, "Мои долги")
    assert saved_searches(any_point, me) == [printers]
    with pytest.raises(MissingWords):
        save_search(any_point, me, " ", TALKS, "принтер")


def test_the_oldest_search_gives_way_to_one_too_many(point: HelpPoint, staff: Staff) -> None:
    for number in range(MOST + 2):
        save_search(point, staff.teacher, f"Поиск {number}", TALKS, str(number))
    kept = [search.wanted for search in saved_searches(point, staff.teacher)]
    assert kept == [str(number) for number in range(2, MOST + 2)]


def test_what_may_name_somebody_is_forgotten_and_nothing_else(
    point: HelpPoint, staff: Staff
) -> None:
    wanted = ("Ярополк", "семёновой", "яроп", "«СЕМЕНОВ Я.»", "не подписано", "ноябрь № 31", "к-07")
    for number, words in enumerate(wanted[: MOST - 1]):
        save_search(point, staff.teacher, str(number), TALKS, words)
    for number, words in enumerate(wanted[MOST - 1 :]):
        save_search(point, staff.administrator, str(number), TALKS, words)
    save_search(point, staff.administrator, "Ярополк", TALKS, "неявка")
    assert forget_searches(point, ["Семёнов Ярополк Мстиславович", ""]) == 5
    people = (staff.teacher, staff.administrator)
    left = [search.wanted for who in people for search in saved_searches(point, who)]
    assert left == ["не подписано", "ноябрь № 31", "к-07"]
