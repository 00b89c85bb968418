from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as some
from nacl.signing import VerifyKey

from kiosk.proof.canonical import canonical, commitment, commitments, facts_of
from kiosk.proof.chain import SignedAct, genesis, key_id, link_hash, short_digest
from kiosk.signing.keys import Signer, signature_holds

SALT = bytes(range(32))
texts = some.text(some.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = some.none() | some.booleans() | some.integers(-(2**53) + 1, 2**53 - 1) | texts
keys = some.text(some.characters(codec="ascii"), max_size=8)
facts = some.dictionaries(
    keys,
    some.recursive(values, lambda inner: some.dictionaries(keys, inner, max_size=4), max_leaves=12),
    max_size=6,
)


@given(facts)
def test_canonical_bytes_are_those_of_rfc_8785(said: dict[str, Any]) -> None:
    assert canonical(said) == rfc8785.dumps(said)


@given(facts)
def test_canonical_bytes_say_what_was_said(said: dict[str, Any]) -> None:
    assert json.loads(canonical(said)) == said


@given(facts)
def test_the_order_in_which_facts_are_told_does_not_matter(said: dict[str, Any]) -> None:
    assert canonical(dict(reversed(said.items()))) == canonical(said)


@pytest.mark.parametrize(
    "value",
    [1.0, 2**53, -(2**53), "e\u0301", ["list"], b"bytes", {"ключ": 1}, {1: "x"}, object()],
)
def test_what_could_be_spelled_in_two_ways_is_refused(value: object) -> None:
    said: Any = {"fact": value}
    with pytest.raises(ValueError, match="not"):
        canonical(said)


@pytest.mark.parametrize("value", [2**53 - 1, 1 - 2**53, True, False, None, "", {}, {"a": {}}])
def test_the_last_value_that_has_one_spelling_is_taken(value: Any) -> None:
    assert canonical({"fact": value}) == rfc8785.dumps({"fact": value})


def test_an_act_is_spelled_without_spaces_in_the_order_of_its_keys() -> None:
    said: Any = {"name": "Ёлка", "a": {"z": None, "b": True}, "Z": -1}
    assert canonical(said) == '{"Z":-1,"a":{"b":true,"z":null},"name":"Ёлка"}'.encode()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"fact": 1.5}, "not canonical: 1.5"),
        ({"fact": {"inner": ["list"]}}, "not canonical: ['list']"),
        ({"ключ": 1}, "not an ASCII key: 'ключ'"),
        ({"fact": {2: 1}}, "not an ASCII key: 2"),
        (["list"], "not canonical: ['list']"),
    ],
)
def test_what_is_refused_is_shown(said: Any, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        canonical(said)


@pytest.mark.parametrize("body", [b"", b"{} ", b"{}{}", b"\xff", b"{"])
def test_bytes_that_are_not_one_act_are_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"text|value|decode|property"):
        facts_of(body)


@pytest.mark.parametrize("length", [0, 32, 63, 64, 65, 128])
def test_a_commitment_can_be_opened_by_whoever_has_hmac(length: int) -> None:
    """SHA-256 over the field's own salt and the value; that salt is HMAC-SHA-256 of its name."""
    salt = bytes(range(length))
    field_salt = hmac.digest(salt, b"name", "sha256")
    opened = b"helppoint/commitment/v1\0" + field_salt + "Иванова".encode()
    assert commitment(salt, "name", "Иванова") == hashlib.sha256(opened).hexdigest()


def test_a_field_is_named_in_ascii() -> None:
    with pytest.raises(UnicodeEncodeError):
        commitment(SALT, "имя", "Иванова")


def test_a_commitment_binds_salt_field_and_value() -> None:
    one = commitment(SALT, "name", "Иванова")
    assert one == commitment(SALT, "name", "Иванова")
    assert len(bytes.fromhex(one)) == 32
    others = {
        commitment(bytes(32), "name", "Иванова"),
        commitment(SALT, "room", "Иванова"),
        commitment(SALT, "name", "Иванов"),
        commitment(SALT, "name", ""),
    }
    assert len(others | {one}) == 5


