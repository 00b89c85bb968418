"""Home: where to go from here; nobody there, it is the board."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kiosk.catalogue.notices import in_language, newest
from kiosk.questions.choice import Choice
from kiosk.visits.waiting import Board
from kiosk.words.i18n import _, language, pgettext
from kiosk.words.names import room_name
from screens.frame.screen import KioskScreen
from screens.visitor.board import BoardView
from screens.widgets.choices import Choices
from screens.widgets.header_bar import HeaderBar, PageHead
from screens.widgets.key_bar import KeyHint
from screens.widgets.large_words import LARGE

TOLD = 60
"""Letters of the newest notice."""
OTHERS = "others"
"""The choice that leads to the second page in large print."""
BOARD_AFTER_SECONDS = 20.0
"""Without a touch for so long home is the board."""


class Home(KioskScreen[None]):
    """Large choices for visitors, and the specialists' entrance by PIN. Nothing of an earlier
    visitor is ever here."""

    DEFAULT_CSS = """
    #notice { height: 1; padding: 0 2; color: $accent; text-style: bold; }
    Home BoardView { display: none; }
    Home.-board {
        PageHead, KeyBar, #notice, Choices { display: none; }
        BoardView { display: block; }
    }
    """
    BINDINGS = [("f10", "specialist", "")]
    idle_seconds = None

    _told = ""
    """The newest notice of the school as it stands here."""

    _has_board = False
    """True once the board stands behind the choices: the first picture does without it."""

    _others = False
    """True while the ways stand here that have no room on the first page in large print."""

    class WayChosen(Message):
        """Somebody chose where to go; ``way`` is the answer of the choice."""

        def __init__(self, way: str) -> None:
            super().__init__()
            self.way = way

    def heading(self) -> str:
        return _("How can we help?")

    def head(self) -> HeaderBar:
        """Here it is decided whether to wait."""
        return PageHead(self.heading(), waits=True)

    def compose_body(self) -> ComposeResult:
        self._told = self._newest()
        if self.kiosk.notice:
            yield Static(Content(self.kiosk.notice), id="notice")
        yield Choices(self._choices(), many=True)
        if self._has_board:
            yield BoardView()

    @property
    def is_board(self) -> bool:
        """True while the board stands in place of the choices."""
        return self.has_class("-board")

    def prepare_board(self) -> None:
        """Put the board behind the choices, once all of the screen stands."""
        if self.ready and not self._has_board:
            self._has_board = True
            self.mount(BoardView(), after=self.query_one(Choices))
            if self.kiosk.board:
                self.show_board(self.kiosk.board)

    def show_as_board(self, shown: bool) -> None:
        """The board while nobody is there, the choices for whoever comes."""
        if shown:
            self.prepare_board()
        if shown != self.is_board and (self._has_board or not shown):
            self.set_class(shown, "-board")
            if not shown:
                self.query_one(Choices).focus_first()

    def key_hints(self) -> Sequence[KeyHint]:
        digits = KeyHint(f"1–{len(self._choices())}", _("Choose"), "choose")
        return [
            KeyHint("Esc", _("Back"), "back") if self._others else digits,
            *self.language_hint(),
            KeyHint("F10", _("Specialist"), "specialist"),
        ]

    def after_compose(self) -> None:
        self.query_one(Choices).focus_first()
        if self.kiosk.board:
            self.show_board(self.kiosk.board)

    @property
    def stands_as_usual(self) -> bool:
        """Whether it was composed as everybody finds it who comes."""
        return self._spoken == self.kiosk.settings.language and not self.has_class(LARGE)

    def leave_others(self) -> None:
        """In large print the next visitor begins at the first page."""
        self._others = False

    async def action_back(self) -> None:  # type: ignore[override]
        """Home is where back ends; in large print its first page is."""
        if self._others:
            self._others = False
            await self.speak_again()

    def action_choose(self) -> None:
        self.query_one(Choices).action_press()

    def action_specialist(self) -> None:
        self.post_message(self.WayChosen("specialist"))

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    async def choose_way(self, message: Choices.Chosen) -> None:
        message.stop()
        if message.answer == OTHERS:
            self._others = True
            await self.speak_again()
        else:
            self.post_message(self.WayChosen(message.answer))

    def show_board(self, board: Board) -> None:
        """Bring the board up to date, unless it is being composed anew: that fills it in."""
        if self.ready:
            for view in self.query(BoardView):
                view.show(self.kiosk.point, board)

    @property
    def tells_all(self) -> bool:
        """Whether what the school tells last stands here."""
        return self._told == self._newest()

    async def tell_notices(self) -> None:
        """Bring the choices up to date with what the school tells."""
        if self.ready and not self.tells_all:
            await self.speak_again()

    def _newest(self) -> str:
        return newest(in_language(self.kiosk.notices, language()))

    def _choices(self) -> list[Choice]:
        told = shorten(self._newest(), TOLD, placeholder=" …")
        ways = [*self._ways(), *([Choice("notices", _("Notices"), told)] if told else [])]
        if not self.is_large:
            return ways
        first = _large_ways()
        if not self._others:
            return first
        drawn = {choice.answer for choice in first}
        return [Choice(way.answer, way.words) for way in ways if way.answer not in drawn]

    def _ways(self) -> list[Choice]:
        return [
            Choice("sign_in", _("Sign in for a consultation"), _("gradebook, diary, login")),
            Choice("request", _("File a technical request"), _("Internet, computer, printer")),
            Choice("schedule", _("Schedule of sessions"), _sessions(self.kiosk.board)),
            Choice("guides", _("Guides"), _("Take one along on your phone")),
            Choice("my_ticket", _("My ticket"), _("see your place, cancel")),
            Choice("logins", _("Where to get a login"), _("Login and password, by role")),
        ]


def _large_ways() -> list[Choice]:
    """The ways that most people come for, each by a word that can be drawn large."""
    return [
        Choice("sign_in", _("Sign in for a consultation"), short=pgettext("drawn", "Sign in")),
        Choice("request", _("Internet, computer, printer"), short=pgettext("drawn", "Request")),
        Choice("my_ticket", _("see your place, cancel"), short=_("Ticket")),
        Choice(OTHERS, _("Sessions, guides, logins"), short=pgettext("drawn", "Other")),
    ]


def _sessions(board: Board | None) -> str:
    """The next session of today."""
    if board is None or not board.today:
        return _("This week and next")
    first = board.today[0]
    words = _("today {time}").format(time=f"{first.starts:%H:%M}")
    return ", ".join(part for part in (words, room_name(first.room)) if part)
