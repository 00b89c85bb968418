"""The proof's own Ed25519 against the vectors of RFC 8032 and against PyNaCl."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.proof import ed25519

VECTORS = {
    "1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        "f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        "4dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").digest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c664"
        "31e0303dca179c138ac17ad9bef1177331a704",
    ),
}
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors_of_the_rfc_hold(name: str) -> None:
    key, message, signature = VECTORS[name]
    assert ed25519.holds(bytes.fromhex(key), message, bytes.fromhex(signature))
    assert not ed25519.holds(bytes.fromhex(key), message + b"x", bytes.fromhex(signature))


def libsodium_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(key).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def test_pynacl_and_the_proof_decide_alike() -> None:
    """Honest signatures, and ones with a bit of key, message, R or S turned over."""
    random, held = Random(8032), 0
    for _ in range(12):
        signer = SigningKey(random.randbytes(32))
        key = bytes(signer.verify_key)
        for _ in range(12):
            message = random.randbytes(random.randrange(80))
            signature = bytearray(signer.sign(message).signature)
            assert ed25519.holds(key, message, bytes(signature))
            signature[random.randrange(64)] ^= 1 << random.randrange(8)
            found = ed25519.holds(key, message, bytes(signature))
            assert found == libsodium_holds(key, message, bytes(signature))
            spoilt = bytearray(key)
            spoilt[random.randrange(32)] ^= 1 << random.randrange(8)
            signature = bytearray(signer.sign(message).signature)
            found = ed25519.holds(bytes(spoilt), message, bytes(signature))
            assert found == libsodium_holds(bytes(spoilt), message, bytes(signature))
            held += found
    assert held == 0


def test_a_signature_has_one_spelling() -> None:
    """S + ℓ means the same in the equation, and must be refused (RFC 8032, 5.1.7)."""
    signer = SigningKey(bytes(range(32)))
    key, signature = bytes(signer.verify_key), signer.sign(b"act").signature
    larger = int.from_bytes(signature[32:], "little") + ed25519.ORDER
    twin = signature[:32] + larger.to_bytes(32, "little")
    assert ed25519.holds(key, b"act", signature)
    assert not ed25519.holds(key, b"act", twin)
    assert not libsodium_holds(key, b"act", twin)


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_keys_that_hold_under_anything_are_refused(point: str) -> None:
    """With a key of small order and S = 0 a forger needs no private key at all."""
    key = bytes.fromhex(point)
    for r in SMALL_ORDER:
        assert not ed25519.holds(key, b"act", bytes.fromhex(r) + bytes(32))


@pytest.mark.parametrize("number", [2**255 - 19, 2**255 - 18, 2**255 - 1, 2, 2**255 + 1])
def test_bytes_that_are_no_point_are_no_key(number: int) -> None:
    """A coordinate above p, one with no x, and x = 0 with a sign."""
    assert ed25519.decoded(number.to_bytes(32, "little")) is None
    assert not ed25519.holds(number.to_bytes(32, "little"), b"", bytes(64))


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_of_another_length_does_not_hold(size: int) -> None:
    key = bytes(SigningKey(bytes(32)).verify_key)
    assert not ed25519.holds(key, b"", bytes(size))
