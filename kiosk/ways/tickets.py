"""The end of a way of several: a ticket for each."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.questions.speech import Say, Speech, sentence
from kiosk.questions.to_read import ToRead
from kiosk.visits.registration import Slip
from kiosk.visits.waiting import Board
from kiosk.ways.ticket import steps
from kiosk.words.i18n import _, pgettext
from kiosk.words.numerals import digit_by_digit


class Tickets(ToRead):
    """Number, code and name of each, and the one next step of all."""

    ends_after = 40.0

    def __init__(self, slips: Sequence[Slip], names: Sequence[str], board: Board | None) -> None:
        """``names`` are those of the slips, in their order."""
        super().__init__(lambda: _("You are all signed in"))
        self.slips, self.names, self.board = tuple(slips), tuple(names), board

    def again(self) -> Speech:
        """Each number, with the name and the code for nobody beside to hear."""
        said: list[Say] = []
        for slip, name in zip(self.slips, self.names, strict=True):
            series, _hyphen, number = slip.label.partition("-")
            said.append(Say(sentence(name), private=True))
            words = pgettext("spoken", "Number: {number}.")
            said.append(Say(words.format(number=f"{series}, {digit_by_digit(number)}")))
            if slip.code:
                words = pgettext("spoken", "Code of the ticket: {code}.")
                said.append(Say(words.format(code=digit_by_digit(slip.code)), private=True))
        return (*said, *(Say(sentence(step)) for step in self.steps()), *self.keys())

    def steps(self) -> list[str]:
        """What all of them do now, with the room where it is."""
        return steps(self.slips[0], self.board)

    def lines(self) -> list[str]:
        each = zip(self.slips, self.names, strict=True)
        return [self.heading(), *self.steps(), *(_line(slip, name) for slip, name in each)]


def _line(slip: Slip, name: str) -> str:
    """A ticket in one line."""
    if not slip.code:
        return f"{slip.label}: {name}"
    return _("{number}, code {code}: {name}").format(number=slip.label, code=slip.code, name=name)
