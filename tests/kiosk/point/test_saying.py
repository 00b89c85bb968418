"""An act is said and signed before anything is locked, and is kept once."""

from __future__ import annotations

import json
from dataclasses import replace

import peewee as pw
import pytest

from db.engine import close_database
from db.models import Act, Entry, Ledger, Wording
from db.models import Point as PointRow
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id, say
from kiosk.point.seen import Glimpse, Seen
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import commitment
from kiosk.proof.chain import genesis, signed_message
from kiosk.signing.keys import Signer, holds
from kiosk.verification.everything import verify
from kiosk.words.days import stamp
from kiosk.words.errors import StorageUnavailable
from tests.people import Clock, consult

DESTROYED = {
    "specialist": "smirnova",
    "entries": {"consultations/2025": "1"},
    "count": 1,
    "cause": "request",
}


def test_an_act_says_where_and_when_it_was_said_and_what_was_seen(
    point: HelpPoint, clock: Clock
) -> None:
    """The database is not asked: it may be closed."""
    close_database()
    said = say(point, Kind.CHECKPOINT_MADE, {}, request="r1")
    seen, kiosk = point.seen.newest, point.keyring.kiosk
    assert json.loads(said.body) == {
        "v": 2,
        "kind": "checkpoint_made",
        "point": point.uid,
        "device": kiosk.key_id,
        "request": "r1",
        "said": stamp(clock()),
        "seen": {"size": seen.size, "head": seen.head},
    }
    assert (said.key_id, said.cosignature, said.request, said.words) == (
        kiosk.key_id, None, "r1", {}
    )  # fmt: skip
    assert holds(kiosk.public_key, signed_message(said.body), said.signature)


def test_what_a_person_says_is_cosigned_by_the_device(point: HelpPoint) -> None:
    key, kiosk = Signer(bytes(32)), point.keyring.kiosk
    said = say(point, Kind.CLOCK_RESOLVED, {"before": "x"}, signer=key)
    message = signed_message(said.body)
    assert said.key_id == key.key_id
    assert holds(key.public_key, message, said.signature)
    assert said.cosignature is not None
    assert holds(kiosk.public_key, message, said.cosignature)


def test_an_act_commits_to_the_words_beside_it_and_does_not_say_them(point: HelpPoint) -> None:
    words = {"wording": "Заявление"}
    said, again = (say(point, Kind.DATA_DESTROYED, DESTROYED, words=words) for _time in range(2))
    text, salt = said.words["wording"]
    committed = json.loads(said.body)["committed"]
    assert committed == {"wording": commitment(salt, "wording", text)}
    assert (text, len(salt)) == ("Заявление", 32)
    assert "Заявление".encode() not in said.body
    assert again.words["wording"] != said.words["wording"]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (Kind.CHECKPOINT_MADE, {"more": 1}),
        (Kind.VOLUME_OPENED, {"journal": "consultations"}),
        (Kind.VOLUME_OPENED, {"journal": "x", "year": 2025}),
        (Kind.CHECKPOINT_MADE, {"committed": {}}),
    ],
)
def test_facts_of_another_kind_are_not_said(
    point: HelpPoint, kind: Kind, facts: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=kind.value):
        say(point, kind, facts)  # type: ignore[arg-type]


def test_what_a_kind_is_not_given_is_not_kept(point: HelpPoint) -> None:
    acts = Act.select().count()
    said = say(point, Kind.CHECKPOINT_MADE, {})
    with pytest.raises(ValueError, match="checkpoint_made"), open_ledger(point) as ledger:
        ledger.keep(said, number=1)
    assert Act.select().count() == acts


def test_a_persons_act_that_waited_too_long_is_not_kept(point: HelpPoint, clock: Clock) -> None:
    """The day or the hours that it names might be wrong by now; the kiosk's own acts name none."""
    size = Ledger.get().size
    persons = say(point, Kind.CLOCK_RESOLVED, {"before": "x"}, signer=Signer(bytes(32)))
    kiosks = say(point, Kind.CHECKPOINT_MADE, {})
    clock.wait(seconds=110)
    with pytest.raises(StorageUnavailable), open_ledger(point) as ledger:
        ledger.keep(persons)
    with open_ledger(point) as ledger:
        ledger.keep(kiosks)
    assert Ledger.get().size == size + 1


def test_a_request_has_an_id_of_its_own() -> None:
    ids = {new_request_id() for _time in range(100)}
    assert len(ids) == 100
    assert {len(each) for each in ids} == {32}


def test_nothing_is_kept_twice_under_one_id(any_point: HelpPoint) -> None:
    acts, seen = Act.select().count(), any_point.seen.newest
    said = say(any_point, Kind.CHECKPOINT_MADE, {})
    with open_ledger(any_point) as ledger:
        ledger.keep(said)
    for request in (said.request, Act.get(Act.seq == 3).request):
        other = say(any_point, Kind.CHECKPOINT_MADE, {}, request=request)
        with pytest.raises(pw.IntegrityError), open_ledger(any_point) as ledger:
            ledger.keep(other)
    assert (Act.select().count(), Ledger.get().size) == (acts + 1, acts + 1)
    assert any_point.seen.newest.size == seen.size + 1
    assert verify(any_point).wrong is None


def test_words_are_kept_with_their_act_or_not_at_all(any_point: HelpPoint) -> None:
    consult(any_point)
    words = Wording.select().count()
    first = say(any_point, Kind.DATA_DESTROYED, DESTROYED, words={"wording": "Заявление"})
    again = say(any_point, Kind.CHECKPOINT_MADE, {}, request=first.request)
    with pytest.raises(pw.IntegrityError), open_ledger(any_point) as ledger:
        ledger.keep(first)
        ledger.keep(again)
    assert Wording.select().count() == words


def neighbour(point: HelpPoint) -> HelpPoint:
    """Another point in the same database, with nothing in it."""
    uid = "ab" * 16
    row = PointRow.create(uid=uid, school="", name="", zone="UTC", created_at=stamp(point.clock()))
    head = {"size": 0, "tail": genesis(uid), "at": stamp(point.clock())}
    Ledger.insert(point=row.id, home=Ledger.get_by_id(point.id).home, **head).execute()
    return replace(point, id=row.id, uid=uid, seen=Seen(Glimpse(0, genesis(uid).hex())))


def test_an_id_is_unique_within_a_point_alone(any_point: HelpPoint) -> None:
    other = neighbour(any_point)
    here, there = consult(any_point, request_id="same"), consult(other, request_id="same")
    assert (here.number, there.number) == (1, 1)
    for place in (any_point, other):
        assert consult(place, request_id="same").number == 1
        rows = Entry.select().where(Entry.point == place.id, Entry.request_id == "same")
        assert rows.count() == 1
        acts = Act.select().where(Act.point == place.id, Act.request == "same")
        assert [act.kind for act in acts] == ["entry_opened"]
