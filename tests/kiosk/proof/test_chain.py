"""Every act is bound to the one before it, and every signature to its act."""

from __future__ import annotations

import hashlib

import pytest
from nacl.signing import VerifyKey

from kiosk.proof import ed25519
from kiosk.proof.chain import (
    SignedAct,
    genesis,
    is_linked,
    key_id,
    link_hash,
    short_digest,
    signed_message,
    tail_after,
    tail_of,
)
from kiosk.signing.keys import Signer, holds

SALT = bytes(range(32))
AT = "2025-11-24T06:00:00.000Z"


def link(seq: int, tail: bytes, body: bytes = b"{}", signer: Signer | None = None) -> SignedAct:
    hand = signer or Signer(SALT)
    act_hash = link_hash(tail, seq, body)
    return SignedAct(seq, "kind", AT, body, act_hash, hand.key_id, hand.sign(act_hash))


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
    last = SignedAct(1, "kind", AT, b"{}", b"h" * 32, "key", b"s" * 64, cosignature)
    covered = b"helppoint/tail/v1\0" + b"h" * 32 + b"s" * 64 + (cosignature or b"")
    assert last.tail() == hashlib.sha256(covered).digest()


def test_a_signature_is_ed25519_over_the_hash_of_an_act() -> None:
    signer = Signer(SALT)
    VerifyKey(signer.public_key).verify(b"helppoint/sign/v1\0" + b"h" * 32, signer.sign(b"h" * 32))
    VerifyKey(signer.public_key).verify(b"any text", signer.sign_bytes(b"any text"))


def test_the_next_act_is_bound_to_every_signature_of_the_last() -> None:
    first = link(1, genesis("point"))
    again = link(1, genesis("point"), signer=Signer(bytes(32)))
    cosigned = first._replace(cosignature=bytes(64))
    assert len({first.tail(), again.tail(), cosigned.tail()}) == 3


def test_a_signature_holds_for_its_key_and_its_act_alone() -> None:
    signer, other = Signer(SALT), Signer(bytes(32))
    act = link(1, genesis("point"), signer=signer)
    message = signed_message(act.hash)
    for check in (holds, ed25519.holds):
        assert check(signer.public_key, message, act.signature)
        assert not check(other.public_key, message, act.signature)
        assert not check(signer.public_key, signed_message(bytes(32)), act.signature)
        assert not check(signer.public_key, act.hash, act.signature)
        assert not check(signer.public_key, message, act.signature[:-1] + b"\0")


@pytest.mark.parametrize("damaged", [b"", b"x", bytes(63), bytes(64), bytes(65)])
def test_a_damaged_signature_is_wrong_and_no_accident(damaged: bytes) -> None:
    for check in (holds, ed25519.holds):
        assert not check(Signer(SALT).public_key, bytes(32), damaged)
        assert not check(damaged, bytes(32), bytes(64))


def test_short_names_of_keys_and_signatures_are_stable() -> None:
    assert key_id(bytes(32)) == hashlib.sha256(bytes(32)).hexdigest()[:16]
    assert short_digest(bytes(64)) == "F5A5-FD42-D16A"


def test_an_act_is_linked_where_it_was_chained_alone() -> None:
    act = link(2, b"tail")
    assert is_linked(act, b"tail")
    assert not is_linked(act, b"other")
    assert not is_linked(act._replace(seq=3), b"tail")
    assert not is_linked(act._replace(body=b"{ }"), b"tail")


def test_what_follows_an_act_covers_its_signatures() -> None:
    act = link(2, b"tail")
    assert act.tail() == tail_of(act) == tail_after(act.hash, act.signature, None)
    assert act._replace(cosignature=b"").tail() == act.tail()
    with pytest.raises(TypeError):
        tail_of(act._replace(signature="text"))  # type: ignore[arg-type]


@pytest.mark.parametrize("seq", [-1, 2**64])
def test_a_number_that_no_act_can_have_is_linked_to_nothing(seq: int) -> None:
    with pytest.raises(OverflowError):
        is_linked(link(2, b"tail")._replace(seq=seq), b"tail")
