"""A short way for long ledgers: the ordinary acts of an entry, as its row spells them.

Most acts of a ledger open, complete or sign an entry whose row still stands as it was written.
Such an act need not be read: spelled from the row and compared byte for byte, it says what the row
says, and the row's words fit their commitments. The rules that follow are the same. Where a row has
what no act of the kind may say, it spells nothing, and the act is read.
"""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring as quoted
from unicodedata import is_normalized

from .acts import FACTS, Kind, is_stamp
from .canonical import commitments
from .history import Act, EntryActs
from .row import Row

_OPENED, _COMPLETED, _SIGNED = (
    kind.value for kind in (Kind.ENTRY_OPENED, Kind.ENTRY_COMPLETED, Kind.ENTRY_SIGNED)
)
_is_role, _is_channel = (FACTS[Kind.ENTRY_OPENED][0][name] for name in ("role", "channel"))
_is_stamp = lru_cache(maxsize=64)(is_stamp)
"""Acts of one transaction share their time."""


def spells(row: Row, act: Act, entry: EntryActs | None) -> bool:
    """Whether an act is an ordinary one of this row's entry and the row spells it, byte by byte.

    ``entry`` is what the acts before said of it: a signature covers their hashes.
    """
    at, login = act.at, row.login
    try:
        if not _is_stamp(at):
            return False
        if act.kind == _OPENED:
            return at == row.opened_at and act.body == opened(row) and _may_be_said(row)
        if login is None or not is_normalized("NFC", login):
            return False
        if act.kind == _COMPLETED:
            return at == row.completed_at and act.body == completed(row, at, login)
        if act.kind != _SIGNED or entry is None:
            return False
        return at == row.signed_at and act.body == signed(row, at, login, *entry.covered)
    except (AttributeError, TypeError, ValueError):  # a damaged value of another kind
        return False


def _may_be_said(row: Row) -> bool:
    """Whether the facts that a row spells are those of an opening, in their one spelling."""
    spelt = is_normalized("NFC", row.request_id) and is_normalized("NFC", row.consent)
    return spelt and _is_role(row.role) and _is_channel(row.channel)


def opened(row: Row) -> bytes:
    """The opening."""
    committed = commitments(
        row.salt,
        {
            "name": row.name,
            "problem": row.problem,
            "room": row.room,
            "school_class": row.school_class,
            "topic_title": row.topic_title,
        },
    )
    consent = f'"consent":{quoted(row.consent)},' if row.consent != "" else ""
    return (
        f'{{"at":{quoted(row.opened_at)},"channel":{quoted(row.channel)},'
        f'"committed":{{"name":"{committed["name"]}","problem":"{committed["problem"]}",'
        f'"room":"{committed["room"]}","school_class":"{committed["school_class"]}",'
        f'"topic_title":"{committed["topic_title"]}"}},{consent}'
        f'"journal":{quoted(row.journal)},"kind":"entry_opened","number":{row.number:d},'
        f'"request":{quoted(row.request_id)},"role":{quoted(row.role)},"v":1,"year":{row.year:d}}}'
    ).encode()


def completed(row: Row, at: str, login: str) -> bytes:
    """The completion at this time by the specialist with this login."""
    committed = commitments(row.salt, {"note": row.note, "result": row.result})
    return (
        f'{{"at":{quoted(at)},'
        f'"committed":{{"note":"{committed["note"]}","result":"{committed["result"]}"}},'
        f'"journal":{quoted(row.journal)},"kind":"entry_completed","number":{row.number:d},'
        f'"specialist":{quoted(login)},"v":1,"year":{row.year:d}}}'
    ).encode()


def signed(row: Row, at: str, login: str, opening: str, completion: str) -> bytes:
    """The signature over the acts with these hashes, where nothing was drawn."""
    return (
        f'{{"at":{quoted(at)},"completed":"{completion}",'
        f'"journal":{quoted(row.journal)},"kind":"entry_signed","number":{row.number:d},'
        f'"opened":"{opening}","specialist":{quoted(login)},"v":1,"year":{row.year:d}}}'
    ).encode()
