"""The ledger as this process has walked it: nothing of the journals leaves before it has.

What a walk found stays in memory with the open point, and a later one goes on from there. It never
comes from a file: what ``resuming`` keeps serves the daily round alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import peewee as pw

from db.engine import FAILURES, current
from db.reading import snapshot
from kiosk.machine.log import outline
from kiosk.point.point import HelpPoint
from kiosk.proof.history import History
from kiosk.proof.note import Checkpoint, origin
from kiosk.proof.wrong import UNREADABLE, Wrong
from kiosk.verification.everything import Report, compare_tables
from kiosk.verification.notes import NO_NOTES, Notes
from kiosk.verification.sentences import sentence_of
from kiosk.verification.some_rows import Batches, PresentLedger
from kiosk.verification.walk import Progress, is_met, size_of, step, walk
from kiosk.verification.walked import Walked
from kiosk.words.errors import JournalsDiffer, StorageUnavailable
from kiosk.words.i18n import _

log = logging.getLogger("kiosk.verification")

_UNREADABLE: tuple[type[Exception], ...] = (*UNREADABLE, pw.DoesNotExist)
_WRONG: tuple[type[Exception], ...] = (Wrong, *_UNREADABLE)
_UNAVAILABLE: tuple[type[Exception], ...] = (pw.OperationalError, pw.InterfaceError)
_Read = TypeVar("_Read")


class _Known:
    """What this process knows of a ledger."""

    def __init__(self) -> None:
        self.walked = Walked()
        self.in_steps = False
        """Whether this process walks in short steps, and never all at once."""
        self.batches: Batches = {}
        """Rows that were compared since the ledger was walked from its first act."""
        self.ends: dict[int, Checkpoint] = {}
        """The end of the ledger when it was last seen whole, by epoch: one that is shorter later on
        was cut, another one was rewritten."""

    def take(self, point: HelpPoint) -> Walked:
        """What was walked so far, nothing where the ledger is another one by now. It is to be put
        back when it was walked on: what ends in an error is forgotten."""
        walked, self.walked = self.walked, Walked()
        if walked.portions and is_met(point, walked.history):
            return walked
        self.batches.clear()
        return Walked()


def read_present(
    point: HelpPoint,
    reading: Callable[[PresentLedger], _Read],
    checkpoints: Sequence[Checkpoint] = (),
    progress: Progress | None = None,
) -> _Read:
    """What ``reading`` returns: it reads in the transaction in which the ledger was walked to its
    present head and the tables were compared with it, and compares there what it is to print.

    ``checkpoints`` from outside are compared as well. Raises JournalsDiffer for the first thing
    that is wrong anywhere, StorageUnavailable, and what ``reading`` raises. A process that walks in
    steps forgets its walk then: whoever asked walks once more to learn what is wrong first.
    """
    known = _known(point)
    with _refusing():
        if known.walked.portions:
            try:
                return _read(point, reading, checkpoints, progress)
            except _WRONG:  # a walk from the first act tells what is wrong first
                known.walked = Walked()
                if known.in_steps:
                    raise
        return _read(point, reading, checkpoints, progress)


def walk_to_head(
    point: HelpPoint, notes: Notes = NO_NOTES, progress: Progress | None = None
) -> None:
    """Walk the ledger before something is read from it, and compare the notes that the kiosk kept:
    what is wrong with them comes first. Raises as ``read_present`` does."""
    if notes.wrong:
        raise JournalsDiffer(notes.wrong[0])
    read_present(point, lambda _ledger: None, notes.checkpoints, progress)


def has_walked(point: HelpPoint) -> bool:
    """Whether this process has walked something of the ledger before."""
    return bool(_known(point).walked.portions)


def walk_a_step(point: HelpPoint) -> tuple[int, int]:
    """Walk a few acts on, between other work; returns how many are done, and of how many.

    What is compared at the end is left to ``walk_to_head``. Raises JournalsDiffer or
    StorageUnavailable.
    """
    known = _known(point)
    known.in_steps = True
    with _refusing(), snapshot(current()):
        walked = known.take(point)
        went_on = step(point, walked)
        known.walked = walked
        done = walked.history.acts
        return done, size_of(point) if went_on else done


def _read(
    point: HelpPoint,
    reading: Callable[[PresentLedger], _Read],
    checkpoints: Sequence[Checkpoint],
    progress: Progress | None,
) -> _Read:
    known = _known(point)
    with snapshot(current()):
        walked = known.take(point)
        walk(point, walked, [*checkpoints, *known.ends.values()], progress)
        compare_tables(point, walked, Report())
        known.walked = walked
        known.ends[walked.history.epoch] = _end(point, walked.history)
        return reading(PresentLedger(point, walked, known.batches))


def _known(point: HelpPoint) -> _Known:
    known = point.memory.present
    if not isinstance(known, _Known):
        known = point.memory.present = _Known()
    return known


def _end(point: HelpPoint, history: History) -> Checkpoint:
    """Where the ledger ends now."""
    name, head = origin(point.uid, history.epoch), bytes.fromhex(history.head)
    return Checkpoint(name, history.acts, head, history.last_at)


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever is found wrong becomes JournalsDiffer; a disk or server that fails,
    StorageUnavailable."""
    try:
        yield
    except Wrong as wrong:
        raise JournalsDiffer(sentence_of(wrong)) from wrong
    except _UNAVAILABLE as error:
        log.error("storage: %s", outline(error))
        raise StorageUnavailable from error
    except FAILURES as error:
        log.error("storage: %s", outline(error))
        raise JournalsDiffer(_("The database cannot be read to its end.")) from error
    except _UNREADABLE as error:
        log.error("journals: %s", outline(error))
        raise JournalsDiffer(_("What the journals say cannot be read.")) from error
