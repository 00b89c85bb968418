"""What screens may ask of the application they stand in. No screen is known here."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

from textual import events
from textual.geometry import Size
from textual.screen import Screen

from kiosk.catalogue.notices import Notices
from kiosk.machine.log import outline
from kiosk.machine.settings import Settings
from kiosk.machine.transaction import is_away, mend
from kiosk.point.opening import keep_open
from kiosk.point.point import HelpPoint
from kiosk.speech.engine import find_engine
from kiosk.speech.mouth import Mouth
from kiosk.speech.voice import Voice
from kiosk.staff import desks
from kiosk.visits.waiting import Board, board
from kiosk.words.errors import DeskIsClosed, HelpPointError, StorageUnavailable
from kiosk.words.i18n import _, use
from screens.frame.header import fill
from screens.frame.notice import Notice
from screens.frame.patience import with_patience
from screens.frame.themes import LIGHT, THEMES
from screens.frame.too_small import fits
from screens.hardened import HardenedApp
from screens.widgets.header_bar import HeaderBar
from screens.widgets.key_bar import KeyBar

log = logging.getLogger("kiosk.screens")

LAST_DEED_SECONDS = 3.0
"""How long the end waits for what is still being done; a supervisor waits for five."""

P = ParamSpec("P")
T = TypeVar("T")


@runtime_checkable
class Takes(Protocol):
    """A screen that says when it is complete, whether it tells of what is being saved, and which
    keys it would write into a field."""

    @property
    def ready(self) -> bool: ...
    @property
    def says_it_saves(self) -> bool: ...
    def takes_text(self, event: events.Key) -> bool: ...


class Host(HardenedApp):
    """The application as screens know it: the help point, the one thread that works on it, the
    header, language and theme.

    ``KioskApp`` is the one that runs. It alone knows which screens there are.
    """

    TITLE = ""
    CSS_PATH = Path(__file__).with_name("frame.tcss")

    def __init__(self, settings: Settings, *, notice: str = "") -> None:
        """``notice`` stands on the home screen."""
        super().__init__()
        self.settings = settings
        self.notice = notice
        self.by_touch = False
        """True while the person uses a finger or the mouse."""
        self.patience = 1
        """So many times as long the time-outs of this visit are."""
        self.large = False
        """True while a visitor wants large print."""
        self.board: Board | None = None
        engine = find_engine()
        self.voice = Voice(Mouth(engine) if engine else None)
        """Speaks while somebody has switched it on."""
        self.notices: Mapping[str, Notices] = {}
        """What the school tells its visitors, by language."""
        self._point: HelpPoint | None = None
        self._storage = ThreadPoolExecutor(1, thread_name_prefix="storage")
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = settings.theme
        use(settings.language)

    def get_css_variables(self) -> dict[str, str]:
        """The lines of the page have colours before a theme is chosen."""
        return LIGHT.variables | super().get_css_variables()

    def go_home(self) -> None:
        """Wipe everything a person left behind and show home in the school's language."""
        raise NotImplementedError

    async def speak(self, code: str) -> None:
        """Change the language of everything on the screen."""
        raise NotImplementedError

    async def next_view(self) -> None:
        """Large print, after it the voice where there is one, after that the usual view."""
        raise NotImplementedError

    def next_view_words(self) -> str:
        """What the view after this one is called."""
        if self.voice.on or (self.large and not self.voice.can_speak):
            return _("Usual view")
        return _("Voice") if self.large else _("Large print")

    @property
    def point(self) -> HelpPoint:
        """The help point; it is open before any screen is shown."""
        if self._point is None:
            raise RuntimeError("the help point is not open yet")
        return self._point

    @point.setter
    def point(self, point: HelpPoint) -> None:
        self._point = point

    @property
    def finger(self) -> Size:
        """The cells of a key of 20 mm on the school's display."""
        return Size(*self.settings.display.finger(*self.size))

    async def act(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something of the help point in its own thread.

        A named error is raised as it is, and a disk or server that fails while it is only read has
        a name as well; anything unexpected goes to the log and becomes the sentence that every
        person can be told.
        """
        return await self._do(self._storage, partial(function, *args, **kwargs))

    async def aside(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something slow that needs no database, while the help point's own thread goes on with
        whoever comes. Errors are as in ``act``."""
        return await self._do(None, partial(function, *args, **kwargs))

    async def _do(self, threads: ThreadPoolExecutor | None, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(threads, work)
        except HelpPointError as error:
            log.info("refused: %s", type(error).__name__)
            raise
        except Exception as error:
            away = is_away(error)
            log.critical("%s: %s", "storage" if away else "unexpected", outline(error))
            await loop.run_in_executor(self._storage, mend)
            raise (StorageUnavailable if away else HelpPointError) from error

    async def attempt(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """``act``, with a named error shown as a sentence; None then. Runs inside a worker.

        While it takes long a sentence stands over a screen that does not say so itself. Whose desk
        is closed is led home after that: nothing more can be done at it.
        """
        return await self._told(self.act(function, *args, **kwargs))

    async def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """``attempt`` what carries a request id, see ``act_again``."""
        return await self._told(self.act_again(function, *args, **kwargs))

    async def act_again(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``act``, once more by itself where the database was away: what carries a request id
        is recorded once, however often it is said."""
        try:
            return await self.act(function, *args, **kwargs)
        except StorageUnavailable:
            return await self.act(function, *args, **kwargs)

    async def _told(self, doing: Coroutine[object, object, T]) -> T | None:
        try:
            if isinstance(self.screen, Takes) and self.screen.says_it_saves:
                return await doing
            return await with_patience(self, _("One moment, please…"), doing, self.go_home)
        except HelpPointError as error:
            await self.tell(error.sentence())
            if isinstance(error, DeskIsClosed):
                self.go_home()
            return None

    async def tell(self, sentence: str) -> None:
        """Show a sentence until the person has seen it."""
        await self.push_screen_wait(Notice(sentence))

    async def leave_desks(self) -> None:
        """Close the desks that are open here, after what is still being done at them.

        The one thread does one thing after the other: a desk that a PIN is just opening is closed
        as well, for whoever typed it has gone.
        """
        if self._point is not None:
            with contextlib.suppress(HelpPointError):
                await self.act(desks.close_desks, self._point)

    async def refresh_board(self) -> None:
        """Bring the public state up to date; a failing database leaves the last one standing.

        One that was put back or restored meanwhile is opened anew.
        """
        with contextlib.suppress(HelpPointError):
            self.point = await self.act(keep_open, self.point, self.settings.place)
            told = self.settings.board_initials
            self.board = await self.act(board, self.point, initials=told)
            self.show_board(self.board)

    def show_board(self, board: Board) -> None:  # noqa: ARG002 - home shows more of it
        """Show the public state on the screen that stands on top."""
        self.dress(self.screen)

    def dress(self, screen: Screen[Any]) -> None:
        """Fill in the header of a screen; one without a header is left as it is."""
        if self._point is not None:
            for header in screen.query(HeaderBar):
                fill(header, self._point, self.board)

    def other_theme(self) -> None:
        """Light for bright halls, dark for dim ones."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    @property
    def between(self) -> bool:
        """True while one screen has been answered and the next is still to come."""
        return False

    @property
    def takes_input(self) -> bool:
        return (
            super().takes_input
            and not self.between
            and fits(self.size)
            and (not isinstance(self.screen, Takes) or self.screen.ready)
        )

    def takes_text(self, event: events.Key) -> bool:
        screen = self.screen
        return screen.takes_text(event) if isinstance(screen, Takes) else super().takes_text(event)

    def not_taken(self) -> None:
        """The key bar blinks once."""
        if self.screen_stack:
            for bar in self.screen.query(KeyBar):
                bar.blink()

    async def on_event(self, event: events.Event) -> None:
        """Notice whether a finger or a key was used, and pass the event on."""
        if isinstance(event, events.Key) and not self.screen_stack:
            return  # the program is ending: no screen is left to press a key on
        came = isinstance(event, events.Key | events.MouseDown) and not event.is_forwarded
        if came and self.voice.on:
            self.voice.hush()
        if isinstance(event, events.MouseDown):
            self.by_touch = True
        elif isinstance(event, events.Key) and event.is_forwarded is False:
            self.by_touch = self.by_touch and getattr(event, "_sender", None) is self
        await super().on_event(event)

    async def on_unmount(self) -> None:
        """The end, whoever asked for it: a desk does not stay open behind a dark screen, and
        nobody goes on speaking."""
        self.voice.reset()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.leave_desks(), LAST_DEED_SECONDS)
        self._storage.shutdown(wait=False, cancel_futures=True)
