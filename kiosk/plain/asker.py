"""Questions asked line by line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

from kiosk.machine.log import outline
from kiosk.machine.settings import Settings
from kiosk.machine.transaction import mend
from kiosk.plain.lines import Lines
from kiosk.point.point import HelpPoint
from kiosk.questions.question import Question
from kiosk.visits.line import expect
from kiosk.visits.waiting import Board, board
from kiosk.words.errors import HelpPointError, StorageUnavailable
from kiosk.words.i18n import _

log = logging.getLogger("kiosk.plain")

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")

BACK, HELP = ".", "?"
"""What goes one back and what asks for help, at every prompt."""


class LineAsker:
    """Asks by printed lines: a heading, a row a line, and a prompt."""

    def __init__(self, settings: Settings, point: HelpPoint, lines: Lines) -> None:
        self.settings, self.point = settings, point
        self._lines = lines
        self.waits = False
        """True while nobody has begun: then silence is no reason to go home."""

    @property
    def board(self) -> Board | None:
        with suppress(HelpPointError):
            return board(self.point)
        return None

    async def ask(self, question: Question[A]) -> A | None:
        self._lines.say(*question.lines())
        while True:
            patient, self.waits = self.waits, False
            typed = self._lines.ask(question.prompt(), secret=question.secret, patient=patient)
            if typed == BACK:
                if question.step_back():
                    continue
                return None
            if typed == HELP:
                self._lines.say(*question.help())
                continue
            reply = question.read(typed)
            if reply.line:
                self._lines.say(reply.line)
            if reply.back:
                return None
            if reply.answer is None:
                continue
            answer = await question.settle(reply.answer)
            if answer is not None:
                return answer
            self._lines.say(*question.lines())

    async def tell(self, sentence: str) -> None:
        self._lines.say(sentence)

    async def attempt(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        try:
            return self._do(function, *args, **kwargs)
        except HelpPointError as error:
            self._lines.say(error.sentence())
            return None

    async def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        with suppress(StorageUnavailable):
            return self._do(function, *args, **kwargs)
        return await self.attempt(function, *args, **kwargs)

    async def expect(self, entry: int) -> None:
        with suppress(HelpPointError):  # the entry stands without a forecast
            self._do(expect, self.point, entry)

    async def my_ticket(self) -> None:
        await self.tell(_("A specialist at the desk tells you about your ticket."))

    def _do(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something; what nobody expected goes to the log and becomes one sentence."""
        try:
            return function(*args, **kwargs)
        except HelpPointError as error:
            log.info("refused: %s", type(error).__name__)
            raise
        except Exception as error:
            log.critical("unexpected: %s", outline(error))
            mend()
            raise HelpPointError from error


def how_to_begin() -> str:
    """What everybody has to know, in one line."""
    return _("Type and press Enter. “.” — back, “?” — help.")
