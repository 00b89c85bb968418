"""Which guide answers before the line, and what is counted of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.models import Answered as AnsweredRow
from kiosk.catalogue.answers import Answered, answer_for, answered, count_answer
from kiosk.catalogue.topics import save_guides
from kiosk.point.point import HelpPoint
from kiosk.proof.people import Role
from kiosk.words.i18n import use
from kiosk.words.records import GuideRecord
from tests.people import Clock


def guide(
    code: str, answer: str = "Ответ", *roles: Role, language: str = "ru", topic: str = "diary"
) -> GuideRecord:
    return GuideRecord(
        code=code,
        titles={"ru": f"Памятка {code}"},
        url=f"https://example.org/{code}",
        kind="text",
        language=language,
        roles=frozenset(roles),
        topics=(topic,),
        descriptions={},
        position=1,
        answers={"ru": answer, "en": "Answer"} if answer else {},
    )


def best(point: HelpPoint, role: Role = Role.GUARDIAN, topic: str | None = "diary") -> str:
    found = answer_for(point, topic, role)
    return found.code if found else ""


def test_the_best_guide_is_one_with_an_answer_for_the_role(any_point: HelpPoint) -> None:
    save_guides(
        any_point,
        [
            guide("silent", ""),
            guide("all"),
            guide("teachers", "Ответ", Role.TEACHER),
            guide("own", "Ответ", Role.GUARDIAN),
        ],
    )
    assert best(any_point) == "own"
    assert best(any_point, Role.PUPIL) == "all"
    assert best(any_point, topic=None) == best(any_point, topic="marks") == ""
    found = answer_for(any_point, "diary", Role.PUPIL)
    assert found and found.answer == "Ответ"


def test_without_an_answer_for_the_role_there_is_none(point: HelpPoint) -> None:
    save_guides(point, [guide("silent", ""), guide("teachers", "Ответ", Role.TEACHER)])
    assert best(point) == ""


def test_a_guide_in_the_language_in_use_goes_before_another(point: HelpPoint) -> None:
    save_guides(point, [guide("russian"), guide("english", language="en")])
    assert best(point) == "russian"
    use("en")
    try:
        assert best(point) == "english"
        found = answer_for(point, "diary", Role.GUARDIAN)
        assert found and found.answer == "Answer"
    finally:
        use("ru")


def test_both_choices_are_counted_by_day_and_no_name_is_kept(
    any_point: HelpPoint, clock: Clock
) -> None:
    save_guides(any_point, [guide("leaflet")])
    for helped in (True, False, False):
        count_answer(any_point, "diary", "leaflet", helped=helped)
    clock.wait(days=1)
    count_answer(any_point, "diary", "gone", helped=True)
    today = any_point.today()
    yesterday = today - timedelta(days=1)
    assert AnsweredRow.select().count() == 2
    (first,) = answered(any_point, yesterday, yesterday)
    assert first == Answered("Просмотр электронного дневника", "Памятка leaflet", 1, 2)
    assert [(each.guide, each.helped) for each in answered(any_point, yesterday, today)] == [
        ("Памятка leaflet", 1),
        ("gone", 1),
    ]
    assert {*AnsweredRow._meta.columns} == {
        "point_id", "day", "topic", "guide", "helped", "went_on",
    }  # fmt: skip


@pytest.mark.parametrize("days", [-1, 1])
def test_other_days_are_left_out(point: HelpPoint, days: int) -> None:
    count_answer(point, "diary", "leaflet", helped=True)
    other = point.today() + timedelta(days=days)
    assert answered(point, other, other) == []
