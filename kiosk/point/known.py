"""Who everybody is, what they may do and what the school is, as the acts say.

The tables only repeat it: whoever can write a table can write anything into it. These acts are few,
and each names the one before, so their signatures are checked back to the founding in no time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from db import reading, signers
from kiosk.proof.chain import genesis
from kiosk.proof.history import Act, History, Place, Shelf
from kiosk.proof.take import Walk
from kiosk.proof.wrong import Wrong, need
from kiosk.signing.keys import holds
from kiosk.words.errors import PeopleDiffer


@dataclass(slots=True)
class Known:
    """What was read last, and the act that it was read up to."""

    newest: bytes = b""
    history: History = field(default_factory=History)


class _NoPast:
    """These acts ask for nothing that other acts said."""

    def tail(self, size: int) -> bytes:
        raise KeyError(size)

    def signing(self, place: Place) -> Act | None:
        raise KeyError(place)

    def digest(self, shelf: Shelf, size: int) -> bytes:
        raise KeyError(shelf, size)

    def day(self, at: str, zone: str) -> date:
        raise KeyError(at, zone)

    def minute(self, at: str, zone: str) -> str:
        raise KeyError(at, zone)


def read_known(known: Known, point: int, uid: str, kiosk: str) -> History:
    """What the acts about people and names say, read anew where there are new ones.

    ``kiosk`` is the name of the kiosk's key. Raises PeopleDiffer where an act does not follow, or a
    signature does not hold.
    """
    newest = signers.newest_who(point)
    if newest != known.newest:
        try:
            known.history = _walked(point, uid)
            need(known.history.kiosk == kiosk, "not_the_kiosk")
        except Wrong as wrong:
            raise PeopleDiffer from wrong
        known.newest = newest
    return known.history


def _walked(point: int, uid: str) -> History:
    history = History()
    walk = Walk(uid, history, _NoPast())
    for act, before in reading.who_and_what(point):
        walk.take_apart(act, before or genesis(uid))
        for _seq, key, message, signature in walk.asked():
            need(holds(key, message, signature), "signature")
    return history
