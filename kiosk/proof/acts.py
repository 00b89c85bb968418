"""What acts say: their kinds, and the facts that each kind has, no more and no fewer.

A new kind of act stands here with its facts, in one of the ``*_rules`` modules with what must have
come before it, and where it is made.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from itertools import combinations
from types import MappingProxyType
from typing import Any, Callable, Mapping

from .canonical import Body
from .forms import Journal
from .people import Channel, Duty, Role

VERSION = 2
"""Of the form of acts: what is signed, what is given, what is chained."""
LONGEST = 200
"""The most characters of a name, a login or another word in an act."""
GRACE = 120
"""Seconds by which the clocks of a device and of a database may differ."""
MOST_SIGNED = 500
"""The most entries that one signature covers: such an act is read in one piece."""
_FIRST_MONTH = 9
_STAMP = "2025-11-24T06:00:00.000Z"
_FIRST_YEAR, _LAST_YEAR = "0002", "9999"


class Kind(str, Enum):
    """What an act says."""

    KIOSK_ENROLLED = "kiosk_enrolled"
    POINT_NAMED = "point_named"
    SPECIALIST_ENROLLED = "specialist_enrolled"
    KEY_RENEWED = "key_renewed"
    RECOVERY_PREPARED = "recovery_prepared"
    SPECIALIST_CHANGED = "specialist_changed"
    SPECIALIST_DISMISSED = "specialist_dismissed"
    AGREEMENT_RECORDED = "agreement_recorded"
    DESK_OPENED = "desk_opened"
    DESK_CLOSED = "desk_closed"
    VOLUME_OPENED = "volume_opened"
    VOLUME_VOUCHED = "volume_vouched"
    VOLUME_CLOSED = "volume_closed"
    ENTRY_OPENED = "entry_opened"
    ENTRY_ASKED = "entry_asked"
    ENTRY_RECORDED = "entry_recorded"
    ENTRY_LEFT = "entry_left"
    ENTRY_CARRIED = "entry_carried"
    ENTRY_LAPSED = "entry_lapsed"
    ENTRY_WITHDRAWN = "entry_withdrawn"
    ENTRY_RESTORED = "entry_restored"
    ENTRY_DEFERRED = "entry_deferred"
    ENTRY_COMPLETED = "entry_completed"
    ENTRY_SIGNED = "entry_signed"
    ENTRY_ANNULLED = "entry_annulled"
    ENTRY_RESTATED = "entry_restated"
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


class EpochCause(str, Enum):
    """Why a ledger goes on from where it is: what an administrator says that happened."""

    RESTORED = "restored"
    MOVED = "moved"
    COPIED = "copied"
    CLEANED = "cleaned"

    __str__ = str.__str__


class LeftReason(str, Enum):
    """Why an entry ended without help; its number stays."""

    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    NOT_HELD = "not_held"
    WITHDRAWN = "withdrawn"

    __str__ = str.__str__


WHO_AND_WHAT = (
    Kind.KIOSK_ENROLLED,
    Kind.POINT_NAMED,
    Kind.SPECIALIST_ENROLLED,
    Kind.KEY_RENEWED,
    Kind.RECOVERY_PREPARED,
    Kind.SPECIALIST_CHANGED,
    Kind.SPECIALIST_DISMISSED,
)
"""The kinds that say who somebody is, what they may do, and what the school is. Each but the first
names what is chained to the one before, so that rights rest on a short chain of their own."""
MEANINGS = {
    Kind.ENTRY_SIGNED: "сведения в записи верны, помощь оказана",
    Kind.ENTRY_RESTATED: "запись изложена заново взамен подписанной",
    Kind.ENTRY_ANNULLED: "запись аннулирована",
    Kind.VOLUME_VOUCHED: "том журнала открыт",
    Kind.VOLUME_CLOSED: "том журнала закрыт, записи в нём сосчитаны",
}
"""What a person's signature under a journal means, by kind: the words stand in the act."""
ENQUIRIES = (Kind.ENTRY_ASKED, Kind.ENTRY_RECORDED)
"""The kinds that a desk says of who did not sign in at the kiosk: help is still to be given, and
help that was given already."""
OPENINGS = (Kind.ENTRY_OPENED, *ENQUIRIES, Kind.ENTRY_RESTATED)
"""The kinds that give a number: to a visitor's entry, to an enquiry, and to an entry that is to
stand for another."""
WRITTEN_WHOLE = (Kind.ENTRY_RECORDED, Kind.ENTRY_RESTATED)
"""The kinds that open an entry and complete it at once."""
OPENED_WORDS = ("name", "school_class", "room", "topic_title", "problem")
"""What people said when an entry was opened; the opening commits to it."""
COMPLETED_WORDS = ("result", "note")
"""The same for what the specialist writes on completing."""
PERSON_WORDS = ("name", "post")
"""What an act about a person commits to."""
WORDING = ("wording",)
"""The free text beside an act: the reason of a correction, of a closing, of a destruction."""
SIGNER_WORDS = ("signer", "signer_post")
"""Name and post of who signs, as they are printed; every act of ``SIGNATURES`` commits to them."""

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


