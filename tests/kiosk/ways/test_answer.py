"""An answer before the line, line by line and by the voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Answered, Entry, Guide
from kiosk.machine.settings import Settings
from kiosk.plain.asker import LineAsker
from kiosk.plain.lines import Ended
from kiosk.point.opening import open_point
from kiosk.ways.sign_in import sign_in
from kiosk.words.i18n import _
from kiosk.words.stored import pack_titles
from tests.example import copied, made_in
from tests.kiosk.plain.test_line_asker import Script

ANSWER = "Откройте дневник и нажмите «Неделя»."
HEADING = "Perhaps the answer is there already"


def give_answers() -> None:
    """Every guide of the example day answers."""
    Guide.update(answers=pack_titles({"ru": ANSWER})).execute()


@pytest.fixture
def asked(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    """Runs a script against a copy of the example day whose guides answer."""
    example = copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)
    point = open_point(example.place)
    give_answers()

    async def run(*typed: str) -> tuple[Script, int]:
        script, before = Script(*typed), Entry.select().count()
        try:
            await sign_in(LineAsker(Settings(database=example.database), point, script))
        except Ended:
            script.said.append("(ended)")
        return script, Entry.select().count() - before

    return run


def counted() -> list[tuple[str, int, int]]:
    return [(row.topic, row.helped, row.went_on) for row in Answered.select()]


async def test_who_is_helped_takes_no_ticket_and_is_counted(asked) -> None:
    script, entered = await asked("1", "2", "1")
    assert (entered, counted()) == (0, [("diary", 1, 0)])
    assert ANSWER in script.said and "(ended)" not in script.said
    assert any("https://example.org/" in line for line in script.said)
    assert _("Good. Come again if anything is left.") in script.said


async def test_who_goes_on_signs_in_and_is_counted_once_however_often_they_go_back(asked) -> None:
    _said, entered = await asked("1", "2", "2", ".", "2", "Ли Яна", "2-В", "1", "")
    assert (entered, counted()) == (1, [("diary", 0, 1)])


async def test_back_leads_to_the_topics_and_counts_nothing(asked) -> None:
    script, entered = await asked("1", "2", ".", ".", ".")
    assert (entered, counted()) == (0, [])
    assert script.said.count(_("What is your question about?")) == 2


async def test_no_answer_for_words_of_ones_own_or_a_guide_without_one(asked) -> None:
    script, _entered = await asked("1", "9", "Где оценки", ".", ".", ".")
    Guide.update(answers="{}").execute()
    silent, entered = await asked("1", "2", "Ли Яна", "2-В", "1", "")
    assert entered == 1
    assert _(HEADING) not in [*script.said, *silent.said]


async def test_several_are_shown_it_once(asked) -> None:
    script, entered = await asked("6", "1", "2", "2", "2-В", "Ли Яна", "Ким Анна", "", "1", "")
    assert (entered, counted()) == (2, [("diary", 0, 1)])
    assert script.said.count(_(HEADING)) == 1
