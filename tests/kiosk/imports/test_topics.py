from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.imports import read_topics
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.words.languages import LANGUAGES
from tests.kiosk.imports.samples import EXAMPLES, refusal, written

HEADS = "Код;Журнал;Для кого;Тема;Название (англ);Порядок;Доступ\n"


def test_a_topic_is_read_from_russian_heads_and_words(tmp_path: Path) -> None:
    row = "marks;Консультации;Учитель, классный  руководитель;Отметки;Marks;7;да\n"
    (topic,) = read_topics(written(tmp_path, HEADS + row))
    assert topic.journal is Journal.CONSULTATIONS
    assert topic.roles == {Role.TEACHER, Role.CLASS_TEACHER}
    assert topic.titles == {"ru": "Отметки", "en": "Marks"}
    assert (topic.code, topic.position, topic.access) == ("marks", 7, True)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("администрация", Role.ADMINISTRATION),
        ("УЧИТЕЛЬ", Role.TEACHER),
        ("class_teacher", Role.CLASS_TEACHER),
        ("родители", Role.GUARDIAN),
        ("parent", Role.GUARDIAN),
        ("ученик", Role.PUPIL),
    ],
)
def test_roles_are_known_in_both_languages(tmp_path: Path, words: str, role: Role) -> None:
    (topic,) = read_topics(written(tmp_path, f"{HEADS}a;консультации;{words};x;;;\n"))
    assert topic.roles == {role}


@pytest.mark.parametrize("words", ["", "все", "Все", "all"])
def test_nobody_named_means_everybody(tmp_path: Path, words: str) -> None:
    (topic,) = read_topics(written(tmp_path, f"{HEADS}a;консультации;{words};x;;;\n"))
    assert topic.roles == frozenset()


def test_a_topic_without_a_position_takes_its_place_in_the_file(tmp_path: Path) -> None:
    text = "code;journal;title\nb;заявки;Первый\na;заявки;Второй\n"
    assert [topic.position for topic in read_topics(written(tmp_path, text))] == [1, 2]


def test_titles_are_cleaned_of_what_a_terminal_would_obey(tmp_path: Path) -> None:
    text = "code;journal;title\na;заявки;Нет\u202e \x1b[2J\u200bсети\n"
    assert read_topics(written(tmp_path, text))[0].titles["ru"] == "Нет [2Jсети"


@pytest.mark.parametrize(
    "row",
    [
        "a;консультации;учитиль;x;;;",
        "a;консультации;все, учитель;x;;;",
        "a;журнал;;x;;;",
        "a;;;x;;;",
        ";консультации;;x;;;",
        "a b;консультации;;x;;;",
        "а;консультации;;кириллический код;;;",
        "a;консультации;;;Only English;;",
        "a;консультации;;\u200b;;;",
        f"a;консультации;;{'x' * 201};;;",
        "a;консультации;;x;;-1;",
        "a;консультации;;x;;1.5;",
        "a;консультации;;x;;²;",
        "a;консультации;;x;;;может быть",
        "a;заявки;учитель;x;;;",
        "FIRST;консультации;;второй с тем же кодом;;;",
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    path = written(tmp_path, f"{HEADS}first;заявки;;x;;;\n{row}\n")
    assert refusal(read_topics, path).line == 3


def test_a_refusal_names_the_head_as_the_file_has_it(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADS}a;консультации;;;;;\n")
    assert "Тема" in refusal(read_topics, path).reason


def test_the_example_topics_are_taken() -> None:
    topics = read_topics(EXAMPLES / "topics.csv")
    assert {topic.journal for topic in topics} == set(Journal)


@pytest.mark.parametrize("code", LANGUAGES)
def test_titles_in_every_language_of_the_kiosk_are_taken(tmp_path: Path, code: str) -> None:
    for head in (f"title_{code}", f"Название ({code})", f"тема {code.lower()}"):
        russian = () if code == "ru" else ("Тема",)
        heads, cells = ("code", "journal", head, *russian), ("a", "консультации", "слова", *russian)
        (topic,) = read_topics(written(tmp_path, f"{';'.join(heads)}\n{';'.join(cells)}\n"))
        assert topic.titles == {code: "слова", **dict(zip(("ru",), russian, strict=False))}


def test_crimean_tatar_without_its_letters_named_is_cyrillic(tmp_path: Path) -> None:
    table = "code;journal;title;title_crh\na;консультации;Тема;Мевзу\n"
    (topic,) = read_topics(written(tmp_path, table))
    assert topic.titles == {"ru": "Тема", "crh_Cyrl": "Мевзу"}
