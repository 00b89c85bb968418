"""Somebody with real keys writes acts that the program never would, and shows them both ways.

The ledger of the used point: 1 kiosk, 2 smirnova, 3 names, 4 her agreement, 5-8 the other two with
their agreements, 9 volume, 10-13 consultation 1 (opened; belaya opens her desk; completed and
signed by her), 14-17 consultation 2 (smirnova), 18-19 consultation 3 (completed by belaya), 20-21
consultation 4 (left), 22 consultation 5 (waiting), 23 volume, 24-27 request 1 (kovalyov). An hour
later everybody has opened a desk anew: 28 smirnova, 29 kovalyov, 30 belaya.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from db.engine import current
from db.models import Act, Volume
from db.signers import newest_who
from kiosk.documents import evidence
from kiosk.documents.bundle import gather
from kiosk.documents.printing import unverified_book
from kiosk.journal.rows import volume_digest
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, say
from kiosk.proof.acts import (
    COMPLETED_WORDS,
    MEANINGS,
    OPENED_WORDS,
    PERSON_WORDS,
    SIGNATURES,
    EpochCause,
    Kind,
)
from kiosk.proof.bundle import check
from kiosk.proof.canonical import commitments
from kiosk.proof.chain import SignedAct, key_message
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.people import Duty
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import Signer, holds
from kiosk.verification.sentences import sentence_of
from tests.people import MORNING, POINT, SCHOOL, Clock

ACTS = 30
"""How many acts there are before the insider's."""
NEW = Signer(bytes(range(32)))
"""A key that nobody has yet."""
NEWER = Signer(bytes(range(1, 33)))
NEWEST = Signer(bytes(range(2, 34)))
"""Another one."""
HERE = {"journal": "consultations", "year": 2025}
REQUESTS = {"journal": "requests", "year": 2025}
NO_HASH = "0" * 64
ABSENT = object()
"""In place of a fact: the act does not have it."""
REASON = {"wording": "Заявление"}
SIGNER = {"signer": "Белая И.В.", "signer_post": "учитель"}
_DESK = " at the desk"


def desk_of(login: str) -> str:
    """The hand that signs what somebody does at their open desk."""
    return login + _DESK


def committed(*words: str) -> dict[str, object]:
    """Commitments to these words, each of them empty."""
    return {"committed": commitments(bytes(32), dict.fromkeys(words, ""))}


_KEY = {"key": "#key", "public_key": "#public key", "proof": "#proof"}
_NEW_KEY = {**_KEY, "sealed": NO_HASH, "before": "#who"}
_PERSON = {
    "duty": Duty.TEACHER.value,
    "journals": "consultations",
    **committed(*PERSON_WORDS),
}
_VISIT = {**HERE, "role": "teacher", "channel": "in_person"}
TRUE: dict[Kind, Mapping[str, object]] = {
    Kind.KIOSK_ENROLLED: {"key": "#key", "public_key": "#public key"},
    Kind.POINT_NAMED: {
        "school": SCHOOL,
        "name": POINT,
        "zone": "Europe/Simferopol",
        "before": "#who",
    },
    Kind.SPECIALIST_ENROLLED: {"login": "novikov", **_PERSON, **_NEW_KEY},
    Kind.KEY_RENEWED: {"login": "belaya", **_NEW_KEY},
    Kind.RECOVERY_PREPARED: {**_KEY, "before": "#who"},
    Kind.SPECIALIST_CHANGED: {"login": "belaya", **_PERSON, "before": "#who"},
    Kind.SPECIALIST_DISMISSED: {"login": "belaya", "before": "#who"},
    Kind.AGREEMENT_RECORDED: {
        "login": "novikov",
        "key": "#key",
        "date": "2025-11-24",
        "digest": NO_HASH,
    },
    Kind.DESK_OPENED: {**_KEY, "until": "2025-11-24T19:00:00.000Z"},
    Kind.DESK_CLOSED: {},
    Kind.VOLUME_OPENED: HERE,
    Kind.VOLUME_VOUCHED: {**HERE, "opened": "#9"},
    Kind.VOLUME_CLOSED: {
        **HERE,
        "entries": 5,
        "first": 1,
        "last": 5,
        "unsigned": "3, 5",
        "rows": "#consultations",
    },
    Kind.ENTRY_OPENED: {**_VISIT, **committed(*OPENED_WORDS)},
    Kind.ENTRY_RESTATED: {**_VISIT, **committed(*OPENED_WORDS, *COMPLETED_WORDS)},
    Kind.ENTRY_LEFT: {**HERE, "reason": "no_show"},
    Kind.ENTRY_COMPLETED: {**HERE, **committed(*COMPLETED_WORDS)},
    Kind.ENTRY_SIGNED: {},
    Kind.ENTRY_ANNULLED: HERE,
    Kind.DATA_DESTROYED: {"count": 1, "cause": "request"},
    Kind.CHECKPOINT_MADE: {},
    Kind.CLOCK_RESOLVED: {"before": "2025-11-24T07:00:00.000Z"},
    Kind.EPOCH_BEGUN: {
        "epoch": 1,
        "left_size": 9,
        "left_head": NO_HASH,
        "cause": EpochCause.RESTORED.value,
    },
}
"""By kind: facts that are true of an act after those of the used point. What differs from act to
act is left to who says it, and who speaks in their own name is named by it."""
IN_THEIR_NAME = SIGNATURES | {
    Kind.DATA_DESTROYED.value,
    Kind.EPOCH_BEGUN.value,
    Kind.RECOVERY_PREPARED.value,
    Kind.DESK_OPENED.value,
    Kind.DESK_CLOSED.value,
    Kind.ENTRY_COMPLETED.value,
    Kind.ENTRY_LEFT.value,
}
REASONED = (
    Kind.VOLUME_CLOSED,
    Kind.ENTRY_ANNULLED,
    Kind.ENTRY_RESTATED,
    Kind.DATA_DESTROYED,
)


