"""The rules of acts about the point itself: its key, its name, its clock, its ledger."""

from __future__ import annotations

from .acts import Kind
from .rights import by_administrator, by_kiosk
from .rule import Rule, Step, nothing
from .wrong import need


def _name_point(step: Step) -> None:
    step.history.point = step.body


def _resolve_clock(step: Step) -> None:
    """A clock that was ahead is settled by naming the time that was wrong."""
    need(step.body["before"] == step.history.last_at, "another_clock_time")
    step.history.clock_steps += 1


def _begin_epoch(step: Step) -> None:
    """A restored copy goes on in the next epoch and says what it left behind."""
    history = step.history
    need(step.body["epoch"] == history.epoch + 1, "epochs")
    history.epoch += 1
    history.begun[history.epoch] = step.act.seq
    history.left_sizes[history.epoch] = step.body["left_size"]


RULES = {
    Kind.KIOSK_ENROLLED: Rule(by_kiosk, nothing),
    Kind.POINT_NAMED: Rule(by_kiosk, _name_point),
    Kind.CHECKPOINT_MADE: Rule(by_kiosk, nothing),
    Kind.CLOCK_RESOLVED: Rule(by_administrator, _resolve_clock),
    Kind.EPOCH_BEGUN: Rule(by_kiosk, _begin_epoch),
}