def _number(value: Any) -> bool:
    return type(value) is int and value >= 1


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


def _clock(value: Any) -> bool:
    """A time of day, hours and minutes."""
    return type(value) is str and re.fullmatch("(?:[01][0-9]|2[0-3]):[0-5][0-9]", value) is not None


def _minute(value: Any) -> bool:
    """A minute as clocks show it where the point is, such as ``2025-11-24T10:40``."""
    if type(value) is not str or re.fullmatch("[0-9-]{10}T[0-9:]{5}", value) is None:
        return False
    return _date(value[:10]) and _clock(value[11:])


def _later(value: Any) -> bool:
    """When somebody comes back; empty where they let one person pass."""
    return value == "" or _clock(value)


def _at_desk(value: Any) -> bool:
    """A reason that a specialist gives: that a visitor withdrew says only an act of its own."""
    return _one_of(LeftReason)(value) and value != LeftReason.WITHDRAWN.value


def _journals(value: Any) -> bool:
    """The journals that somebody keeps: their names in order, one space between them."""
    return type(value) is str and value in _KEPT


def _seen(value: Any) -> bool:
    """How long the ledger was when its newest answer came, and what the next act was chained to."""
    return (
        isinstance(value, dict)
        and value.keys() == {"size", "head"}
        and _count(value["size"])
        and _hash(value["head"])
    )


def _proof(value: Any) -> bool:
    """A signature in hexadecimal digits."""
    return type(value) is str and re.fullmatch("[0-9a-f]{128}", value) is not None


def _stamped(value: Any) -> bool:
    return is_stamp(value)


def _numbers(value: Any) -> bool:
    """Numbers of entries in words, by volume."""
    return isinstance(value, dict) and value != {} and all(map(_named, value.values()))


def _one_of(values: type[Enum]) -> Check:
    known = {each.value for each in values}
    return lambda value: type(value) is str and value in known


_is_role = _one_of(Role)


def _role(value: Any) -> bool:
    """Who comes for a consultation; a request asks for nobody's role."""
    return value == "" or _is_role(value)


def _committed(*words: str) -> Check:
    """Commitments to just these words."""
    return lambda value: (
        isinstance(value, dict) and value.keys() == set(words) and all(map(_hash, value.values()))
    )


def _corrected(value: Any) -> bool:
    """A signed entry of the same journal, with what is chained to its signing."""
    return _has(value, {"year": _count, "number": _number, "signed": _hash})


def _signed(value: Any) -> bool:
    """The entries that a signature covers, each with what is chained to its opening and to its
    completion, the entry that it stands for from now on, and the commitment to a drawn
    signature."""
    needed = {**_PLACE, "opened": _hash, "completed": _hash}
    allowed = {"corrects": _entry, "drawing": _hash}
    return (
        isinstance(value, list)
        and 1 <= len(value) <= MOST_SIGNED
        and all(_has(each, needed, allowed) for each in value)
    )


def _entry(value: Any) -> bool:
    """Another entry of the same journal."""
    return _has(value, {"year": _count, "number": _number})


def _has(value: Any, needed: Facts, allowed: Facts = MappingProxyType({})) -> bool:
    """Whether a mapping has what it needs, and besides nothing but what it may have."""
    if not isinstance(value, dict) or not needed.keys() <= value.keys():
        return False
    for name, each in value.items():
        check = needed.get(name) or allowed.get(name)
        if check is None or not check(each):
            return False
    return True


def _committed_maybe(needed: tuple[str, ...], allowed: tuple[str, ...]) -> Check:
    """Commitments to these words, and perhaps to those."""
    return lambda value: _committed(*needed)(value) or _committed(*needed, *allowed)(value)


def _means(kind: Kind) -> Check:
    return lambda value: type(value) is str and value == MEANINGS[kind]


