"""Voice and plain lines ask the same: every question has both, and the entries are alike."""

from __future__ import annotations

import pytest

from db.models import Entry
from kiosk.plain.asker import LineAsker
from kiosk.questions import choose, consent, told, write
from kiosk.questions.check import Check
from kiosk.questions.names import WriteNames
from kiosk.questions.question import Question
from kiosk.questions.rows import Rows
from kiosk.ways.answer import Answer
from kiosk.ways.front import receive
from kiosk.ways.ticket import Ticket
from kiosk.ways.tickets import Tickets
from screens.visitor.entering import VISITOR
from tests.blind import BlindVisitor
from tests.kiosk.plain.test_line_asker import Script

CLASSES = [
    choose.Choose,
    choose.ChooseOrWrite,
    write.Write,
    Check,
    consent.AskConsent,
    told.Told,
    Ticket,
    Tickets,
    WriteNames,
    Answer,
]
ASKS = ("load", "keys", "press", "lines", "prompt", "read", "sheet")


def kinds(base: type) -> set[type]:
    return {base, *(kind for child in base.__subclasses__() for kind in kinds(child))}


def test_every_question_is_shown_spoken_and_printed() -> None:
    inner = {Question, Rows, told.WhoHears}  # the last one is about the voice itself
    found = {kind for kind in kinds(Question) if kind.__module__.startswith("kiosk.")}
    assert found - inner == set(CLASSES) == set(VISITOR)
    for kind in CLASSES:
        missing = [name for name in ASKS if getattr(kind, name) is getattr(Question, name)]
        assert missing == [], kind


KEPT = ("role", "name", "school_class", "room", "problem", "topic_title", "topic_id", "consent")


def newest() -> dict[str, object]:
    entry = Entry.select().order_by(Entry.id.desc()).get()
    return {name: getattr(entry, name) for name in KEPT}


@pytest.mark.parametrize(
    ("aims", "words", "lines"),
    [
        (
            ["Записаться", "Родитель", "Просмотр"],
            {
                "Фамилия": "Ким",
                "Имя": "Анна",
                "Отчество": "",
                "Класс, число": "11",
                "Буква класса": "б",
            },
            ["1", "1", "2", "Ким Анна", "11-Б", "2", "1", ""],
        ),
        (
            ["заявку", "Нет Интернета"],
            {
                "Номер кабинета": "214",
                "Что случилось": "",
                "Фамилия": "Ким",
                "Имя": "",
                "Отчество": "",
            },
            ["2", "214", "нет инт", "2", "", "Ким", "2", "1", ""],
        ),
    ],
    ids=["sign-in", "request"],
)
async def test_the_same_answers_give_the_same_entry(heard, aims, words, lines) -> None:
    """Whoever comes second under the same name says that they have no ticket yet."""
    asker = heard(BlindVisitor(aims, words).next_key)
    await receive(asker)
    spoken = newest()
    before = Entry.select().count()
    await receive(LineAsker(asker.settings, asker.point, Script(*lines)))
    assert Entry.select().count() == before + 1
    assert newest() == spoken
