"""The states of an entry and the way between them."""

from __future__ import annotations

from enum import StrEnum

from kiosk.words.i18n import _


class State(StrEnum):
    """Where an entry is on its way from the visitor's sign-in to the specialist's signature."""

    WAITING = "waiting"
    CALLED = "called"
    IN_SERVICE = "in_service"
    COMPLETED = "completed"
    SIGNED = "signed"
    LEFT = "left"


OPEN = (State.CALLED, State.IN_SERVICE)
"""A specialist has at most one entry in these states."""


class LeftReason(StrEnum):
    """Why an entry ended without help; its number stays."""

    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


def state_name(state: State) -> str:
    """A state in the language in use."""
    return {
        State.WAITING: _("waiting"),
        State.CALLED: _("called"),
        State.IN_SERVICE: _("being helped"),
        State.COMPLETED: _("completed, not signed"),
        State.SIGNED: _("signed"),
        State.LEFT: _("ended without help"),
    }[state]


def left_name(reason: LeftReason) -> str:
    """A reason in the language in use."""
    return {
        LeftReason.NO_SHOW: _("did not come"),
        LeftReason.CANCELLED: _("cancelled"),
    }[reason]