@dataclass(frozen=True, slots=True)
class Say:
    """One act: what it says otherwise than ``TRUE``, whose key signs it, and the row it is shown
    with.

    Among the facts ``#12`` stands for what is chained to act 12, ``#who`` for the same of the
    newest act about people and names, ``#consultations`` for the digest of this journal's rows,
    ``#today`` for the day, ``#key``, ``#public key`` and ``#proof`` for those of ``fresh``, and
    ``#proof of belaya`` for its proof under this login.
    """

    kind: Kind
    facts: Mapping[str, object] = field(default_factory=dict)
    hand: str = "kiosk"
    entry: int | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    """What it is given besides the number and time of an act."""
    words: Mapping[str, str] | None = None
    """What stands beside it; None for what stands beside an act of the kind."""
    fresh: Signer = NEW
    after: float = 0
    """Hours that pass before it."""
    altered: Mapping[str, Any] = field(default_factory=dict)
    """What is changed of it once it was signed."""

    def said(self) -> dict[str, object]:
        """Every fact of the act."""
        own: dict[str, object] = {}
        if self.kind.value in IN_THEIR_NAME:
            own = {"specialist": self.hand.removesuffix(_DESK)}
        if self.kind.value in SIGNATURES:
            own |= {"date": "#today", "zone": "Europe/Simferopol", "meaning": MEANINGS[self.kind]}
        facts = {**own, **TRUE.get(self.kind, {}), **self.facts}
        return {name: value for name, value in facts.items() if value is not ABSENT}

    def beside(self) -> Mapping[str, str]:
        """The words that stand beside it."""
        if self.words is not None:
            return self.words
        signer = SIGNER if self.kind.value in SIGNATURES else {}
        return {**signer, **(REASON if self.kind in REASONED else {})}


def write(point: HelpPoint, hands: Mapping[str, Signer], acts: Iterable[Say]) -> list[SignedAct]:
    """Append acts to the ledger as the program never would; of the tables only which act signed an
    entry is written."""
    with_no_guards()
    written = []
    with patch("kiosk.point.saying.check_facts"), patch("kiosk.point.ledger.check_given"):
        for act in acts:
            _let_time_pass(point, act)
            written.append(keep(point, _say(point, hands, act), act))
            if act.kind is Kind.ENTRY_SIGNED:
                _mark_signed(written[-1])
    return written


def with_no_guards() -> None:
    """The database refuses nothing any more that one row after another could say."""
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (trigger,) in current().execute_sql(triggers).fetchall():
        current().execute_sql(f"DROP TRIGGER {trigger}")
    current().execute_sql("DROP INDEX IF EXISTS one_annulment")


