"""What a specialist can do with the line and with the visitor who is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.point.point import HelpPoint
from kiosk.proof.acts import LeftReason, State
from kiosk.questions.choice import Choice
from kiosk.visits import desk
from kiosk.visits.desk import Visitor
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.desk.completing import complete
from screens.frame.host import Host

CALL_NEXT, CALL_MARKED, START, RECALL = "call_next", "call_marked", "start", "recall"
NO_SHOW, GIVE_BACK, COMPLETE, CANCEL = "no_show", "give_back", "complete", "cancel"
RESTORE = "restore"

PLAIN_DEEDS: dict[str, Callable[[HelpPoint, Specialist, int], object]] = {
    CALL_MARKED: desk.call,
    RESTORE: desk.restore,
    START: desk.start,
    RECALL: desk.recall,
    GIVE_BACK: desk.give_back,
    NO_SHOW: desk.no_show,
    CANCEL: partial(desk.no_show, reason=LeftReason.CANCELLED),
}
"""Deeds that need no further question."""


def deeds_with(visitor: Visitor | None) -> list[Choice]:
    """What can be done with the visitor in this state, or while nobody is called."""
    if visitor is None:
        return [Choice(CALL_NEXT, _("Call the next"))]
    if visitor.state is State.CALLED:
        return [
            Choice(START, _("Start")),
            Choice(RECALL, _("Call again")),
            Choice(NO_SHOW, _("Did not come")),
            Choice(GIVE_BACK, _("Back to the line")),
        ]
    return [Choice(COMPLETE, _("Complete")), Choice(CANCEL, _("Not needed any more"))]


async def do(app: Host, specialist: Specialist, deed: str, visitor: Visitor | None) -> None:
    """Do one of these deeds; what is refused becomes a sentence."""
    if deed == CALL_NEXT:
        await app.attempt(desk.call_next, app.point, specialist)
    elif deed == COMPLETE and visitor is not None:
        await complete(app, specialist, visitor)
    elif deed in PLAIN_DEEDS and visitor is not None:
        await app.attempt(PLAIN_DEEDS[deed], app.point, specialist, visitor.entry)
