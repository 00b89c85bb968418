"""One act after another: its number, its place, its time, its hands, whatever it says."""

from __future__ import annotations

import pytest

from kiosk.proof.acts import WHO_AND_WHAT, Kind
from kiosk.proof.chain import SignedAct, chained, genesis, key_message, signed_message
from kiosk.proof.history import History
from kiosk.proof.wrong import Wrong
from tests.kiosk.proof.ledgers import (
    AT,
    CHIEF,
    DESK,
    HASH,
    KIOSK,
    OTHERS,
    SPARE,
    TEACHER,
    UID,
    Said,
)
from tests.kiosk.proof.remembered import Remembered
from tests.kiosk.proof.walks import Walked, at_work, begun, code, failing, taken, wrong

EARLIER, LATER = "2025-11-24T05:59:59.999Z", "2025-11-24T06:00:00.001Z"
FAR = 300
"""More acts than a walk keeps the tails of."""


@pytest.fixture
def said() -> Said:
    """A ledger with its kiosk, its administrator and its names."""
    return begun()


def rechained(said: Said, act: SignedAct) -> SignedAct:
    """The last act with other cells, chained as if it had been said so."""
    signatures = act.signature, act.cosignature
    tail = chained(said.acts[-2].tail, act.seq, act.given, act.body, *signatures)
    return act._replace(tail=tail)


def test_a_ledger_is_taken_in_act_by_act(said: Said) -> None:
    del said.acts[2:]
    walked = Walked().over(said.acts)
    history = walked.history
    assert (history.acts, history.last_at, history.kiosk) == (2, AT, KIOSK.key_id)
    assert history.keys == {KIOSK.key_id: KIOSK.public_key, CHIEF.key_id: CHIEF.public_key}
    assert (history.owners, history.enrolled) == ({CHIEF.key_id: "chief"}, {CHIEF.key_id: AT})
    assert (walked.tail, history.who) == (said.acts[-1].tail, said.acts[-1].tail.hex())
    assert history.signatures == 0
    first, second = said.acts
    message = key_message(UID, "chief", CHIEF.public_key)
    assert walked.asked() == [
        (1, KIOSK.public_key, signed_message(first.body), first.signature),
        (2, KIOSK.public_key, signed_message(second.body), second.signature),
        (2, CHIEF.public_key, message, CHIEF.sign_bytes(message)),
    ]
    assert (walked.asked(), history.signatures) == ([], 3)
    walked.finish()
    assert history.head == said.acts[-1].tail.hex()


def test_a_walk_goes_on_where_an_earlier_one_has_ended(said: Said) -> None:
    walked = taken(said.acts)
    later = Walked(walked.history, walked.past)
    assert Walked().tail == genesis(UID)
    later.over([said.checkpoint()])
    later.finish()
    assert (later.history.acts, later.history.head) == (4, said.acts[-1].tail.hex())


def test_a_ledger_begins_with_its_kiosk() -> None:
    ledger = Said()
    ledger.checkpoint()
    assert code(ledger) == "kiosk_first"


def test_a_ledger_has_one_kiosk(said: Said) -> None:
    said.begin(key=TEACHER)
    assert code(said) == "kiosk_first"


def test_every_act_is_of_the_point_that_is_walked(said: Said) -> None:
    for point in ("another", UID.upper()):
        said.checkpoint(point=point)
        assert code(said) == "another_point"
        said.acts.pop()
    ledger = Said()
    ledger.begin(point="another")
    assert code(ledger) == "another_point"


def test_every_act_is_said_on_the_device_of_the_ledger(said: Said) -> None:
    said.checkpoint(device=TEACHER.key_id)
    assert code(said) == "another_device"
    ledger = Said()
    ledger.begin(device=TEACHER.key_id)
    assert code(ledger) == "another_device"


def test_a_kiosk_signs_its_own_enrolment() -> None:
    ledger = Said()
    ledger.begin(key=TEACHER, device=TEACHER.key_id)
    assert code(ledger) == "not_the_kiosk"


def test_an_act_that_is_there_twice_or_missing_is_named(said: Said) -> None:
    first, second, third = said.acts
    assert wrong(first, first) == ("twice", "act", 1)
    assert wrong(first, second, first) == ("twice", "act", 1)
    assert wrong(first, third) == ("missing", "act", 2)
    assert wrong(second) == ("missing", "act", 1)
    assert wrong(first, second._replace(seq="2")) == ("unreadable", "act", 2)  # type: ignore[arg-type]


def test_an_act_stands_where_it_was_chained(said: Said) -> None:
    first, second = said.acts[:2]
    for other in (
        second._replace(tail=bytes(32)),
        second._replace(body=second.body + b" "),
        second._replace(given=second.given + b" "),
        second._replace(signature=bytes(64)),
        second._replace(cosignature=bytes(64)),
    ):
        assert wrong(first, other) == ("chain", "act", 2)
    other = first._replace(signature=bytes(64))
    assert wrong(other) == ("chain", "act", 1)


