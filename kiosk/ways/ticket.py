"""The end of a way: what the visitor takes along."""

from __future__ import annotations

from kiosk.proof.forms import Journal
from kiosk.questions.question import Question, Reply, Sheet
from kiosk.questions.speech import DONE, TICK, Say, Speech, sentence
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Board, the_room
from kiosk.words.i18n import _, ngettext, pgettext
from kiosk.words.numerals import digit_by_digit, in_words


class Ticket(Question[bool]):
    """The number, the one next step, who is before; it asks for nothing but to be read."""

    ends_after = 20.0

    def __init__(self, slip: Slip, board: Board | None) -> None:
        super().__init__(lambda: thanks(slip))
        self.slip = slip
        self.room = room_of(slip, board)

    def sheet(self) -> Sheet:
        return Sheet(self.heading(), self.lines()[1:])

    def load(self) -> Speech:
        return (DONE, Say(sentence(self.heading())), *self.again())

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
            sentence(self._step()),
            sentence(_spoken_before(slip.before)),
            guide,
        ]
        return (*(Say(words) for words in said if words), *self.keys())

    def remind(self) -> Speech:
        return self.again()

    def _step(self) -> str:
        step = next_step(self.slip, self.room)
        if not self.room:
            return step
        if self.room[:1].isdigit():
            return pgettext("spoken", "Wait here. You will be called to room {room}").format(
                room=self.room
            )
        return f"{step}: {self.room}"

    def keys(self) -> Speech:
        return (Say(pgettext("spoken", "Zero — repeat. Pound — finish.")),)

    def press(self, key: str) -> Reply[bool]:
        return Reply((TICK,), answer=True) if key in ("#", "*") else self.wrong_key()

    def lines(self) -> list[str]:
        slip, room = self.slip, self.room
        step = next_step(slip, room)
        return [
            self.heading(),
            _("Your number: {number}").format(number=slip.label),
            f"{step} {room}".strip() if room[:1].isdigit() else f"{step}: {room}" if room else step,
            people_before(slip.before),
            *([f"{slip.guide.title}: {slip.guide.url}"] if slip.guide else []),
        ]

    def prompt(self) -> str:
        return _("Enter to finish:") + " "

    def help(self) -> list[str]:
        return self.lines()

    def read(self, typed: str) -> Reply[bool]:  # noqa: ARG002 - any line ends it
        return Reply(answer=True)


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


def _spoken_before(count: int) -> str:
    """The same, its number as a word."""
    if not count:
        return _("You are next")
    words = in_words(min(count, 9999))
    return ngettext("{n} person before you", "{n} people before you", count).format(n=words)
