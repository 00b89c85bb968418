"""The second signature: somebody who stands by signs as well when a PIN is replaced, or when what
an old key signed is corrected."""

from __future__ import annotations

from dataclasses import dataclass

from db.signers import has_key
from kiosk.point.point import HelpPoint
from kiosk.proof.canonical import Value
from kiosk.proof.chain import witness_message
from kiosk.proof.witness import may_witness
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.words.days import stamp
from kiosk.words.errors import NotAWitness, WrongPin


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Who stands by, as they say themselves: login and PIN."""

    login: str
    pin: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who stands by, with their key open for one signature."""

    login: str
    key: Signer

    def signed(self, point: HelpPoint, about: str, what: bytes) -> dict[str, Value]:
        """The fact that they signed ``what``, ``about`` a login or a request."""
        signature = self.key.sign_bytes(witness_message(point.uid, about, what))
        said = {"login": self.login, "key": self.key.key_id, "signature": signature.hex()}
        return {"witness": said}

    def check(self, point: HelpPoint) -> None:
        """Raise WrongPin where the PIN was replaced meanwhile; in the transaction of the act."""
        if not has_key(point.id, self.key.key_id):
            raise WrongPin


def open_witness(point: HelpPoint, second: SecondPerson, *barred: str) -> Witness:
    """The second person with their key. Raises WrongPin as ``unlock`` does, and NotAWitness for one
    of the ``barred`` logins or a key that is too new."""
    person, key = unlock(point, second.login, second.pin)
    if not may_witness(point.who(), key.key_id, stamp(point.clock()), *barred):
        raise NotAWitness
    return Witness(person.login, key)
