"""How often the journals went on from a copy, and how many acts were lost each time."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Sequence

from .acts import EpochCause
from .canonical import Body


class Begun(NamedTuple):
    """An act that begins an epoch."""

    seq: int
    at: str
    epoch: int
    left_size: int
    left_head: str
    cause: str


def begun_by(seq: int, at: str, body: Body) -> Begun:
    """The same from an act's place, time and body."""
    facts = (body[name] for name in ("epoch", "left_size", "left_head", "cause"))
    return Begun(seq, at, *facts)


class Restoration(NamedTuple):
    """A ledger that went on elsewhere, or from an older state, as its own acts say."""

    epoch: int
    at: str
    cause: str
    kept: int
    """How many acts it had of what was recorded before."""
    lost: int
    """How many acts of the newer ledgers are not in it, as far as was known."""

    @property
    def goes_back(self) -> bool:
        """Whether it may go on from an earlier state: all but a move that lost nothing."""
        return bool(self.lost) or self.cause != EpochCause.MOVED.value


def restorations(begun: Iterable[Begun]) -> list[Restoration]:
    """What the acts say that begin an epoch, in their order.

    Cleaning a copy of personal data is none: a copy that was cleaned and then put back counts once,
    and what was done in it alone is not what it had of the journals.
    """
    found, cleaned = [], 0
    for run in _runs(begun):
        if run[0].cause == EpochCause.CLEANED.value:
            cleaned = cleaned or run[0].seq
            continue
        found.append(_restoration(run, cleaned))
        cleaned = 0
    return found


def _runs(begun: Iterable[Begun]) -> list[list[Begun]]:
    """The acts that were made together: one restore may take up several numbers at once."""
    runs: list[list[Begun]] = []
    for act in begun:
        last = runs[-1][-1] if runs else None
        if last and (last.seq + 1, last.cause) == (act.seq, act.cause):
            runs[-1].append(act)
        else:
            runs.append([act])
    return runs


def _restoration(run: Sequence[Begun], cleaned: int) -> Restoration:
    """One of them; ``cleaned`` is the act by which the copy's cleaning began, 0 where it was not
    cleaned. Of the histories that it left, only the first did not know of that cleaning."""
    here = run[0].seq - 1
    kept = cleaned - 1 if cleaned else here
    lost: dict[str, int] = {}
    for act in run:
        lost.setdefault(act.left_head, max(0, act.left_size - (kept if act is run[0] else here)))
    newest = run[-1]
    return Restoration(newest.epoch, newest.at, newest.cause, kept, sum(lost.values()))
