"""Somebody with real keys writes acts that the program never would: the act is named, and why.

The ledger of the used point: 9 volume, 10-12 consultation 1 (opened, completed and signed by
belaya), 13-15 consultation 2 (smirnova), 16-17 consultation 3 (completed by belaya), 18-19
consultation 4 (left), 20 consultation 5 (waiting), 21 volume, 22-24 request 1 (kovalyov).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from kiosk.verification.gathering import Act as Gathered
from kiosk.verification.gathering import gather
from kiosk.verification.rules import check_hand, check_order, check_settled, learn_key
from kiosk.verification.spelling import spells
from kiosk.verification.told import Discrepancy, Life, Told

from db.engine import close_database, current
from db.models import Act, Entry
from db.reading import ActRow, acts_after, entries_with
from kiosk.journal import facts
from kiosk.journal.rows import volume_digest
from kiosk.machine.place import Place
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.chain import SignedAct
from kiosk.proof.people import Duty
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.verification.everything import verify
from kiosk.words.i18n import use
from tests.conftest import FILE, KEYS
from tests.people import PINS, SCHOOL, Clock

NEW = Signer(bytes(range(32)))
ROWS = 6
"""The rows of the used point; acts of new entries are shown with none."""
HERE = {"journal": "consultations", "year": 2025}
REQUESTS = {"journal": "requests", "year": 2025}
NOT_CORRECTABLE = "only a signed entry is corrected, and once"
NOT_RESPONSIBLE = "the signer is not responsible for this journal"
OTHER_CLOSING = "the closing counts other entries"
OTHER_KEY = "somebody else's key signed this act"
OTHER_SIGNER = "somebody else's key signed this entry"
OTHER_SUCCESSOR = "the entry that should replace it does not"
UNENDED = "it names an entry that has not ended"
UNREADABLE = "the act cannot be read"
OPENED_ONCE = "an entry is opened once, before anything else"


@dataclass(frozen=True, slots=True)
class Say:
    """One act: its facts, whose key signs it, and the row it is shown with.

    Among the facts ``#12`` stands for the hash of act 12, ``#tail`` for what the act is chained
    to, ``#consultations`` for the digest of this journal's rows.
    """

    kind: Kind
    facts: Mapping[str, object] = field(default_factory=dict)
    hand: str = "kiosk"
    entry: int | None = None


def of(number: int, **said: object) -> dict[str, object]:
    return {**HERE, "number": number, **said}


def closing(hand: str = "smirnova", **said: object) -> Say:
    """The closing of the volume of consultations, true unless told otherwise."""
    true = {"entries": 5, "first": 1, "last": 5, "unsigned": "3, 5", "rows": "#consultations"}
    true["head"] = "#tail"
    return Say(Kind.VOLUME_CLOSED, {**HERE, "specialist": hand, **true, **said}, hand)


def vouched(hand: str = "smirnova", **said: object) -> Say:
    facts = {**HERE, "specialist": hand, "opened": "#9", **said}
    return Say(Kind.VOLUME_VOUCHED, facts, hand)


def signed(number: int, hand: str, opened: int, completed: int, **said: object) -> Say:
    covered = {"opened": f"#{opened}", "completed": f"#{completed}"}
    return Say(
        Kind.ENTRY_SIGNED, of(number, specialist=hand, **(covered | said)), hand, entry=number
    )


def annulled(number: int, hand: str, signed: int, **said: object) -> Say:
    return Say(
        Kind.ENTRY_ANNULLED,
        of(number, **({"specialist": hand, "signed": f"#{signed}"} | said)),
        hand,
        entry=number,
    )


def enrolled(hand: str = "smirnova", **said: object) -> Say:
    facts = {
        "login": "novikov",
        "duty": Duty.TEACHER.value,
        "journals": "consultations",
        "key": NEW.key_id,
        "public_key": NEW.public_key.hex(),
    }
    return Say(Kind.SPECIALIST_ENROLLED, facts | said, hand)


def agreed(**said: object) -> Say:
    facts = {"login": "novikov", "key": NEW.key_id, "date": "2025-11-24", "digest": ""}
    return Say(Kind.AGREEMENT_RECORDED, facts | said, "smirnova")


def destroyed(entries: object, hand: str = "smirnova") -> Say:
    return Say(Kind.DATA_DESTROYED, {"entries": entries, "specialist": hand}, hand)


def replacing(**said: object) -> list[Say]:
    """Consultation 2 replaced by the new consultation 6, true unless told otherwise."""
    corrects = said.pop("corrects", {"year": 2025, "number": 2})
    login = said.pop("login", "smirnova")
    facts = {"specialist": "smirnova", "signed": "#15"}
    return [
        Say(Kind.ENTRY_OPENED, of(6, corrects=corrects), entry=6),
        Say(Kind.ENTRY_COMPLETED, of(6, specialist=login), entry=6),
        Say(
            Kind.ENTRY_SIGNED,
            of(6, specialist=login, opened="#25", completed="#26"),
            str(login),
            entry=6,
        ),
        Say(
            Kind.ENTRY_REPLACED,
            of(2, **facts, **({"successor": {"year": 2025, "number": 6}} | said)),
            "smirnova",
            entry=2,
        ),
    ]


FORBIDDEN: dict[str, tuple[list[Say], str]] = {
    # who may sign
    "a teacher admits somebody": ([enrolled("belaya")], "no administrator signed this act"),
    "the kiosk admits somebody": ([enrolled("kiosk")], "no administrator signed this act"),
    "a technician settles an agreement": (
        [Say(Kind.AGREEMENT_RECORDED, {"login": "belaya", "key": "x"}, "kovalyov")],
        "no administrator signed this act",
    ),
    "a teacher destroys data": (
        [destroyed({"consultations/2025": "1"}, "belaya")],
        "no administrator signed this act",
    ),
    "a renewed key admits somebody": (
        [
            enrolled(login="smirnova", duty=Duty.ADMINISTRATOR.value),
            Say(Kind.AGREEMENT_RECORDED, {"login": "smirnova", "key": NEW.key_id}, "smirnova"),
        ],
        "no administrator signed this act",
    ),
    "a person makes a checkpoint": (
        [Say(Kind.CHECKPOINT_MADE, hand="smirnova")],
        "the kiosk did not sign this act",
    ),
    "a person opens an entry": (
        [Say(Kind.ENTRY_OPENED, of(6), "belaya", entry=6)],
        "the kiosk did not sign this act",
    ),
    "a person completes an entry": (
        [Say(Kind.ENTRY_COMPLETED, of(5, specialist="belaya"), "belaya", entry=5)],
        "the kiosk did not sign this act",
    ),
    "the kiosk signs an entry": (
        [Say(Kind.ENTRY_SIGNED, of(3, specialist="belaya"), entry=3)],
        OTHER_SIGNER,
    ),
    "a signature under a colleague's entry": ([signed(3, "smirnova", 16, 17)], OTHER_SIGNER),
    "a signature in a colleague's name": (
        [
            Say(
                Kind.ENTRY_SIGNED,
                of(3, specialist="belaya", opened="#16", completed="#17"),
                "smirnova",
                entry=3,
            )
        ],
        OTHER_SIGNER,
    ),
    "a signature before the completion": ([signed(5, "belaya", 20, 20)], OTHER_SIGNER),
    "a signature under an entry that ended": ([signed(1, "belaya", 10, 11)], OTHER_SIGNER),
    "a signature in somebody else's journal": (
        [
            Say(Kind.ENTRY_COMPLETED, of(5, specialist="kovalyov"), entry=5),
            signed(5, "kovalyov", 20, 25),
        ],
        "the signer does not keep this journal",
    ),
    "a volume vouched for in the administrator's name": (
        [Say(Kind.VOLUME_VOUCHED, {**HERE, "specialist": "smirnova", "opened": "#9"}, "belaya")],
        OTHER_KEY,
    ),
    "a volume vouched for by the kiosk": (
        [Say(Kind.VOLUME_VOUCHED, {**HERE, "specialist": "smirnova", "opened": "#9"})],
        OTHER_KEY,
    ),
    "a volume vouched for by a teacher": ([vouched("belaya")], NOT_RESPONSIBLE),
    "a volume closed by a teacher": ([closing("belaya")], NOT_RESPONSIBLE),
    "a volume closed by the other journal's technician": ([closing("kovalyov")], NOT_RESPONSIBLE),
    "an annulment in somebody else's journal": ([annulled(1, "kovalyov", 12)], NOT_RESPONSIBLE),
    "an annulment of a colleague's entry": ([annulled(2, "belaya", 15)], NOT_RESPONSIBLE),
    "a key that nobody knows": (
        [Say(Kind.SPECIALIST_ENROLLED, {"key": "x", "public_key": ""}, "smirnova")],
        "the key does not fit its name",
    ),
    "a key under another key's name": (
        [enrolled(key="0" * 16)],
        "the key does not fit its name",
    ),
    "one key enrolled twice": (
        [enrolled(), enrolled(login="orlova")],
        "the key does not fit its name",
    ),
    "a second kiosk": (
        [Say(Kind.KIOSK_ENROLLED, {"key": NEW.key_id, "public_key": NEW.public_key.hex()})],
        "a kiosk's key is enrolled by the first act alone",
    ),
    "a clock settled that was right": (
        [Say(Kind.CLOCK_RESOLVED, {"before": ""}, "smirnova")],
        "it is dated before the act before it",
    ),
    # agreements
    "an agreement about a key of nobody's": (
        [agreed()],
        "it is not an agreement about this person's key",
    ),
    "an agreement about a colleague's key": (
        [enrolled(), agreed(login="belaya")],
        "it is not an agreement about this person's key",
    ),
    "a second agreement about one key": (
        [enrolled(), agreed(), agreed()],
        "it is not an agreement about this person's key",
    ),
    # volumes
    "a volume opened twice": (
        [Say(Kind.VOLUME_OPENED, HERE)],
        "the volume was opened before",
    ),
    "an opening shown with an entry": (
        [Say(Kind.VOLUME_OPENED, HERE | {"year": 2026}, entry=1)],
        "acts of another entry are shown with it",
    ),
    "a volume vouched for by another opening": (
        [vouched(opened="#10")],
        "the signature covers another opening",
    ),
    "a volume vouched for twice": (
        [vouched(), vouched()],
        "the signature covers another opening",
    ),
    "a volume vouched for that was never opened": (
        [vouched(year=2024)],
        "the volume is closed or was never opened",
    ),
    "a volume closed that was never opened": (
        [closing(year=2024)],
        "the volume is closed or was never opened",
    ),
    "a closing that counts too few": ([closing(entries=4)], OTHER_CLOSING),
    "a closing that begins later": ([closing(first=2)], OTHER_CLOSING),
    "a closing that ends sooner": ([closing(last=4)], OTHER_CLOSING),
    "a closing that hides an unsigned row": ([closing(unsigned="3")], OTHER_CLOSING),
    "a closing over other rows": ([closing(rows="")], "the closing covers other rows"),
    "a closing at another place": ([closing(head="")], "the closing covers other rows"),
    "a volume closed twice": (
        [closing(), closing()],
        "the volume is closed or was never opened",
    ),
    "a closed volume vouched for": (
        [closing(), vouched()],
        "the volume is closed or was never opened",
    ),
    "an entry completed in a closed volume": (
        [closing(), Say(Kind.ENTRY_COMPLETED, of(5, specialist="belaya"), entry=5)],
        "the volume was closed before",
    ),
    "an entry opened in a closed volume": (
        [closing(), Say(Kind.ENTRY_OPENED, of(6), entry=6)],
        "the volume was closed before",
    ),
    # epochs
    "an epoch left out": (
        [Say(Kind.EPOCH_BEGUN, {"epoch": 2, "left_size": 9, "left_head": ""})],
        "the epochs do not follow one another",
    ),
    "an epoch begun twice": (
        [Say(Kind.EPOCH_BEGUN, {"epoch": 1, "left_size": 9, "left_head": ""})] * 2,
        "the epochs do not follow one another",
    ),
    "an epoch of no length": (
        [Say(Kind.EPOCH_BEGUN, {"epoch": 1, "left_size": "many", "left_head": ""})],
        UNREADABLE,
    ),
    # destroyed data
    "data of a waiting visitor destroyed": ([destroyed({"consultations/2025": "5"})], UNENDED),
    "data destroyed that never were": ([destroyed({"consultations/2025": "6"})], UNENDED),
    "data of no number destroyed": ([destroyed({"consultations/2025": "0"})], UNENDED),
    "data of no volume destroyed": ([destroyed({"consultations/2024": "1"})], UNENDED),
    "a waiting visitor among those who left": (
        [destroyed({"requests/2025": "1", "consultations/2025": "3–5"})],
        UNENDED,
    ),
    "data of nothing destroyed": ([destroyed("consultations/2025: 1")], UNREADABLE),
    "data destroyed by words": ([destroyed({"consultations/2025": "all"})], UNREADABLE),
    # corrections
    "an entry annulled that is not signed": ([annulled(3, "belaya", 17)], NOT_CORRECTABLE),
    "an annulment that covers another signature": ([annulled(1, "belaya", 15)], NOT_CORRECTABLE),
    "an annulment shown with another entry": (
        [
            Say(
                Kind.ENTRY_ANNULLED,
                of(1, specialist="smirnova", signed="#15"),
                "smirnova",
                entry=2,
            )
        ],
        NOT_CORRECTABLE,
    ),
    "an annulment shown with no entry": (
        [Say(Kind.ENTRY_ANNULLED, of(1, specialist="belaya", signed="#12"), "belaya")],
        NOT_CORRECTABLE,
    ),
    "an entry annulled twice": (
        [annulled(1, "belaya", 12), annulled(1, "belaya", 12)],
        NOT_CORRECTABLE,
    ),
    "an entry replaced by one that another signed": (
        replacing(login="belaya"),
        OTHER_SUCCESSOR,
    ),
    "an entry replaced by another number": (
        replacing(successor={"year": 2025, "number": 7}),
        OTHER_SUCCESSOR,
    ),
    "an entry replaced by another year's": (
        replacing(successor={"year": 2024, "number": 6}),
        OTHER_SUCCESSOR,
    ),
    "an entry replaced by one that stands for another": (
        replacing(corrects={"year": 2025, "number": 1}),
        OTHER_SUCCESSOR,
    ),
    "an entry replaced by a request": (
        [
            Say(
                Kind.ENTRY_REPLACED,
                of(
                    2,
                    specialist="smirnova",
                    signed="#15",
                    successor={"year": 2025, "number": 1},
                ),
                "smirnova",
                entry=2,
            )
        ],
        OTHER_SUCCESSOR,
    ),
    # entries
    "an entry opened twice": ([Say(Kind.ENTRY_OPENED, of(5), entry=5)], OPENED_ONCE),
    "an entry completed that was never opened": (
        [Say(Kind.ENTRY_COMPLETED, of(6, specialist="belaya"), entry=6)],
        OPENED_ONCE,
    ),
    "an entry completed after its end": (
        [Say(Kind.ENTRY_COMPLETED, of(4, specialist="belaya"), entry=4)],
        "the entry had ended before",
    ),
    "a number left out": (
        [Say(Kind.ENTRY_OPENED, of(7), entry=7)],
        "the entry's number does not follow the last one",
    ),
    "a number given again": (
        [Say(Kind.ENTRY_OPENED, of(4), entry=4)],
        "the entry's number does not follow the last one",
    ),
    "an entry in a volume that was never opened": (
        [Say(Kind.ENTRY_OPENED, of(1, year=2024), entry=7)],
        "the entry stands in a volume of another year",
    ),
    "an entry in the volume of another year": (
        [
            Say(Kind.VOLUME_OPENED, HERE | {"year": 2024}),
            Say(Kind.ENTRY_OPENED, of(1, year=2024), entry=7),
        ],
        "the entry stands in a volume of another year",
    ),
    "an entry spoken of by an act that is not about entries": (
        [Say(Kind.CHECKPOINT_MADE, of(5), entry=5)],
        UNREADABLE,
    ),
    "an entry opened under a number that is a text": (
        [Say(Kind.ENTRY_OPENED, HERE | {"number": "6"}, entry=6)],
        UNREADABLE,
    ),
    "an entry opened in a year that is a truth": (
        [Say(Kind.ENTRY_OPENED, HERE | {"number": 6, "year": True}, entry=6)],
        UNREADABLE,
    ),
    "a signature over another opening": (
        [signed(3, "belaya", 10, 17)],
        "the signature covers another entry",
    ),
    "a signature over another completion": (
        [signed(3, "belaya", 16, 11)],
        "the signature covers another entry",
    ),
}
"""What is written after the 24 acts of the used point, and why its last act is refused."""


@pytest.fixture(scope="module")
def hands(used_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Signer]:
    """The keys of the three specialists, opened once: a PIN costs its time."""
    folder = tmp_path_factory.mktemp("hands")
    shutil.copytree(used_folder, folder, dirs_exist_ok=True)
    point = open_point(Place(str(folder / FILE), folder / KEYS), clock=Clock())
    found = {login: unlock(point, login, pin)[1] for login, pin in PINS.items()}
    close_database()
    return found


@pytest.fixture
def later() -> Clock:
    """An hour after the used point's day."""
    clock = Clock()
    clock.wait(hours=1)
    return clock


