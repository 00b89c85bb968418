"""Ed25519 by PyNaCl (RFC 8032): sign and check what acts say."""

from __future__ import annotations

from nacl.bindings import (
    crypto_sign,
    crypto_sign_BYTES,
    crypto_sign_open,
    crypto_sign_PUBLICKEYBYTES,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError

from kiosk.proof.chain import key_id, signed_message


class Signer:
    """A private key in memory, for as long as one act takes."""

    def __init__(self, seed: bytes) -> None:
        """``seed`` is the 32-byte private key."""
        self.public_key, self._secret = crypto_sign_seed_keypair(seed)
        self.key_id = key_id(self.public_key)

    def sign(self, body: bytes) -> bytes:
        """The 64-byte signature over what an act says."""
        return self.sign_bytes(signed_message(body))

    def sign_bytes(self, message: bytes) -> bytes:
        """The 64-byte signature over any message, such as the text of a note."""
        return crypto_sign(message, self._secret)[:crypto_sign_BYTES]


def holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """True when ``signature`` was made over ``message`` by the owner of ``public_key``."""
    try:
        if len(public_key) != crypto_sign_PUBLICKEYBYTES or len(signature) != crypto_sign_BYTES:
            return False
        crypto_sign_open(signature + message, public_key)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True
