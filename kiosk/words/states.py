"""The states of an entry in words, and which of them belong together."""

from __future__ import annotations

from kiosk.proof.acts import LeftReason, State
from kiosk.words.i18n import _

AT_DESK = (State.CALLED, State.IN_SERVICE)
"""A visitor was called; a specialist has at most one such entry."""
WAITED_UNDER = (State.WAITING, *AT_DESK)
"""Somebody still waits or is being helped: their data are needed."""
FINAL = (State.SIGNED, State.LEFT)
"""Nothing more is to be signed."""


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
        LeftReason.NOT_HELD: _("not held"),
        LeftReason.WITHDRAWN: _("withdrawn by the visitor"),
    }[reason]
