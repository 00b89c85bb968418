"""Walk a ledger from its first act to its head: chain, signatures, and what the acts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise

from db.models import Ledger
from db.reading import (
    ActRow,
    EntryRow,
    acts_after,
    acts_at,
    counted,
    entries_signed,
    entries_with,
    first_repeated,
)
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import VOLUME_KINDS, Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.history import History, Shelf, shelf_of
from kiosk.proof.note import Checkpoint, origin
from kiosk.proof.take import Walk
from kiosk.proof.wrong import Wrong, need
from kiosk.verification.past import TablesPast
from kiosk.verification.rows import compare_annulments, compare_ended, compare_wording
from kiosk.verification.signatures import SignatureChecks
from kiosk.verification.walked import IDLE_DAYS, Walked

Progress = Callable[[int, int], None]
"""Is told how many acts are done, and of how many."""
STEP = 500
"""Acts of one step: some hundredths of a second, and whoever waits for the database has it."""


def walk(
    point: HelpPoint,
    walked: Walked,
    checkpoints: Sequence[Checkpoint] = (),
    progress: Progress | None = None,
) -> list[Checkpoint]:
    """Gather what the ledger says and compare each entry when it ends.

    Goes on where ``walked`` has ended. Raises Wrong at the first act that is wrong. Returns the
    checkpoints of an earlier epoch that stand beyond what a restored backup kept.
    """
    size, history, since = size_of(point), walked.history, walked.history.acts
    for each in checkpoints:
        need(each.origin == origin(point.uid, each.epoch), "checkpoint", "act", each.size)
    steps, proving = Walk(point.uid, history, TablesPast(point)), _Proving(checkpoints)
    proving.recall(point, history)
    with _signature_checks() as checking:
        while page := acts_after(point.id, history.acts):
            _take_page(point, walked, steps, proving, checking, page)
            if progress:
                progress(history.acts, size)
    left_behind = proving.rest(history)
    steps.finish()
    _refuse_repeated(point, walked, since)
    _check_head(point, history, steps.tail)
    return left_behind


def _refuse_repeated(point: HelpPoint, walked: Walked, since: int) -> None:
    """Nothing was said again that had been said before: the acts after number ``since`` were
    compared with one another as they were taken in."""
    if since:
        again = first_repeated(point.id, walked.unrepeated)
        need(again is None, "asked_before", "act", again)
    walked.unrepeated = walked.history.acts


def step(point: HelpPoint, walked: Walked) -> bool:
    """Take in the next few acts and no more, so that other work comes in between; False where there
    were none. What the ledger's end has to say is left to ``walk``. Raises Wrong.
    """
    history = walked.history
    page = acts_after(point.id, history.acts, STEP)
    if page:
        steps = Walk(point.uid, history, TablesPast(point))
        _take_page(point, walked, steps, _Proving(()), SignatureChecks(), page)
        history.head = steps.tail.hex()
    return bool(page)


def size_of(point: HelpPoint) -> int:
    """How many acts the ledger has, as its head says."""
    head = Ledger.get_or_none(Ledger.point == point.id)
    return int(head.size) if head else 0


def is_met(point: HelpPoint, history: History) -> bool:
    """Whether the ledger has the act that a walk ended with."""
    last = acts_at(point.id, [history.acts])
    return [bytes(act.tail).hex() for act in last] == [history.head]


def _take_page(
    point: HelpPoint,
    walked: Walked,
    steps: Walk,
    proving: _Proving,
    checking: SignatureChecks,
    page: Sequence[ActRow],
) -> None:
    """A page of acts, and the rows of the entries that they are about."""
    rows = entries_with({act.entry_id for act in page if act.entry_id is not None})
    covered = entries_signed(point.id, page[0].seq, page[-1].seq)
    rows.update((row.id, row) for row in covered)
    signed = {row.signed_seq: row for row in covered}
    before = walked.history.last_at
    try:
        for act in page:
            steps.take(act, signed.get(act.seq) or rows.get(act.entry_id))
            if act.seq in proving.wanted:
                proving.check(walked.history, act.seq, walked.history.epoch, steps.tail)
    finally:
        _refuse(checking.take(steps.asked()))
    need(walked.history.kiosk == point.keyring.kiosk.key_id, "not_the_kiosk", "act", 1)
    compare_annulments(page, rows)
    compare_wording(page, walked)
    compare_ended(walked, rows)
    walked.idle += _idle(before, page)
    walked.keep(page, _shelves_of(page, rows))


def _idle(before: str, page: Sequence[ActRow]) -> int:
    """How many acts of a page came after a long time without any; ``before`` is when the last one
    before it was made, empty for none."""
    days = [date.fromisoformat(at[:10]) for at in (before or page[0].at, *(act.at for act in page))]
    return sum((day - last).days > IDLE_DAYS for last, day in pairwise(days) if day != last)


def _shelves_of(page: Sequence[ActRow], rows: Mapping[int | None, EntryRow]) -> set[Shelf]:
    """The volumes that acts are about, or some of whose data they destroyed."""
    shelves = {(row.journal, row.year) for row in rows.values()}
    for act in page:
        if act.kind in VOLUME_KINDS:
            shelves.add(shelf_of(facts_of(act.body)))
        elif act.kind == Kind.DATA_DESTROYED:
            for volume in facts_of(act.body)["entries"]:
                journal, _slash, year = volume.partition("/")
                shelves.add((journal, int(year)))
    return shelves


@contextmanager
def _signature_checks() -> Iterator[SignatureChecks]:
    """A wrong signature that is still being checked comes before a later act that is wrong."""
    checking = SignatureChecks()
    try:
        yield checking
    except Wrong:
        _refuse(checking.rest())
        raise
    else:
        _refuse(checking.rest())
    finally:
        checking.end()


def _refuse(wrong: int | None) -> None:
    if wrong is not None:
        raise Wrong("signature", "act", wrong)


class _Proving:
    """Checkpoints from outside: at each, the chain must be where the checkpoint says it was."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self.wanted: dict[int, list[Checkpoint]] = {}
        for checkpoint in checkpoints:
            self.wanted.setdefault(checkpoint.size, []).append(checkpoint)
        self._later: list[Checkpoint] = []
        """Of an epoch that the walk has not come to: a copy was restored that is older than it."""
        self._left_behind: list[Checkpoint] = []

    def recall(self, point: HelpPoint, history: History) -> None:
        """Compare the checkpoints of acts that an earlier walk went past."""
        for act in acts_at(point.id, [size for size in self.wanted if size <= history.acts]):
            begun = [epoch for epoch, seq in history.begun.items() if seq <= act.seq]
            self.check(history, act.seq, max(begun, default=0), act.tail)

    def check(self, history: History, size: int, epoch: int, tail: bytes) -> None:
        """Compare the checkpoints of this size with the chain so far, which is of this epoch."""
        for checkpoint in self.wanted.pop(size):
            if checkpoint.epoch < epoch:
                self._leave_behind(history, checkpoint)
            elif checkpoint.epoch > epoch:
                self._later.append(checkpoint)
            else:
                need(checkpoint.head == tail, "checkpoint", "act", size)

    def rest(self, history: History) -> list[Checkpoint]:
        """What is left stands beyond the ledger's end: it was cut, or an epoch left it behind."""
        beyond = [checkpoint for size in sorted(self.wanted) for checkpoint in self.wanted[size]]
        for checkpoint in (*self._later, *beyond):
            was_left = checkpoint.size > 0 and checkpoint.epoch < history.epoch
            need(was_left, "cut_off", "act", checkpoint.size)
            self._leave_behind(history, checkpoint)
        return self._left_behind

    def _leave_behind(self, history: History, checkpoint: Checkpoint) -> None:
        """An epoch says how long the ledger was that it left behind; no more may be missing."""
        left = history.left_sizes.get(checkpoint.epoch + 1, 0)
        need(checkpoint.size <= left, "cut_off", "act", checkpoint.size)
        self._left_behind.append(checkpoint)


def _check_head(point: HelpPoint, history: History, tail: bytes) -> None:
    """The head repeats the last act, so that the next one is chained where this walk ended."""
    head = Ledger.get_or_none(Ledger.point == point.id)
    said = (history.acts, tail, history.last_at, history.epoch)
    is_there = head is not None and (head.size, bytes(head.tail), head.at, head.epoch) == said
    is_home = head is not None and history.home in ("", head.home)
    need(is_there and is_home, "head_elsewhere", "act", history.acts)
    is_all = bool(history.acts) and counted("act") == history.acts
    need(is_all, "acts_outside", "act", history.acts)