def test_a_commitment_does_not_show_its_value_without_the_salt() -> None:
    plain = {hashlib.sha256(text.encode()).hexdigest() for text in ("Иванова", "nameИванова")}
    assert commitment(SALT, "name", "Иванова") not in plain


def test_several_fields_are_committed_each_on_its_own() -> None:
    both = commitments(SALT, {"name": "Иванова", "room": "215"})
    assert both == {
        "name": commitment(SALT, "name", "Иванова"),
        "room": commitment(SALT, "room", "215"),
    }


def link(seq: int, tail: bytes, body: bytes = b"{}", signer: Signer | None = None) -> SignedAct:
    hand = signer or Signer(SALT)
    act_hash = link_hash(tail, seq, body)
    return SignedAct(seq, body, act_hash, hand.key_id, hand.sign(act_hash))


def test_an_act_is_bound_to_its_place_and_its_predecessor() -> None:
    start = genesis("point")
    hashes = {
        link_hash(start, 1, b"{}"),
        link_hash(start, 2, b"{}"),
        link_hash(start, 1, b"{ }"),
        link_hash(genesis("other"), 1, b"{}"),
    }
    assert len(hashes) == 4


@pytest.mark.parametrize("seq", [1, 256, 2**63])
def test_the_hash_of_an_act_is_what_anybody_computes(seq: int) -> None:
    start = hashlib.sha256(b"helppoint/genesis/v1\0" + "пункт".encode()).digest()
    assert genesis("пункт") == start
    covered = start + seq.to_bytes(8, "big") + hashlib.sha256(b"{}").digest()
    assert link_hash(start, seq, b"{}") == hashlib.sha256(b"helppoint/link/v1\0" + covered).digest()


@pytest.mark.parametrize("cosignature", [None, b"c" * 64])
def test_what_the_next_act_is_chained_to_is_what_anybody_computes(
    cosignature: bytes | None,
) -> None:
    last = SignedAct(1, b"{}", b"h" * 32, "key", b"s" * 64, cosignature)
    covered = b"helppoint/tail/v1\0" + b"h" * 32 + b"s" * 64 + (cosignature or b"")
    assert last.tail() == hashlib.sha256(covered).digest()


def test_a_signature_is_ed25519_over_the_hash_of_an_act() -> None:
    signer = Signer(SALT)
    VerifyKey(signer.public_key).verify(b"helppoint/sign/v1\0" + b"h" * 32, signer.sign(b"h" * 32))
    VerifyKey(signer.public_key).verify(b"any text", signer.sign_bytes(b"any text"))


def test_the_next_act_is_bound_to_every_signature_of_the_last() -> None:
    first = link(1, genesis("point"))
    again = link(1, genesis("point"), signer=Signer(bytes(32)))
    cosigned = SignedAct(1, first.body, first.hash, first.key_id, first.signature, bytes(64))
    assert len({first.tail(), again.tail(), cosigned.tail()}) == 3


def test_a_signature_holds_for_its_key_and_its_act_alone() -> None:
    signer, other = Signer(SALT), Signer(bytes(32))
    act = link(1, genesis("point"), signer=signer)
    assert signature_holds(signer.public_key, act.hash, act.signature)
    assert not signature_holds(other.public_key, act.hash, act.signature)
    assert not signature_holds(signer.public_key, bytes(32), act.signature)
    assert not signature_holds(signer.public_key, act.hash, act.signature[:-1] + b"\0")


@pytest.mark.parametrize("damaged", [b"", b"x", bytes(63), bytes(64), bytes(65)])
def test_a_damaged_signature_is_wrong_and_no_accident(damaged: bytes) -> None:
    assert not signature_holds(Signer(SALT).public_key, bytes(32), damaged)
    assert not signature_holds(damaged, bytes(32), bytes(64))


def test_short_names_of_keys_and_signatures_are_stable() -> None:
    assert key_id(bytes(32)) == hashlib.sha256(bytes(32)).hexdigest()[:16]
    assert short_digest(bytes(64)) == "F5A5-FD42-D16A"
