"""What a way knows of whoever asks its questions: the screens, the voice, plain lines, a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

from kiosk.machine.settings import Settings
from kiosk.point.point import HelpPoint
from kiosk.questions.question import Question
from kiosk.visits.waiting import Board

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")


class Asker(Protocol):
    """Asks a question, tells a sentence, and does what the help point is asked to do.

    Everything that goes wrong comes through here too: a way sees None and stays where it is.
    """

    @property
    def point(self) -> HelpPoint: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def board(self) -> Board | None:
        """The public state, as far as anybody knows it."""

    async def ask(self, question: Question[A]) -> A | None:
        """The answer; None where the person goes one back."""

    async def tell(self, sentence: str) -> None:
        """Tell a sentence until the person has taken notice."""

    async def attempt(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Do something of the help point; a named error is told, and None comes back."""

    async def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """``attempt`` what carries a request id: once more where the database was away."""

    async def expect(self, entry: int) -> None:
        """Forecast the wait of a new ticket, and bring the board up to date with it."""

    async def my_ticket(self) -> None:
        """Lead to the ticket that the visitor has already."""