@pytest.mark.parametrize(
    "other",
    [{"kind": "kiosk_enrolled"}, {"at": LATER}, {"request": "another"}],
)
def test_an_act_is_of_the_kind_time_and_request_that_its_texts_say(
    said: Said, other: dict[str, str]
) -> None:
    said.checkpoint()
    said.acts[-1] = said.acts[-1]._replace(**other)  # type: ignore[arg-type]
    assert code(said) == "kind_or_time"


def test_an_act_is_given_the_number_that_it_has(said: Said) -> None:
    said.say(Kind.CHECKPOINT_MADE, given={"seq": 5})
    assert code(said) == "kind_or_time"


def test_acts_follow_one_another_in_time(said: Said) -> None:
    said.checkpoint(at=LATER)
    taken(said.acts)
    said.checkpoint()
    assert code(said) == "time"


def test_what_the_device_s_clock_says_is_told_and_no_more(said: Said) -> None:
    said.checkpoint(said="2031-01-01T00:00:00.000Z")
    assert taken(said.acts).history.last_at == AT


# What the device had seen


@pytest.mark.parametrize("seen", range(4))
def test_an_act_is_said_after_any_that_its_device_had_seen(said: Said, seen: int) -> None:
    said.checkpoint(seen=seen)
    assert taken(said.acts).history.acts == 4


@pytest.mark.parametrize("seen", [0, 1, 3, 40, 45, FAR - 1, FAR])
def test_an_act_is_said_after_one_of_long_ago(said: Said, seen: int) -> None:
    for _each in range(FAR - len(said.acts)):
        said.checkpoint()
    said.checkpoint(seen=seen)
    assert taken(said.acts).history.acts == FAR + 1


@pytest.mark.parametrize("acts", [3, FAR])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 42, 44, 45])
def test_an_act_said_after_another_history_is_refused(said: Said, acts: int, size: int) -> None:
    """Near by and far away; the head of another act is no better than one of nowhere."""
    for _each in range(acts - len(said.acts)):
        said.checkpoint()
    heads = [HASH, said.tail_at(1 if size != 1 else 2)]
    for head in heads:
        act = spoken(said, size, head)
        assert wrong(*said.acts, act) == ("seen_another", "act", acts + 1)


def spoken(said: Said, size: int, head: str) -> SignedAct:
    """A checkpoint whose device had seen this, said and not kept."""
    act = said.checkpoint()
    said.acts.pop()
    body = act.body.replace(said.tail.hex().encode(), head.encode(), 1)
    body = body.replace(f'"size":{len(said.acts)}}}'.encode(), f'"size":{size}}}'.encode(), 1)
    tail = chained(said.tail, act.seq, act.given, body, KIOSK.sign(body), None)
    return act._replace(body=body, signature=KIOSK.sign(body), tail=tail)


def test_nothing_is_said_after_what_is_still_to_come(said: Said) -> None:
    for size in (4, 5, 400):
        assert wrong(*said.acts, spoken(said, size, said.tail.hex())) == ("seen_another", "act", 4)


def test_a_walk_that_goes_on_asks_the_past_of_what_was_seen(said: Said) -> None:
    walked = taken(said.acts)
    Walked(walked.history, walked.past).over([said.checkpoint(seen=1)])
    said.acts.pop()
    again = taken(said.acts)
    with pytest.raises(Wrong, match="seen_another"):
        Walked(again.history, again.past).over([spoken(said, 1, HASH)])


# Requests


def test_nothing_is_done_twice_under_one_request(said: Said) -> None:
    said.checkpoint(request="once")
    said.checkpoint(request="another")
    said.checkpoint(request="once")
    said.checkpoint(request="another")
    walked = Walked().over(said.acts)
    with pytest.raises(Wrong) as caught:
        walked.finish()
    assert (caught.value.code, caught.value.where) == ("asked_before", ("act", 6))


def test_a_request_that_came_again_is_named_by_its_act_in_a_walk_that_goes_on(said: Said) -> None:
    walked = taken(said.acts)
    for request in ("once", "other", "once"):
        said.checkpoint(request=request)
    later = Walked(walked.history, walked.past).over(said.acts[3:])
    with pytest.raises(Wrong) as caught:
        later.finish()
    assert (caught.value.code, caught.value.where) == ("asked_before", ("act", 6))


def test_requests_that_differ_in_one_letter_are_others(said: Said) -> None:
    for request in ("a", "b", "A", "a ", "aa"):
        said.checkpoint(request=request)
    assert taken(said.acts).history.acts == 8


