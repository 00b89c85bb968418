"""The kiosk's application: it opens the help point, shows home, and leads from there and back."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, on, work

from kiosk.catalogue.notices import NoticesFile
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_to_work
from kiosk.questions.speech import Say
from kiosk.staff import specialists
from kiosk.visits.days import end_days
from kiosk.visits.waiting import Board
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import language, pgettext, use
from screens.frame.host import Host
from screens.frame.idle import (
    LONGER,
    VISIT_SECONDS,
    WARNING_SECONDS,
    IdleWarning,
    idle_limit,
    may_lengthen,
)
from screens.frame.patience import Patience
from screens.frame.screen import KioskScreen
from screens.hardened import run
from screens.visitor.home import BOARD_AFTER_SECONDS, Home

if TYPE_CHECKING:
    from kiosk.copies.rounds import Rounds

Way = Callable[[Host], Awaitable[None]]

WAYS = {
    "sign_in": ("screens.visitor.entering", "sign_in"),
    "request": ("screens.visitor.entering", "file_request"),
    "schedule": ("screens.visitor.schedule", "browse_schedule"),
    "guides": ("screens.visitor.guides", "browse_guides"),
    "my_ticket": ("screens.visitor.my_ticket", "my_ticket"),
    "notices": ("screens.visitor.notices", "read_notices"),
    "logins": ("screens.visitor.logins", "show_logins"),
    "specialist": ("screens.desk.log_in", "work_at_desk"),
}
"""Where each choice at home leads: loading it all would double the time to the first picture."""

VIEW_KEY = "f8"
BOARD_SECONDS = 3.0
NOTICES_SECONDS = 5.0
ROUNDS_SECONDS = 60.0


class KioskApp(Host):
    """The help point's screens: one person at a time, and home whenever nobody is there."""

    def __init__(
        self,
        settings: Settings,
        *,
        notice: str = "",
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """``notice`` stands on the home screen; ``clock`` is for pictures with a fixed time."""
        super().__init__(settings, notice=notice)
        self._clock = clock
        self._rounds: Rounds | None = None
        self._notices_file = NoticesFile(settings.notices_file)

    def on_mount(self) -> None:
        self.open()

    @work(group="opening")
    async def open(self) -> None:
        """Open the database, name the point if nobody has, and show home."""
        while not await self._opened():
            pass
        await self._end_days()
        await self.refresh_board()
        home = Home()
        await self.push_screen(home)
        self.set_timer(1, home.prepare_board)
        self.set_interval(1, self.tick)
        self.set_interval(BOARD_SECONDS, self.refresh_board)
        self.look_at_notices()
        self.set_interval(NOTICES_SECONDS, self.look_at_notices)
        self.set_interval(ROUNDS_SECONDS, self._end_days)
        self.set_interval(ROUNDS_SECONDS, self.look_after_copies)
        self.set_timer(1, self.load_other_screens)

    async def _end_days(self) -> None:
        """End what waited for a day that is over; what hinders it is tried again in a minute."""
        with contextlib.suppress(HelpPointError):
            await self.act(end_days, self.point, self.settings.day_end)

    async def _opened(self) -> bool:
        """True when the help point is open, named and has an administrator; False to try again."""
        clock = {"clock": self._clock} if self._clock else {}
        try:
            self.point = await self.act(
                open_to_work, self.settings.place, create=True, watched=True, **clock
            )
            ready = await self.act(specialists.has_administrator, self.point)
        except HelpPointError as error:
            from screens.frame.trouble import Trouble

            await self.push_screen_wait(Trouble(error))
            return False
        if not (ready and self.point.is_named):
            from screens.office.first_run import first_run

            await first_run(self)
        return True

    @work(thread=True, group="loading")
    def load_other_screens(self) -> None:
        """Load the other screens while nobody is waiting for them, and tidy up after loading: what
        is garbage by then would stay for ever."""
        for module, _name in WAYS.values():
            import_module(module)
        gc.collect()
        gc.freeze()
        gc.enable()

    @work(thread=True, group="rounds")
    def look_after_copies(self) -> None:
        """See whether the day's backup is due; another process makes it."""
        from kiosk.copies.rounds import Rounds

        self._rounds = self._rounds or Rounds(self.settings)
        self._rounds.look(self.point, self.point.clock())

    def show_board(self, board: Board) -> None:
        """Show the public state in the header, and what home and the ticket tell of it."""
        if isinstance(self.screen, KioskScreen):
            self.screen.show_board(board)
        super().show_board(board)

    async def tell(self, sentence: str) -> None:
        if self.voice.on:
            from screens.questions.asker import ScreenAsker

            await ScreenAsker(self).tell(sentence)
        else:
            await super().tell(sentence)

    async def next_view(self) -> None:
        screen = self.screen
        if not self.voice.on and not self.large:
            await self._show_print(large=True)
        elif not self.voice.on and not self.voice.can_speak:
            await self._show_print(large=False)
        elif isinstance(screen, KioskScreen) and screen.can_be_spoken and self.visited:
            self.voice.hush()
            self.voice.on, self.large = not self.voice.on, False
            screen.dismiss(None)
        else:
            self.go_home()  # from pages that are only to be read
            self.voice.on = True
            self.visit(_receive)

    async def _show_print(self, *, large: bool) -> None:
        """Show everything in large print, or as usual."""
        self.large = large
        if isinstance(self.screen, KioskScreen):
            await self.screen.speak_again()

    def not_taken(self) -> None:
        super().not_taken()
        if self.screen_stack and isinstance(self.screen, KioskScreen):
            self.screen.key_was_dropped()

    async def on_event(self, event: events.Event) -> None:
        """Who asks for the voice cannot see that the board is there: that key is never swallowed
        by it."""
        if isinstance(event, events.Key) and event.key == VIEW_KEY:
            for home in self.screen_stack[-1:]:
                if isinstance(home, Home) and home.is_board:
                    home.show_as_board(False)
        await super().on_event(event)

    async def speak(self, code: str) -> None:
        use(code)
        if isinstance(self.screen, KioskScreen):
            await self.screen.speak_again()

    def look_at_notices(self) -> None:
        """See what the school tells by now; a disk that hangs is waited for once, and by nobody."""
        if not any(worker.group == "notices" for worker in self.workers if worker.is_running):
            self._read_notices()

    @work(group="notices")
    async def _read_notices(self) -> None:
        with contextlib.suppress(HelpPointError):
            self.notices = await self.aside(self._notices_file.look)
            if isinstance(self.screen, Home) and not self.visited:
                await self.screen.tell_notices()

    @property
    def visited(self) -> bool:
        """True while somebody is on the way through the screens."""
        return any(worker.group == "visit" and worker.is_running for worker in self.workers)

    @property
    def between(self) -> bool:
        """Between two questions of a way home is on top for a moment, or the word that it lasts."""
        return isinstance(self.screen, Home | Patience) and self.visited

    @on(Home.WayChosen)
    def take_way(self, message: Home.WayChosen) -> None:
        """Begin a way. Between two questions of one, home is on top for a moment: not then."""
        if not self.visited:
            module, name = WAYS[message.way]
            self.visit(getattr(import_module(module), name))

    @work(group="visit", exclusive=True)
    async def visit(self, way: Way) -> None:
        """One person's way through the screens, from home and back to it."""
        await way(self)
        self.go_home()

    @work(group="leaving")
    async def close_desks(self) -> None:
        """Nobody is at a desk any more: home is shown."""
        await self.leave_desks()

    def go_home(self) -> None:
        home = next((screen for screen in self.screen_stack if isinstance(screen, Home)), None)
        if home is None:
            return  # the first run has no home yet
        self.workers.cancel_group(self, "visit")
        self.close_desks()
        for screen in self.screen_stack:
            self.workers.cancel_node(screen)
        while self.screen is not home:
            self.pop_screen()
        self.clear_notifications()
        self._clipboard = ""
        self._guard.forget()
        self.by_touch = self.large = False
        self.patience = 1
        self.voice.reset()
        self.theme = self.settings.theme
        home.leave_others()
        home.set_focus(None)  # the next person begins at the first choice
        use(self.settings.language)
        if home.stands_as_usual and home.ready and home.tells_all:
            home.after_compose()  # a touch that comes at once finds its button still there
        else:
            self.call_later(home.speak_again)

    async def tick(self) -> None:
        """Every second: the clock moves on, and an idle screen is warned about, then wiped."""
        if not self.screen_stack:  # the application is ending
            return
        self.dress(self.screen)
        if self.voice.is_speaking and not isinstance(self.screen, IdleWarning):
            self.touch()  # nobody is wiped while they are spoken to
        if isinstance(self.screen, Home) and not self.visited:
            self.screen.show_as_board(self.idle_seconds >= BOARD_AFTER_SECONDS)
        limit = idle_limit(self.screen_stack, visited=self.visited, patience=self.patience)
        if limit is None:
            if self._left_changed and self.idle_seconds >= VISIT_SECONDS:
                self.go_home()
            return
        if self.idle_seconds >= limit:
            self.go_home()
        elif self.idle_seconds >= limit - WARNING_SECONDS:
            left = max(1, round(limit - self.idle_seconds))
            if isinstance(self.screen, IdleWarning):
                self.screen.seconds_left = left
            else:
                lengthens = may_lengthen(self.screen_stack)
                await self.push_screen(IdleWarning(left, lengthens=lengthens))
                self.voice.say((Say(_still_here()),))

    @property
    def _left_changed(self) -> bool:
        """True while home stands in a language or a look that somebody chose and left."""
        chosen = (language(), self.theme, self.large)
        usual = (self.settings.language, self.settings.theme, False)
        return isinstance(self.screen, Home) and chosen != usual

    def wake(self, event: events.Event) -> bool:
        """A touch under the warning or at the board only takes that away, and may ask for more
        time."""
        if isinstance(self.screen, Home) and self.screen.is_board:
            self.screen.show_as_board(False)
            return True
        if not isinstance(self.screen, IdleWarning):
            return False
        if self.screen.asks_for_more(event):
            self.patience = LONGER
            self.voice.say((Say(_longer()),))
        self.pop_screen()
        return True


async def _receive(app: Host) -> None:
    """Home as a question, for who hears it."""
    from kiosk.ways import front
    from screens.visitor import entering

    await front.receive(entering.asker(app))


def _still_here() -> str:
    return pgettext(
        "spoken",
        "Are you still here? In twenty seconds your answers are wiped."
        " Pound — I need more time. Any other key — go on.",
    )


def _longer() -> str:
    return pgettext("spoken", "You have ten times as long now.")


def show_board(settings: Settings, *, heartbeat: Callable[[], bool] | None = None) -> int:
    """Show the board on a display of its own until its operator ends it."""
    from screens.visitor.second_display import show_second_display

    return show_second_display(settings, heartbeat=heartbeat)


def show_kiosk(
    settings: Settings, *, heartbeat: Callable[[], bool] | None = None, notice: str = ""
) -> int:
    """Show the kiosk until an administrator ends it; returns the exit status."""
    return run(KioskApp(settings, notice=notice), heartbeat=heartbeat)
