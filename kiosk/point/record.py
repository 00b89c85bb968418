"""Writing to the ledger: one open record is one transaction with the ledger's head locked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from db import writes
from db.models import Wording
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import VERSION, Kind, check_facts
from kiosk.proof.canonical import Value, canonical, commitments, facts_of
from kiosk.proof.chain import SignedAct, link_hash
from kiosk.signing.keys import Signer
from kiosk.words.days import local, moment, stamp
from kiosk.words.errors import ClockWentBack

JITTER = timedelta(seconds=2)
"""A clock may stumble this much; such an act takes its predecessor's time."""


class Record:
    """The ledger, locked by this transaction; ``now`` is the time of everything written in it."""

    def __init__(self, point: HelpPoint, *, clock_resolved: bool = False) -> None:
        """``clock_resolved``: the act to come says that the clock may stand behind."""
        self._point = point
        self.size, self.tail, self.last = writes.lock_ledger(point.id)
        self.now = stamp(point.clock()) if clock_resolved else self._time()

    def _time(self) -> str:
        now, last = self._point.clock(), moment(self.last)
        if now >= last:
            return stamp(now)
        if last - now <= JITTER:
            return self.last
        zone = self._point.zone
        shown = [f"{local(at, zone):%d.%m.%Y %H:%M}" for at in (self.last, stamp(now))]
        raise ClockWentBack(*shown)

    def append(
        self,
        kind: Kind,
        facts: Mapping[str, Value],
        *,
        entry: int | None = None,
        signer: Signer | None = None,
        cosigner: Signer | None = None,
        wording: str | None = None,
    ) -> SignedAct:
        """Chain, sign and keep one act, about the entry with this id where there is one.

        The kiosk signs where no person does. ``wording`` is free text: it stands beside the act,
        and the act only commits to it. Raises ValueError for facts that are not those of the kind.
        """
        salt = secrets.token_bytes(32) if wording is not None else b""
        said = {} if wording is None else {"committed": commitments(salt, {"wording": wording})}
        body = canonical({"v": VERSION, "kind": kind.value, "at": self.now, **facts, **said})
        check_facts(facts_of(body))
        hand = signer or self._point.keyring.kiosk
        seq = self.size + 1
        act_hash = link_hash(self.tail, seq, body)
        link = SignedAct(
            seq=seq,
            kind=kind.value,
            at=self.now,
            body=body,
            hash=act_hash,
            key_id=hand.key_id,
            signature=hand.sign(act_hash),
            cosignature=cosigner.sign(act_hash) if cosigner else None,
        )
        act = self._keep(kind, link, entry)
        if wording is not None:
            Wording.insert(act=act, text=wording, salt=salt).execute()
        self.size, self.tail = seq, link.tail()
        return link

    def _keep(self, kind: Kind, link: SignedAct, entry: int | None) -> int:
        act = writes.insert(
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
        return act


@contextmanager
def record(point: HelpPoint, *, clock_resolved: bool = False) -> Iterator[Record]:
    """Open the ledger for one act. Raises ClockWentBack when the clock is behind the last act."""
    with transaction():
        yield Record(point, clock_resolved=clock_resolved)
