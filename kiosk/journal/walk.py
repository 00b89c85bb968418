"""Walk a ledger from its first act to its head: chain, signatures, and what the acts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from db.models import Ledger
from db.models import Point as PointRow
from db.reading import ActRow, acts_after, counted
from kiosk.i18n import _
from kiosk.journal.comparing import compare_ended, compare_wording
from kiosk.journal.gathering import Act, gather
from kiosk.journal.rules import check_hand, check_order, learn_key
from kiosk.journal.signatures import Check, SignatureChecks
from kiosk.journal.told import Body, Discrepancy, Told, act_name
from kiosk.ledger.canonical import facts_of
from kiosk.ledger.chain import genesis, link_hash, tail_after
from kiosk.ledger.note import Checkpoint
from kiosk.point import HelpPoint
from kiosk.record import Kind

Progress = Callable[[int, int], None]
"""Is told how many acts are done, and of how many."""


def walk(
    point: HelpPoint,
    told: Told,
    checkpoints: Sequence[Checkpoint] = (),
    progress: Progress | None = None,
) -> list[Checkpoint]:
    """Gather what the ledger says and compare each entry when it ends.

    Goes on where ``told`` has ended. Raises Discrepancy at the first act that is wrong. Returns
    the checkpoints of an earlier epoch that stand beyond what a restored backup kept.
    """
    tail = bytes.fromhex(told.head) if told.head else genesis(PointRow.get_by_id(point.id).uid)
    size = _size(point)
    proving = _Proving(checkpoints)
    with _signature_checks() as checking:
        while page := acts_after(point.id, told.acts):
            checks: list[Check] = []
            try:
                for act in page:
                    _take(point, told, act, tail, checks)
                    tail = tail_after(act.hash, act.signature, act.cosignature)
                    told.acts = act.seq
                    proving.check(told, tail)
            finally:
                told.signatures += len(checks)
                _refuse(checking.take(checks))
            compare_wording(page, told)
            compare_ended(told)
            if progress:
                progress(told.acts, size)
    left_behind = proving.rest(told)
    told.head = tail.hex()
    _check_head(point, told, tail)
    return left_behind


@contextmanager
def _signature_checks() -> Iterator[SignatureChecks]:
    """A wrong signature that is still being checked comes before a later discrepancy."""
    checking = SignatureChecks()
    try:
        yield checking
    except Discrepancy:
        _refuse(checking.rest())
        raise
    else:
        _refuse(checking.rest())
    finally:
        checking.end()


def _refuse(wrong: int | None) -> None:
    if wrong is not None:
        raise Discrepancy(act_name(wrong), _("the signature is wrong"))


def _size(point: HelpPoint) -> int:
    head = Ledger.get_or_none(Ledger.point == point.id)
    return int(head.size) if head else 0


def _take(point: HelpPoint, told: Told, act: ActRow, tail: bytes, checks: list[Check]) -> None:
    """One act: its place in the chain, its hand, and what it says."""
    seq = told.acts + 1
    if act.seq < seq:
        raise Discrepancy(act_name(act.seq), _("the act is there twice"))
    if act.seq > seq:
        raise Discrepancy(act_name(seq), _("the act is missing"))
    try:
        if link_hash(tail, seq, act.body) != act.hash:
            raise Discrepancy(act_name(seq), _("the act or its place in the chain was changed"))
        body = facts_of(act.body)
        if body["kind"] != act.kind or body["at"] != act.at:
            raise Discrepancy(act_name(seq), _("kind or time differs from what was signed"))
        check_order(told, seq, body)
        check_hand(point.keyring.kiosk.key_id, told, seq, body, act.key_id)
        learn_key(told, seq, body)
        _ask_for_signatures(told, act, body, checks)
        known = Act(point.id, seq, act.entry_id, act.hash, act.key_id, tail)
        gather(told, known, body, point.zone)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Discrepancy(act_name(seq), _("the act cannot be read")) from error


def _ask_for_signatures(told: Told, act: ActRow, body: Body, checks: list[Check]) -> None:
    if act.key_id not in told.keys:
        raise Discrepancy(act_name(act.seq), _("the signature is wrong"))
    checks.append((act.seq, told.keys[act.key_id], act.hash, act.signature))
    if body["kind"] == Kind.SPECIALIST_ENROLLED:
        new_key = told.keys[str(body["key"])]
        checks.append((act.seq, new_key, act.hash, act.cosignature or b""))


class _Proving:
    """Checkpoints from outside: at each, the chain must be where the checkpoint says it was."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self._wanted: dict[int, list[Checkpoint]] = {}
        for checkpoint in checkpoints:
            self._wanted.setdefault(checkpoint.size, []).append(checkpoint)
        self._later: list[Checkpoint] = []
        """Of an epoch that the walk has not come to: a copy was restored that is older than it."""
        self._left_behind: list[Checkpoint] = []

    def check(self, told: Told, tail: bytes) -> None:
        """Compare the checkpoints of this size with the chain so far."""
        for checkpoint in self._wanted.pop(told.acts, ()):
            if checkpoint.epoch < told.epoch:
                self._leave_behind(told, checkpoint)
            elif checkpoint.epoch > told.epoch:
                self._later.append(checkpoint)
            elif checkpoint.head != tail:
                raise Discrepancy(act_name(told.acts), _("the ledger differs from the checkpoint"))

    def rest(self, told: Told) -> list[Checkpoint]:
        """What is left stands beyond the ledger's end: it was cut, or an epoch left it behind."""
        beyond = [checkpoint for size in sorted(self._wanted) for checkpoint in self._wanted[size]]
        for checkpoint in (*self._later, *beyond):
            if checkpoint.size <= 0 or checkpoint.epoch >= told.epoch:
                raise Discrepancy(
                    act_name(checkpoint.size), _("the ledger was cut before its checkpoint")
                )
            self._leave_behind(told, checkpoint)
        return self._left_behind

    def _leave_behind(self, told: Told, checkpoint: Checkpoint) -> None:
        """An epoch says how long the ledger was that it left behind; no more may be missing."""
        if checkpoint.size > told.left_sizes.get(checkpoint.epoch + 1, 0):
            raise Discrepancy(
                act_name(checkpoint.size), _("the ledger was cut before its checkpoint")
            )
        self._left_behind.append(checkpoint)


def _check_head(point: HelpPoint, told: Told, tail: bytes) -> None:
    """The head repeats the last act, so that the next one is chained where this walk ended."""
    head = Ledger.get_or_none(Ledger.point == point.id)
    said = (told.acts, tail, told.last_at, told.epoch)
    if head is None or (head.size, bytes(head.tail), head.at, head.epoch) != said:
        raise Discrepancy(act_name(told.acts), _("the ledger ends here, but its head is elsewhere"))
    if not told.acts or counted("act") != told.acts:
        raise Discrepancy(act_name(told.acts), _("acts stand outside the ledger"))