@pytest.fixture
def used_point(used_place: Place, later: Clock) -> Iterator[HelpPoint]:
    use("en")
    yield open_point(used_place, clock=later)
    close_database()


def write(point: HelpPoint, hands: Mapping[str, Signer], acts: Iterable[Say]) -> None:
    """Append acts to the ledger, and to nothing else, as the program never would."""
    current().execute_sql("DROP INDEX IF EXISTS one_correction")
    for said in acts:
        with open_ledger(point) as ledger:
            ledger.append(
                said.kind,
                {key: _fact(value, point, ledger) for key, value in said.facts.items()},
                entry=said.entry if (said.entry or 9) <= ROWS else None,
                signer=hands.get(said.hand),
                cosigner=NEW if said.kind is Kind.SPECIALIST_ENROLLED else None,
            )


def _fact(value: Any, point: HelpPoint, ledger: OpenLedger) -> Any:
    match value:
        case "#tail":
            return ledger.tail.hex()
        case "#consultations" | "#requests":
            return volume_digest(point.id, value[1:], 2025, ledger.size).hex()
        case str() if value.startswith("#"):
            return bytes(Act.get(Act.seq == int(value[1:])).hash).hex()
    return value


SPELLED: dict[str, tuple[str, Kind, str, str]] = {
    "an entry opened twice": ("opened", Kind.ENTRY_OPENED, "kiosk", OPENED_ONCE),
    "an entry opened by a person": (
        "opened",
        Kind.ENTRY_OPENED,
        "belaya",
        "the kiosk did not sign this act",
    ),
    "an entry completed by a person": (
        "completed",
        Kind.ENTRY_COMPLETED,
        "belaya",
        "the kiosk did not sign this act",
    ),
    "an entry signed by the kiosk": ("signed", Kind.ENTRY_SIGNED, "kiosk", OTHER_SIGNER),
    "an entry signed by a colleague": ("signed", Kind.ENTRY_SIGNED, "smirnova", OTHER_SIGNER),
}
"""What acts about consultation 3 that its row spells are refused for."""


