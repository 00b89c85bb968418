"""Words in drawn capitals: whole, within the width, broken where a reader would break them."""

from __future__ import annotations

import pytest

from screens.widgets.big_glyphs import SMALL
from screens.widgets.big_text import small_width
from screens.widgets.large_words import wrap_large

ALPHABETS = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789 \N{NO-BREAK SPACE}.,:!?()«»-—№/",
)


@pytest.mark.parametrize("letters", ALPHABETS)
def test_every_letter_of_the_offered_languages_is_drawn(letters: str) -> None:
    assert set(letters.upper()) <= set(SMALL)


@pytest.mark.parametrize("width", [33, 69, 105])
@pytest.mark.parametrize(
    "text", ["Родитель (законный представитель)", "Вход в систему: логин и пароль", "Я", ""]
)
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    lines = wrap_large(text, width)
    assert max((small_width(line) for line in lines), default=0) <= width
    joined = "".join(line.removesuffix("-") if line[-1:] == "-" else line for line in lines)
    assert joined.replace(" ", "") == text.upper().replace(" ", "")


def test_a_long_word_is_broken_after_a_vowel() -> None:
    assert wrap_large("представитель", 69) == ("ПРЕДСТА-", "ВИТЕЛЬ")


def test_a_hyphen_of_the_word_itself_is_not_doubled() -> None:
    assert wrap_large("классно-урочная", 69) == ("КЛАССНО-", "УРОЧНАЯ")
