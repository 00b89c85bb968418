"""Volumes: opened once, vouched for once, closed with what stands in them."""

from __future__ import annotations

import json

import pytest

from kiosk.proof.acts import SIGNER_WORDS
from kiosk.proof.chain import SignedAct
from tests.kiosk.proof.ledgers import (
    CHIEF,
    ENGINEER,
    HASH,
    KIOSK,
    REQUESTS,
    SHELF,
    SPARE,
    TEACHER,
    Said,
)
from tests.kiosk.proof.walks import at_work, begun, code, taken

SEPTEMBER = "2026-09-01T06:00:00.000Z"
LAST, FIRST = "2026-08-31T20:59:59.999Z", "2026-08-31T21:00:00.000Z"
"""The last moment of August and the first of September in Simferopol."""


@pytest.fixture
def said() -> Said:
    """A volume that was vouched for, with 1 signed, 2 and 3 completed, 4 left."""
    ledger = at_work()
    ledger.vouch(ledger.acts[-1])
    first, second, third, fourth = (ledger.opened() for _ in range(4))
    ledger.completed(first)
    ledger.signed(first)
    ledger.completed(second)
    ledger.completed(third)
    ledger.left(fourth)
    return ledger


def test_a_volume_is_opened_once_and_in_its_year() -> None:
    said = begun()
    said.open_volume()
    said.open_volume()
    assert code(said) == "volume_open_before"
    for year, at in ((2024, LAST), (2026, LAST), (2025, FIRST)):
        said = begun()
        said.open_volume(("consultations", year), at=at)
        assert code(said) == "volume_year"
    for year, at in ((2025, LAST), (2026, FIRST)):
        said = begun()
        said.open_volume(("consultations", year), at=at)
        said.open_volume(("requests", year), at=at)
        assert [*taken(said.acts).history.volumes] == [("consultations", year), ("requests", year)]


def test_a_volume_is_the_kiosk_s_to_open() -> None:
    said = begun()
    said.open_volume(hand=CHIEF)
    assert code(said) == "not_the_kiosk"


def test_a_volume_is_vouched_for_once_by_its_own_opening() -> None:
    said = at_work()
    said.vouch(said.acts[-1], opened=HASH)
    assert code(said) == "another_opening"
    said.acts.pop()
    said.vouch(said.acts[-1])
    assert taken(said.acts).history.vouched == {SHELF}
    said.vouch(said.acts[5])
    assert code(said) == "another_opening"
    said.acts.pop()
    said.vouch(said.acts[5], journal="requests")
    assert code(said) == "volume_closed"


def test_a_volume_is_vouched_for_and_closed_by_the_person_responsible(said: Said) -> None:
    said = at_work()
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    opening = said.acts[5]
    for login, hand, found in (
        ("teacher", TEACHER, "not_responsible"),
        ("engineer", ENGINEER, "not_responsible"),
        ("chief", TEACHER, "not_the_person"),
        ("chief", KIOSK, "not_the_person"),
    ):
        said.vouch(opening, hand=hand, specialist=login)
        assert code(said) == found
        said.acts.pop()
    said.vouch(opening)
    for login, hand in (("teacher", TEACHER), ("engineer", ENGINEER)):
        said.close_volume(at=SEPTEMBER, hand=hand, specialist=login)
        assert code(said) == "not_responsible"
        said.acts.pop()
    said.open_volume(REQUESTS)
    act = said.acts[-1]
    said.vouch(act, hand=ENGINEER, specialist="engineer", journal="requests")
    taken(said.acts)


def test_a_closing_says_what_stands_in_the_volume(said: Said) -> None:
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3))
    closed = taken(said.acts).history.closed[SHELF]
    assert (closed["entries"], closed["first"], closed["last"]) == (4, 1, 4)
    assert (closed["unsigned"], closed["at"]) == ("2–3", SEPTEMBER)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        *(({name: 3}, "closing_count") for name in ("entries", "first", "last")),
        *(({"unsigned": left}, "closing_count") for left in ("", "2", "2, 3", "2–4", "3–2")),
        ({"rows": HASH}, "closing_rows"),
        ({"seen": 15}, "closing_rows"),
        ({"seen": 0}, "closing_rows"),
    ],
)
def test_a_closing_says_nothing_else(said: Said, facts: dict[str, object], found: str) -> None:
    seen = facts.pop("seen", None)
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3), seen=seen, **facts)
    assert code(said) == found


