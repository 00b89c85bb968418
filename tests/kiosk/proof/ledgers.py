"""Ledgers of a few acts, said by keys of the tests: no database, no day's work."""

from __future__ import annotations

from kiosk.proof.acts import Kind
from kiosk.proof.canonical import canonical
from kiosk.proof.chain import SignedAct, genesis, link_hash
from kiosk.signing.keys import Signer

UID, AT = "point", "2025-11-24T06:00:00.000Z"
KIOSK, CHIEF, TEACHER = (Signer(bytes([number] * 32)) for number in (1, 2, 3))
HASH = "0a" * 32


def committed(*words: str) -> dict[str, str]:
    """Commitments to these words, which nobody will open."""
    return dict.fromkeys(words, HASH)


class Said:
    """The acts of a ledger, each chained to the one before."""

    def __init__(self) -> None:
        self.acts: list[SignedAct] = []

    def say(
        self,
        kind: Kind,
        hand: Signer = KIOSK,
        *,
        at: str = AT,
        cosigner: Signer | None = None,
        **facts: object,
    ) -> SignedAct:
        """The next act; returns it."""
        seq, tail = len(self.acts) + 1, self.acts[-1].tail() if self.acts else genesis(UID)
        body = canonical({"v": 1, "kind": kind.value, "at": at, **facts})  # type: ignore[dict-item]
        act_hash = link_hash(tail, seq, body)
        second = cosigner.sign(act_hash) if cosigner else None
        signature = hand.sign(act_hash)
        act = SignedAct(seq, kind.value, at, body, act_hash, hand.key_id, signature, second)
        self.acts.append(act)
        return act

    def begin(self, point: str = UID, key: Signer = KIOSK) -> SignedAct:
        """The first act: the kiosk's key."""
        said = {"point": point, "key": key.key_id, "public_key": key.public_key.hex()}
        return self.say(Kind.KIOSK_ENROLLED, **said)

    def enrol(self, login: str, key: Signer, hand: Signer = KIOSK, /, **facts: object) -> SignedAct:
        """An enrolment; the first one is an administrator's."""
        said = {
            "login": login,
            "duty": "administrator" if hand is KIOSK else "teacher",
            "journals": "consultations",
            "key": key.key_id,
            "public_key": key.public_key.hex(),
            "committed": committed("name", "post", "pin_salt", "sealed_key"),
        }
        return self.say(Kind.SPECIALIST_ENROLLED, hand, cosigner=key, **(said | facts))
