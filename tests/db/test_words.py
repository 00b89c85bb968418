from __future__ import annotations

import pytest

from db.engine import current
from db.migrations import m0008_browser
from db.models import EntryWord, Word
from db.search import HasText, found
from db.words import LONGEST, SURE, index_words, pieces
from kiosk.point.point import HelpPoint
from tests.people import ask, consult, entry_of


def indexed() -> set[tuple[str, str, int]]:
    """Journal, word and entry of the whole index."""
    rows = EntryWord.select(EntryWord, Word).join(Word)
    return {(row.word.journal, row.word.text, row.entry_id) for row in rows}


@pytest.mark.parametrize("length", [1, SURE, LONGEST, LONGEST + 1, 200])
def test_every_part_of_a_word_that_is_short_enough_stands_in_a_piece(length: int) -> None:
    word = "".join(chr(ord("а") + n % 32) for n in range(length))
    found_in = pieces(f"и {word}")
    assert max(map(len, found_in)) <= LONGEST
    for first in range(length):
        part = word[first : first + SURE]
        assert any(part in piece for piece in found_in), part


def test_the_index_follows_what_an_entry_says_and_forgets_the_last_use_of_a_word(
    any_point: HelpPoint,
) -> None:
    one, other = (entry_of(consult(any_point, name)) for name in ("Ежов Пётр", "Ежов Олег"))
    before = indexed()
    assert {("consultations", "ежов", one), ("consultations", "олег", other)} <= before
    index_words("consultations", other, "ежов олег", "олег")
    index_words("consultations", one, "ежов", "")
    left = {(word, entry) for _journal, word, entry in indexed()}
    assert ("олег", other) in left and ("ежов", one) not in left and ("ежов", other) not in left
    assert not Word.select().where(Word.text == "ежов").exists()
    assert Word.select().where(Word.text == "олег").exists()


def test_entries_from_before_are_indexed_like_new_ones(any_point: HelpPoint) -> None:
    """And a journal finds its own entries alone."""
    consult(any_point, "Ежов Пётр", words="Нет 100%_! отметки " + "щ" * 300)
    ask(any_point, "215", description="Принтер Ежова")
    written = indexed()
    current().execute_sql("DELETE FROM entry_word")
    current().execute_sql("DELETE FROM word")
    assert found(any_point.id, "consultations", [[HasText("ежов")]]) == []
    m0008_browser.fill_index(current())
    assert indexed() == written
    entry = entry_of(consult(any_point, "Новикова"))
    assert found(any_point.id, "consultations", [[HasText("новик")]]) == [entry]
    assert len(found(any_point.id, "consultations", [[HasText("ежов")]])) == 1
    assert len(found(any_point.id, "requests", [[HasText("ежов")]])) == 1
    assert found(any_point.id, "consultations", [[HasText("_")]]) == [1]
    assert found(any_point.id, "consultations", [[HasText("0_")]]) == []