def test_a_volume_is_not_closed_over_somebody_who_waits(said: Said) -> None:
    waits = said.opened()
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3, 5))
    assert code(said) == "closing_undecided"
    said.acts.pop()
    said.lapsed(waits, at=SEPTEMBER)
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3))
    taken(said.acts)


def test_who_withdrew_does_not_keep_a_volume_open(said: Said) -> None:
    place = said.opened()
    said.withdrawn(place, at=SEPTEMBER)
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3))
    taken(said.acts)
    said.open_desk("teacher", TEACHER, SPARE, at=SEPTEMBER)
    said.restored(place, SPARE, at=SEPTEMBER)
    assert code(said) == "volume_closed"


def test_what_a_closing_left_unsigned_stands_for_nothing(said: Said) -> None:
    """The old entry was written anew; nobody signed that, and it can be corrected after all."""
    old, signature = (*SHELF, 1), signing(said)
    said.restated(old, signature)
    said.annulled(old, signature)
    assert code(said) == "corrected_once"
    said.acts.pop()
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3, 5))
    assert taken(said.acts).history.restated == set()
    said.annulled(old, signature, at=SEPTEMBER)
    taken(said.acts)


def test_a_closing_fixes_the_rows_as_they_stand(said: Said) -> None:
    """The digest of an earlier size is another one."""
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3))
    rows = json.loads(said.acts.pop().body)["rows"]
    said.completed((*SHELF, 3))
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3), rows=rows)
    assert code(said) == "closing_rows"


def test_a_reason_stands_where_something_is_unsigned_and_there_alone(said: Said) -> None:
    committed = said.commit(SIGNER_WORDS)
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3), committed=committed)
    assert code(said) == "closing_reason"
    said = at_work()
    said.vouch(said.acts[-1])
    said.close_volume(at=SEPTEMBER, committed={**committed, "wording": HASH})
    assert code(said) == "closing_reason"
    said.acts.pop()
    said.close_volume(at=SEPTEMBER)
    closed = taken(said.acts).history.closed[SHELF]
    assert (closed["entries"], closed["first"], closed["last"], closed["unsigned"]) == (0, 0, 0, "")


def test_a_volume_is_closed_after_its_year(said: Said) -> None:
    said.close_volume(at=LAST, open_rows=(2, 3))
    assert code(said) == "closing_early"
    said.acts.pop()
    said.close_volume(at=FIRST, open_rows=(2, 3))
    taken(said.acts)


def test_a_volume_is_closed_once_and_after_it_was_vouched_for() -> None:
    said = at_work()
    said.close_volume(at=SEPTEMBER)
    assert code(said) == "not_vouched"
    said.acts.pop()
    said.vouch(said.acts[-1])
    said.close_volume(at=SEPTEMBER)
    taken(said.acts)
    said.close_volume(at=SEPTEMBER)
    assert code(said) == "volume_closed"
    said.acts.pop()
    said.vouch(said.acts[5], at=SEPTEMBER)
    assert code(said) == "volume_closed"
    said.acts.pop()
    said.close_volume(at=SEPTEMBER, shelf=("requests", 2025))
    assert code(said) == "volume_closed"


def test_nothing_is_written_into_a_closed_volume(said: Said) -> None:
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3))
    said.open_desk("teacher", TEACHER, SPARE, at=SEPTEMBER)
    third = (*SHELF, 3)
    for say in (
        lambda: said.opened(at=SEPTEMBER),
        lambda: said.completed((*SHELF, 2), SPARE, at=SEPTEMBER),
        lambda: said.left((*SHELF, 2), SPARE, at=SEPTEMBER),
    ):
        say()
        assert code(said) == "volume_closed"
        said.acts.pop()
    said.signed(third, at=SEPTEMBER)
    assert code(said) == "volume_closed"


def signing(said: Said) -> SignedAct:
    return next(act for act in said.acts if act.kind == "entry_signed")


def test_an_entry_of_a_closed_volume_is_annulled_and_replaced_in_the_new_one(said: Said) -> None:
    said.close_volume(at=SEPTEMBER, open_rows=(2, 3))
    said.annulled((*SHELF, 1), signing(said), at=SEPTEMBER)
    taken(said.acts)
    said.acts.pop()
    said.open_volume(("consultations", 2026), at=SEPTEMBER)
    said.restated((*SHELF, 1), signing(said), at=SEPTEMBER, year=2026, given={"number": 1})
    assert taken(said.acts).history.restated == {(*SHELF, 1)}
