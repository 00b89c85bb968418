from __future__ import annotations

import re

import pytest

from kiosk.imports.vocabulary import (
    ANSWERS,
    COLUMNS,
    DUTIES,
    EVERYBODY,
    HEADS,
    JOURNALS,
    KINDS,
    ROLES,
    SPOKEN,
    WEEKDAYS,
    plain,
)
from kiosk.words.languages import LANGUAGES
from tests.kiosk.imports.samples import EXAMPLES

README = " ".join((EXAMPLES / "README.md").read_text(encoding="utf-8").split())


def documented(word: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", README) is not None


@pytest.mark.parametrize(
    "known",
    [
        ROLES,
        DUTIES,
        JOURNALS,
        KINDS,
        SPOKEN,
        ANSWERS,
        WEEKDAYS,
        dict.fromkeys(EVERYBODY),
    ],
)
def test_every_word_that_is_taken_is_documented(known: dict[str, object]) -> None:
    assert [word for word in known if not documented(word)] == []


def test_every_head_that_is_taken_is_documented() -> None:
    by_language = re.compile(r"(title|description|answer)_(?!ru)")
    heads = [
        head
        for column, others in HEADS.items()
        if not by_language.match(column)
        for head in (column, *others)
        if not head.endswith(("ru", "рус", ")")) or head == column
    ]
    assert [head for head in heads if not documented(head)] == []


def test_no_head_stands_for_two_columns() -> None:
    for column, others in HEADS.items():
        for head in (column, *others):
            assert COLUMNS[plain(head)] == column


def test_every_word_is_kept_in_the_form_in_which_it_is_looked_up() -> None:
    for known in (
        ROLES,
        DUTIES,
        JOURNALS,
        KINDS,
        ANSWERS,
    ):
        assert all(word == plain(word) for word in known)
    for other in (SPOKEN, WEEKDAYS, dict.fromkeys(EVERYBODY)):
        assert all(word == plain(word) for word in other)


def test_a_guide_may_be_in_every_language_of_the_kiosk() -> None:
    assert set(SPOKEN.values()) == set(LANGUAGES)
    assert all(SPOKEN[plain(code)] == code for code in LANGUAGES)
