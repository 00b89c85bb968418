"""What a rule of acts is: who must have signed, and what the act changes in the history."""

from __future__ import annotations

from typing import Callable, NamedTuple

from .canonical import Body
from .history import Act, History, Past


class Step(NamedTuple):
    """An act where it stands: what it says, what it was given, and what was said before it."""

    act: Act
    body: Body
    given: Body
    history: History
    past: Past

    @property
    def known(self) -> Body:
        """What the act says, with its time and what is chained to it, to be remembered."""
        return {**self.body, "at": self.act.at, "tail": self.act.tail.hex()}


Part = Callable[[Step], None]
"""Raises Wrong where an act may not be said; otherwise the history may have changed."""


class Rule(NamedTuple):
    """The rule of a kind of act."""

    by: Part
    """Who must have signed it (``rights``)."""
    take: Part
    """What must have come before it, and what it adds to the history."""


def nothing(step: Step) -> None:
    """An act that says nothing which later acts ask for."""
