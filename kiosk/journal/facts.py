"""What acts say of an entry: plain facts, and commitments to what people said.

An entry is named by its place: journal, school year and number. Its words are given by the columns
of its row.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.models import Entry
from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS
from kiosk.proof.canonical import Value, commitment, commitments
from kiosk.proof.forms import Journal
from kiosk.proof.history import Place
from kiosk.words.text import FREE, NAME, SHORT, TITLE, clean, fold

LONGEST = {
    "name": NAME,
    "school_class": SHORT,
    "room": SHORT,
    "topic_title": TITLE,
    "problem": FREE,
    "result": FREE,
    "note": FREE,
}
"""The columns that hold what people said, and the longest text of each, in characters."""
SEARCHED = tuple(LONGEST)
"""The same columns: an entry is found by them, in the order of ``search_text``."""


def cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """What people typed, by column, as it is kept: harmless, and no longer than its column."""
    return {column: clean(text, LONGEST[column]) for column, text in words.items()}


def search_text(*words: str) -> str:
    """What an entry is found by: the texts of its ``SEARCHED`` columns, folded."""
    return fold(" ".join(text for text in words if text))


def place_of(row: Entry) -> Place:
    """The place of an entry's row."""
    return row.volume.journal, row.volume.year, row.number


def opened(journal: Journal, year: int, row: Mapping[str, str], salt: bytes) -> dict[str, Value]:
    """What is recorded when an entry of a volume is opened.

    ``row`` holds role, channel, consent and the words, by column.
    """
    return {
        **_visit(journal.value, year, row),
        "committed": commitments(salt, {column: row[column] for column in OPENED_WORDS}),
    }


def enquired(
    journal: Journal, year: int, row: Mapping[str, str], salt: bytes, *, login: str, done: bool
) -> dict[str, Value]:
    """What is recorded when a desk writes down an enquiry, ``done`` or not yet.

    ``row`` holds role, channel, consent, the minute at which it was ``asked``, the day of the help
    where that is over (``held_on``), and the words, by column.
    """
    columns = (*OPENED_WORDS, *(COMPLETED_WORDS if done else ()))
    said: dict[str, Value] = {
        **_visit(journal.value, year, row),
        "specialist": login,
        "asked": row["asked"],
        "committed": commitments(salt, {column: row[column] for column in columns}),
    }
    return {**said, "held": row["held_on"]} if row["held_on"] else said


def restated(
    old: Place, signed: bytes, year: int, row: Mapping[str, str], salt: bytes
) -> dict[str, Value]:
    """What is recorded when an entry is written that is to stand for a signed one, whose signing
    is named by what is chained to it."""
    journal, old_year, number = old
    words = {column: row[column] for column in (*OPENED_WORDS, *COMPLETED_WORDS)}
    return {
        **_visit(journal, year, row),
        "corrects": {"year": old_year, "number": number, "signed": signed.hex()},
        "committed": commitments(salt, words),
    }


def _visit(journal: str, year: int, row: Mapping[str, str]) -> dict[str, Value]:
    """What is said in clear when an entry is opened."""
    said: dict[str, Value] = {
        "journal": journal,
        "year": year,
        "role": row["role"],
        "channel": row["channel"],
    }
    return {**said, "consent": row["consent"]} if row["consent"] else said


def completed(
    place: Place, login: str, row: Mapping[str, str], salt: bytes, *, held: str = ""
) -> dict[str, Value]:
    """What is recorded when a specialist completes an entry with the result and note of ``row``;
    ``held`` is the day of the help where that was an earlier one."""
    words = {column: row[column] for column in COMPLETED_WORDS}
    said = {**_at(place), "specialist": login, "committed": commitments(salt, words)}
    return {**said, "held": held} if held else said


def covered(
    place: Place,
    opened_tail: bytes,
    completed_tail: bytes,
    *,
    corrects: Place | None = None,
    drawing: str = "",
) -> dict[str, Value]:
    """The whole row of an entry, by what is chained to the acts that fixed it; the entry that it
    stands for, and the commitment to the drawn signature, where there are such."""
    said = {**_at(place), "opened": opened_tail.hex(), "completed": completed_tail.hex()}
    if corrects is not None:
        said["corrects"] = {"year": corrects[1], "number": corrects[2]}
    return {**said, "drawing": drawing} if drawing else said


def drawn(salt: bytes, strokes: str) -> str:
    """The commitment to a drawn signature."""
    return commitment(salt, "drawing", strokes)


def annulled(place: Place, signed_tail: bytes) -> dict[str, Value]:
    """What is recorded when a signed entry is annulled; its signing is named by what is chained to
    it."""
    return {**_at(place), "signed": signed_tail.hex()}


def left(place: Place, login: str, reason: str) -> dict[str, Value]:
    """What is recorded when an entry ends without help."""
    return {**_at(place), "specialist": login, "reason": reason}


def carried(place: Place, login: str, day: str) -> dict[str, Value]:
    """What is recorded when a specialist lets a visitor wait on after the end of a day."""
    return {**_at(place), "specialist": login, "day": day}


def lapsed(place: Place, day: str, ends: str) -> dict[str, Value]:
    """What is recorded when a consultation ends with a day, which was over at a time of day."""
    return {**_at(place), "day": day, "ends": ends}


def withdrawn(place: Place) -> dict[str, Value]:
    """What is recorded when a visitor needs no help any more."""
    return _at(place)


def restored(place: Place, login: str) -> dict[str, Value]:
    """What is recorded when a specialist takes a withdrawal back."""
    return {**_at(place), "specialist": login}


def deferred(place: Place, until: str = "") -> dict[str, Value]:
    """What is recorded when a visitor comes back at a time of the day, hh:mm, or lets the next one
    pass."""
    return {**_at(place), "until": until}


def _at(place: Place) -> dict[str, Value]:
    journal, year, number = place
    return {"journal": journal, "year": year, "number": number}