# Hands


def test_a_clock_is_settled_by_naming_the_time_before(said: Said) -> None:
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=EARLIER, before=LATER)
    assert code(said) == "another_clock_time"
    said.acts.pop()
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=EARLIER, before=AT)
    said.checkpoint(at=EARLIER)
    assert taken(said.acts).history.clock_steps == 1
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=LATER, before=EARLIER)
    assert taken(said.acts).history.clock_steps == 2


def test_the_device_signs_what_a_person_signs_and_nothing_twice(said: Said) -> None:
    said.say(Kind.CHECKPOINT_MADE, cosigned=True)
    assert code(said) == "cosignature"
    said.acts.pop()
    said.name_point()
    said.acts[-1] = rechained(said, said.acts[-1]._replace(cosignature=None))
    assert code(said) == "cosignature"
    person = said.acts[-1]
    said.acts[-1] = rechained(said, person._replace(cosignature=CHIEF.sign(person.body)))
    assert failing(Walked().over(said.acts)) == [4]


def test_a_session_s_act_is_cosigned_by_the_device() -> None:
    said = at_work()
    said.completed(said.opened())
    taken(said.acts)
    said.acts[-1] = rechained(said, said.acts[-1]._replace(cosignature=None))
    assert code(said) == "cosignature"


def test_a_second_signature_of_nothing_is_none(said: Said) -> None:
    """It does not change what the next act is chained to, and does not hold."""
    said.acts[-1] = rechained(said, said.acts[-1]._replace(cosignature=b""))
    assert failing(Walked().over(said.acts)) == [3]


def test_each_hand_signs_the_body(said: Said) -> None:
    for other in (
        {"signature": CHIEF.sign(b"another")},
        {"cosignature": KIOSK.sign(b"another")},
        {"signature": bytes(64)},
        {"signature": CHIEF.sign_bytes(said.acts[-1].body)},
    ):
        last = rechained(said, said.acts[-1]._replace(**other))  # type: ignore[arg-type]
        assert failing(Walked().over([*said.acts[:-1], last])) == [3]


def test_a_key_is_what_its_name_says_and_brought_once(said: Said) -> None:
    said.enrol("teacher", TEACHER, CHIEF, key=SPARE.key_id)
    assert code(said) == "key_name"
    said.acts.pop()
    said.enrol("other", CHIEF, CHIEF)
    assert code(said) == "key_name"
    said.acts.pop()
    said.open_desk("chief", CHIEF, CHIEF)
    assert code(said) == "key_name"
    said.acts.pop()
    said.open_desk("chief", CHIEF, KIOSK)
    assert code(said) == "key_name"


@pytest.mark.parametrize("way", ["enrolment", "renewal", "desk"])
@pytest.mark.parametrize(
    "message",
    [
        key_message(UID, "other", SPARE.public_key),
        key_message("elsewhere", "chief", SPARE.public_key),
        key_message(UID, "chief", TEACHER.public_key),
        b"",
    ],
)
def test_a_new_key_proves_that_it_is_there(said: Said, way: str, message: bytes) -> None:
    """Nobody enrols the key of somebody else, whose public half is known to everybody."""
    proof = SPARE.sign_bytes(message).hex()
    if way == "enrolment":
        del said.acts[1:]
        said.enrol("chief", SPARE, proof=proof)
    elif way == "renewal":
        said.renew("chief", SPARE, proof=proof)
    else:
        said.open_desk("chief", CHIEF, SPARE, proof=proof)
    assert failing(Walked().over(said.acts)) == [len(said.acts)]


def test_a_proof_by_the_hand_that_admits_is_none(said: Said) -> None:
    message = key_message(UID, "teacher", SPARE.public_key)
    said.enrol("teacher", SPARE, CHIEF, proof=CHIEF.sign_bytes(message).hex())
    assert failing(Walked().over(said.acts)) == [4]


def test_a_key_that_nobody_enrolled_signs_nothing(said: Said) -> None:
    said.say(Kind.CHECKPOINT_MADE, TEACHER)
    assert code(said) == "not_the_kiosk"
    said.acts.pop()
    said.name_point(OTHERS[0])
    assert code(said) == "no_administrator"


def test_only_an_act_about_one_entry_is_shown_with_a_row() -> None:
    said = at_work()
    act = said.checkpoint()
    assert wrong(*said.acts[:-1], act._replace(entry_id=1)) == ("shown_with_another", "act", 7)
    said.acts.pop()
    place = said.opened()
    said.completed(place)
    said.signed(place)
    said.acts[-1] = said.acts[-1]._replace(entry_id=1)
    assert code(said) == "shown_with_another"


