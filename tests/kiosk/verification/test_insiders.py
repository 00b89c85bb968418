"""Somebody with real keys writes acts that the program never would: the act is named, and why,
by the kiosk and by the reader of a bundle alike."""

from __future__ import annotations

from dataclasses import fields

import pytest

from db.engine import current
from db.models import Act, Entry
from db.reading import acts_after, entries_with
from kiosk.journal import facts
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.chain import SignedAct
from kiosk.proof.history import History, begun
from kiosk.proof.ledger import Ledger
from kiosk.proof.ordinary import spells
from kiosk.proof.take import Walk
from kiosk.signing.keys import Signer, holds
from kiosk.verification.everything import verify
from kiosk.verification.past import TablesPast
from kiosk.verification.walked import Walked
from tests.kiosk.verification.forbidden import (
    FORBIDDEN,
    NOT_THE_KIOSK,
    NOT_THE_SIGNER,
    OPENED_ONCE,
    SHOWN,
    SHOWN_WITH_ANOTHER,
    SUCCESSOR,
    UNREADABLE,
    agreed,
    annulled,
    closing,
    destroyed,
    enrolled,
    epoch,
    left,
    of,
    replaced,
    replacing,
    signed,
    vouched,
)
from tests.kiosk.verification.insiders import (
    ABSENT,
    NEW,
    NO_HASH,
    REQUESTS,
    Say,
    write,
    wrong_in_bundle,
)
from tests.people import Clock


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_no_key_entitles_to_is_named_both_ways(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], what: str
) -> None:
    acts, why = FORBIDDEN[what]
    write(used_point, hands, acts)
    wrong = f"Ledger, act {24 + len(acts)}: {why}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_comes_before_is_allowed(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    """The last act alone is wrong: the walk comes to the one before it."""
    acts, _why = FORBIDDEN[what]
    write(used_point, hands, acts)
    walked = Walked()
    verify(used_point, walked=walked)
    assert walked.history.acts == 24 + len(acts) - 1


@pytest.mark.parametrize("what", SHOWN)
def test_an_act_is_shown_with_the_row_that_it_is_about(
    used_point: HelpPoint, hands: dict[str, Signer], what: str
) -> None:
    acts, why = SHOWN[what]
    write(used_point, hands, acts)
    assert verify(used_point).wrong == f"Ledger, act {24 + len(acts)}: {why}"


def test_acts_shown_with_another_entry_are_named_by_their_own(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [Say(Kind.ENTRY_LEFT, of(5), entry=4)])
    assert verify(used_point).wrong == f"Consultations 2025/26, entry 5: {SHOWN_WITH_ANOTHER}"


SPELLED: dict[str, tuple[str, Kind, str, str]] = {
    "an entry opened twice": ("opened", Kind.ENTRY_OPENED, "kiosk", OPENED_ONCE),
    "an entry opened by a person": ("opened", Kind.ENTRY_OPENED, "belaya", NOT_THE_KIOSK),
    "an entry completed by a person": ("completed", Kind.ENTRY_COMPLETED, "belaya", NOT_THE_KIOSK),
    "an entry signed by the kiosk": ("signed", Kind.ENTRY_SIGNED, "kiosk", NOT_THE_SIGNER),
    "an entry signed by a colleague": ("signed", Kind.ENTRY_SIGNED, "smirnova", NOT_THE_SIGNER),
}
"""What acts about consultation 3 that its row spells are refused for."""


@pytest.mark.parametrize("what", SPELLED)
def test_a_row_that_spells_an_act_entitles_to_nothing(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], what: str
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
    entry = begun(("consultations", 2025, 3), *acts_after(used_point.id, 15)[:1])
    entry.completed = acts_after(used_point.id, 16)[0]
    assert spells(entries_with([3])[3], act, entry)
    assert verify(used_point).wrong == f"Ledger, act 25: {why}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act 25: {why}"


def requests_closed() -> Say:
    """The closing of the volume of requests, where nothing is left unsigned."""
    said = {"entries": 1, "last": 1, "unsigned": "", "rows": "#requests", "committed": ABSENT}
    return closing("kovalyov", **REQUESTS, **said)


ALLOWED = [
    enrolled(),
    agreed(),
    vouched(),
    annulled(1, "belaya", 12),
    signed(3, "belaya", 16, 17),
    annulled(3, "smirnova", 29),
    destroyed({"consultations/2025": "1, 3–4"}, count=3),
    left(5),
    closing(unsigned="", committed=ABSENT),
    annulled(2, "smirnova", 15),
    destroyed({"requests/2025": "1"}),
    epoch(1, left_size=40, left_head=""),
    vouched("kovalyov", **REQUESTS, opened="#21"),
    requests_closed(),
]
"""The same acts without their fault; a correction may come after the closing."""


def gathered(history: History) -> dict[str, object]:
    """What a walk has learned, without the acts themselves: those of tables have a row."""
    return {
        each.name: getattr(history, each.name)
        for each in fields(history)
        if each.name not in ("open", "ended", "newest")
    }


def test_what_a_key_entitles_to_is_gathered_both_ways(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, ALLOWED)
    told, uid = History(), used_point.uid
    walk = Walk(uid, told, TablesPast(used_point))
    ledger = Ledger(uid, ("consultations", 2025), [["2025-11-24", 10800]], holds)
    for act in acts_after(used_point.id, 0):
        walk.take(act)
        ledger.take(SignedAct(**{name: getattr(act, name) for name in SignedAct._fields[:-1]}))
    walk.asked()
    walk.finish()
    ledger.walk.finish()
    assert gathered(ledger.history) == gathered(told)
    assert told.agreements.keys() == told.owners.keys() == told.keys.keys() - {told.kiosk}
    assert (told.owners[NEW.key_id], told.vouched) == (
        "novikov",
        {("consultations", 2025), ("requests", 2025)},
    )
    assert told.closed.keys() == {("consultations", 2025), ("requests", 2025)}
    assert told.corrected == {("consultations", 2025, number) for number in (1, 2, 3)}
    assert told.destroyed.keys() == {
        *(("consultations", 2025, number) for number in (1, 3, 4)),
        ("requests", 2025, 1),
    }
    assert (told.open, told.last) == ({}, {("consultations", 2025): 5, ("requests", 2025): 1})
    assert (told.epoch, told.begun, told.left_sizes) == (1, {1: 36}, {1: 40})
    assert (told.late, told.unagreed, told.clock_steps) == (0, 0, 0)
    assert (told.acts, told.signatures) == (38, 42)


def test_an_entry_is_replaced_by_the_one_that_stands_for_it(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """What is wrong comes later: no table and no file has the new entry."""
    write(used_point, hands, replacing())
    assert verify(used_point).wrong == "Consultations 2025/26, entry 6: the entry is missing"
    walked = Walked()
    verify(used_point, walked=walked)
    assert (walked.history.corrected, walked.history.replacing) == (
        {("consultations", 2025, 2)},
        {},
    )
    assert not wrong_in_bundle(used_point, honest).startswith("Ledger")


def test_who_signed_corrects_with_a_renewed_key(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    renewed = [enrolled(login="belaya"), annulled(1, "new", 12, specialist="belaya")]
    write(used_point, hands, renewed)
    walked = Walked()
    verify(used_point, walked=walked)
    assert walked.history.corrected == {("consultations", 2025, 1)}


def test_a_time_before_the_last_act_s_needs_an_administrator_who_settled_it(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], later: Clock
) -> None:
    write(used_point, hands, [Say(Kind.CHECKPOINT_MADE)])
    later.wait(minutes=-5)
    with open_ledger(used_point, clock_resolved=True) as ledger:
        ledger.append(Kind.CHECKPOINT_MADE, {})
    wrong = "Ledger, act 26: it is dated before the act before it"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


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
        ("kiosk", "2025-11-24T07:00:00.000Z", "no administrator signed this act"),
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
    write(used_point, hands, [Say(Kind.CHECKPOINT_MADE)])
    later.wait(minutes=-5)
    with open_ledger(used_point, clock_resolved=True) as ledger:
        ledger.append(Kind.CLOCK_RESOLVED, {"before": before}, signer=hands.get(hand))
    report = verify(used_point)
    assert report.wrong == (why and f"Ledger, act 26: {why}")
    assert report.clock_steps == (why is None)
    assert why is None or wrong_in_bundle(used_point, honest) == f"Ledger, act 26: {why}"


def test_signatures_on_a_later_day_and_without_an_agreement_are_counted(
    used_point: HelpPoint, hands: dict[str, Signer], later: Clock
) -> None:
    """Half past midnight at the point is still the day before in Greenwich."""
    later.wait(hours=14, minutes=30)
    write(used_point, hands, [enrolled(login="belaya")])
    write(used_point, hands, [signed(3, "new", 16, 17, specialist="belaya")])
    report = verify(used_point)
    assert (report.late, report.unagreed) == (1, 1)


def test_a_point_has_its_name_from_its_newest_naming(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    write(used_point, hands, [Say(Kind.POINT_NAMED, {"name": "Другой пункт"})])
    wrong = "Names of school and point: the table differs from the ledger"
    assert verify(used_point).wrong == wrong


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
    empty = closing(year=2026, committed=ABSENT, **counted)
    later.wait(days=365)
    write(used_point, hands, [Say(Kind.VOLUME_OPENED, {"year": 2026})])
    later.wait(days=365)
    write(used_point, hands, [empty])
    assert verify(used_point).wrong == f"Ledger, act 26: {UNREADABLE}"


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
    write(used_point, hands, [vouched("kovalyov", **REQUESTS, opened="#21"), requests_closed()])
    wrong = "Technical requests 2025/26: the table differs from the ledger"
    assert verify(used_point).wrong == wrong


@pytest.mark.parametrize(("numbers", "count"), [("5", 1), ("3, 5", 2)])
def test_data_of_a_visitor_for_whom_a_volume_was_closed_may_be_destroyed(
    used_point: HelpPoint,
    honest: dict[str, bytes],
    hands: dict[str, Signer],
    numbers: str,
    count: int,
) -> None:
    """Nobody waits under consultation 5 any more; before the closing it was forbidden."""
    acts = [vouched(), closing(), destroyed({"consultations/2025": numbers}, count=count)]
    write(used_point, hands, acts)
    walked = Walked()
    verify(used_point, walked=walked)
    assert ("consultations", 2025, 5) in walked.history.destroyed
    assert not wrong_in_bundle(used_point, honest).startswith("Ledger")


def test_a_replacement_right_after_a_resumed_walk_replaces_by_nothing(
    used_point: HelpPoint, hands: dict[str, Signer]
) -> None:
    """What ended before is not kept: no honest act needs it."""
    walked = Walked()
    assert verify(used_point, walked=walked).wrong is None
    walked.history.newest = None
    write(used_point, hands, [replaced(2, 15, 1)])
    report = verify(used_point, walked=walked)
    assert report.wrong == f"Ledger, act 25: {SUCCESSOR}"
