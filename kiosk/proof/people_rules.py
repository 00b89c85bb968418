"""The rules of acts about specialists: enrolments and agreements on electronic signatures."""

from __future__ import annotations

from .acts import Kind
from .rights import by_administrator, by_administrator_or_founder, holder
from .rule import Rule, Step
from .wrong import need


def _enrol(step: Step) -> None:
    """A new key of somebody ends the one before it."""
    body, history = step.body, step.history
    history.owners[body["key"]] = body["login"]
    history.enrolled[body["key"]] = body["at"]
    history.specialists[body["login"]] = body


def _agree(step: Step) -> None:
    """One agreement for each key that somebody has now, signed between the key's day and today."""
    key, history = step.body["key"], step.history
    is_theirs = holder(history, key) == step.body["login"]
    need(is_theirs and key not in history.agreements, "another_key")
    first, now = (step.past.day(at) for at in (history.enrolled[key], step.act.at))
    need(f"{first}" <= step.body["date"] <= f"{now}", "agreement_day")
    history.agreements[key] = step.body


RULES = {
    Kind.SPECIALIST_ENROLLED: Rule(by_administrator_or_founder, _enrol),
    Kind.AGREEMENT_RECORDED: Rule(by_administrator, _agree),
}
