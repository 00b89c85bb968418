"""The end of a way: what the visitor takes along."""

from __future__ import annotations

from kiosk.proof.forms import Journal
from kiosk.questions.question import Question
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Board, the_room
from kiosk.words.i18n import _, ngettext


class Ticket(Question[bool]):
    """The number, the one next step, who is before; it asks for nothing but to be read."""

    def __init__(self, slip: Slip, board: Board | None) -> None:
        super().__init__(lambda: thanks(slip))
        self.slip = slip
        self.room = room_of(slip, board)


def thanks(slip: Slip) -> str:
    """That the entry stands."""
    requested = slip.journal is Journal.REQUESTS
    return _("Your request is filed") if requested else _("You are signed in")


def room_of(slip: Slip, board: Board | None) -> str:
    """Where a consultation is held, as far as anybody knows."""
    requested = slip.journal is Journal.REQUESTS
    return the_room(board.on_duty) if board and not requested else ""


def next_step(slip: Slip, room: str) -> str:
    """What the visitor does now."""
    if slip.journal is Journal.REQUESTS:
        return _("You may go: a specialist will come to the room")
    if room[:1].isdigit():
        return _("Wait here: you will be called to room")
    return _("Wait here: you will be called")


def people_before(count: int) -> str:
    """How many are before them."""
    if not count:
        return _("You are next")
    return ngettext("{n} person before you", "{n} people before you", count).format(n=count)
