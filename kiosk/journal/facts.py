"""What an entry says in the ledger: plain facts, and commitments to personal values."""

from __future__ import annotations

from db.models import Entry
from kiosk.proof.canonical import Value, commitment, commitments

OPENED_VALUES = ("name", "school_class", "room", "topic_title", "problem")
"""The columns of an entry that are fixed when it is opened and stand as commitments."""
COMPLETED_VALUES = ("result", "note")
"""The same for what the specialist writes on completing."""


def where(entry: Entry) -> dict[str, Value]:
    """The entry's place: journal, school year and number."""
    return {
        "journal": entry.volume.journal,
        "year": entry.volume.year,
        "number": entry.number,
    }


def opened(entry: Entry, corrects: Entry | None = None) -> dict[str, Value]:
    """What is recorded when an entry is opened; a corrected one names the entry it stands for."""
    facts: dict[str, Value] = {
        **where(entry),
        "role": entry.role,
        "channel": entry.channel,
        "request": entry.request_id,
        "committed": committed(entry, OPENED_VALUES),
    }
    if entry.consent:
        facts["consent"] = entry.consent
    if corrects is not None:
        facts["corrects"] = {"year": corrects.volume.year, "number": corrects.number}
    return facts


def completed(entry: Entry, login: str) -> dict[str, Value]:
    """What is recorded when a specialist completes an entry."""
    return {
        **where(entry),
        "specialist": login,
        "committed": committed(entry, COMPLETED_VALUES),
    }


def signed(
    entry: Entry, login: str, opened_hash: bytes, completed_hash: bytes, drawing: str = ""
) -> dict[str, Value]:
    """What a specialist's signature covers: the whole row, by the acts that fixed it, and the
    commitment to the drawn signature where there is one."""
    facts: dict[str, Value] = {
        **where(entry),
        "specialist": login,
        "opened": opened_hash.hex(),
        "completed": completed_hash.hex(),
    }
    return facts | {"drawing": drawing} if drawing else facts


def drawn(salt: bytes, strokes: str) -> str:
    """The commitment to a drawn signature."""
    return commitment(salt, "drawing", strokes)


def corrected(entry: Entry, login: str, signed_hash: bytes) -> dict[str, Value]:
    """What is recorded when a signed entry is annulled or replaced."""
    return {**where(entry), "specialist": login, "signed": signed_hash.hex()}


def left(entry: Entry, login: str) -> dict[str, Value]:
    """What is recorded when an entry ends without help."""
    return {**where(entry), "specialist": login, "reason": entry.left_reason}


def committed(entry: Entry, fields: tuple[str, ...]) -> dict[str, Value]:
    """The commitments to some columns of an entry, by column."""
    values = {field: str(getattr(entry, field)) for field in fields}
    return commitments(bytes(entry.salt), values)
