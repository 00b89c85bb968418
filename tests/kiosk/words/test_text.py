from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words.text import FREE, NAME, caseless, clean, fold, without_stress


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


@given(st.text(max_size=300))
def test_whatever_is_typed_nothing_harmful_stays(typed: str) -> None:
    kept = clean(typed, NAME)
    assert len(kept) <= NAME
    assert kept == " ".join(kept.split(" ")).strip()
    assert "  " not in kept
    assert unicodedata.is_normalized("NFC", kept)
    categories = {unicodedata.category(character) for character in kept}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text(max_size=300))
def test_what_is_clean_stays_as_it_is(typed: str) -> None:
    assert clean(clean(typed, NAME), NAME) == clean(typed, NAME)


USUAL = "".join(map(chr, range(0x20, 0x530))) + "\u2010\u2013«»„“”–—№…\u2800\u3164"


@given(st.text(st.sampled_from(USUAL), max_size=30), st.integers(1, 40))
def test_text_that_needs_no_cleaning_is_cleaned_no_less(typed: str, limit: int) -> None:
    assert clean(typed, limit) == clean(f" \n{typed}", limit)


def test_no_character_is_let_through_that_is_to_be_cleaned() -> None:
    assert [each for each in USUAL if clean(each) != clean(f"{each}\n")] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("ЁЖИК", "ежик"), ("Ёлка", "елка"), ("STRASSE", "straße"), ("Йод", "и\u0306од")],
)
def test_searching_knows_neither_case_nor_yo(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_short_i_is_not_taken_for_i() -> None:
    assert fold("бой") != fold("бои")
    assert without_stress("бо\u0301й") == "бой"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ceмёнoв", "Семенов"),
        ("COBA", "сова"),
        ("BEHTOPK", "ВЕНТОРК"),
        ("Ива́нов", "Иванов"),
        ("О’Генри", "О'Генри"),
        ("Лукʼяненко", "Лук`яненко"),
        ("Римский–Корсаков", "Римский-Корсаков"),
        ("Римский - Корсаков", "Римский‐Корсаков"),
        ("İSMAİL", "ismail"),
        ("Iллiв", "Іллів"),
        ("Kaя Йод", "Кая Йод"),
        ("Yльянa", "Ульяна"),
        ("Əлиев", "Әлиев"),
    ],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert caseless(one) != caseless(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Семёнов", "Семинов"), ("Ильин", "Ильина"), ("Ли Ян", "Лиян"), ("3", "З")]
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


LOOK_ALIKES = {
    **dict(zip("АВСЕНКМОРТХУІЈЅ", "ABCEHKMOPTXYIJS", strict=True)),
    **dict(zip("асеорхуіјѕ", "aceopxyijs", strict=True)),
    "-": "‐‑–—−",
    "'": "’‘ʼ′`´",
}
"""How a letter of a name may be spelt and still look the same, as a reader knows it."""
STRESSED = "аеиоуыэюяАЕИОУЫЭЮЯ"
NAMED = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЈЅЇабвгдежзийклмнопрстуфхцчшщъыьэюяіјѕї'"


@st.composite
def two_spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and the same as it may be typed with letters and marks that look alike."""
    parts = draw(st.lists(st.text(NAMED, min_size=1, max_size=12), min_size=1, max_size=4))
    name = draw(st.sampled_from(" -")).join(parts)
    return name, "".join(draw(_spellings(letter)) for letter in name)


def _spellings(letter: str) -> st.SearchStrategy[str]:
    spellings = [letter, *LOOK_ALIKES.get(letter, "")]
    if letter in STRESSED:
        spellings += [each + mark for each in list(spellings) for mark in "\u0301\u0300"]
    if letter in "Ее":
        spellings.append("Ё" if letter == "Е" else "ё")
    if letter == "-":
        spellings.append(" – ")
    return st.sampled_from(spellings)


@given(two_spellings())
def test_every_spelling_that_looks_the_same_folds_to_the_same(spellings: tuple[str, str]) -> None:
    name, other = map(clean, spellings)
    assert fold(other) == fold(name)


@given(st.text(max_size=60))
def test_what_is_folded_stays_as_it_is(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)
    assert caseless(caseless(typed)) == caseless(typed)


@given(two_spellings(), st.text(max_size=20))
def test_the_folding_of_a_text_begins_with_that_of_its_beginning(
    spellings: tuple[str, str], more: str
) -> None:
    """An entry is found by the beginning of its search text, which is its name."""
    name, other = map(clean, spellings)
    assert fold(f"{name} {clean(more)}").startswith(fold(other))


@given(two_spellings())
def test_what_is_the_same_without_case_also_looks_the_same(spellings: tuple[str, str]) -> None:
    name, _other = spellings
    assert fold(caseless(name)) == fold(name)
