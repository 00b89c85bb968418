"""Somebody with real keys writes acts that the program never would: the act is named, and why,
by the kiosk and by the reader of a bundle alike."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from db.engine import current
from db.models import Entry
from db.reading import acts_after, acts_at, entries_with
from kiosk.journal import facts
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof import take
from kiosk.proof.acts import Kind
from kiosk.proof.chain import SignedAct
from kiosk.proof.forms import Journal
from kiosk.proof.history import History, begun
from kiosk.proof.ledger import Ledger
from kiosk.proof.ordinary import heard, spells
from kiosk.proof.take import Walk
from kiosk.signing.keys import Signer, holds
from kiosk.verification import walk
from kiosk.verification.everything import verify
from kiosk.verification.past import TablesPast
from kiosk.verification.present import walk_a_step, walk_to_head
from kiosk.verification.sentences import reason_of
from kiosk.verification.walked import Walked
from kiosk.words.errors import JournalsDiffer
from tests.kiosk.verification.forbidden import FORBIDDEN
from tests.kiosk.verification.forbidden_entries import MOVED, SHOWN
from tests.kiosk.verification.insiders import (
    ACTS,
    NEW,
    NEWER,
    NO_HASH,
    REQUESTS,
    SIGNER,
    Say,
    desk_of,
    forget_requests,
    write,
    wrong_in_bundle,
)
from tests.kiosk.verification.sayings import (
    ANOTHER_DAY,
    ANOTHER_LEDGER,
    ANOTHER_ZONE,
    ASKED_BEFORE,
    NO_ADMINISTRATOR,
    NO_SESSION,
    NOT_THE_KIOSK,
    NOT_THE_SIGNER,
    OPENED_ONCE,
    SHOWN_WITH_ANOTHER,
    UNREADABLE,
    WRONG_SIGNATURE,
    agreed,
    annulled,
    changed,
    checkpoint,
    closing,
    completed,
    covered,
    desk_closed,
    destroyed,
    dismissed,
    enrolled,
    epoch,
    named,
    opened,
    renewed,
    replacing,
    signed,
    signed_all,
    vouched,
)
from tests.people import Clock


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_no_key_entitles_to_is_named_both_ways(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], what: str
) -> None:
    acts, why = FORBIDDEN[what]
    write(used_point, hands, acts)
    wrong = f"Ledger, act {ACTS + len(acts)}: {why}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_comes_before_is_allowed(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    """The last act alone is wrong: the walk comes to the one before it. Signatures are checked page
    by page, after the acts were taken in."""
    acts, why = FORBIDDEN[what]
    write(used_point, hands, acts)
    walked = Walked()
    verify(used_point, walked=walked)
    assert walked.history.acts == ACTS + len(acts) - (why != WRONG_SIGNATURE)


@pytest.mark.parametrize("what", SHOWN)
def test_an_act_is_shown_with_the_row_that_it_is_about(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    acts, why = SHOWN[what]
    write(used_point, hands, acts)
    assert verify(used_point).wrong == f"Ledger, act {ACTS + len(acts)}: {why}"


@pytest.mark.parametrize("what", MOVED)
def test_acts_shown_with_another_entry_are_named_by_their_own(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    acts, number = MOVED[what]
    write(used_point, hands, acts)
    wrong = f"Consultations 2025/26, entry {number}: {SHOWN_WITH_ANOTHER}"
    assert verify(used_point).wrong == wrong


@pytest.mark.parametrize("what", ["a visitor's opening", "a checkpoint"])
def test_an_act_is_said_once(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], what: str
) -> None:
    """The database appends what a device once signed as if it were new: all that the database
    itself gives is right, and the signature holds."""
    first = {"a visitor's opening": opened(6), "a checkpoint": checkpoint()}[what]
    (act,) = write(used_point, hands, [first])
    forget_requests()
    kept = {"body": act.body, "signature": act.signature, "request": act.request}
    write(used_point, hands, [replace(opened(7) if first.given else first, altered=kept)])
    wrong = f"Ledger, act {ACTS + 2}: {ASKED_BEFORE}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def test_an_act_that_was_said_long_ago_is_not_said_again_after_a_walk(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    (act,) = write(used_point, hands, [checkpoint()])
    walked = Walked()
    assert verify(used_point, walked=walked).wrong is None
    forget_requests()
    kept = {"body": act.body, "signature": act.signature, "request": act.request}
    write(used_point, hands, [checkpoint(), replace(checkpoint(), altered=kept)])
    wrong = f"Ledger, act {ACTS + 3}: {ASKED_BEFORE}"
    assert verify(used_point, walked=walked).wrong == wrong


def test_an_act_that_was_said_twice_is_found_by_a_walk_in_steps(
    used_point: HelpPoint, hands: dict[str, Signer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "STEP", 4)
    (act,) = write(used_point, hands, [checkpoint()])
    forget_requests()
    kept = {"body": act.body, "signature": act.signature, "request": act.request}
    write(used_point, hands, [replace(checkpoint(), altered=kept)])
    while (steps := walk_a_step(used_point))[0] < steps[1]:
        pass
    with pytest.raises(JournalsDiffer, match=f"act {ACTS + 2}: {ASKED_BEFORE}"):
        walk_to_head(used_point)


@pytest.mark.parametrize(("head", "why"), [("#5", None), ("#6", ANOTHER_LEDGER)])
def test_what_a_device_had_seen_long_ago_is_looked_up(
    used_point: HelpPoint,
    honest: dict[str, bytes],
    hands: dict[str, Signer],
    monkeypatch: pytest.MonkeyPatch,
    head: str,
    why: str | None,
) -> None:
    monkeypatch.setattr(take, "_NEAR", 2)
    write(used_point, hands, [checkpoint(seen={"size": 5, "head": head})])
    wrong = why and f"Ledger, act {ACTS + 1}: {why}"
    assert verify(used_point).wrong == wrong
    assert why is None or wrong_in_bundle(used_point, honest) == wrong


LATER = "2025-11-24T07:00:00.000Z"
SPELLED: dict[str, tuple[str, str, dict[str, object], str]] = {
    "opened twice": ("opened", "kiosk", {}, OPENED_ONCE),
    "opened by a person": ("opened", "belaya", {}, NOT_THE_KIOSK),
    "opened at a desk": ("opened", desk_of("belaya"), {}, NOT_THE_KIOSK),
    "opened after another history": (
        "opened",
        "kiosk",
        {"seen": {"size": 9, "head": NO_HASH}},
        ANOTHER_LEDGER,
    ),
    "completed by the kiosk": ("completed", "kiosk", {}, NO_SESSION),
    "completed by a person": ("completed", "belaya", {}, NO_SESSION),
    "completed at a colleague's desk": ("completed", desk_of("smirnova"), {}, NO_SESSION),
    "signed by the kiosk": ("signed", "kiosk", {}, NOT_THE_SIGNER),
    "signed by a colleague": ("signed", "smirnova", {}, NOT_THE_SIGNER),
    "signed at a desk": ("signed", desk_of("belaya"), {}, NOT_THE_SIGNER),
    "signed on another day": ("signed", "belaya", {"date": "2025-11-25"}, ANOTHER_DAY),
    "signed in another zone": ("signed", "belaya", {"zone": "Europe/Moscow"}, ANOTHER_ZONE),
    "signed after acts to come": (
        "signed",
        "belaya",
        {"seen": {"size": 31, "head": NO_HASH}},
        ANOTHER_LEDGER,
    ),
}
"""What acts about consultation 3 that its row spells are refused for."""


def spelled(column: str, hand: str, said: dict[str, object]) -> Say:
    """An act about consultation 3 as its row spells it, and nothing besides but what is told."""
    row = Entry.get_by_id(3)
    words, place = row.__data__, facts.place_of(row)
    if column == "opened":
        given = {"number": 3, "day": row.day, "series": row.series, "ticket": row.ticket}
        told = facts.opened(Journal.CONSULTATIONS, 2025, words, row.salt)
        return Say(Kind.ENTRY_OPENED, {**told, **said, "request": row.request_id}, hand, 3, given)
    if column == "completed":
        told = facts.completed(place, "belaya", words, row.salt)
        return Say(Kind.ENTRY_COMPLETED, {**told, **said}, hand, 3)
    return signed(3, hand, 18, 19, specialist="belaya", **said)


@pytest.mark.parametrize("what", SPELLED)
def test_a_row_that_spells_an_act_entitles_to_nothing(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], what: str
) -> None:
    column, hand, told, why = SPELLED[what]
    forget_requests()
    act = spelled(column, hand, told)
    request = {"request": act.facts["request"]} if column == "opened" else {}
    write(used_point, hands, [replace(act, altered=request)])
    current().execute_sql(f"UPDATE entry SET {column}_at = '{LATER}' WHERE id = 3")
    (kept,) = acts_after(used_point.id, ACTS)
    entry = begun(("consultations", 2025, 3), *acts_at(used_point.id, [18]))
    (entry.completed,) = acts_at(used_point.id, [19])
    more = heard(kept, used_point.uid, used_point.keyring.kiosk.key_id)
    assert more is not None
    assert spells(entries_with([3])[3], kept, entry, more)
    assert verify(used_point).wrong == f"Ledger, act {ACTS + 1}: {why}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act {ACTS + 1}: {why}"


def requests_closed(hand: str = "kovalyov") -> Say:
    """The closing of the volume of requests, where nothing is left unsigned."""
    said = {"entries": 1, "last": 1, "unsigned": "", "rows": "#requests", "specialist": "kovalyov"}
    return closing(hand, SIGNER, **REQUESTS, **said)


ALLOWED = [
    enrolled(),
    agreed(),
    vouched(),
    annulled(1, "belaya", 13),
    completed(5),
    signed_all("belaya", covered(3, 18, 19), covered(5, 22, 35)),
    annulled(3, "smirnova", 36),
    destroyed({"consultations/2025": "1, 3–4"}, count=3),
    desk_closed("belaya"),
    changed("belaya", duty="administrator", journals="consultations requests"),
    dismissed("novikov", "belaya"),
    replace(renewed("kovalyov"), fresh=NEWER),
    named("belaya", name="Другой пункт"),
    closing("belaya", SIGNER, unsigned=""),
    annulled(2, "smirnova", 17),
    destroyed({"requests/2025": "1"}),
    epoch(1, "belaya", left_size=40, left_head="", cause="moved"),
    vouched("newer", **REQUESTS, opened="#23", specialist="kovalyov"),
    requests_closed("newer"),
    checkpoint(),
]
"""The same acts without their fault; a correction may come after the closing."""


def gathered(history: History) -> dict[str, object]:
    """What a walk has learned, without the acts themselves: those of tables have a row."""
    return {
        each.name: getattr(history, each.name)
        for each in fields(history)
        if each.name not in ("open", "ended", "shown")
    }


def test_what_a_key_entitles_to_is_gathered_both_ways(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, ALLOWED)
    told, uid = History(), used_point.uid
    taken = Walk(uid, told, TablesPast(used_point))
    zone = {
        "name": "Europe/Simferopol",
        "offsets": [["2025-11-24", 10800]],
        "earlier": {},
    }
    ledger = Ledger(uid, ("consultations", 2025), zone, holds)
    about = entries_with(range(1, 7))
    for act in acts_after(used_point.id, 0):
        taken.take(act, about.get(act.entry_id))
        ledger.take(SignedAct(**{name: getattr(act, name) for name in SignedAct._fields[:-1]}))
    taken.asked()
    taken.finish()
    ledger.walk.finish()
    assert gathered(ledger.history) == gathered(told)
    assert told.agreements.keys() == told.owners.keys() - {NEWER.key_id}
    assert (told.owners[NEW.key_id], told.owners[NEWER.key_id]) == ("novikov", "kovalyov")
    assert {login: person["key"] == "" for login, person in told.specialists.items()} == {
        "smirnova": False,
        "kovalyov": False,
        "belaya": False,
        "novikov": True,
    }
    belaya = told.specialists["belaya"]
    assert (belaya["duty"], belaya["journals"]) == ("administrator", "consultations requests")
    assert sorted(login for login, _until in told.sessions.values()) == ["smirnova"]
    assert told.point["name"] == "Другой пункт"
    both = {("consultations", 2025), ("requests", 2025)}
    assert told.vouched == told.closed.keys() == both
    assert told.corrected == {("consultations", 2025, number) for number in (1, 2, 3)}
    assert told.destroyed.keys() == {
        *(("consultations", 2025, number) for number in (1, 3, 4)),
        ("requests", 2025, 1),
    }
    assert (told.open, told.last) == ({}, {("consultations", 2025): 5, ("requests", 2025): 1})
    assert told.tickets == {("2025-11-24", "К"): 5, ("2025-11-24", "Т"): 1}
    assert (told.epoch, told.begun, told.left_sizes) == (1, {1: ACTS + 17}, {1: 40})
    assert told.home == "here"
    assert (told.late, told.unagreed, told.clock_steps) == (0, 0, 0)
    assert told.acts == ACTS + len(ALLOWED)
    by_kiosk, proofs = {1, 2, 9, 10, 14, 18, 20, 22, 23, 24, 50}, 3 + 6 + 1 + 1
    assert told.signatures == 2 * told.acts - len(by_kiosk) + proofs


def test_an_entry_is_replaced_by_the_one_that_stands_for_it(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """What is wrong comes later: no table and no file has the new entry."""
    write(used_point, hands, replacing())
    assert verify(used_point).wrong == "Consultations 2025/26, entry 6: the entry is missing"
    walked = Walked()
    verify(used_point, walked=walked)
    history = walked.history
    assert (history.corrected, history.restated) == ({("consultations", 2025, 2)}, set())
    assert not wrong_in_bundle(used_point, honest).startswith("Ledger")


def test_an_entry_stands_for_another_from_its_signature_on(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, replacing()[:1])
    walked = Walked()
    verify(used_point, walked=walked)
    history = walked.history
    assert (history.corrected, history.restated) == (set(), {("consultations", 2025, 2)})
    assert history.open[("consultations", 2025, 6)].completed is not None


def test_an_administrator_corrects_nothing_in_a_colleague_s_name_alone(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [renewed("belaya"), annulled(1, "new", 13, specialist="belaya")])
    wrong = f"Ledger, act {ACTS + 2}: {reason_of('witness_missing')}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def test_who_was_dismissed_has_signed_what_they_signed(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    """The table still has her enrolled: nothing before it is wrong."""
    write(used_point, hands, [dismissed("belaya"), annulled(1, "smirnova", 13)])
    wrong = "Specialist belaya: the table differs from the ledger"
    assert verify(used_point).wrong == wrong


def test_a_time_before_the_last_act_s_needs_an_administrator_who_settled_it(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], later: Clock
) -> None:
    write(used_point, hands, [checkpoint()])
    later.wait(minutes=-5)
    settle(used_point, Kind.CHECKPOINT_MADE, {}, None)
    wrong = f"Ledger, act {ACTS + 2}: it is dated before the act before it"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def settle(point: HelpPoint, kind: Kind, said: dict[str, str], signer: Signer | None) -> None:
    """An act that is dated before the act before it."""
    kept = say(point, kind, said, signer=signer)
    with open_ledger(point, clock_resolved=True) as ledger:
        ledger.keep(kept)


def test_the_same_time_as_the_last_act_s_needs_nobody(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [checkpoint(), checkpoint()])
    assert verify(used_point).wrong is None


@pytest.mark.parametrize(
    ("hand", "before", "why"),
    [
        ("smirnova", LATER, None),
        ("smirnova", "2025-11-24T07:00:00.001Z", "it confirms another clock time"),
        ("kovalyov", LATER, NO_ADMINISTRATOR),
        ("kiosk", LATER, NO_ADMINISTRATOR),
    ],
)
def test_a_clock_is_settled_by_the_time_that_was_wrong(
    used_point: HelpPoint,
    honest: dict[str, bytes],
    hands: dict[str, Signer],
    later: Clock,
    hand: str,
    before: str,
    why: str | None,
) -> None:
    write(used_point, hands, [checkpoint()])
    later.wait(minutes=-5)
    settle(used_point, Kind.CLOCK_RESOLVED, {"before": before}, hands.get(hand))
    report, place = verify(used_point), f"Ledger, act {ACTS + 2}"
    assert report.wrong == (why and f"{place}: {why}")
    assert report.clock_steps == (why is None)
    assert why is None or wrong_in_bundle(used_point, honest) == f"{place}: {why}"


def test_signatures_on_a_later_day_and_without_an_agreement_are_counted(
    used_point: HelpPoint, hands: dict[str, Signer], later: Clock
) -> None:
    """Half past midnight at the point is still the day before in Greenwich."""
    later.wait(hours=14, minutes=30)
    write(used_point, hands, [renewed("belaya")])
    write(used_point, hands, [signed(3, "new", 18, 19, specialist="belaya")])
    report = verify(used_point)
    assert (report.late, report.unagreed) == (1, 1)


@pytest.mark.parametrize(
    ("minutes", "date", "is_right"),
    [
        (-1, "2025-11-24", True),
        (-1, "2025-11-25", True),
        (1, "2025-11-24", True),
        (1, "2025-11-25", True),
        (-3, "2025-11-25", False),
        (3, "2025-11-24", False),
        (1, "2025-11-26", False),
    ],
)
def test_at_midnight_a_signature_may_bear_either_day(
    used_point: HelpPoint,
    hands: dict[str, Signer],
    later: Clock,
    minutes: int,
    date: str,
    is_right: bool,
) -> None:
    later.wait(hours=14, minutes=minutes)
    write(used_point, hands, [vouched(date=date)])
    wrong = None if is_right else f"Ledger, act {ACTS + 1}: {ANOTHER_DAY}"
    assert verify(used_point).wrong == wrong


def test_a_point_has_its_name_from_its_newest_naming(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [named(name="Другой пункт")])
    wrong = "Names of school and point: the table differs from the ledger"
    assert verify(used_point).wrong == wrong


def test_signatures_bear_the_zone_that_the_point_had_then(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    moved = named(zone="Asia/Kamchatka")
    write(used_point, hands, [vouched(), moved, signed(3, "belaya", 18, 19, zone="Asia/Kamchatka")])
    walked = Walked()
    verify(used_point, walked=walked)
    assert walked.history.acts == ACTS + 3


def test_a_volume_that_only_the_ledger_knows_is_missing(
    used_point: HelpPoint, hands: dict[str, Signer], later: Clock
) -> None:
    later.wait(days=365)
    write(used_point, hands, [Say(Kind.VOLUME_OPENED, {"year": 2026})])
    assert verify(used_point).wrong == "Consultations 2026/27: the volume is missing"


def test_a_closing_of_a_volume_that_no_table_has_cannot_be_read(
    used_point: HelpPoint, hands: dict[str, Signer], later: Clock
) -> None:
    counted = {"entries": 0, "first": 0, "last": 0, "unsigned": "", "rows": NO_HASH}
    empty = closing(words=SIGNER, year=2026, **counted)
    later.wait(days=365)
    write(used_point, hands, [Say(Kind.VOLUME_OPENED, {"year": 2026})])
    later.wait(days=365)
    write(used_point, hands, [empty])
    assert verify(used_point).wrong == f"Ledger, act {ACTS + 2}: {UNREADABLE}"


def test_every_destroyed_entry_is_counted(used_point: HelpPoint, hands: dict[str, Signer]) -> None:
    """Two acts name entries of both journals; the tables still have them, so the first is named."""
    both = destroyed({"consultations/2025": "1–2", "requests/2025": "1"}, count=3)
    write(used_point, hands, [both, destroyed({"consultations/2025": "4"})])
    walked = Walked()
    report = verify(used_point, walked=walked)
    places = {("consultations", 2025, number) for number in (1, 2, 4)}
    assert walked.history.destroyed.keys() == places | {("requests", 2025, 1)}
    assert report.destroyed == 4
    assert report.wrong is not None
    assert report.wrong.startswith("Consultations 2025/26, entry 1:")


def test_a_closing_of_signed_rows_has_no_reason(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    """The table of requests has not been closed: nothing before it is wrong."""
    write(used_point, hands, [vouched("kovalyov", **REQUESTS, opened="#23"), requests_closed()])
    wrong = "Technical requests 2025/26: the table differs from the ledger"
    assert verify(used_point).wrong == wrong


@pytest.mark.parametrize(("numbers", "count"), [("5", 1), ("3, 5", 2)])
def test_data_of_an_unsigned_entry_of_a_closed_volume_may_be_destroyed(
    used_point: HelpPoint,
    honest: dict[str, bytes],
    hands: dict[str, Signer],
    numbers: str,
    count: int,
) -> None:
    acts = [
        completed(5),
        vouched(),
        closing(),
        destroyed({"consultations/2025": numbers}, count=count),
    ]
    write(used_point, hands, acts)
    walked = Walked()
    verify(used_point, walked=walked)
    assert ("consultations", 2025, 5) in walked.history.destroyed
    assert not wrong_in_bundle(used_point, honest).startswith("Ledger")
