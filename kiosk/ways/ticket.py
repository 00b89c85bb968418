"""The end of a way: what the visitor takes along."""

from __future__ import annotations

from kiosk.proof.forms import Journal
from kiosk.questions.speech import Say, Speech, sentence
from kiosk.questions.to_read import ToRead
from kiosk.visits.line import Wait
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Board, the_room
from kiosk.words.i18n import _, ngettext, pgettext
from kiosk.words.numerals import digit_by_digit, in_words
from kiosk.words.waits import duty_words, in_minutes

_STEP = 5
"""Minutes are spoken in such steps."""


class Ticket(ToRead):
    """The number, the one next step, who is before; it asks for nothing but to be read."""

    ends_after = 20.0

    def __init__(self, slip: Slip, board: Board | None) -> None:
        super().__init__(lambda: thanks(slip))
        self.slip, self.board = slip, board
        self.room = room_of(slip, board)

    def again(self) -> Speech:
        """Everything that stands on the ticket."""
        slip = self.slip
        series, _hyphen, number = slip.label.partition("-")
        label = f"{series}, {digit_by_digit(number)}"
        guide = (
            pgettext("spoken", "A guide is there: {title}. Ask at the desk.").format(
                title=slip.guide.title
            )
            if slip.guide
            else ""
        )
        said = [
            pgettext("spoken", "Your number: {number}.").format(number=label),
            *self._spoken_step(),
            *_spoken_wait(slip, self.board),
            guide,
        ]
        return (*(Say(words) for words in said if words), *self._spoken_code(), *self.keys())

    def _spoken_code(self) -> Speech:
        """What opens «My ticket», for nobody beside to hear."""
        if not self.slip.code:
            return ()
        words = pgettext("spoken", "Code of the ticket: {code}.")
        return (Say(words.format(code=digit_by_digit(self.slip.code)), private=True),)

    def _spoken_step(self) -> list[str]:
        if self.room[:1].isdigit():
            words = pgettext("spoken", "Wait here. You will be called to room {room}")
            return [sentence(words.format(room=self.room))]
        return [sentence(step) for step in steps(self.slip, self.board)]

    def lines(self) -> list[str]:
        slip = self.slip
        return [
            self.heading(),
            _("Your number: {number}").format(number=slip.label),
            *steps(slip, self.board),
            *wait_lines(slip, self.board),
            *([f"{_('Code for “My ticket”:')} {slip.code}"] if slip.code else []),
            *([f"{slip.guide.title}: {slip.guide.url}"] if slip.guide else []),
        ]


def thanks(slip: Slip) -> str:
    """That the entry stands, or that one of somebody else does."""
    if slip.joined:
        return _("This fault is known already")
    requested = slip.journal is Journal.REQUESTS
    return _("Your request is filed") if requested else _("You are signed in")


def room_of(slip: Slip, board: Board | None) -> str:
    """Where a consultation is held, as far as anybody knows."""
    requested = slip.journal is Journal.REQUESTS
    return the_room(board.on_duty) if board and not requested else ""


def next_step(slip: Slip, board: Board | None, room: str) -> list[str]:
    """What the visitor does now; where nobody is there, that, and when somebody will be."""
    if slip.joined:
        return [_("You have joined the request. You may go: a specialist will come to the room")]
    if slip.journal is Journal.REQUESTS:
        return [_("You may go: a specialist will come to the room")]
    if board and not somebody_receives(board):
        return nobody_there(board)
    if room[:1].isdigit():
        return [_("Wait here: you will be called to room")]
    return [_("Wait here: you will be called")]


def steps(slip: Slip, board: Board | None) -> list[str]:
    """The next step with the room where it is."""
    room = room_of(slip, board)
    first, *others = next_step(slip, board, room)
    if room:
        first = f"{first}{' ' if room[:1].isdigit() else ': '}{room}"
    return [first, *others]


def somebody_receives(board: Board) -> bool:
    """Whether anybody takes consultations now: a technician at a desk does not."""
    named = any(session.specialist for session in board.on_duty)
    return named or any(not desk.comes for desk in board.line.desks)


def nobody_there(board: Board) -> list[str]:
    """That nobody is on duty, and when somebody will be, if that is known."""
    lines = [_("Nobody is on duty now")]
    if board.duty.next:
        lines += [duty_words((), board.duty.next, board.line.now.date())]
    return lines


def wait_lines(slip: Slip, board: Board | None) -> list[str]:
    """When it will be, where that can be said, and who is before."""
    wait = wait_of(slip, board)
    if wait is None:
        return []
    lines = [before(slip, wait.before, str(wait.before))]
    if wait.minutes:
        when = in_minutes(wait.minutes.likely, wait.minutes.least, wait.minutes.most)
        lines = [f"{when[:1].upper()}{when[1:]}", *lines]
    return lines


def wait_of(slip: Slip, board: Board | None) -> Wait | None:
    """What the line says of a ticket; None for who does not wait."""
    return board.line.wait_of(slip.entry) if board else None


def before(slip: Slip, count: int, number: str) -> str:
    """How many are before them; ``number`` is the count as it is written or spoken."""
    if slip.journal is Journal.REQUESTS:
        if not count:
            return _("Your request is next")
        words = ngettext("{n} request before yours", "{n} requests before yours", count)
    elif not count:
        return _("You are next")
    else:
        words = ngettext("{n} person before you", "{n} people before you", count)
    return words.format(n=number)


def _spoken_wait(slip: Slip, board: Board | None) -> list[str]:
    """The same for the ear: who is before, and about how long it takes."""
    wait = wait_of(slip, board)
    if wait is None:
        return []
    number = in_words(min(wait.before, 9999), feminine=slip.journal is Journal.REQUESTS)
    said = [sentence(before(slip, wait.before, number))]
    if wait.minutes:
        minutes = in_words(max(_STEP, _STEP * round(wait.minutes.likely / _STEP)))
        said.append(pgettext("spoken", "Wait about {n} minutes.").format(n=minutes))
    return said
