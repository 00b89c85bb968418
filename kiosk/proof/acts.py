"""What acts say: their kinds, and the facts that each kind has, no more and no fewer.

A new kind of act stands here with its facts, in one of the ``*_rules`` modules with what must have
come before it, and where it is made.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from enum import Enum
from itertools import combinations
from typing import Any, Callable, Mapping

from .canonical import Body
from .forms import Journal
from .people import Channel, Duty, Role

VERSION = 1
LONGEST = 200
"""The most characters of a name, a login or another word in an act."""
_FIRST_MONTH = 9
_STAMP = "2025-11-24T06:00:00.000Z"
_FIRST_YEAR, _LAST_YEAR = "0002", "9999"


class Kind(str, Enum):
    """What an act says."""

    KIOSK_ENROLLED = "kiosk_enrolled"
    POINT_NAMED = "point_named"
    SPECIALIST_ENROLLED = "specialist_enrolled"
    AGREEMENT_RECORDED = "agreement_recorded"
    VOLUME_OPENED = "volume_opened"
    VOLUME_VOUCHED = "volume_vouched"
    VOLUME_CLOSED = "volume_closed"
    ENTRY_OPENED = "entry_opened"
    ENTRY_LEFT = "entry_left"
    ENTRY_COMPLETED = "entry_completed"
    ENTRY_SIGNED = "entry_signed"
    ENTRY_ANNULLED = "entry_annulled"
    ENTRY_REPLACED = "entry_replaced"
    DATA_DESTROYED = "data_destroyed"
    CHECKPOINT_MADE = "checkpoint_made"
    CLOCK_RESOLVED = "clock_resolved"
    EPOCH_BEGUN = "epoch_begun"

    __str__ = str.__str__


class State(str, Enum):
    """Where an entry is on its way from the visitor's sign-in to the specialist's signature."""

    WAITING = "waiting"
    CALLED = "called"
    IN_SERVICE = "in_service"
    COMPLETED = "completed"
    SIGNED = "signed"
    LEFT = "left"

    __str__ = str.__str__


class LeftReason(str, Enum):
    """Why an entry ended without help; its number stays."""

    NO_SHOW = "no_show"
    CANCELLED = "cancelled"

    __str__ = str.__str__


CORRECTIONS = (Kind.ENTRY_ANNULLED, Kind.ENTRY_REPLACED)
"""The kinds that end the standing of a signed entry."""
ENDS = (Kind.ENTRY_SIGNED, Kind.ENTRY_LEFT)
"""The kinds that end an entry."""
OPENED_WORDS = ("name", "school_class", "room", "topic_title", "problem")
"""What people said when an entry was opened; the opening commits to it."""
COMPLETED_WORDS = ("result", "note")
"""The same for what the specialist writes on completing."""
PERSON_WORDS = ("name", "post", "pin_salt", "sealed_key")
"""What an enrolment commits to: name and post, and the wrapped key that the PIN opens."""
WORDING = ("wording",)
"""The free text beside an act: the reason of a correction, of a closing, of a destruction."""

_KEPT = frozenset(
    " ".join(kept)
    for size in range(1, len(Journal) + 1)
    for kept in combinations(sorted(journal.value for journal in Journal), size)
)
Check = Callable[[Any], bool]
Facts = Mapping[str, Check]


def _text(value: Any) -> bool:
    return type(value) is str and len(value) <= LONGEST


def _row_numbers(value: Any) -> bool:
    """Numbers of rows, of which there can be many."""
    return type(value) is str


def _count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _hash(value: Any) -> bool:
    return type(value) is str and re.fullmatch("[0-9a-f]{64}", value) is not None


def _head(value: Any) -> bool:
    """Where a history ended that was left behind; empty where nobody knows it."""
    return value == "" or _hash(value)


def _key(value: Any) -> bool:
    return type(value) is str and re.fullmatch("[0-9a-f]{16}", value) is not None


def _word(value: Any) -> bool:
    return _text(value) and value != ""


def _named(value: Any) -> bool:
    return _row_numbers(value) and value != ""


def _date(value: Any) -> bool:
    """A day as ISO 8601 spells it."""
    return type(value) is str and f"{date.fromisoformat(value)}" == value


def _journals(value: Any) -> bool:
    """The journals that somebody keeps: their names in order, one space between them."""
    return type(value) is str and value in _KEPT


def _numbers(value: Any) -> bool:
    """Numbers of entries in words, by volume."""
    return isinstance(value, dict) and value != {} and all(map(_named, value.values()))


def _one_of(values: type[Enum]) -> Check:
    known = {each.value for each in values}
    return lambda value: type(value) is str and value in known


def _role(value: Any) -> bool:
    """Who comes for a consultation; a request asks for nobody's role."""
    return value == "" or _one_of(Role)(value)


def _committed(*words: str) -> Check:
    """Commitments to just these words."""
    return lambda value: (
        isinstance(value, dict) and value.keys() == set(words) and all(map(_hash, value.values()))
    )


def _entry(value: Any) -> bool:
    """Another entry of the same journal."""
    return (
        isinstance(value, dict)
        and value.keys() == {"year", "number"}
        and all(map(_count, value.values()))
    )


