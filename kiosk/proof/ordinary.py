"""A short way for long ledgers: the ordinary acts of an entry, as its row spells them.

Most acts of a ledger open, complete or sign an entry whose row still stands as it was written.
Such an act need not be read: spelled from the row and compared byte for byte, it says what the row
says, and the row's words fit their commitments. The rules that follow are the same. Where a row has
what no act of the kind may say, it spells nothing, and the act is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import NamedTuple
from unicodedata import is_normalized

from .acts import FACTS, LONGEST, MEANINGS, VERSION, Kind, is_stamp
from .canonical import commitments
from .history import Act, EntryActs
from .row import Row

_OPENED, _COMPLETED, _SIGNED = (
    kind.value for kind in (Kind.ENTRY_OPENED, Kind.ENTRY_COMPLETED, Kind.ENTRY_SIGNED)
)
_is_role, _is_channel = (FACTS[Kind.ENTRY_OPENED][0][name] for name in ("role", "channel"))
_MEANING = quoted(MEANINGS[Kind.ENTRY_SIGNED])
_is_stamp = lru_cache(maxsize=64)(is_stamp)
"""Acts of one transaction share their time."""
_heard = re.compile(
    rb'"said":"([^"]{24})","seen":\{"head":"([0-9a-f]{64})","size":(0|[1-9][0-9]{0,14})\}'
).search


_signature = re.compile(
    rb'"committed":\{"signer":"([0-9a-f]{64})","signer_post":"([0-9a-f]{64})"\},'
    rb'"date":"([0-9]{4}-[0-9]{2}-[0-9]{2})".*"zone":"([A-Za-z0-9_+/-]+)"\}'
).fullmatch


class Heard(NamedTuple):
    """What an act says that its row does not: where, when by the device's clock, after what."""

    point: str
    device: str
    request: str
    said: str
    head: str
    size: int
    signer: str = ""
    """The commitments to a signer's name and post."""
    signer_post: str = ""
    date: str = ""
    zone: str = ""


def heard(act: Act, point: str, device: str) -> Heard | None:
    """What an act that looks ordinary says besides what its row says; None for any other. Whether
    it does say so shows when it is spelled."""
    found = _heard(act.body)
    if found is None or not _is_word(act.request):
        return None
    said, head, size = found[1].decode(), found[2].decode(), int(found[3])
    if not _is_stamp(said):
        return None
    more = Heard(point, device, act.request, said, head, size)
    signature = _signature(act.body[1:]) if act.kind == _SIGNED else None
    if signature is None:
        return more
    signer, post, date, zone = (part.decode() for part in signature.groups())
    return more._replace(signer=signer, signer_post=post, date=date, zone=zone)


def spells(row: Row, act: Act, entry: EntryActs | None, more: Heard) -> bool:
    """Whether an act is an ordinary one of this row's entry and the row spells it, byte by byte.

    ``entry`` is what the acts before said of it: a signature covers them.
    """
    at, login = act.at, row.login
    try:
        if not _is_stamp(at):
            return False
        if act.kind == _OPENED:
            spelt = at == row.opened_at and more.request == row.request_id and _may_be_said(row)
            return spelt and (act.given, act.body) == (opening(row, act.seq), opened(row, more))
        if login is None or not _is_word(login) or act.given != given(at, act.seq):
            return False
        if act.kind == _COMPLETED:
            return at == row.completed_at and act.body == completed(row, login, more)
        if act.kind != _SIGNED or entry is None or entry.corrects is not None:
            return False
        return at == row.signed_at and act.body == signed(row, login, entry.covered, more)
    except (AttributeError, TypeError, ValueError):  # a damaged value of another kind
        return False


def _may_be_said(row: Row) -> bool:
    """Whether the facts that a row spells are those of an opening, in their one spelling."""
    consent = row.consent == "" or _is_word(row.consent)
    return consent and _is_role(row.role) and _is_channel(row.channel)


def _is_word(value: str) -> bool:
    """Whether an act can say a word, in its one spelling."""
    return 0 < len(value) <= LONGEST and is_normalized("NFC", value)


def given(at: str, seq: int) -> bytes:
    """What a completion or a signature is given."""
    return f'{{"at":{quoted(at)},"seq":{seq:d}}}'.encode()


def opening(row: Row, seq: int) -> bytes:
    """What the opening is given."""
    return (
        f'{{"at":{quoted(row.opened_at)},"day":{quoted(row.day)},"number":{row.number:d},'
        f'"seq":{seq:d},"series":{quoted(row.series)},"ticket":{row.ticket:d}}}'
    ).encode()


def opened(row: Row, more: Heard) -> bytes:
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
        f'{{"channel":{quoted(row.channel)},'
        f'"committed":{{"name":"{committed["name"]}","problem":"{committed["problem"]}",'
        f'"room":"{committed["room"]}","school_class":"{committed["school_class"]}",'
        f'"topic_title":"{committed["topic_title"]}"}},{consent}"device":{quoted(more.device)},'
        f'"journal":{quoted(row.journal)},"kind":"entry_opened",{_asked(more)},'
        f'"role":{quoted(row.role)},{_said(more)},"v":{VERSION},"year":{row.year:d}}}'
    ).encode()


def completed(row: Row, login: str, more: Heard) -> bytes:
    """The completion by the specialist with this login."""
    committed = commitments(row.salt, {"note": row.note, "result": row.result})
    return (
        f'{{"committed":{{"note":"{committed["note"]}","result":"{committed["result"]}"}},'
        f'"device":{quoted(more.device)},"journal":{quoted(row.journal)},'
        f'"kind":"entry_completed","number":{row.number:d},{_asked(more)},{_said(more)},'
        f'"specialist":{quoted(login)},"v":{VERSION},"year":{row.year:d}}}'
    ).encode()


def signed(row: Row, login: str, covered: tuple[str, str], more: Heard) -> bytes:
    """The signature over the acts that ``covered`` names, where nothing was drawn."""
    opening, completion = covered
    return (
        f'{{"committed":{{"signer":"{more.signer}","signer_post":"{more.signer_post}"}},'
        f'"date":"{more.date}","device":{quoted(more.device)},'
        f'"entries":[{{"completed":"{completion}",'
        f'"journal":{quoted(row.journal)},"number":{row.number:d},"opened":"{opening}",'
        f'"year":{row.year:d}}}],"kind":"entry_signed","meaning":{_MEANING},{_asked(more)},'
        f'{_said(more)},"specialist":{quoted(login)},"v":{VERSION},"zone":"{more.zone}"}}'
    ).encode()


def _asked(more: Heard) -> str:
    return f'"point":{quoted(more.point)},"request":{quoted(more.request)}'


def _said(more: Heard) -> str:
    return f'"said":"{more.said}","seen":{{"head":"{more.head}","size":{more.size:d}}}'
