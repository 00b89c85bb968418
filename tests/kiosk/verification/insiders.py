"""Somebody with real keys writes acts that the program never would, and shows them both ways.

The ledger of the used point: 1 kiosk, 2 names, 3-8 specialists with their agreements, 9 volume,
10-12 consultation 1 (opened, completed and signed by belaya), 13-15 consultation 2 (smirnova),
16-17 consultation 3 (completed by belaya), 18-19 consultation 4 (left), 20 consultation 5
(waiting), 21 volume, 22-24 request 1 (kovalyov).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from db.engine import current
from db.models import Act, Volume
from kiosk.documents import evidence
from kiosk.documents.bundle import gather
from kiosk.documents.printing import unverified_book
from kiosk.journal.rows import volume_digest
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS, PERSON_WORDS, WORDING, Kind
from kiosk.proof.bundle import check
from kiosk.proof.canonical import commitments
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import Signer, holds
from kiosk.verification.sentences import sentence_of
from tests.people import MORNING, POINT, SCHOOL, Clock

NEW = Signer(bytes(range(32)))
"""A key that nobody has yet."""
HERE = {"journal": "consultations", "year": 2025}
REQUESTS = {"journal": "requests", "year": 2025}
NO_HASH = "0" * 64
ABSENT = object()
"""In place of a fact: the act does not have it."""


def committed(*words: str) -> dict[str, object]:
    """Commitments to these words, each of them empty."""
    return {"committed": commitments(bytes(32), dict.fromkeys(words, ""))}


REASON = committed(*WORDING)
TRUE: dict[Kind, Mapping[str, object]] = {
    Kind.KIOSK_ENROLLED: {"point": "#uid", "key": NEW.key_id, "public_key": NEW.public_key.hex()},
    Kind.POINT_NAMED: {"school": SCHOOL, "name": POINT, "zone": "Europe/Simferopol"},
    Kind.SPECIALIST_ENROLLED: {
        "login": "novikov",
        "duty": Duty.TEACHER.value,
        "journals": "consultations",
        "key": NEW.key_id,
        "public_key": NEW.public_key.hex(),
        **committed(*PERSON_WORDS),
    },
    Kind.AGREEMENT_RECORDED: {
        "login": "novikov",
        "key": NEW.key_id,
        "date": "2025-11-24",
        "digest": NO_HASH,
    },
    Kind.VOLUME_OPENED: HERE,
    Kind.VOLUME_VOUCHED: {**HERE, "opened": "#9"},
    Kind.VOLUME_CLOSED: {
        **HERE,
        "entries": 5,
        "first": 1,
        "last": 5,
        "unsigned": "3, 5",
        "rows": "#consultations",
        "head": "#tail",
        **REASON,
    },
    Kind.ENTRY_OPENED: {
        **HERE,
        "role": "teacher",
        "channel": "in_person",
        "request": "0" * 32,
        **committed(*OPENED_WORDS),
    },
    Kind.ENTRY_LEFT: {**HERE, "specialist": "belaya", "reason": "no_show"},
    Kind.ENTRY_COMPLETED: {**HERE, "specialist": "belaya", **committed(*COMPLETED_WORDS)},
    Kind.ENTRY_SIGNED: HERE,
    Kind.ENTRY_ANNULLED: {**HERE, **REASON},
    Kind.ENTRY_REPLACED: {**HERE, **REASON},
    Kind.DATA_DESTROYED: {"count": 1, "cause": "request", **REASON},
    Kind.CHECKPOINT_MADE: {},
    Kind.CLOCK_RESOLVED: {"before": "2025-11-24T07:00:00.000Z"},
    Kind.EPOCH_BEGUN: {"epoch": 1, "left_size": 9, "left_head": NO_HASH},
}
"""By kind: facts that are true of an act after those of the used point. What differs from act to
act is left to who says it, and who signs in their own name is named by it."""
IN_THEIR_NAME = frozenset(
    {
        Kind.VOLUME_VOUCHED,
        Kind.VOLUME_CLOSED,
        Kind.ENTRY_SIGNED,
        Kind.ENTRY_ANNULLED,
        Kind.ENTRY_REPLACED,
        Kind.DATA_DESTROYED,
    }
)


@dataclass(frozen=True, slots=True)
class Say:
    """One act: what it says otherwise than ``TRUE``, whose key signs it, and the row it is shown
    with.

    Among the facts ``#12`` stands for the hash of act 12, ``#tail`` for what the act is chained
    to, ``#consultations`` for the digest of this journal's rows, ``#uid`` for the point's name.
    """

    kind: Kind
    facts: Mapping[str, object] = field(default_factory=dict)
    hand: str = "kiosk"
    entry: int | None = None

    def said(self) -> Iterator[tuple[str, object]]:
        """Every fact of the act."""
        own = {"specialist": self.hand} if self.kind in IN_THEIR_NAME else {}
        facts = {**own, **TRUE.get(self.kind, {}), **self.facts}
        return ((name, value) for name, value in facts.items() if value is not ABSENT)


def write(point: HelpPoint, hands: Mapping[str, Signer], acts: Iterable[Say]) -> None:
    """Append acts to the ledger, and to nothing else, as the program never would."""
    current().execute_sql("DROP INDEX IF EXISTS one_correction")
    with patch("kiosk.point.ledger.check_facts"):
        for said in acts:
            if said.kind is Kind.VOLUME_CLOSED:
                _let_the_year_pass(point)
            with open_ledger(point) as ledger:
                facts = {name: _fact(value, point, ledger) for name, value in said.said()}
                reasoned = facts.get("committed") == REASON["committed"]
                ledger.append(
                    said.kind,
                    {name: facts[name] for name in facts if not (reasoned and name == "committed")},
                    entry=said.entry,
                    signer=hands.get(said.hand),
                    cosigner=NEW if said.kind is Kind.SPECIALIST_ENROLLED else None,
                    wording="Заявление" if reasoned else None,
                )


def _let_the_year_pass(point: HelpPoint) -> None:
    """A volume is closed when its school year is over."""
    clock = point.clock
    assert isinstance(clock, Clock)
    clock.now = max(clock.now, MORNING.replace(year=2026))


def _fact(value: Any, point: HelpPoint, ledger: OpenLedger) -> Any:
    match value:
        case "#tail":
            return ledger.tail.hex()
        case "#uid":
            return point.uid
        case "#consultations" | "#requests":
            return volume_digest(point.id, value[1:], 2025, ledger.size).hex()
        case str() if value.startswith("#"):
            return bytes(Act.get(Act.seq == int(value[1:])).hash).hex()
    return value


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
