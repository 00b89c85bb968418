"""The board on a display of its own: it is only looked at, and looks at the database only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

import screens.frame
from kiosk.machine.settings import Settings
from kiosk.point.onlooker import looked_at
from kiosk.point.point import InSight, utc_now
from kiosk.speech.announcer import Announcer, find_player
from kiosk.speech.engine import find_engine
from kiosk.visits.waiting import Board, Call, board
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _, use
from screens.frame.screen import ROOMY_ROWS
from screens.frame.themes import LIGHT, THEMES
from screens.frame.too_small import TooSmall
from screens.hardened import HardenedApp, run
from screens.visitor.board import BoardView
from screens.widgets.page import WIDE, MarginLine

LOOK_SECONDS = 2.0
AWAY_SECONDS = 10.0
"""So long the last board may stand that could not be brought up to date."""
_ENDS = frozenset({"q", "й", "ctrl+c"})
"""The keys of the operator; with either layout."""


class SecondDisplay(Screen[None]):
    """The board, or one calm sentence while nothing is known."""

    DEFAULT_CSS = """
    SecondDisplay #away { display: none; padding: 2; text-style: bold; height: auto; }
    SecondDisplay.-away BoardView { display: none; }
    SecondDisplay.-away #away { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (ROOMY_ROWS, "-tall")]

    def __init__(self) -> None:
        super().__init__(classes="page -away")

    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            yield BoardView(touch=False)
            yield Static(Content(away_words()), id="away")
        yield MarginLine()
        yield TooSmall()

    def on_resize(self) -> None:
        """Say so where the window has no room for the board."""
        for cover in self.query(TooSmall):
            cover.measure(self.app.size)

    def show(self, point: InSight, board: Board) -> None:
        """Bring the board up to date."""
        self.remove_class("-away")
        self.query_one(BoardView).show(point, board)

    def show_away(self) -> None:
        """Take away what may not be true any more."""
        self.add_class("-away")


class BoardApp(HardenedApp):
    """Looks at the database every other second, and tells each new call for everybody to hear.

    No key does anything but those that end it.
    """

    TITLE = ""
    CSS_PATH = Path(screens.frame.__file__).with_name("frame.tcss")

    def __init__(
        self,
        settings: Settings,
        announcer: Announcer | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Without an ``announcer`` nothing is heard."""
        super().__init__()
        self._settings, self._announcer, self._clock = settings, announcer, clock
        self._looking = ThreadPoolExecutor(1, thread_name_prefix="looking")
        self._calls: frozenset[Call] | None = None
        self._away = AWAY_SECONDS
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = settings.theme
        use(settings.language)

    def get_css_variables(self) -> dict[str, str]:
        """The lines of the page have colours before a theme is chosen."""
        return LIGHT.variables | super().get_css_variables()

    def on_mount(self) -> None:
        self.watch_the_line()

    @work
    async def watch_the_line(self) -> None:
        """One look at a time, however long it takes."""
        display = SecondDisplay()
        await self.push_screen(display)
        while True:
            await self.look(display)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, display: SecondDisplay) -> None:
        """Bring the display up to date."""
        try:
            loop = asyncio.get_running_loop()
            point, seen = await loop.run_in_executor(self._looking, self._look)
        except HelpPointError:
            self._away += LOOK_SECONDS
            if self._away >= AWAY_SECONDS:
                display.show_away()
            return
        self._away = 0.0
        display.show(point, seen)
        self._tell(seen)

    def _look(self) -> tuple[InSight, Board]:
        with looked_at(self._settings.place, self._clock) as point:
            return point, board(point, initials=self._settings.board_initials)

    def _tell(self, seen: Board) -> None:
        """Tell the calls that are new; none of those that stood there at the beginning."""
        before, self._calls = self._calls, frozenset(seen.calls)
        if before is None or self._announcer is None:
            return
        for call in reversed(seen.calls):
            if call not in before:
                self._announcer.call(call.label, call.room)

    async def on_event(self, event: events.Event) -> None:
        """Nothing is pressed here, but for the operator's end."""
        if isinstance(event, events.Key) and {event.key, event.character} & _ENDS:
            self.exit(0)
        elif not isinstance(event, events.InputEvent):
            await super().on_event(event)

    def on_unmount(self) -> None:
        self._looking.shutdown(wait=False, cancel_futures=True)


def away_words() -> str:
    """What stands there while the database cannot be read."""
    return _("The board will be back in a moment. Tickets and turns are kept.")


def show_second_display(settings: Settings, *, heartbeat: Callable[[], bool] | None = None) -> int:
    """Show the board until its operator ends it; returns the exit status."""
    player = find_player() if settings.board_sound != "none" else None
    engine = find_engine() if settings.board_sound == "voice" else None
    heard = Announcer(player, engine) if player or engine else None
    return run(BoardApp(settings, heard), heartbeat=heartbeat)
