"""What acts say of an entry: plain facts, and commitments to what people said.

An entry is named by its place: journal, school year and number. Its words are given by the columns
of its row.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from db.models import Entry
from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS
from kiosk.proof.canonical import Value, commitment, commitments
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


def new_request_id() -> str:
    """A fresh id that a screen makes once for one submission, however often it is sent."""
    return secrets.token_hex(16)


def cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """What people typed, by column, as it is kept: harmless, and no longer than its column."""
    return {column: clean(text, LONGEST[column]) for column, text in words.items()}


def search_text(*words: str) -> str:
    """What an entry is found by: the texts of its ``SEARCHED`` columns, folded."""
    return fold(" ".join(text for text in words if text))


def place_of(row: Entry) -> Place:
    """The place of an entry's row."""
    return row.volume.journal, row.volume.year, row.number


def opened(
    place: Place, row: Mapping[str, str], salt: bytes, corrects: Place | None = None
) -> dict[str, Value]:
    """What is recorded when an entry is opened; a corrected one names the entry it stands for.

    ``row`` holds the request's id, role, channel, consent and the words, by column.
    """
    facts: dict[str, Value] = {
        **_at(place),
        "role": row["role"],
        "channel": row["channel"],
        "request": row["request_id"],
        "committed": commitments(salt, {column: row[column] for column in OPENED_WORDS}),
    }
    if row["consent"]:
        facts["consent"] = row["consent"]
    if corrects is not None:
        facts["corrects"] = _in_journal(corrects)
    return facts


def completed(place: Place, login: str, row: Mapping[str, str], salt: bytes) -> dict[str, Value]:
    """What is recorded when a specialist completes an entry with the result and note of ``row``."""
    words = {column: row[column] for column in COMPLETED_WORDS}
    return {**_at(place), "specialist": login, "committed": commitments(salt, words)}


def signed(
    place: Place, login: str, opened_hash: bytes, completed_hash: bytes, drawing: str = ""
) -> dict[str, Value]:
    """What a specialist's signature covers: the whole row, by the hashes of the acts that fixed it,
    and the commitment to the drawn signature where there is one."""
    facts: dict[str, Value] = {
        **_at(place),
        "specialist": login,
        "opened": opened_hash.hex(),
        "completed": completed_hash.hex(),
    }
    return facts | {"drawing": drawing} if drawing else facts


def drawn(salt: bytes, strokes: str) -> str:
    """The commitment to a drawn signature."""
    return commitment(salt, "drawing", strokes)


def annulled(place: Place, login: str, signed_hash: bytes) -> dict[str, Value]:
    """What is recorded when a signed entry is annulled; its signing is named by its hash."""
    return {**_at(place), "specialist": login, "signed": signed_hash.hex()}


def replaced(place: Place, login: str, signed_hash: bytes, successor: Place) -> dict[str, Value]:
    """The same when it is replaced by an entry of the same journal."""
    return {**annulled(place, login, signed_hash), "successor": _in_journal(successor)}


def left(place: Place, login: str, reason: str) -> dict[str, Value]:
    """What is recorded when an entry ends without help."""
    return {**_at(place), "specialist": login, "reason": reason}


def _at(place: Place) -> dict[str, Value]:
    journal, year, number = place
    return {"journal": journal, "year": year, "number": number}


def _in_journal(place: Place) -> dict[str, Value]:
    """Another entry as an act about one of the same journal names it."""
    _journal, year, number = place
    return {"year": year, "number": number}
