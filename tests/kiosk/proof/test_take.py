"""One act after another: its number, its place, its time, its signatures, whatever it says."""

from __future__ import annotations

import pytest

from kiosk.proof.acts import Kind
from kiosk.proof.chain import SignedAct, genesis
from kiosk.proof.history import History
from kiosk.proof.take import Walk
from kiosk.proof.wrong import Wrong
from tests.kiosk.proof.ledgers import AT, CHIEF, HASH, KIOSK, TEACHER, UID, Said
from tests.kiosk.proof.nowhere import Nowhere

EARLIER, LATER = "2025-11-24T05:59:59.999Z", "2025-11-24T06:00:00.001Z"


def walk(history: History | None = None) -> Walk:
    return Walk(UID, history or History(), Nowhere())


def taken(acts: list[SignedAct]) -> Walk:
    """A walk that took these acts in."""
    walked = walk()
    for act in acts:
        walked.take(act)
    return walked


def wrong(*acts: SignedAct) -> tuple[object, ...]:
    """The code and the place of what is wrong with the last act; nothing with the others."""
    walked = taken([*acts[:-1]])
    with pytest.raises(Wrong) as caught:
        walked.take(acts[-1])
    return (caught.value.code, *caught.value.where)


@pytest.fixture
def said() -> Said:
    """A ledger with its kiosk and its administrator."""
    ledger = Said()
    ledger.begin()
    ledger.enrol("chief", CHIEF)
    return ledger


def test_a_ledger_is_taken_in_act_by_act(said: Said) -> None:
    walked = taken(said.acts)
    history = walked.history
    assert (history.acts, history.last_at, history.kiosk) == (2, AT, KIOSK.key_id)
    assert history.keys == {KIOSK.key_id: KIOSK.public_key, CHIEF.key_id: CHIEF.public_key}
    assert (history.owners, history.enrolled) == ({CHIEF.key_id: "chief"}, {CHIEF.key_id: AT})
    assert walked.tail == said.acts[-1].tail()
    assert history.signatures == 0
    first, second = said.acts
    assert walked.asked() == [
        (1, KIOSK.public_key, first.hash, first.signature),
        (2, KIOSK.public_key, second.hash, second.signature),
        (2, CHIEF.public_key, second.hash, second.cosignature),
    ]
    assert (walked.asked(), history.signatures) == ([], 3)
    walked.finish()
    assert history.head == said.acts[-1].tail().hex()


def test_a_walk_goes_on_where_an_earlier_one_has_ended(said: Said) -> None:
    walked = taken(said.acts)
    walked.finish()
    later = walk(walked.history)
    assert walk().tail == genesis(UID)
    later.take(said.say(Kind.CHECKPOINT_MADE))
    later.finish()
    assert (later.history.acts, later.history.head) == (3, said.acts[-1].tail().hex())


def test_a_ledger_begins_with_its_kiosk() -> None:
    ledger = Said()
    ledger.say(Kind.POINT_NAMED, school="", name="", zone="UTC")
    assert wrong(*ledger.acts) == ("kiosk_first", "act", 1)


def test_a_ledger_has_one_kiosk(said: Said) -> None:
    said.begin(key=TEACHER)
    assert wrong(*said.acts) == ("kiosk_first", "act", 3)


def test_a_ledger_is_of_the_point_that_it_names() -> None:
    ledger = Said()
    ledger.begin("another")
    assert wrong(*ledger.acts) == ("another_point", "act", 1)


def test_a_kiosk_signs_its_own_enrolment() -> None:
    ledger = Said()
    ledger.begin(key=TEACHER)
    assert wrong(*ledger.acts) == ("not_the_kiosk", "act", 1)


def test_an_act_that_is_there_twice_or_missing_is_named(said: Said) -> None:
    said.say(Kind.CHECKPOINT_MADE)
    first, second, third = said.acts
    assert wrong(first, first) == ("twice", "act", 1)
    assert wrong(first, second, first) == ("twice", "act", 1)
    assert wrong(first, third) == ("missing", "act", 2)
    assert wrong(second) == ("missing", "act", 1)
    assert wrong(first, second._replace(seq="2")) == ("unreadable", "act", 2)  # type: ignore[arg-type]