_VOLUME: Facts = {"journal": _one_of(Journal), "year": _count}
_PLACE: Facts = {**_VOLUME, "number": _count}
_BY: Facts = {"specialist": _text}
_REASON: Facts = {"committed": _committed(*WORDING)}
_NO_FACTS: Facts = {}

FACTS: dict[Kind, tuple[Facts, Facts]] = {
    Kind.KIOSK_ENROLLED: ({"point": _text, "key": _key, "public_key": _hash}, _NO_FACTS),
    Kind.POINT_NAMED: ({"school": _text, "name": _text, "zone": _text}, _NO_FACTS),
    Kind.SPECIALIST_ENROLLED: (
        {
            "login": _word,
            "duty": _one_of(Duty),
            "journals": _journals,
            "key": _key,
            "public_key": _hash,
            "committed": _committed(*PERSON_WORDS),
        },
        _NO_FACTS,
    ),
    Kind.AGREEMENT_RECORDED: (
        {"login": _word, "key": _key, "date": _date, "digest": _hash},
        _NO_FACTS,
    ),
    Kind.VOLUME_OPENED: (_VOLUME, _NO_FACTS),
    Kind.VOLUME_VOUCHED: ({**_VOLUME, **_BY, "opened": _hash}, _NO_FACTS),
    Kind.VOLUME_CLOSED: (
        {
            **_VOLUME,
            **_BY,
            "entries": _count,
            "first": _count,
            "last": _count,
            "unsigned": _row_numbers,
            "rows": _hash,
            "head": _hash,
        },
        _REASON,
    ),
    Kind.ENTRY_OPENED: (
        {
            **_PLACE,
            "role": _role,
            "channel": _one_of(Channel),
            "request": _word,
            "committed": _committed(*OPENED_WORDS),
        },
        {"consent": _word, "corrects": _entry},
    ),
    Kind.ENTRY_LEFT: ({**_PLACE, **_BY, "reason": _one_of(LeftReason)}, _NO_FACTS),
    Kind.ENTRY_COMPLETED: (
        {**_PLACE, **_BY, "committed": _committed(*COMPLETED_WORDS)},
        _NO_FACTS,
    ),
    Kind.ENTRY_SIGNED: (
        {**_PLACE, **_BY, "opened": _hash, "completed": _hash},
        {"drawing": _hash},
    ),
    Kind.ENTRY_ANNULLED: ({**_PLACE, **_BY, **_REASON, "signed": _hash}, _NO_FACTS),
    Kind.ENTRY_REPLACED: (
        {**_PLACE, **_BY, **_REASON, "signed": _hash, "successor": _entry},
        _NO_FACTS,
    ),
    Kind.DATA_DESTROYED: (
        {**_BY, **_REASON, "entries": _numbers, "count": _count, "cause": _text},
        _NO_FACTS,
    ),
    Kind.CHECKPOINT_MADE: (_NO_FACTS, _NO_FACTS),
    Kind.CLOCK_RESOLVED: ({"before": _text}, _NO_FACTS),
    Kind.EPOCH_BEGUN: ({"epoch": _count, "left_size": _count, "left_head": _head}, _NO_FACTS),
}
"""By kind: the facts that an act has besides kind, time and version, and those that it may have."""

WORDED = frozenset(
    kind.value
    for kind, facts in FACTS.items()
    if any(each.get("committed") is _REASON["committed"] for each in facts)
)
"""The kinds of acts beside which free text stands or may stand."""
ENTRY_KINDS = frozenset(kind.value for kind, (needed, _) in FACTS.items() if "number" in needed)
"""The kinds of acts that are about one entry."""
VOLUME_KINDS = frozenset(
    kind.value
    for kind, (needed, _) in FACTS.items()
    if "journal" in needed and "number" not in needed
)
"""The kinds of acts that are about a volume."""


def check_facts(body: Body) -> Kind:
    """The kind of an act that says what its kind says. Raises ValueError for any other."""
    kind = Kind(body["kind"])
    needed, allowed = FACTS[kind]
    said = body.keys() - {"v", "kind", "at"}
    if type(body["v"]) is not int or body["v"] != VERSION or not is_stamp(body["at"]):
        raise ValueError(body["v"])
    if not needed.keys() <= said <= needed.keys() | allowed.keys():
        raise ValueError(kind)
    for name in said:
        if not (needed.get(name) or allowed[name])(body[name]):
            raise ValueError(name)
    return kind


def is_stamp(at: Any) -> bool:
    """Whether a value is a moment as acts spell it: ISO 8601, UTC, milliseconds; its day can be
    told in every time zone."""
    if type(at) is not str or len(at) != len(_STAMP) or not _FIRST_YEAR <= at < _LAST_YEAR:
        return False
    try:
        return f"{instant(at).isoformat(timespec='milliseconds')}Z" == at
    except ValueError:
        return False


def instant(at: str) -> datetime:
    """The moment of a stamp, in UTC, without saying so. Raises ValueError for anything else."""
    return datetime.fromisoformat(at[:-1])


def utc(at: str) -> datetime:
    """The moment of a stamp."""
    return instant(at).replace(tzinfo=timezone.utc)


def school_year(day: date) -> int:
    """The year in which the school year of ``day`` began: it runs 1 September to 31 August."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1
