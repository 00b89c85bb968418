"""The rules of acts about the point itself: its key, its name, its clock, its ledger."""

from __future__ import annotations

from .acts import EpochCause, Kind
from .people_rules import follow
from .rights import by_administrator, by_kiosk, by_named_administrator
from .rule import Rule, Step, nothing
from .wrong import need


def _begin_ledger(step: Step) -> None:
    step.history.who = step.act.tail.hex()


def _name_point(step: Step) -> None:
    """School, point and time zone; what was dated before keeps its zone."""
    follow(step)
    step.history.point, step.history.zone = step.body, step.body["zone"]


def _resolve_clock(step: Step) -> None:
    """A clock that was ahead, or of which nobody knew, is settled by naming the time before."""
    need(step.body["before"] == step.history.last_at, "another_clock_time")
    step.history.clock_steps += 1


def _begin_epoch(step: Step) -> None:
    """A ledger that was copied, moved or restored goes on in the next epoch and says what it left
    behind; one that was cleaned as a copy, says so only when it is put back."""
    history = step.history
    need(step.body["epoch"] == history.epoch + 1, "epochs")
    history.epoch += 1
    history.begun[history.epoch] = step.act.seq
    history.left_sizes[history.epoch] = left = step.body["left_size"]
    if step.body["cause"] == EpochCause.CLEANED.value:
        history.cleaned = history.cleaned or history.epoch
    else:
        for epoch in range(history.cleaned or history.epoch, history.epoch):
            history.left_sizes[epoch] = max(history.left_sizes[epoch], left)
        history.cleaned = 0
    history.home = step.given["home"]


RULES = {
    Kind.KIOSK_ENROLLED: Rule(by_kiosk, _begin_ledger),
    Kind.POINT_NAMED: Rule(by_administrator, _name_point),
    Kind.CHECKPOINT_MADE: Rule(by_kiosk, nothing),
    Kind.CLOCK_RESOLVED: Rule(by_administrator, _resolve_clock),
    Kind.EPOCH_BEGUN: Rule(by_named_administrator, _begin_epoch),
}
