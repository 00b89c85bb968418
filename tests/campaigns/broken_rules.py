"""Rules of the desk, broken on purpose one at a time: the model has to miss none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.visits import desk
from kiosk.words.people import Specialist
from tests.campaigns.breaking import override

States = tuple[State, ...]
Bend = Callable[[States, State, dict[str, object]], States]
"""Changes what a move from some states to another one writes; returns the states it asks for."""


def _call_anybody(come_from: States, to: State, changes: dict[str, object]) -> States:
    return tuple(State) if come_from == (State.WAITING,) else come_from


def _touch_any_desk(come_from: States, to: State, changes: dict[str, object]) -> States:
    return (*come_from, State.WAITING)


def _keep_the_caller(come_from: States, to: State, changes: dict[str, object]) -> States:
    if to is State.WAITING:
        changes.pop("specialist")
    return come_from


def _complete_too_early(come_from: States, to: State, changes: dict[str, object]) -> States:
    return (*come_from, State.CALLED) if to is State.COMPLETED else come_from


RULES: dict[str, Bend] = {
    "a call that asks for no state": _call_anybody,
    "somebody else's visitor": _touch_any_desk,
    "a caller who stays": _keep_the_caller,
    "completed before the start": _complete_too_early,
}


@contextmanager
def broken(rule: str) -> Iterator[None]:
    """The program with one of its rules broken."""
    sound = desk._move

    def bent(
        point: HelpPoint,
        who: Specialist,
        entry: int,
        come_from: States,
        to: State,
        **changes: object,
    ) -> None:
        states = RULES[rule](come_from, to, changes)
        sound(point, who, entry, states, to, **changes)

    override(desk, "_move", bent)
    try:
        yield
    finally:
        override(desk, "_move", sound)
