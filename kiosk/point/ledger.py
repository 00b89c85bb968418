"""Writing to the ledger: it is locked for one transaction, and what was said is kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from db import reading, writes
from db.engine import current
from db.home import home_of
from db.models import Wording
from db.signers import has_key, newest_desk
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said
from kiosk.point.seen import Glimpse
from kiosk.proof.acts import check_given
from kiosk.proof.canonical import Value, canonical, facts_of
from kiosk.proof.chain import SignedAct, chained, genesis
from kiosk.signing.keys import Signer
from kiosk.signing.session import Session
from kiosk.words.days import local, moment, stamp
from kiosk.words.errors import (
    ClockDoubted,
    DeskIsClosed,
    LedgerElsewhere,
    LedgerSetBack,
    StorageUnavailable,
    WrongPin,
)

JITTER = timedelta(seconds=2)
"""A clock may stumble this much; such an act takes its predecessor's time."""
PATIENCE = timedelta(seconds=110)
"""How old a person's act may be when it is kept: less than the grace that its day has."""


class OpenLedger:
    """The ledger of a point, locked by this transaction."""

    size: int
    """How many acts it has."""
    tail: bytes
    """What the next act is chained to."""
    last: str
    """The time of the last act."""
    epoch: int
    """How many times a backup took the place of a newer ledger."""
    home: str
    """Where the database lives."""
    now: str
    """The time of everything that is written in this transaction."""

    def __init__(
        self, point: HelpPoint, *, clock_resolved: bool = False, settles: bool = False
    ) -> None:
        """Lock it. Raises ClockDoubted where the clock is behind the last act, unless
        ``clock_resolved``; LedgerElsewhere where the database does not live where its head says,
        unless it ``settles``: the acts to come say that it may; and LedgerSetBack where it does not
        have what this device has seen of it."""
        self._point = point
        self.size, self.tail, self.last, self.epoch, self.home = writes.lock_ledger(point.id)
        if not settles and self.home != home_of(current()):
            point.seen.lost = True
            raise LedgerElsewhere
        self._check_seen(point.seen.newest)
        self.now = stamp(point.clock()) if clock_resolved else self._time()

    def _time(self) -> str:
        now, last = self._point.clock(), moment(self.last)
        if not self._point.steady.is_doubted(now):
            if now >= last:
                return stamp(now)
            if last - now <= JITTER:
                return self.last
        zone = self._point.zone
        shown = [f"{local(at, zone):%d.%m.%Y %H:%M}" for at in (self.last, stamp(now))]
        raise ClockDoubted(*shown)

    def keep(self, said: Said, *, entry: int | None = None, **given: Value) -> SignedAct:
        """Chain and keep an act, about the entry with this id where it is about one alone.

        ``given`` is what the database gives it besides its time and its number in the ledger.
        Raises LedgerSetBack where the ledger does not have what the device had seen,
        StorageUnavailable for a person's act that waited so long that the day or the hours that
        it names may be wrong by now, and ValueError where a kind is given something else.
        """
        self._check_seen(said.seen)
        if said.cosignature is not None and abs(moment(self.now) - said.at) >= PATIENCE:
            raise StorageUnavailable
        seq = self.size + 1
        facts: dict[str, Value] = {"at": self.now, "seq": seq, **given}
        check_given(said.kind, facts)
        text = canonical(facts)
        signatures = said.signature, said.cosignature
        tail = chained(self.tail, seq, text, said.body, *signatures)
        act = SignedAct(
            seq=seq,
            kind=said.kind.value,
            at=self.now,
            request=said.request,
            body=said.body,
            given=text,
            key_id=said.key_id,
            signature=said.signature,
            cosignature=said.cosignature,
            tail=tail,
        )
        row = writes.insert(
            "act", point_id=self._point.id, **act._replace(entry_id=entry)._asdict()
        )
        for name, (words_said, salt) in said.words.items():
            words = {"word": name, "text": words_said, "salt": salt}
            Wording.insert(act=row, point=self._point.id, **words).execute()
        self.size, self.tail = seq, tail
        return act

    def begin_epoch(self, epoch: int, home: str) -> None:
        """From now on the ledger is in this epoch, and its database lives here."""
        self.epoch, self.home = epoch, home

    def finish(self) -> Glimpse:
        """Move the head to where the last act stands; returns the new end."""
        end = Glimpse(self.size, self.tail.hex(), self.epoch)
        head = writes.Head(self.size, self.tail, self.now, self.epoch, self.home)
        writes.move_ledger(self._point.id, head)
        return end

    def _check_seen(self, seen: Glimpse) -> None:
        if (seen.size, seen.head) == (self.size, self.tail.hex()):
            return
        known = tail_at(self._point, seen.size)
        if known is None or known.hex() != seen.head:
            self._point.seen.lost = True
            raise LedgerSetBack


@contextmanager
def open_ledger(
    point: HelpPoint,
    *,
    signer: Signer | None = None,
    clock_resolved: bool = False,
    settles: bool = False,
) -> Iterator[OpenLedger]:
    """Open the ledger for the acts of one transaction: they are kept together or not at all.

    ``signer`` is the key of who is about to sign, or of their session, opened before: whose PIN
    was renewed meanwhile signs nothing more, and no session signs after its end or after a newer
    one was opened. Raises as ``OpenLedger`` does, WrongPin or DeskIsClosed for such a key, and
    StorageUnavailable.
    """
    end: Glimpse | None = None
    with transaction():
        ledger = OpenLedger(point, clock_resolved=clock_resolved, settles=settles)
        before = ledger.size
        if isinstance(signer, Session):
            _refuse_ended(point, signer, ledger.now)
        elif signer is not None and not has_key(point.id, signer.key_id):
            raise WrongPin
        yield ledger
        if ledger.size > before:
            end = ledger.finish()
    if end is not None:
        point.seen.answered(end)


def _refuse_ended(point: HelpPoint, session: Session, now: str) -> None:
    """Raise DeskIsClosed for a session that signs nothing more."""
    opened = newest_desk(point.id, session.person_key)
    is_newest = opened is not None and facts_of(opened)["key"] == session.key_id
    if not is_newest or now > stamp(session.until) or not has_key(point.id, session.person_key):
        raise DeskIsClosed


def tail_at(point: HelpPoint, size: int) -> bytes | None:
    """What was chained to an act, or to the point itself before the first; None where there is no
    such act."""
    return reading.tail_at(point.id, size) if size else genesis(point.uid)


def look(point: HelpPoint) -> Glimpse:
    """See how far the ledger has come now. Raises LedgerSetBack where it does not have what this
    device had seen before."""
    with transaction():
        size, tail, _at, epoch, _home = writes.head(point.id)
        seen = point.seen.newest
        known = tail_at(point, seen.size)
    if known is None or known.hex() != seen.head:
        point.seen.lost = True
        raise LedgerSetBack
    newest = Glimpse(size, tail.hex(), epoch)
    point.seen.answered(newest)
    return newest
