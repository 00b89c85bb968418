"""A name is shortened where that is certain, and otherwise written as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from kiosk.proof.page import short_name

LETTERS = some.characters(whitelist_categories=["Lu", "Ll"])


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("Иванова Мария Петровна", "Иванова М. П."),
        ("Иванова-Петрова Мария Ильинична", "Иванова-Петрова М. И."),
        ("Петрович Иван Лукич", "Петрович И. Л."),
        ("Лук’яненко Олена Ігорівна", "Лук’яненко О. І."),
        ("Ёлкин Илья Кузьмич", "Ёлкин И. К."),
        ("иванова мария петровна", "иванова М. П."),
        ("Иванова   Мария  Петровна", "Иванова М. П."),
    ],
)
def test_surname_name_and_patronymic_become_initials(typed: str, short: str) -> None:
    assert short_name(typed) == short


@pytest.mark.parametrize(
    "typed",
    [
        "Д.И. Тютюнник",
        "Д. И. Тютюнник",
        "Тютюнник Д.И.",
        "Тютюнник Д. И.",
        "Мария Петровна Иванова",
        "Мария Ивановна Петрович",
        "Мария Петровна",
        "Иванова Мария",
        "Ли Яна",
        "Ибн Сина Али Хусейн",
        "Семёнов Лёша",
        "Иванова (Сидорова) Мария Петровна",
        "Иванова - Петрова Мария Ивановна",
        "Иванова Анна-Мария Петровна",
        "Алиев Вугар Али оглы",
        "Сулейман",
        "Ким Ир Сен",
        "Smith John William",
        "Иванова М. Петровна",
        "",
    ],
)
def test_any_other_shape_stays_as_it_was_typed(typed: str) -> None:
    assert short_name(typed) == typed


@given(some.lists(some.text(LETTERS | some.sampled_from(".-()’ "), max_size=12), max_size=5))
@example(["Д.И.", "Тютюнник"])
def test_no_word_that_could_be_the_surname_is_lost(words: list[str]) -> None:
    """Either nothing is shortened, or the first of three words stands in full."""
    typed = " ".join(words)
    short = short_name(typed)
    parts = typed.split()
    assert short == typed or (len(parts) == 3 and short.split()[0] == parts[0])
    assert short == typed or parts[2].lower().endswith(("ич", "вна", "ична"))