@pytest.mark.parametrize("what", SPELLED)
def test_a_row_that_spells_an_act_entitles_to_nothing(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    column, kind, hand, why = SPELLED[what]
    for (trigger,) in (
        current().execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    ):
        current().execute_sql(f"DROP TRIGGER {trigger}")
    current().execute_sql(f"UPDATE entry SET {column}_at = '2025-11-24T07:00:00.000Z' WHERE id = 3")
    row = Entry.get_by_id(3)
    place, words = facts.place_of(row), row.__data__
    hashes = [bytes(Act.get(Act.seq == seq).hash) for seq in (16, 17)]
    said = {
        "opened": facts.opened(place, words, row.salt),
        "completed": facts.completed(place, "belaya", words, row.salt),
        "signed": facts.signed(place, "belaya", *hashes),
    }[column]
    write(used_point, hands, [Say(kind, said, hand, entry=3)])
    (act,) = acts_after(used_point.id, 24)
    life = Life(("consultations", 2025, 3), *acts_after(used_point.id, 15)[:1])
    life.completed = acts_after(used_point.id, 16)[0]
    assert spells(entries_with([3])[3], act, life)
    assert verify(used_point).wrong == f"Ledger, act 25: {why}"


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_no_key_entitles_to_is_named(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    acts, why = FORBIDDEN[what]
    write(used_point, hands, acts)
    assert verify(used_point).wrong == f"Ledger, act {24 + len(acts)}: {why}"


def test_what_a_key_entitles_to_is_gathered(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    """The same acts without their fault: the walk takes them all, and counts them."""
    told = Told()
    acts = [
        enrolled(),
        agreed(),
        vouched(),
        annulled(1, "belaya", 12),
        signed(3, "belaya", 16, 17),
        annulled(3, "smirnova", 29),
        destroyed({"consultations/2025": "1, 3–4"}),
        Say(Kind.ENTRY_LEFT, of(5, specialist="belaya", reason="no_show"), entry=5),
        closing(unsigned=""),
        Say(Kind.EPOCH_BEGUN, {"epoch": 1, "left_size": 40, "left_head": ""}),
        Say(Kind.VOLUME_CLOSED, _requests_closed(), "kovalyov"),
    ]
    write(used_point, hands, acts)
    for act in acts_after(used_point.id, 0):
        body = json.loads(act.body)
        check_order(told, act)
        check_settled(told, act.seq, body)
        check_hand(used_point.keyring.kiosk.key_id, told, act.seq, body, act.key_id)
        learn_key(told, act.seq, body)
        known = Gathered(act, used_point.id, _tail_before(act.seq))
        gather(told, known, body, used_point.zone)
    assert told.agreements.keys() == told.owners.keys() == told.keys.keys() - {_kiosk(used_point)}
    assert (told.owners[NEW.key_id], told.vouched) == ("novikov", {("consultations", 2025)})
    assert told.closed.keys() == {("consultations", 2025), ("requests", 2025)}
    assert told.corrected == {("consultations", 2025, 1), ("consultations", 2025, 3)}
    assert told.destroyed.keys() == {("consultations", 2025, number) for number in (1, 3, 4)}
    assert (told.open, told.last) == ({}, {("consultations", 2025): 5, ("requests", 2025): 1})
    assert (told.epoch, told.left_sizes) == (1, {1: 40})
    assert (told.late, told.unagreed, told.clock_steps) == (0, 0, 0)


def _kiosk(point: HelpPoint) -> str:
    return point.keyring.kiosk.key_id


def _requests_closed() -> dict[str, object]:
    said = {"entries": 1, "first": 1, "last": 1, "unsigned": "", "rows": "#requests"}
    return {**REQUESTS, "specialist": "kovalyov", **said, "head": "#tail"}


def _tail_before(seq: int) -> bytes:
    act = Act.get_or_none(Act.seq == seq - 1)
    if act is None:
        return b""
    parts = (bytes(part) for part in (act.body, act.hash))
    cosignature = bytes(act.cosignature) if act.cosignature else None
    body, hashed = parts
    return SignedAct(act.seq, body, hashed, act.key_id, bytes(act.signature), cosignature).tail()


def test_acts_shown_with_another_entry_are_named_by_their_own(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [Say(Kind.ENTRY_LEFT, of(5, specialist="belaya"), entry=4)])
    wrong = "Consultations 2025/26, entry 5: acts of another entry are shown with it"
    assert verify(used_point).wrong == wrong


def test_a_time_before_the_last_act_s_needs_an_administrator_who_settled_it(
    used_point: HelpPoint, hands: dict[str, Signer], later: Clock
) -> None:
    write(used_point, hands, [Say(Kind.CHECKPOINT_MADE)])
    later.wait(minutes=-5)
    with open_ledger(used_point, clock_resolved=True) as ledger:
        ledger.append(Kind.CHECKPOINT_MADE, {})
    assert verify(used_point).wrong == "Ledger, act 26: it is dated before the act before it"


def test_the_same_time_as_the_last_act_s_needs_nobody(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [Say(Kind.CHECKPOINT_MADE), Say(Kind.CHECKPOINT_MADE)])
    assert verify(used_point).wrong is None


@pytest.mark.parametrize(
    ("hand", "before", "why"),
    [
        ("smirnova", "2025-11-24T07:00:00.000Z", None),
        ("smirnova", "2025-11-24T07:00:00.001Z", "it confirms another clock time"),
        ("kovalyov", "2025-11-24T07:00:00.000Z", "no administrator signed this act"),
    ],
)
def test_a_clock_is_settled_by_the_time_that_was_wrong(
    used_point: HelpPoint,
    hands: dict[str, Signer],
    later: Clock,
    hand: str,
    before: str,
    why: str | None,
) -> None:
    write(used_point, hands, [Say(Kind.CHECKPOINT_MADE)])
    later.wait(minutes=-5)
    with open_ledger(used_point, clock_resolved=True) as ledger:
        ledger.append(Kind.CLOCK_RESOLVED, {"before": before}, signer=hands[hand])
    report = verify(used_point)
    assert report.wrong == (why and f"Ledger, act 26: {why}")
    assert report.clock_steps == (why is None)


def test_a_ledger_begins_with_its_kiosk() -> None:
    use("en")
    with pytest.raises(Discrepancy, match="act 1: a kiosk's key is enrolled by the first"):
        check_order(Told(), ActRow(1, 1, "point_named", "2025", None, b"", b"", "", b"", None))


def test_signatures_on_a_later_day_and_without_an_agreement_are_counted(
    used_point: HelpPoint, hands: dict[str, Signer], later: Clock
) -> None:
    """Half past midnight at the point is still the day before in Greenwich."""
    renewed = enrolled(login="belaya", duty=Duty.TEACHER.value)
    later.wait(hours=14, minutes=30)
    write(used_point, hands | {"new": NEW}, [renewed])
    facts = of(3, specialist="belaya", opened="#16", completed="#17")
    write(used_point, hands | {"new": NEW}, [Say(Kind.ENTRY_SIGNED, facts, "new", entry=3)])
    report = verify(used_point)
    assert (report.late, report.unagreed) == (1, 1)


def test_a_point_has_its_name_from_its_newest_naming(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    named = {"school": SCHOOL, "name": "Другой пункт", "zone": str(used_point.zone)}
    write(used_point, hands, [Say(Kind.POINT_NAMED, named)])
    wrong = "Names of school and point: the table differs from the ledger"
    assert verify(used_point).wrong == wrong


def test_a_volume_that_only_the_ledger_knows_is_missing(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [Say(Kind.VOLUME_OPENED, HERE | {"year": 2026})])
    assert verify(used_point).wrong == "Consultations 2026/27: the volume is missing"


def test_a_closing_of_a_volume_that_no_table_has_cannot_be_read(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    counted = {"entries": 0, "first": 0, "last": 0, "unsigned": "", "rows": ""}
    acts = [Say(Kind.VOLUME_OPENED, HERE | {"year": 2026}), closing(year=2026, **counted)]
    write(used_point, hands, acts)
    assert verify(used_point).wrong == f"Ledger, act 26: {UNREADABLE}"


def test_every_destroyed_entry_is_counted_once(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    """Two acts name entries of both journals; the tables still have them, so both are named."""
    both = {"consultations/2025": "1–2", "requests/2025": "1"}
    write(used_point, hands, [destroyed(both), destroyed({"consultations/2025": "2, 4"})])
    told = Told()
    report = verify(used_point, told=told)
    places = {("consultations", 2025, number) for number in (1, 2, 4)}
    assert told.destroyed.keys() == places | {("requests", 2025, 1)}
    assert report.destroyed == 4
    assert report.wrong is not None
    assert report.wrong.startswith("Consultations 2025/26, entry 1:")
