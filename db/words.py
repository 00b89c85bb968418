"""The index of words: every word of an entry's search text, written with the entry.

It is a memory of what entries say and no evidence. Words stand in it once, however many entries
of a journal
have them, so that a part of a word is looked for among some thousand words and not in every entry.
"""

from __future__ import annotations

from collections.abc import Collection

from db.writes import execute

LONGEST = 64
"""Letters of a piece: an index cannot hold words of any length."""
SURE = LONGEST // 2
"""What is no longer than this stands whole in a piece of every word that it is a part of."""
PORTION = 50
"""Words in one statement."""


def pieces(search: str) -> set[str]:
    """The words of a search text; a longer one in pieces that overlap."""
    found: set[str] = set()
    for word in search.split():
        found.update(
            word[first : first + LONGEST] for first in range(0, max(1, len(word) - SURE), SURE)
        )
    return found


def index_words(journal: str, entry: int, old: str, new: str) -> None:
    """Bring the index from an entry's old search text to its new one. A word that no entry of the
    journal has any more goes. Call it in the transaction that writes the text, after the entry is
    there."""
    before, after = pieces(old), pieces(new)
    _add(journal, entry, sorted(after - before))
    _remove(journal, entry, sorted(before - after))


def _add(journal: str, entry: int, words: Collection[str]) -> None:
    for portion in _portions(words):
        rows = ", ".join(["(?, ?)"] * len(portion))
        execute(
            f"INSERT INTO word (journal, text) VALUES {rows} ON CONFLICT DO NOTHING",  # noqa: S608
            tuple(value for word in portion for value in (journal, word)),
        )
        execute(
            f"INSERT INTO entry_word (word_id, entry_id) SELECT id, ? FROM word"  # noqa: S608
            f" WHERE {_among(portion)}",
            (entry, journal, *portion),
        )


def _remove(journal: str, entry: int, words: Collection[str]) -> None:
    for portion in _portions(words):
        among = _among(portion)
        execute(
            f"DELETE FROM entry_word WHERE entry_id = ?"  # noqa: S608 - marks alone
            f" AND word_id IN (SELECT id FROM word WHERE {among})",
            (entry, journal, *portion),
        )
        execute(
            f"DELETE FROM word WHERE {among}"  # noqa: S608 - marks alone
            " AND NOT EXISTS (SELECT 1 FROM entry_word WHERE word_id = word.id)",
            (journal, *portion),
        )


def _portions(words: Collection[str]) -> list[tuple[str, ...]]:
    listed = list(words)
    return [tuple(listed[at : at + PORTION]) for at in range(0, len(listed), PORTION)]


def _among(portion: tuple[str, ...]) -> str:
    return f"journal = ? AND text IN ({', '.join('?' * len(portion))})"
