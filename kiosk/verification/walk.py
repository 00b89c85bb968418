"""Walk a ledger from its first act to its head: chain, signatures, and what the acts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from db.models import Ledger
from db.reading import ActRow, acts_after, acts_at, counted, entries_with
from kiosk.point.point import HelpPoint
from kiosk.proof.note import Checkpoint
from kiosk.verification.collector import without_collector
from kiosk.verification.rows import compare_ended, compare_wording
from kiosk.verification.signatures import SignatureChecks
from kiosk.verification.steps import Steps
from kiosk.verification.told import Discrepancy, Told, act_name, tail_of
from kiosk.words.i18n import _

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
    size = _size(point)
    steps, proving = Steps(point, told), _Proving(checkpoints)
    proving.recall(point, told)
    with _signature_checks() as checking:
        while page := acts_after(point.id, told.acts):
            with without_collector():
                _take_page(told, steps, proving, checking, page)
            if progress:
                progress(told.acts, size)
    left_behind = proving.rest(told)
    told.head = steps.tail.hex()
    _check_head(point, told, steps.tail)
    return left_behind


def _take_page(
    told: Told,
    steps: Steps,
    proving: _Proving,
    checking: SignatureChecks,
    page: Sequence[ActRow],
) -> None:
    """A page of acts, and the rows of the entries that they are about."""
    rows = entries_with({act.entry_id for act in page if act.entry_id is not None})
    try:
        for act in page:
            steps.take(act, rows.get(act.entry_id))
            if act.seq in proving.wanted:
                proving.check(told, act.seq, told.epoch, steps.tail)
    finally:
        _refuse(checking.take(steps.asked()))
    compare_wording(page, told)
    compare_ended(told, rows)


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


class _Proving:
    """Checkpoints from outside: at each, the chain must be where the checkpoint says it was."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self.wanted: dict[int, list[Checkpoint]] = {}
        for checkpoint in checkpoints:
            self.wanted.setdefault(checkpoint.size, []).append(checkpoint)
        self._later: list[Checkpoint] = []
        """Of an epoch that the walk has not come to: a copy was restored that is older than it."""
        self._left_behind: list[Checkpoint] = []

    def recall(self, point: HelpPoint, told: Told) -> None:
        """Compare the checkpoints of acts that an earlier walk went past."""
        for act in acts_at(point.id, [size for size in self.wanted if size <= told.acts]):
            begun = [epoch for epoch, seq in told.begun.items() if seq <= act.seq]
            try:
                tail = tail_of(act)
            except TypeError as error:
                raise Discrepancy(act_name(act.seq), _("the act cannot be read")) from error
            self.check(told, act.seq, max(begun, default=0), tail)

    def check(self, told: Told, size: int, epoch: int, tail: bytes) -> None:
        """Compare the checkpoints of this size with the chain so far, which is of this epoch."""
        for checkpoint in self.wanted.pop(size):
            if checkpoint.epoch < epoch:
                self._leave_behind(told, checkpoint)
            elif checkpoint.epoch > epoch:
                self._later.append(checkpoint)
            elif checkpoint.head != tail:
                raise Discrepancy(act_name(size), _("the ledger differs from the checkpoint"))

    def rest(self, told: Told) -> list[Checkpoint]:
        """What is left stands beyond the ledger's end: it was cut, or an epoch left it behind."""
        beyond = [checkpoint for size in sorted(self.wanted) for checkpoint in self.wanted[size]]
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
