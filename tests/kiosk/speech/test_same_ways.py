"""Voice and plain lines ask the same: every question has both, and the entries are alike."""

from __future__ import annotations

import pytest

from db.models import Entry, SignUp
from kiosk.plain.asker import LineAsker
from kiosk.questions import choose, consent, told, write
from kiosk.questions.check import Check
from kiosk.questions.names import WriteNames
from kiosk.questions.question import Question
from kiosk.questions.rows import Rows
from kiosk.questions.to_read import ToRead
from kiosk.visits.codes import code_of
from kiosk.ways.answer import Answer
from kiosk.ways.front import receive
from kiosk.ways.my_sign_up import NumberAndCode
from kiosk.ways.sign_up import SignedUp
from kiosk.ways.ticket import Ticket
from kiosk.ways.tickets import Tickets
from screens.visitor.entering import VISITOR
from tests.blind import BlindVisitor
from tests.kiosk.plain.test_line_asker import Script
from tests.people import plan_workshop

CLASSES = [
    choose.Choose,
    choose.ChooseOrWrite,
    write.Write,
    Check,
    consent.AskConsent,
    told.Told,
    Ticket,
    SignedUp,
    NumberAndCode,
    Tickets,
    WriteNames,
    Answer,
]
ASKS = ("load", "keys", "press", "lines", "prompt", "read", "sheet")


def kinds(base: type) -> set[type]:
    return {base, *(kind for child in base.__subclasses__() for kind in kinds(child))}


def test_every_question_is_shown_spoken_and_printed() -> None:
    inner = {Question, Rows, ToRead, told.WhoHears}  # the last one is about the voice itself
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


async def test_a_session_is_joined_and_left_again_by_voice_and_by_lines(heard) -> None:
    """A second one of the same name is told so; the code gives the place back."""
    words = {"Фамилия": "Ким", "Имя": "Анна", "Отчество": ""}
    asker = heard(BlindVisitor(["График", "Практикум", "на занятие"], words).next_key)
    plan_workshop(asker.point)
    await receive(asker)
    assert [row.name for row in SignUp.select()] == ["Ким Анна"]
    assert any(clip.text == "Ваш номер: один." for clip in asker.mouth.all)
    code = code_of(asker.point.keyring.pepper, SignUp.get().request_id)

    lines = Script("3", "1", "1", "Ким Анна", "Ким Яна", "1", "")
    await receive(LineAsker(asker.settings, asker.point, lines))
    assert [row.name for row in SignUp.select().order_by(SignUp.id)] == ["Ким Анна", "Ким Яна"]
    (shown,) = [line for line in lines.said if line.startswith("Ваш код: ")]

    spoken = heard(lambda _texts: next(keys))
    keys = iter(["5", *"885", *"8" * 20, "5", *"1#", *code, "#", *"85", "#", "*", "*"])
    await receive(spoken)
    said = [clip.text for clip in spoken.mouth.all]
    assert "Запись отменена. Спасибо, что сказали." in said
    assert any("Место за вами" in text for text in said)
    assert code not in " ".join(said)

    mine = Script("3", "моя", "2", "0000", "2", shown[-4:], "2", ".", ".")
    await receive(LineAsker(asker.settings, asker.point, mine))
    assert any("не подходят" in line for line in mine.said)
    assert not SignUp.select().exists()
    assert {prompt for prompt in lines.prompts + mine.prompts if len(prompt) > 40} == set()