def test_the_acts_of_an_entry_are_shown_with_one_row() -> None:
    said = at_work()
    place = said.opened()
    said.acts[-1] = said.acts[-1]._replace(entry_id=5)
    said.completed(place, DESK)
    for entry_id, found in ((6, "shown_with_another"), (None, "shown_with_another")):
        other = said.acts[-1]._replace(entry_id=entry_id)
        assert wrong(*said.acts[:-1], other) == (found, "entry", *place)
    taken([*said.acts[:-1], said.acts[-1]._replace(entry_id=5)])


def test_what_cannot_be_read_is_named_by_its_number(said: Said) -> None:
    act = said.checkpoint()
    for damaged in (
        act._replace(body=None),  # type: ignore[arg-type]
        act._replace(given=None),  # type: ignore[arg-type]
        act._replace(at=None),  # type: ignore[arg-type]
        act._replace(request=None),  # type: ignore[arg-type]
        act._replace(signature="text"),  # type: ignore[arg-type]
        act._replace(tail=None),  # type: ignore[arg-type]
    ):
        assert wrong(*said.acts[:-1], damaged)[1:] == ("act", 4)


@pytest.mark.parametrize(
    "given",
    [
        {"number": 1},
        {"day": "2025-11-24"},
        {"at": "2025-11-24"},
        {"seq": "4"},
        {"seq": True},
        {"more": ""},
    ],
)
def test_what_is_given_is_of_the_kind(said: Said, given: dict[str, object]) -> None:
    said.say(Kind.CHECKPOINT_MADE, given=given)
    assert code(said) == "unreadable"


def test_texts_in_another_spelling_are_not_read(said: Said) -> None:
    act = said.checkpoint()
    for other in (
        act._replace(given=act.given.replace(b",", b", ", 1)),
        act._replace(body=act.body.replace(b",", b", ", 1)),
    ):
        assert wrong(*said.acts[:-1], rechained(said, other)) == ("unreadable", "act", 4)


def test_a_walk_over_nothing_has_no_end_but_its_beginning() -> None:
    walked = taken([])
    assert (walked.history, walked.tail) == (History(head=genesis(UID).hex()), genesis(UID))
    with pytest.raises(KeyError):
        Remembered(UID).tail(1)


# The short chain of who and what


def apart(said: Said) -> Walked:
    """A walk over the acts that say who or what somebody is, without the others."""
    walked = Walked()
    for number, act in enumerate(said.acts):
        if act.kind in {kind.value for kind in WHO_AND_WHAT}:
            walked.take_apart(act, said.acts[number - 1].tail if number else genesis(UID))
    return walked


def test_who_and_what_is_taken_without_the_acts_in_between() -> None:
    said = at_work()
    said.checkpoint()
    said.renew("teacher", SPARE)
    said.checkpoint()
    said.change("teacher", journals="requests")
    walked, whole = apart(said), taken(said.acts)
    assert failing(walked) == []
    assert walked.history.specialists == whole.history.specialists
    assert (walked.history.who, walked.history.zone) == (whole.history.who, whole.history.zone)
    assert walked.history.point == whole.history.point


@pytest.mark.parametrize(
    ("gone", "found"), [(1, "no_administrator"), (2, "another_before"), (3, "another_before")]
)
def test_none_of_these_acts_can_be_left_out(gone: int, found: str) -> None:
    """The first administrator's, the point's names, an enrolment: rights would be other ones."""
    said = at_work()
    said.renew("teacher", SPARE)
    said.change("teacher")
    places = [0, 1, 2, 3, 6, 7]
    walked = Walked()
    with pytest.raises(Wrong, match=found):
        for number in places[:gone] + places[gone + 1 :]:
            before = said.acts[number - 1].tail if number else genesis(UID)
            walked.take_apart(said.acts[number], before)


def test_an_act_taken_apart_stands_where_it_was_chained_and_can_be_read() -> None:
    said = begun()
    walked = Walked()
    first, second = said.acts[:2]
    walked.take_apart(first, genesis(UID))
    for act, before, found in (
        (second, genesis(UID), "chain"),
        (second._replace(body=second.body + b" "), first.tail, "chain"),
        (second._replace(body=None), first.tail, "unreadable"),  # type: ignore[arg-type]
        (second._replace(kind="key_renewed"), first.tail, "kind_or_time"),
    ):
        with pytest.raises(Wrong) as caught:
            walked.take_apart(act, before)
        assert (caught.value.code, caught.value.where) == (found, ("act", 2))
    walked.take_apart(second, first.tail)
    assert [*walked.history.specialists] == ["chief"]


def test_a_hand_without_the_right_is_found_apart() -> None:
    said = at_work()
    said.change("teacher", TEACHER, duty="administrator")
    with pytest.raises(Wrong, match="no_administrator"):
        apart(said)
