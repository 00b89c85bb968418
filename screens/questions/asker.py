"""Questions asked by screens: each kind of question has its screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from kiosk.machine.settings import Settings
from kiosk.point.point import HelpPoint
from kiosk.questions import choose, write
from kiosk.questions.choice import Choice
from kiosk.questions.question import Question
from kiosk.questions.told import Told, WhoHears
from kiosk.visits.line import expect
from kiosk.visits.waiting import Board
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.frame.screen import KioskScreen
from screens.questions.choose import Choose
from screens.questions.choose_or_write import ChooseOrWrite
from screens.questions.spoken import SpokenQuestion
from screens.questions.write import Write

A = TypeVar("A")
Screens = Mapping[type[Question[Any]], Callable[[Any], KioskScreen[Any]]]
"""The screen of each kind of question."""

SCREENS: Screens = {
    choose.Choose: lambda q: Choose(q.heading, q.choices, columns=q.columns, hint=q.hint, at=q.at),
    choose.ChooseOrWrite: lambda q: ChooseOrWrite(q.heading, q.choices, q.field, at=q.at),
    write.Write: lambda q: Write(q.heading, q.fields, hint=q.hint, first=q.first),
    Told: lambda q: Choose(q.heading, lambda: [Choice("on", _("Next"))]),
}
"""Those that everybody is asked by; ways add their own."""


class ScreenAsker:
    """Asks by screens, and does what is asked of the help point in the application's thread."""

    def __init__(
        self,
        app: Host,
        screens: Screens = SCREENS,
        my_ticket: Callable[[Host], Awaitable[None]] | None = None,
    ) -> None:
        """``my_ticket`` shows somebody the ticket that they have."""
        self._app, self._screens, self._my_ticket = app, screens, my_ticket
        self.attempt, self.submit = app.attempt, app.submit

    @property
    def point(self) -> HelpPoint:
        return self._app.point

    @property
    def settings(self) -> Settings:
        return self._app.settings

    @property
    def board(self) -> Board | None:
        return self._app.board

    async def ask(self, question: Question[A]) -> A | None:
        """Ask by a screen to look at, or by one that speaks; F8 changes that in the middle."""
        while True:
            voice = self._app.voice
            if voice.on and voice.earphones is None:
                voice.earphones = await self._asked(SpokenQuestion(WhoHears()))
                if voice.on and voice.earphones is None:
                    voice.on = False
            spoken = voice.on
            screen: KioskScreen[A]
            screen = SpokenQuestion(question) if spoken else self._screens[type(question)](question)
            answer = await self._asked(screen)
            if isinstance(screen, Write | ChooseOrWrite):
                question.keep(screen.typed)
            if answer is not None or voice.on == spoken:
                return answer
            if spoken:
                question.pause()

    async def _asked(self, screen: KioskScreen[A]) -> A | None:
        screen.can_be_spoken = True
        return await self._app.push_screen_wait(screen)

    async def expect(self, entry: int) -> None:
        with suppress(HelpPointError):  # the entry stands without a forecast
            await self._app.act(expect, self._app.point, entry)
        await self._app.refresh_board()

    async def my_ticket(self) -> None:
        if self._my_ticket and not self._app.voice.on:
            await self._my_ticket(self._app)
        else:
            await self.tell(_("A specialist at the desk tells you about your ticket."))

    async def tell(self, sentence: str) -> None:
        if self._app.voice.on:
            await self.ask(Told(sentence))
        else:
            await self._app.push_screen_wait(Notice(sentence))
