"""The rules of acts about specialists: enrolments and agreements on electronic signatures."""

from __future__ import annotations

from .acts import Kind
from .rights import by_administrator, by_administrator_or_founder
from .rule import Rule, Step
from .wrong import need


def _enrol(step: Step) -> None:
    """A new key of somebody ends the one before it."""
    body, history = step.body, step.history
    history.owners[body["key"]] = body["login"]
    history.enrolled[body["key"]] = body["at"]
    history.specialists[body["login"]] = body


def _agree(step: Step) -> None:
    """One agreement for each key, and it is about its owner's."""
    key, history = step.body["key"], step.history
    is_theirs = history.owners.get(key) == step.body["login"]
    need(is_theirs and key not in history.agreements, "another_key")
    history.agreements[key] = step.body


RULES = {
    Kind.SPECIALIST_ENROLLED: Rule(by_administrator_or_founder, _enrol),
    Kind.AGREEMENT_RECORDED: Rule(by_administrator, _agree),
}