def test_an_act_stands_where_it_was_chained(said: Said) -> None:
    first, second = said.acts
    assert wrong(first, second._replace(hash=bytes(32))) == ("chain", "act", 2)
    assert wrong(first, second._replace(body=second.body + b" ")) == ("chain", "act", 2)
    other = first._replace(signature=bytes(64))  # it is chained to the signature, too
    assert wrong(other, second) == ("chain", "act", 2)


def test_an_act_is_of_the_kind_and_time_that_were_signed(said: Said) -> None:
    act = said.say(Kind.CHECKPOINT_MADE)
    for other in (act._replace(kind="kiosk_enrolled"), act._replace(at=LATER)):
        assert wrong(*said.acts[:2], other) == ("kind_or_time", "act", 3)


def test_acts_follow_one_another_in_time(said: Said) -> None:
    said.say(Kind.CHECKPOINT_MADE, at=LATER)
    taken(said.acts)
    said.say(Kind.CHECKPOINT_MADE)
    assert wrong(*said.acts) == ("time", "act", 4)


def test_a_clock_is_settled_where_it_went_back_and_there_alone(said: Said) -> None:
    said.say(Kind.CLOCK_RESOLVED, CHIEF, before=AT)
    assert wrong(*said.acts) == ("time", "act", 3)
    del said.acts[2:]
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=EARLIER, before=LATER)
    assert wrong(*said.acts) == ("another_clock_time", "act", 3)
    del said.acts[2:]
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=EARLIER, before=AT)
    said.say(Kind.CHECKPOINT_MADE, at=EARLIER)
    assert taken(said.acts).history.clock_steps == 1


def test_a_second_signature_stands_under_enrolments_alone(said: Said) -> None:
    enrolled = said.acts[1]._replace(cosignature=None)
    assert wrong(said.acts[0], enrolled) == ("cosignature", "act", 2)
    said.say(Kind.CHECKPOINT_MADE, cosigner=CHIEF)
    assert wrong(*said.acts) == ("cosignature", "act", 3)


def test_a_second_signature_of_nothing_is_none(said: Said) -> None:
    """It would not change what the next act is chained to."""
    assert wrong(said.acts[0], said.acts[1]._replace(cosignature=b"")) == ("signature", "act", 2)


def test_a_key_is_what_its_name_says_and_enrolled_once(said: Said) -> None:
    said.enrol("teacher", TEACHER, CHIEF, key=KIOSK.key_id)
    assert wrong(*said.acts) == ("key_name", "act", 3)
    del said.acts[2:]
    said.enrol("other", CHIEF, CHIEF)
    assert wrong(*said.acts) == ("key_name", "act", 3)


def test_a_key_that_nobody_enrolled_signs_nothing(said: Said) -> None:
    said.say(Kind.CHECKPOINT_MADE, TEACHER)
    assert wrong(*said.acts) == ("not_the_kiosk", "act", 3)


def test_only_an_entry_is_shown_with_a_row(said: Said) -> None:
    act = said.say(Kind.CHECKPOINT_MADE)._replace(entry_id=1)
    assert wrong(*said.acts[:2], act) == ("shown_with_another", "act", 3)


def test_what_cannot_be_read_is_named_by_its_number(said: Said) -> None:
    act = said.say(Kind.CHECKPOINT_MADE)
    for damaged in (
        act._replace(body=None),  # type: ignore[arg-type]
        act._replace(at=None),  # type: ignore[arg-type]
        act._replace(signature="text"),  # type: ignore[arg-type]
        act._replace(hash=None),  # type: ignore[arg-type]
    ):
        assert wrong(*said.acts[:2], damaged)[1:] == ("act", 3)


def test_an_entry_that_stands_for_another_waits_for_the_act_that_replaces_that_one(
    said: Said,
) -> None:
    shelf = {"journal": "consultations", "year": 2025}
    said.say(Kind.VOLUME_OPENED, **shelf)
    words = dict.fromkeys(("name", "school_class", "room", "topic_title", "problem"), HASH)
    said.say(
        Kind.ENTRY_OPENED,
        **{**shelf, "number": 1, "role": "pupil", "channel": "email", "request": "x"},
        committed=words,
        corrects={"year": 2024, "number": 9},
    )
    walked = taken(said.acts)
    assert walked.history.replacing == {("consultations", 2025, 1): ("consultations", 2024, 9)}
    with pytest.raises(Wrong, match="not_replaced") as caught:
        walked.finish()
    assert caught.value.where == ("entry", "consultations", 2025, 1)