def _signature(kind: Kind, *words: str) -> Facts:
    """What every signature of a person under a journal says, besides what it signs: who, on which
    day in which time zone, what it means, and commitments to the signer's name and post and to
    other ``words``."""
    return {
        "specialist": _word,
        "date": _date,
        "zone": _word,
        "meaning": _means(kind),
        "committed": _committed(*SIGNER_WORDS, *words),
    }


_VOLUME: Facts = {"journal": _one_of(Journal), "year": _count}
_PLACE: Facts = {**_VOLUME, "number": _number}
_BY: Facts = {"specialist": _text}
_REASON: Facts = {"committed": _committed(*WORDING)}
_VISIT: Facts = {**_VOLUME, "role": _role, "channel": _one_of(Channel)}
_ENQUIRY: Facts = {**_VISIT, "specialist": _word, "asked": _minute}
_PERSON: Facts = {
    "login": _word,
    "duty": _one_of(Duty),
    "journals": _journals,
    "committed": _committed(*PERSON_WORDS),
}
_NEW_KEY: Facts = {
    "key": _key,
    "public_key": _hash,
    "proof": _proof,
    "sealed": _hash,
    "before": _hash,
}
"""A person's key: its name and itself, its signature that proves it is there, the digest of the
box that the PIN opens; and the act before about who and what."""
_NO_FACTS: Facts = {}


def _witness(value: Any) -> bool:
    """Somebody who stood by and signed as well: login, name of the key, signature."""
    return _has(value, {"login": _word, "key": _key, "signature": _proof})


_WITNESSED: Facts = {"witness": _witness}

COMMON: Facts = {
    "v": lambda value: type(value) is int and value == VERSION,
    "kind": _one_of(Kind),
    "point": _word,
    "device": _key,
    "request": _word,
    "said": _stamped,
    "seen": _seen,
}
"""What every act says: its form and kind, at which point and on which device, under which id, when
by the device's clock, and how much of the ledger the device had seen."""
FACTS: dict[Kind, tuple[Facts, Facts]] = {
    Kind.KIOSK_ENROLLED: ({"key": _key, "public_key": _hash}, _NO_FACTS),
    Kind.POINT_NAMED: (
        {"school": _word, "name": _word, "zone": _word, "before": _hash},
        _NO_FACTS,
    ),
    Kind.SPECIALIST_ENROLLED: ({**_PERSON, **_NEW_KEY}, _NO_FACTS),
    Kind.KEY_RENEWED: ({"login": _word, **_NEW_KEY}, _WITNESSED),
    Kind.RECOVERY_PREPARED: (
        {**_BY, "key": _key, "public_key": _hash, "proof": _proof, "before": _hash},
        _NO_FACTS,
    ),
    Kind.SPECIALIST_CHANGED: ({**_PERSON, "before": _hash}, _NO_FACTS),
    Kind.SPECIALIST_DISMISSED: ({"login": _word, "before": _hash}, _NO_FACTS),
    Kind.AGREEMENT_RECORDED: (
        {"login": _word, "key": _key, "date": _date, "digest": _hash},
        _NO_FACTS,
    ),
    Kind.DESK_OPENED: (
        {**_BY, "key": _key, "public_key": _hash, "proof": _proof, "until": _stamped},
        _NO_FACTS,
    ),
    Kind.DESK_CLOSED: (_BY, _NO_FACTS),
    Kind.VOLUME_OPENED: (_VOLUME, _NO_FACTS),
    Kind.VOLUME_VOUCHED: (
        {**_VOLUME, **_signature(Kind.VOLUME_VOUCHED), "opened": _hash},
        _NO_FACTS,
    ),
    Kind.VOLUME_CLOSED: (
        {
            **_VOLUME,
            **_signature(Kind.VOLUME_CLOSED),
            "committed": _committed_maybe(SIGNER_WORDS, WORDING),
            "entries": _count,
            "first": _count,
            "last": _count,
            "unsigned": _row_numbers,
            "rows": _hash,
        },
        _NO_FACTS,
    ),
    Kind.ENTRY_OPENED: ({**_VISIT, "committed": _committed(*OPENED_WORDS)}, {"consent": _word}),
    Kind.ENTRY_ASKED: (
        {**_ENQUIRY, "committed": _committed(*OPENED_WORDS)},
        {"consent": _word},
    ),
    Kind.ENTRY_RECORDED: (
        {**_ENQUIRY, "committed": _committed(*OPENED_WORDS, *COMPLETED_WORDS)},
        {"consent": _word, "held": _date},
    ),
    Kind.ENTRY_RESTATED: (
        {
            **_VISIT,
            **_signature(Kind.ENTRY_RESTATED, *OPENED_WORDS, *COMPLETED_WORDS, *WORDING),
            "corrects": _corrected,
        },
        {"consent": _word, **_WITNESSED},
    ),
    Kind.ENTRY_LEFT: ({**_PLACE, **_BY, "reason": _at_desk}, _NO_FACTS),
    Kind.ENTRY_CARRIED: ({**_PLACE, **_BY, "day": _date}, _NO_FACTS),
    Kind.ENTRY_LAPSED: ({**_PLACE, "day": _date, "ends": _clock}, _NO_FACTS),
    Kind.ENTRY_WITHDRAWN: (_PLACE, _NO_FACTS),
    Kind.ENTRY_RESTORED: ({**_PLACE, **_BY}, _NO_FACTS),
    Kind.ENTRY_DEFERRED: ({**_PLACE, "until": _later}, _NO_FACTS),
    Kind.ENTRY_COMPLETED: (
        {**_PLACE, **_BY, "committed": _committed(*COMPLETED_WORDS)},
        {"held": _date},
    ),
    Kind.ENTRY_SIGNED: ({**_signature(Kind.ENTRY_SIGNED), "entries": _signed}, _NO_FACTS),
    Kind.ENTRY_ANNULLED: (
        {**_PLACE, **_signature(Kind.ENTRY_ANNULLED, *WORDING), "signed": _hash},
        _WITNESSED,
    ),
    Kind.DATA_DESTROYED: (
        {**_BY, **_REASON, "entries": _numbers, "count": _count, "cause": _text},
        _NO_FACTS,
    ),
    Kind.CHECKPOINT_MADE: (_NO_FACTS, _NO_FACTS),
    Kind.CLOCK_RESOLVED: ({"before": _text}, _NO_FACTS),
    Kind.EPOCH_BEGUN: (
        {
            **_BY,
            "epoch": _count,
            "left_size": _count,
            "left_head": _head,
            "cause": _one_of(EpochCause),
        },
        _NO_FACTS,
    ),
}
"""By kind: the facts that an act has besides ``COMMON``, and those that it may have."""

