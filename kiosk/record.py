"""Writing to the ledger: one open record is one transaction with the ledger's head locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum

from db import writes
from kiosk.days import local, moment, stamp
from kiosk.errors import ClockWentBack
from kiosk.ledger.canonical import Value, canonical
from kiosk.ledger.chain import Link, link_hash
from kiosk.ledger.keys import Signer
from kiosk.point import HelpPoint
from kiosk.storage import transaction

JITTER = timedelta(seconds=2)
"""A clock may stumble this much; such an act takes its predecessor's time."""


class Kind(StrEnum):
    """What an act says."""

    KIOSK_ENROLLED = "kiosk_enrolled"
    POINT_NAMED = "point_named"
    SPECIALIST_ENROLLED = "specialist_enrolled"
    VOLUME_OPENED = "volume_opened"
    ENTRY_OPENED = "entry_opened"
    ENTRY_LEFT = "entry_left"
    ENTRY_COMPLETED = "entry_completed"
    ENTRY_SIGNED = "entry_signed"
    CHECKPOINT_MADE = "checkpoint_made"


class Record:
    """The ledger, locked by this transaction; ``now`` is the time of everything written in it."""

    def __init__(self, point: HelpPoint) -> None:
        self._point = point
        self._size, self._tail, last = writes.lock_ledger(point.id)
        self.now = self._time(last)

    def _time(self, last: str) -> str:
        now = self._point.clock()
        if now >= moment(last):
            return stamp(now)
        if moment(last) - now <= JITTER:
            return last
        zone = self._point.zone
        shown = [f"{local(at, zone):%d.%m.%Y %H:%M}" for at in (last, stamp(now))]
        raise ClockWentBack(*shown)

    def append(
        self,
        kind: Kind,
        facts: dict[str, Value],
        *,
        entry: int | None = None,
        signer: Signer | None = None,
        cosigner: Signer | None = None,
    ) -> Link:
        """Chain, sign and keep one act, about the entry with this id where there is one.

        The kiosk signs where no person does.
        """
        hand = signer or self._point.keyring.kiosk
        seq = self._size + 1
        body = canonical({"v": 1, "kind": kind.value, "at": self.now, **facts})
        act_hash = link_hash(self._tail, seq, body)
        link = Link(
            seq=seq,
            body=body,
            hash=act_hash,
            key_id=hand.key_id,
            signature=hand.sign(act_hash),
            cosignature=cosigner.sign(act_hash) if cosigner else None,
        )
        self._keep(kind, link, entry)
        self._size, self._tail = seq, link.tail()
        return link

    def _keep(self, kind: Kind, link: Link, entry: int | None) -> None:
        writes.insert(
            "act",
            point_id=self._point.id,
            seq=link.seq,
            kind=kind.value,
            at=self.now,
            entry_id=entry,
            body=link.body,
            hash=link.hash,
            key_id=link.key_id,
            signature=link.signature,
            cosignature=link.cosignature,
        )
        writes.move_ledger(self._point.id, link.seq, link.tail(), self.now)


@contextmanager
def record(point: HelpPoint) -> Iterator[Record]:
    """Open the ledger for one act. Raises ClockWentBack when the clock is behind the last act."""
    with transaction():
        yield Record(point)
