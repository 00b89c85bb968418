"""The test vectors: acts of every kind, for whoever says or walks them elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from nacl.signing import SigningKey, VerifyKey

from kiosk.proof import ed25519
from kiosk.proof.acts import FACTS, Kind, check_facts, check_given
from kiosk.proof.canonical import canonical, commitment, facts_of
from kiosk.proof.chain import SignedAct
from kiosk.proof.history import History
from kiosk.proof.ledger import Ledger
from kiosk.proof.take import Walk
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import holds
from tests.kiosk.proof.ledgers import ZONE
from tests.kiosk.proof.remembered import Remembered
from tests.kiosk.proof.vectors import FILE, UID, read, written

OTHER: dict[str, Any] = {
    "seq": 99,
    "kind": "entry_cancelled",
    "at": "2031-01-01T00:00:00.000Z",
    "request": "another",
    "body": b"{}",
    "given": b"{}",
    "key_id": "0a" * 8,
    "signature": bytes(64),
    "cosignature": bytes(64),
    "tail": bytes(32),
}
"""Another value for every cell of an act."""


@cache
def vectors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def walked(acts: list[SignedAct]) -> History:
    """What these acts say; every signature holds. Raises Wrong."""
    past = Remembered(UID)
    walk = Walk(UID, History(), past)
    for act in acts:
        try:
            walk.take(act)
        finally:
            for seq, key, message, signature in walk.asked():
                if not holds(key, message, signature):
                    raise Wrong("signature", "act", seq)
        past.acts.append(act)
    walk.finish()
    return walk.history


def test_the_file_is_what_the_tests_say() -> None:
    """Whoever changes the form of acts sees it here; ``vectors`` writes the file anew."""
    assert FILE.read_text("utf-8") == written()


def test_every_kind_of_act_is_there_with_all_that_it_may_say() -> None:
    acts = read()
    assert {act.kind for act in acts} == {kind.value for kind in Kind}
    said = {kind: set[str]() for kind in Kind}
    for act in acts:
        body = facts_of(act.body)
        said[check_facts(body)] |= body.keys()
        check_given(Kind(act.kind), facts_of(act.given))
    assert [kind for kind in Kind if not FACTS[kind][1].keys() <= said[kind]] == []


def test_the_acts_are_right() -> None:
    history = walked(read())
    assert history.acts == len(vectors()["acts"])
    assert history.head == vectors()["acts"][-1]["tail"]
    assert history.last == {
        ("consultations", 2025): 8,
        ("requests", 2025): 1,
        ("consultations", 2026): 3,
    }
    assert [*history.withdrawn] == [("consultations", 2026, 1)]
    assert history.corrected == {("consultations", 2025, number) for number in (1, 3, 4, 5)}
    renewed = [(renewal.by, renewal.witness) for renewal in history.renewed.values()]
    assert renewed == [("chief", ""), ("chief", "engineer"), ("", "")]
    assert history.recovery == {}
    assert [*history.closed] == [("consultations", 2025)]
    assert (history.epoch, history.clock_steps, history.unagreed) == (1, 1, 0)


def test_a_bundle_s_ledger_takes_them_too() -> None:
    zone = {"name": ZONE, "offsets": [["2025-11-24", 10800]], "earlier": {}}
    ledger = Ledger(UID, ("consultations", 2025), zone, holds)
    for act in read():
        ledger.take(act)
    ledger.walk.finish()
    assert ledger.history.head == walked(read()).head
    assert ledger.annulled.keys() == {3, 5}
    assert ledger.successors[1].place == ("consultations", 2025, 4)
    assert [ledger.tail(size).hex() for size in (0, 1, ledger.history.acts)] == [
        vectors()["genesis"],
        vectors()["acts"][0]["tail"],
        vectors()["acts"][-1]["tail"],
    ]


def test_the_chain_is_what_anybody_computes() -> None:
    tail = sha256(b"helppoint/genesis/v1\0" + UID.encode()).digest()
    assert tail.hex() == vectors()["genesis"]
    for act in vectors()["acts"]:
        texts = [sha256(act[name].encode()).digest() for name in ("given", "body")]
        hands = bytes.fromhex(act["signature"]) + bytes.fromhex(act["cosignature"] or "")
        covered = tail + act["seq"].to_bytes(8, "big") + b"".join(texts) + hands
        tail = sha256(b"helppoint/chain/v2\0" + covered).digest()
        assert tail.hex() == act["tail"]


def test_the_signatures_are_those_of_their_keys() -> None:
    keys = vectors()["keys"]
    for act in vectors()["acts"]:
        message = b"helppoint/content/v2\0" + act["body"].encode()
        hands = {act["hand"]: act["signature"], "kiosk": act["cosignature"] or act["signature"]}
        assert (act["cosignature"] is None) == (act["hand"] == "kiosk")
        for name, signature in hands.items():
            assert SigningKey(bytes.fromhex(keys[name]["seed"])).sign(message).signature.hex() == (
                signature
            )
            assert ed25519.holds(
                bytes.fromhex(keys[name]["public_key"]), message, bytes.fromhex(signature)
            )
        assert keys[act["hand"]]["key_id"] == act["key_id"]


def test_new_keys_prove_that_they_are_there() -> None:
    proved = 0
    for act in vectors()["acts"]:
        body = json.loads(act["body"])
        if "proof" in body:
            key = bytes.fromhex(body["public_key"])
            login = body.get("login") or body["specialist"]
            message = b"helppoint/key/v2\0" + f"{UID}\0{login}\0".encode() + key
            VerifyKey(key).verify(message, bytes.fromhex(body["proof"]))
            proved += 1
    assert proved == 10


def test_who_stands_by_signs_as_well() -> None:
    keys = {key["key_id"]: bytes.fromhex(key["public_key"]) for key in vectors()["keys"].values()}
    stood_by = 0
    for act in vectors()["acts"]:
        body = json.loads(act["body"])
        if "witness" in body:
            renewed = body["kind"] == "key_renewed"
            about = body["login"] if renewed else body["request"]
            what = body.get("public_key") or body.get("signed") or body["corrects"]["signed"]
            message = f"helppoint/witness/v2\0{UID}\0{about}\0".encode() + bytes.fromhex(what)
            said = body["witness"]
            VerifyKey(keys[said["key"]]).verify(message, bytes.fromhex(said["signature"]))
            stood_by += 1
    assert stood_by == 3


def test_every_commitment_is_opened_by_a_word() -> None:
    words = {(word["act"], word["word"]): word for word in vectors()["words"]}
    opened = set()
    for act in vectors()["acts"]:
        for name, fixed in json.loads(act["body"]).get("committed", {}).items():
            word = words[act["seq"], name]
            assert commitment(bytes.fromhex(word["salt"]), name, word["text"]) == fixed
            opened.add((act["seq"], name))
    assert opened == words.keys()
    salts = Counter(word["salt"] for word in words.values())
    assert len(salts) > 20


def test_the_texts_are_canonical() -> None:
    for act in vectors()["acts"]:
        for name in ("body", "given"):
            assert canonical(json.loads(act[name])) == act[name].encode()


@pytest.mark.parametrize("seq", range(1, 60))
def test_no_cell_of_an_act_can_be_another(seq: int) -> None:
    acts = read()
    for cell, other in OTHER.items():
        changed = acts[seq - 1]._replace(**{cell: other})
        with pytest.raises(Wrong) as caught:
            walked([*acts[: seq - 1], changed])
        assert caught.value.where[0] in ("act", "entry")


@pytest.mark.parametrize("seq", range(1, 59))
def test_no_act_can_be_left_out_doubled_or_put_elsewhere(seq: int) -> None:
    acts = read()
    before, act, after = acts[: seq - 1], acts[seq - 1], acts[seq:]
    for changed, code in (
        ([*before, *after], "missing"),
        ([*before, act, act, *after], "twice"),
        ([*before, after[0], act, *after[1:]], "missing"),
    ):
        with pytest.raises(Wrong, match=code):
            walked(changed)