_ALWAYS_GIVEN: Facts = {"at": _stamped, "seq": _number}
_NUMBERED: Facts = {**_ALWAYS_GIVEN, "number": _number}
_TICKETED: Facts = {**_NUMBERED, "day": _date, "series": _word, "ticket": _number}
GIVEN: dict[Kind, Facts] = {
    **dict.fromkeys(Kind, _ALWAYS_GIVEN),
    **dict.fromkeys((Kind.ENTRY_OPENED, *ENQUIRIES), _TICKETED),
    Kind.ENTRY_RESTATED: _NUMBERED,
    Kind.EPOCH_BEGUN: {**_ALWAYS_GIVEN, "home": _word},
}
"""By kind: what the database gives an act."""

SIGNATURES = frozenset(kind.value for kind in MEANINGS)
"""The kinds of acts by which a person signs under a journal."""
WORDED = SIGNATURES | {Kind.DATA_DESTROYED.value}
"""The kinds of acts beside which words stand: a signer's name and post, a reason."""
VOLUME_KINDS = frozenset(
    kind.value for kind in (Kind.VOLUME_OPENED, Kind.VOLUME_VOUCHED, Kind.VOLUME_CLOSED)
)
"""The kinds of acts that are about a whole volume."""


def check_facts(body: Body) -> Kind:
    """The kind of an act that says what its kind says. Raises ValueError for any other."""
    kind = Kind(body["kind"])
    needed, allowed = FACTS[kind]
    if not _has(body, {**COMMON, **needed}, allowed):
        raise ValueError(kind)
    return kind


def check_given(kind: Kind, given: Body) -> None:
    """Raise ValueError unless an act of a kind was given just what it is to be given."""
    if not _has(given, GIVEN[kind]):
        raise ValueError(kind)


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


def shifted(at: str, seconds: int) -> str:
    """The stamp of a moment so many seconds later."""
    moved = instant(at) + timedelta(seconds=seconds)
    return f"{moved.isoformat(timespec='milliseconds')}Z"


def school_year(day: date) -> int:
    """The year in which the school year of ``day`` began: it runs 1 September to 31 August."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1
