"""The kiosk's application: one help point, one database thread, one person at a time."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual import events, work

from kiosk.copies.rounds import Rounds
from kiosk.machine.log import outline
from kiosk.machine.settings import Settings
from kiosk.machine.transaction import mend
from kiosk.point.opening import keep_open, open_to_work
from kiosk.point.point import HelpPoint
from kiosk.staff import specialists
from kiosk.visits.waiting import Board, board
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import LANGUAGES, _, day_in_short, language, ngettext, use
from screens.frame.idle import IdleWarning
from screens.frame.notice import Notice
from screens.frame.screen import ROOMY_ROWS, KioskScreen
from screens.frame.themes import THEMES
from screens.hardened import HardenedApp, run
from screens.visitor.home import WAYS, Home
from screens.widgets.header_bar import HeaderBar

if TYPE_CHECKING:
    from screens.widgets.on_screen_keyboard import OnScreenKeyboard

log = logging.getLogger("kiosk.screens")

P = ParamSpec("P")
T = TypeVar("T")

WARNING_SECONDS = 15
"""How long the warning stands before an idle screen is wiped."""
VISIT_SECONDS = 60
BOARD_SECONDS = 3.0
ROUNDS_SECONDS = 60.0


class KioskApp(HardenedApp):
    """Opens the help point, shows home, and goes back there whenever nobody is in front of it."""

    TITLE = ""
    CSS_PATH = "styles/kiosk.tcss"

    def __init__(
        self,
        settings: Settings,
        *,
        notice: str = "",
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """``notice`` stands on the home screen; ``clock`` is for pictures with a fixed time."""
        super().__init__()
        self.settings = settings
        self.notice = notice
        self.by_touch = False
        """True while the person uses a finger or the mouse."""
        self.board: Board | None = None
        self._clock = clock
        self._point: HelpPoint | None = None
        self._rounds = Rounds(settings)
        self._storage = ThreadPoolExecutor(1, thread_name_prefix="storage")
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = settings.theme
        use(settings.language)

    @property
    def point(self) -> HelpPoint:
        """The help point; it is open before any screen is shown."""
        if self._point is None:
            raise RuntimeError("the help point is not open yet")
        return self._point

    @point.setter
    def point(self, point: HelpPoint) -> None:
        self._point = point

    def on_mount(self) -> None:
        self.open()

    @work(group="opening")
    async def open(self) -> None:
        """Open the database, name the point if nobody has, and show home."""
        clock = {"clock": self._clock} if self._clock else {}
        try:
            self._point = await self.act(open_to_work, self.settings.place, create=True, **clock)
            ready = await self.act(specialists.has_administrator, self.point)
        except HelpPointError as error:
            from screens.frame.trouble import Trouble

            await self.push_screen(Trouble(error))
            return
        if not (ready and self.point.is_named):
            from screens.office.first_run import first_run

            await first_run(self)
        await self.refresh_board()
        await self.push_screen(Home())
        self.set_interval(1, self.tick)
        self.set_interval(BOARD_SECONDS, self.refresh_board)
        self.set_interval(ROUNDS_SECONDS, self.go_round)
        self.set_timer(1, self.load_the_rest)

    @work(thread=True, group="loading")
    def load_the_rest(self) -> None:
        """Load the other screens while nobody is waiting for them, and tidy up after loading."""
        for module in {module for module, _name in WAYS.values()}:
            import_module(module)
        gc.freeze()
        gc.enable()

    @work(thread=True, group="rounds")
    def go_round(self) -> None:
        """See whether the day's backup is due; another process makes it."""
        self._rounds.look(self.point, self.point.clock())

    async def act(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something of the help point in its own thread.

        A named error is raised as it is; anything unexpected goes to the log and becomes the
        sentence that every person can be told.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._storage, partial(function, *args, **kwargs))
        except HelpPointError as error:
            log.info("refused: %s", type(error).__name__)
            raise
        except Exception as error:
            log.critical("unexpected: %s", outline(error))
            await loop.run_in_executor(self._storage, mend)
            raise HelpPointError from error

    async def attempt(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """``act``, with a named error shown as a sentence; None then. Runs inside a worker."""
        try:
            return await self.act(function, *args, **kwargs)
        except HelpPointError as error:
            await self.push_screen_wait(Notice(error.sentence()))
            return None

    async def refresh_board(self) -> None:
        """Bring the public state up to date; a failing database leaves the last one standing.

        One that was put back or restored meanwhile is opened anew.
        """
        with contextlib.suppress(HelpPointError):
            self.point = await self.act(keep_open, self.point, self.settings.place)
            self.board = await self.act(board, self.point)
            if isinstance(self.screen, Home):
                self.screen.show_board(self.board)
            self.dress(self.screen)

    def dress(self, screen: object) -> None:
        """Fill in the header of a screen."""
        if not isinstance(screen, KioskScreen) or self._point is None:
            return
        for header in screen.query(HeaderBar):
            now = self.point.clock().astimezone(self.point.zone)
            header.school = self.point.school or _("Help point")
            header.clock = f"{day_in_short(now.date())}   {now:%H:%M}"
            if self.board is not None:
                header.line = _line_words(self.board)
                header.duty = _duty_words(self.board)

    async def speak(self, code: str) -> None:
        """Change the language of everything on the screen."""
        use(code)
        if isinstance(self.screen, KioskScreen):
            await self.screen.speak_again()

    def other_theme(self) -> None:
        """Light for bright halls, dark for dim ones."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def keyboard(self, *, shown: bool) -> OnScreenKeyboard:
        """A keyboard for this terminal, in the language in use; keys three rows high if there is
        room."""
        from screens.widgets.on_screen_keyboard import OnScreenKeyboard

        first = language()
        keyboard = OnScreenKeyboard([first, *(code for code in LANGUAGES if code != first)])
        keyboard.key_height = 3 if self.size.height >= ROOMY_ROWS else 2
        keyboard.display = shown
        return keyboard

    def go_home(self) -> None:
        """Wipe everything a person left behind and show home in the school's language."""
        home = next((screen for screen in self.screen_stack if isinstance(screen, Home)), None)
        if home is None:
            return  # the first run has no home yet
        self.workers.cancel_group(self, "visit")
        for screen in self.screen_stack:
            self.workers.cancel_node(screen)
        while self.screen is not home:
            self.pop_screen()
        self.clear_notifications()
        self._clipboard = ""
        self.by_touch = False
        self.theme = self.settings.theme
        home.set_focus(None)  # the next person begins at the first choice
        spoken = language()
        use(self.settings.language)
        if spoken == self.settings.language and home.ready:
            home.after_compose()  # a touch that comes at once finds its button still there
        else:
            self.call_later(home.speak_again)

    @property
    def visited(self) -> bool:
        """True while somebody is on the way through the screens."""
        return any(worker.group == "visit" and worker.is_running for worker in self.workers)

    @work(group="visit", exclusive=True)
    async def visit(self, way: Callable[[KioskApp], Awaitable[None]]) -> None:
        """One person's way through the screens, from home and back to it."""
        await way(self)

    async def tick(self) -> None:
        """Every second: the clock moves on, and an idle screen is warned about, then wiped."""
        self.dress(self.screen)
        limit = self._idle_limit()
        if limit is None:
            return
        if self.idle_seconds >= limit:
            self.go_home()
        elif self.idle_seconds >= limit - WARNING_SECONDS:
            left = max(1, round(limit - self.idle_seconds))
            if isinstance(self.screen, IdleWarning):
                self.screen.seconds_left = left
            else:
                await self.push_screen(IdleWarning(left))

    def _idle_limit(self) -> int | None:
        """The limit of the screen that the person looks at, under warnings and notices.

        Home has none, but a notice over it during a visit has: something typed waits behind it.
        """
        visiting = any(worker.group == "visit" for worker in self.workers if worker.is_running)
        for screen in reversed(self.screen_stack):
            if isinstance(screen, KioskScreen):
                return screen.idle_seconds or (VISIT_SECONDS if visiting else None)
        return None

    def wake(self) -> bool:
        """A touch under the warning only takes the warning away."""
        if not isinstance(self.screen, IdleWarning):
            return False
        self.pop_screen()
        return True

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not self.screen_stack:
            return  # the program is ending: no screen is left to press a key on
        if isinstance(event, events.MouseDown):
            self.by_touch = True
        elif isinstance(event, events.Key) and event.is_forwarded is False:
            self.by_touch = self.by_touch and getattr(event, "_sender", None) is self
        await super().on_event(event)

    async def on_unmount(self) -> None:
        self._storage.shutdown(wait=False, cancel_futures=True)


def _line_words(state: Board) -> str:
    if state.called:
        return _("Now called: {tickets}").format(tickets=", ".join(state.called[:3]))
    if not state.waiting:
        return _("Nobody is waiting")
    return ngettext("{n} person is waiting", "{n} people are waiting", state.waiting).format(
        n=state.waiting
    )


def _duty_words(state: Board) -> str:
    names = ", ".join(dict.fromkeys(s.specialist for s in state.on_duty if s.specialist))
    if names:
        return _("On duty: {names}").format(names=names)
    return _("Nobody is on duty now")


def show_kiosk(
    settings: Settings, *, heartbeat: Callable[[], bool] | None = None, notice: str = ""
) -> int:
    """Show the kiosk until an administrator ends it; returns the exit status."""
    return run(KioskApp(settings, notice=notice), heartbeat=heartbeat)
