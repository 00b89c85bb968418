"""Writing to the ledger: it is locked for one transaction, and acts are appended to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from db import writes
from db.models import Wording
from db.signers import has_key
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import VERSION, Kind, check_facts
from kiosk.proof.canonical import Value, canonical, commitments, facts_of
from kiosk.proof.chain import SignedAct, link_hash
from kiosk.signing.keys import Signer
from kiosk.words.days import local, moment, stamp
from kiosk.words.errors import ClockWentBack, WrongPin

JITTER = timedelta(seconds=2)
"""A clock may stumble this much; such an act takes its predecessor's time."""


class OpenLedger:
    """The ledger of a point, locked by this transaction."""

    size: int
    """How many acts it has."""
    tail: bytes
    """What the next act is chained to."""
    last: str
    """The time of the last act."""
    now: str
    """The time of everything that is written in this transaction."""

    def __init__(self, point: HelpPoint, *, clock_resolved: bool = False) -> None:
        """Lock it. Raises ClockWentBack where the clock is behind the last act, unless
        ``clock_resolved``: the act to come says that it may be."""
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
        words = {} if wording is None else {"committed": commitments(salt, {"wording": wording})}
        body = canonical({"v": VERSION, "kind": kind.value, "at": self.now, **facts, **words})
        check_facts(facts_of(body))
        key = signer or self._point.keyring.kiosk
        seq = self.size + 1
        act_hash = link_hash(self.tail, seq, body)
        act = SignedAct(
            seq=seq,
            kind=kind.value,
            at=self.now,
            body=body,
            hash=act_hash,
            key_id=key.key_id,
            signature=key.sign(act_hash),
            cosignature=cosigner.sign(act_hash) if cosigner else None,
        )
        row = self._keep(act, entry)
        if wording is not None:
            Wording.insert(act=row, text=wording, salt=salt).execute()
        self.size, self.tail = seq, act.tail()
        return act

    def _keep(self, act: SignedAct, entry: int | None) -> int:
        """Write the act's row and move the ledger's head; the row's id."""
        row = writes.insert(
            "act",
            point_id=self._point.id,
            seq=act.seq,
            kind=act.kind,
            at=act.at,
            entry_id=entry,
            body=act.body,
            hash=act.hash,
            key_id=act.key_id,
            signature=act.signature,
            cosignature=act.cosignature,
        )
        writes.move_ledger(self._point.id, act.seq, act.tail(), act.at)
        return row


@contextmanager
def open_ledger(
    point: HelpPoint, *, signer: Signer | None = None, clock_resolved: bool = False
) -> Iterator[OpenLedger]:
    """Open the ledger for the acts of one transaction: they are kept together or not at all.

    ``signer`` is the key of who is about to sign, opened before: whose PIN was renewed meanwhile
    signs nothing more. Raises as ``OpenLedger`` does, WrongPin, and StorageUnavailable.
    """
    with transaction():
        ledger = OpenLedger(point, clock_resolved=clock_resolved)
        if signer is not None and not has_key(point.id, signer.key_id):
            raise WrongPin
        yield ledger
