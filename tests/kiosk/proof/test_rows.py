"""The digest of rows is what anybody computes, and their numbers are told in one spelling."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.proof.rows import NoSuchRow, digest, numbers_in_words, numbers_of

SPELLED = [
    ([], ""),
    ([3], "3"),
    ([3, 4], "3–4"),
    ([1, 2, 3, 5], "1–3, 5"),
    ([3, 7, 8, 9, 11, 12], "3, 7–9, 11–12"),
]


@pytest.mark.parametrize(("numbers", "words"), SPELLED)
def test_runs_of_numbers_are_drawn_together_and_read_back(numbers: list[int], words: str) -> None:
    assert numbers_in_words(numbers) == words
    assert numbers_in_words(reversed(numbers)) == words
    assert numbers_of(words, 12) == numbers


@given(some.sets(some.integers(1, 60)))
def test_any_numbers_are_read_back(numbers: set[int]) -> None:
    assert numbers_of(numbers_in_words(numbers), 60) == sorted(numbers)


@pytest.mark.parametrize(
    "words",
    [
        *("x", "1–x", "–", "1–2–3", " ", ",", "1–", "–3"),
        *("1,2", "1;2", "1 , 3", "1,  3", " 1", "1 ", "1–3 ", "1 – 3", "1-3"),
        *("2, 3, 4", "2–3, 4", "2, 2", "2–2", "3, 1", "4–2", "1–3, 2–4"),
        *("01", "+1", "1_0", "٣", "1.0", "0x1"),
    ],
)
def test_what_are_no_numbers_or_numbers_in_another_spelling_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        numbers_of(words, 99)
    assert refused.type is ValueError


@pytest.mark.parametrize("words", ["0", "0–2", "-1–3", "5", "4–5", "1, 5", "1–999999999999"])
def test_a_number_that_no_row_has_is_refused(words: str) -> None:
    """The last one is refused before it fills the memory."""
    with pytest.raises(NoSuchRow):
        numbers_of(words, 4)


def test_the_last_number_itself_is_taken() -> None:
    assert numbers_of("1, 3–4", 4) == [1, 3, 4]


def test_a_digest_covers_the_volume_and_every_act_of_its_rows_by_number() -> None:
    covered = b"helppoint/rows/v1\0" + b"requests/2025\0" + b"2:" + b"a" * 32 + b"b" * 32
    rows = {10: [b"c" * 32], 2: [b"a" * 32, b"b" * 32]}
    expected = hashlib.sha256(covered + b"10:" + b"c" * 32).digest()
    assert digest("requests", 2025, rows) == expected
