from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.words.text import FREE, NAME, clean, fold


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Иванова   Мария ", "Иванова Мария"),
        ("строка\nвторая\tтретья\r\nчетвёртая", "строка вторая третья четвёртая"),
        ("\x1b[31mкрасный\x1b[0m", "[31mкрасный[0m"),
        ("\x9b31mкрасный", "31mкрасный"),
        ("Аня\u202eкинелО", "АнякинелО"),
        ("не\u200bви\u200dди\ufeffмо", "невидимо"),
        ("\u2066изоляция\u2069", "изоляция"),
        ("a\u0000b\u0007c", "abc"),
        ("\ue000частное\udbff", "частное"),
        ("\u3164\u2800", ""),
        ("e\u0301", "é"),
        ("1\u00a02\u20033", "1 2 3"),
        ("[b]жирный[/b] <b>&amp;", "[b]жирный[/b] <b>&amp;"),
        ("=1+1", "=1+1"),
        ("😀", "😀"),
    ],
)
def test_what_is_typed_becomes_one_harmless_line(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_tower_of_marks_is_capped() -> None:
    tower = clean("x" + "\u0300\u0323" * 500 + "y")
    assert len(tower) <= 6
    assert tower.startswith("x")
    assert tower.endswith("y")


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    assert clean("я" * FREE) == "я" * FREE
    assert clean("я" * (FREE + 1)) == "я" * (FREE - 1) + "…"
    assert clean("сло во", 5) == "сло…"


@given(some.text(max_size=300))
def test_whatever_is_typed_nothing_harmful_stays(typed: str) -> None:
    kept = clean(typed, NAME)
    assert len(kept) <= NAME
    assert kept == " ".join(kept.split(" ")).strip()
    assert "  " not in kept
    assert unicodedata.is_normalized("NFC", kept)
    categories = {unicodedata.category(character) for character in kept}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(some.text(max_size=300))
def test_what_is_clean_stays_as_it_is(typed: str) -> None:
    assert clean(clean(typed, NAME), NAME) == clean(typed, NAME)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ЁЖИК", "ежик"), ("Ёлка", "елка"), ("STRASSE", "straße"), ("Йод", "и\u0306од")],
)
def test_searching_knows_neither_case_nor_yo(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_short_i_is_not_taken_for_i() -> None:
    assert fold("бой") != fold("бои")
