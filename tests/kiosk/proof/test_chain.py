"""Every act is bound to the one before it, and every signature to what was said."""

from __future__ import annotations

import hashlib

import pytest
from nacl.signing import VerifyKey

from kiosk.proof import ed25519
from kiosk.proof.chain import (
    SignedAct,
    chained,
    genesis,
    is_linked,
    key_id,
    key_message,
    short_digest,
    signed_message,
    witness_message,
)
from kiosk.signing.keys import Signer, holds

SALT = bytes(range(32))
AT = "2025-11-24T06:00:00.000Z"
START, HAND, DEVICE = genesis("point"), b"s" * 64, b"c" * 64


def link(seq: int, tail: bytes, body: bytes = b"{}", cosignature: bytes | None = None) -> SignedAct:
    hand, given = Signer(SALT), b'{"seq":1}'
    signature = hand.sign(body)
    end = chained(tail, seq, given, body, signature, cosignature)
    return SignedAct(seq, "kind", AT, "id", body, given, hand.key_id, signature, cosignature, end)


def test_an_act_is_bound_to_its_place_its_texts_its_hands_and_its_predecessor() -> None:
    tails = {
        chained(START, 1, b"{}", b"{}", HAND, None),
        chained(START, 2, b"{}", b"{}", HAND, None),
        chained(START, 1, b"{ }", b"{}", HAND, None),
        chained(START, 1, b"{}", b"{ }", HAND, None),
        chained(START, 1, b"{}", b"{}", DEVICE, None),
        chained(START, 1, b"{}", b"{}", HAND, DEVICE),
        chained(START, 1, b"{}", b"{}", DEVICE, HAND),
        chained(genesis("other"), 1, b"{}", b"{}", HAND, None),
    }
    assert len(tails) == 8


def test_what_was_given_cannot_be_taken_for_what_was_said() -> None:
    said = chained(START, 1, b"a", b"b", HAND, None)
    assert said not in (
        chained(START, 1, b"b", b"a", HAND, None),
        chained(START, 1, b"ab", b"", HAND, None),
        chained(START, 1, b"", b"ab", HAND, None),
    )


@pytest.mark.parametrize("cosignature", [None, DEVICE])
@pytest.mark.parametrize("seq", [1, 256, 2**63])
def test_what_is_chained_to_an_act_is_what_anybody_computes(
    seq: int, cosignature: bytes | None
) -> None:
    start = hashlib.sha256(b"helppoint/genesis/v1\0" + "пункт".encode()).digest()
    assert genesis("пункт") == start
    texts = hashlib.sha256(b"given").digest() + hashlib.sha256("тело".encode()).digest()
    covered = start + seq.to_bytes(8, "big") + texts + HAND + (cosignature or b"")
    computed = hashlib.sha256(b"helppoint/chain/v2\0" + covered).digest()
    assert chained(start, seq, b"given", "тело".encode(), HAND, cosignature) == computed


def test_a_signature_is_ed25519_over_the_whole_of_what_was_said() -> None:
    signer = Signer(SALT)
    message = b'helppoint/content/v2\0{"kind":"x"}'
    assert signed_message(b'{"kind":"x"}') == message
    VerifyKey(signer.public_key).verify(message, signer.sign(b'{"kind":"x"}'))
    VerifyKey(signer.public_key).verify(b"any text", signer.sign_bytes(b"any text"))


def test_a_new_key_signs_point_login_and_itself() -> None:
    assert key_message("пункт", "белая", bytes(32)) == (
        b"helppoint/key/v2\0" + "пункт\0белая\0".encode() + bytes(32)
    )
    messages = {
        key_message(point, login, bytes([key]) * 32)
        for point in ("a", "ab")
        for login in ("b", "bb")
        for key in (0, 1)
    }
    assert len(messages) == 8


def test_no_message_of_one_kind_is_one_of_another() -> None:
    """A signature under an act proves no key and vouches for nobody, nor the other way round."""
    messages = signed_message(b""), key_message("", "", b""), witness_message("", "", b"")
    prefixes = {message[:13] for message in messages}
    assert prefixes == {b"helppoint/con", b"helppoint/key", b"helppoint/wit"}


def test_the_next_act_is_bound_to_every_signature_of_the_last() -> None:
    first = link(1, START)
    others = {
        chained(START, 1, first.given, first.body, *hands)
        for hands in ((HAND, None), (first.signature, DEVICE), (first.signature, HAND))
    }
    assert len(others | {first.tail}) == 4


def test_a_signature_holds_for_its_key_and_its_act_alone() -> None:
    signer, other = Signer(SALT), Signer(bytes(32))
    act = link(1, START)
    message = signed_message(act.body)
    for check in (holds, ed25519.holds):
        assert check(signer.public_key, message, act.signature)
        assert not check(other.public_key, message, act.signature)
        assert not check(signer.public_key, signed_message(b"{ }"), act.signature)
        assert not check(signer.public_key, act.body, act.signature)
        assert not check(signer.public_key, message, act.signature[:-1] + b"\0")


@pytest.mark.parametrize("damaged", [b"", b"x", bytes(63), bytes(64), bytes(65)])
def test_a_damaged_signature_is_wrong_and_no_accident(damaged: bytes) -> None:
    for check in (holds, ed25519.holds):
        assert not check(Signer(SALT).public_key, bytes(32), damaged)
        assert not check(damaged, bytes(32), bytes(64))


def test_short_names_of_keys_and_signatures_are_stable() -> None:
    assert key_id(bytes(32)) == hashlib.sha256(bytes(32)).hexdigest()[:16]
    assert short_digest(bytes(64)) == "F5A5-FD42-D16A"


@pytest.mark.parametrize("cosignature", [None, DEVICE])
def test_an_act_is_linked_where_it_was_chained_alone(cosignature: bytes | None) -> None:
    act = link(2, b"tail", cosignature=cosignature)
    assert is_linked(act, b"tail")
    assert not is_linked(act, b"other")
    for other in (
        act._replace(seq=3),
        act._replace(body=b"{ }"),
        act._replace(given=b"{ }"),
        act._replace(signature=HAND),
        act._replace(cosignature=b"x" * 64),
        act._replace(tail=bytes(32)),
    ):
        assert not is_linked(other, b"tail")


def test_an_empty_cosignature_is_chained_as_none() -> None:
    """It does not hold, so nobody is misled."""
    assert is_linked(link(2, b"tail")._replace(cosignature=b""), b"tail")
    with pytest.raises(TypeError):
        is_linked(link(2, b"tail")._replace(signature="text"), b"tail")  # type: ignore[arg-type]


@pytest.mark.parametrize("seq", [-1, 2**64])
def test_a_number_that_no_act_can_have_is_linked_to_nothing(seq: int) -> None:
    with pytest.raises(OverflowError):
        is_linked(link(2, b"tail")._replace(seq=seq), b"tail")


def test_who_stands_by_signs_for_that_purpose_alone() -> None:
    """The literal bytes: nothing that is signed for another purpose begins like that."""
    assert witness_message("p", "belaya", b"key") == b"helppoint/witness/v2\0p\0belaya\0key"