def forget_requests() -> None:
    """The table of acts takes the same request again."""
    ((table,),) = current().execute_sql("SELECT sql FROM sqlite_master WHERE name = 'act'")
    loose = table.replace(", UNIQUE (point_id, request)", "").replace("TABLE act", "TABLE loose")
    assert loose.count("UNIQUE") == 1
    for statement in (
        "PRAGMA foreign_keys = OFF",
        loose,
        "INSERT INTO loose SELECT * FROM act",
        "DROP TABLE act",
        "ALTER TABLE loose RENAME TO act",
    ):
        current().execute_sql(statement)


def keep(point: HelpPoint, said: Said, act: Say) -> SignedAct:
    """Chain an act that was said."""
    with open_ledger(point) as ledger:
        return ledger.keep(said, entry=act.entry, **_resolved(act.given, point, act))


def _say(point: HelpPoint, hands: Mapping[str, Signer], act: Say) -> Said:
    hand = act.hand.removesuffix(_DESK)
    signer = point.desks[hand] if act.hand != hand else hands.get(hand)
    facts = _resolved(act.said(), point, act)
    said = say(point, act.kind, facts, signer=signer, words=act.beside())
    return replace(said, **act.altered)


def _let_time_pass(point: HelpPoint, act: Say) -> None:
    """A volume is closed when its school year is over."""
    clock = point.clock
    assert isinstance(clock, Clock)
    clock.wait(hours=act.after)
    if act.kind is Kind.VOLUME_CLOSED and not act.after:
        clock.now = max(clock.now, MORNING.replace(year=2026))


def _mark_signed(act: SignedAct) -> None:
    """The rows name the act that signed them."""
    with suppress(KeyError, TypeError):
        for each in json.loads(act.body)["entries"]:
            current().execute_sql(
                "UPDATE entry SET signed_seq = ? WHERE number = ? AND volume_id ="
                " (SELECT id FROM volume WHERE journal = ? AND year = ?)",
                (act.seq, each["number"], each["journal"], each["year"]),
            )


def _resolved(facts: Mapping[str, Any], point: HelpPoint, act: Say) -> dict[str, Any]:
    return {name: _fact(value, point, act) for name, value in facts.items()}


def _fact(value: Any, point: HelpPoint, act: Say) -> Any:
    match value:
        case dict():
            return _resolved(value, point, act)
        case list():
            return [_fact(each, point, act) for each in value]
        case "#who":
            return newest_who(point.id).hex()
        case "#today":
            return f"{point.today()}"
        case "#consultations" | "#requests":
            size = point.seen.newest.size
            return volume_digest(point.id, value[1:], 2025, size).hex()
        case "#key":
            return act.fresh.key_id
        case "#public key":
            return act.fresh.public_key.hex()
        case str() if value.startswith("#proof"):
            return _proof(value.removeprefix("#proof of "), point, act)
        case str() if value.startswith("#"):
            return bytes(Act.get(Act.seq == int(value[1:])).tail).hex()
    return value


def _proof(login: str, point: HelpPoint, act: Say) -> str:
    """A fresh key's signature that proves it for a login; for the one in the act, where ``login``
    is none."""
    if login == "#proof":
        said = act.said()
        login = str(said.get("login", said.get("specialist")))
    message = key_message(point.uid, login, act.fresh.public_key)
    return act.fresh.sign_bytes(message).hex()


def numbered(number: object, journal: str = "consultations") -> dict[str, object]:
    """What the opening of an entry is given: the next ticket of an unbroken line."""
    series = FORMS[Journal(journal)].ticket_series
    return {"number": number, "day": "#today", "series": series, "ticket": number}


def bundled(point: HelpPoint) -> dict[str, bytes]:
    """The files of a bundle of the consultations, of a ledger that no checkpoint covers."""
    with transaction():
        volume = Volume.get(Volume.journal == "consultations")
        printed = unverified_book(point, Journal.CONSULTATIONS, volume.year, why="")
        return gather(point, volume, printed, {})


def acts_of(point: HelpPoint) -> bytes:
    """The ledger as a bundle carries it."""
    return "".join(json.dumps(act) + "\n" for act in evidence.acts(point)).encode()


def wrong_in_bundle(point: HelpPoint, honest: Mapping[str, bytes]) -> str:
    """What the reader of a bundle finds wrong with the acts of a ledger, in the kiosk's words.

    The other files are those of an earlier time: acts come first, and the first wrong one ends it.
    """
    try:
        check({**honest, "acts.jsonl": acts_of(point)}, holds)
    except Wrong as wrong:
        return sentence_of(wrong)
    return ""
