from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.setup.starter import example_sessions, starter_guides, starter_topics
from kiosk.words.languages import offered

ZONE = ZoneInfo("Europe/Simferopol")
QR = 42
"""Bytes of a link that a QR code of the smallest screen holds."""


def example_titles() -> list[dict[str, str]]:
    week = example_sessions(date(2026, 11, 23), ZONE)
    return [*(guide.titles for guide in starter_guides()), *(each.titles for each in week)]


@pytest.mark.parametrize("role", Role)
def test_each_role_has_topics_for_eight_digits_at_most(role: Role) -> None:
    topics = [topic for topic in starter_topics() if topic.journal is Journal.CONSULTATIONS]
    offered = [topic for topic in topics if not topic.roles or role in topic.roles]
    assert 4 <= len(offered) <= 8


def test_kinds_of_problems_fit_eight_digits() -> None:
    kinds = [topic for topic in starter_topics() if topic.journal is Journal.REQUESTS]
    assert 6 <= len(kinds) <= 8


def test_the_topic_of_login_details_is_there_for_everybody() -> None:
    access = [topic for topic in starter_topics() if topic.access]
    assert [topic.roles for topic in access] == [frozenset()]


def test_every_starter_title_is_in_every_language_that_is_offered() -> None:
    titles = [topic.titles for topic in starter_topics()] + example_titles()
    assert all(set(words) == set(offered()) for words in titles)


def test_examples_say_that_they_are_examples() -> None:
    assert all(words["ru"].startswith("Пример: ") for words in example_titles())
    assert all(words["en"].startswith("Example: ") for words in example_titles())
    assert all(words["uk"].startswith("Приклад: ") for words in example_titles())


def test_example_guides_fit_a_small_code_and_name_real_topics() -> None:
    codes = {topic.code for topic in starter_topics()}
    for guide in starter_guides():
        assert len(guide.url.encode()) <= QR
        assert guide.topics
        assert set(guide.topics) <= codes


def test_example_guides_show_every_kind_and_language() -> None:
    assert {guide.kind for guide in starter_guides()} == {"text", "video"}
    assert {guide.language for guide in starter_guides()} == {"ru", "en"}


def test_the_example_week_follows_its_monday() -> None:
    this = example_sessions(date(2026, 11, 23), ZONE)
    following = example_sessions(date(2026, 11, 30), ZONE)
    assert [each.starts.weekday() for each in this] == [0, 1, 2, 3, 4]
    assert {(b.starts - a.starts).days for a, b in zip(this, following, strict=True)} == {7}
    assert not {each.uid for each in this} & {each.uid for each in following}


def test_an_example_week_begins_on_a_monday() -> None:
    with pytest.raises(ValueError, match="2026-11-24"):
        example_sessions(date(2026, 11, 24), ZONE)
