"""What has been typed of an enquiry, before it is written down."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.catalogue.topics import Topic
from kiosk.proof.forms import Journal
from kiosk.proof.people import Channel, Role
from kiosk.visits.enquiry_draft import Draft, matching
from kiosk.words.errors import NotYet
from kiosk.words.i18n import use
from kiosk.words.stored import pack_titles

NOW = datetime(2026, 11, 27, 14, 5, tzinfo=ZoneInfo("Europe/Moscow"))
MARKS, DIARY, CLASS = (
    Topic(code, pack_titles({"ru": title, "en": title}), False)
    for code, title in (
        ("marks", "Отметки в электронном дневнике"),
        ("diary", "Просмотр электронного дневника"),
        ("class", "Список класса"),
    )
)
TOPICS = [MARKS, DIARY, CLASS]


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use("en")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("отм", [MARKS]),
        ("ОТМ ДНЕВ", [MARKS]),
        ("дневн", [MARKS, DIARY]),
        ("просмотр", [DIARY]),
        ("тметки", []),
        ("", []),
        (" ", []),
        ("список учителей", []),
    ],
)
def test_words_find_the_topics_whose_words_they_begin(typed: str, found: list[Topic]) -> None:
    assert matching(typed, TOPICS) == found


@pytest.mark.parametrize(
    ("typed", "topic", "words"),
    [("отм", MARKS, ""), ("дневн", None, "дневн"), (" Не входит ", None, "Не входит")],
)
def test_words_of_one_topic_mean_it_and_others_stand(
    typed: str, topic: Topic | None, words: str
) -> None:
    draft = Draft(Journal.CONSULTATIONS, topic=CLASS)
    draft.take_topic(typed, TOPICS)
    assert (draft.topic, draft.words) == (topic, words)


@pytest.mark.parametrize(
    ("who", "role", "name", "school_class"),
    [
        ("королёва анна, 5а", Role.GUARDIAN, "Королёва Анна", "5-А"),
        ("королёва анна,5 а", Role.PUPIL, "Королёва Анна", "5-А"),
        ("королёва анна", Role.PUPIL, "Королёва Анна", ""),
        ("королёва анна, 5а", Role.TEACHER, "Королёва Анна", ""),
    ],
)
def test_the_class_stands_behind_a_comma(
    who: str, role: Role, name: str, school_class: str
) -> None:
    draft = Draft(Journal.CONSULTATIONS, role=role, who=who)
    assert (draft.name, draft.school_class) == (name, school_class)


@pytest.mark.parametrize(
    ("when", "sheet", "late"),
    [
        ("", "", False),
        ("13:55", "", False),
        ("13:54", "", True),
        ("вчера 14:05", "", True),
        ("", "ABCDEFGH", True),
        ("никогда", "", False),
    ],
)
def test_it_says_beforehand_that_it_is_late(when: str, sheet: str, late: bool) -> None:
    draft = Draft(Journal.CONSULTATIONS, when=when, sheet=sheet)
    assert draft.is_late(NOW) == late
    assert (("In print", "entered later") in draft.lines(NOW)) == late


def test_it_shows_the_entry_as_far_as_it_is_known() -> None:
    draft = Draft(Journal.REQUESTS, Channel.MESSAGE, who="ли анна", room="214", topic=MARKS)
    assert draft.lines(NOW) == [
        ("Journal", "Technical requests, 2026/27"),
        ("When it was asked", "27.11.2026 14:05, message of the e-journal"),
        ("Room", "214"),
        ("Topic", "Отметки в электронном дневнике"),
        ("Name", "Ли Анна"),
        ("What was done", ""),
    ]
    draft.is_open = True
    assert draft.lines(NOW)[-1] == ("What was done", "Not done yet")


def test_a_time_to_come_is_no_enquiry() -> None:
    with pytest.raises(NotYet):
        Draft(Journal.CONSULTATIONS, when="14:06").enquiry(NOW)
