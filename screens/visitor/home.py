"""The home screen: clock and date, today's sessions, and where to go from here."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kiosk.catalogue.schedule import Session
from kiosk.visits.waiting import Board
from kiosk.words.i18n import _, day_in_short, day_in_words
from screens.frame.screen import KioskScreen
from screens.widgets.big_text import BigText
from screens.widgets.choices import Choice, Choices
from screens.widgets.key_bar import KeyHint

TODAY_LINES = 2
"""Sessions of today that fit beside the clock on the smallest screen."""


class Home(KioskScreen[None]):
    """Six large choices. Nothing of an earlier visitor is ever here."""

    DEFAULT_CSS = """
    #today { height: 4; padding: 0 1; }
    #today BigText { width: 28; color: $primary; }
    #today Vertical { height: 4; }
    #point { text-style: bold; text-overflow: ellipsis; text-wrap: nowrap; height: 1; }
    #date { height: 1; color: $secondary; }
    #sessions { height: 2; text-overflow: ellipsis; text-wrap: nowrap; }
    #notice { height: 1; padding: 0 1; color: $accent; text-style: bold; }
    Home.-tall #today { height: 7; padding: 1 1; }
    Home.-tall #today BigText { width: 36; }
    Home.-tall #today Vertical { height: 5; }
    """
    idle_seconds = None

    class WayChosen(Message):
        """Somebody chose where to go; ``way`` is the answer of the choice."""

        def __init__(self, way: str) -> None:
            super().__init__()
            self.way = way

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="today"):
            yield BigText(id="big-clock", size="tall")
            with Vertical():
                yield Static(id="point", markup=False)
                yield Static(id="date", markup=False)
                yield Static(id="sessions", markup=False)
        if self.kiosk.notice:
            yield Static(Content(self.kiosk.notice), id="notice")
        yield Choices(_choices(), many=True)

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("1–6", _("Choose"), "choose"), *self.language_hint()]

    def after_compose(self) -> None:
        self.query_one(Choices).focus_first()
        if self.kiosk.board:
            self.show_board(self.kiosk.board)

    def action_back(self) -> None:
        """Home is where back ends."""

    def action_choose(self) -> None:
        self.query_one(Choices).action_press()

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456":
            event.stop()
            self.query_one(Choices).press_number(int(event.character))

    @on(Choices.Chosen)
    def choose_way(self, message: Choices.Chosen) -> None:
        message.stop()
        self.post_message(self.WayChosen(message.answer))

    def show_board(self, board: Board) -> None:
        """Bring clock, date and today's sessions up to date."""
        point = self.kiosk.point
        now = point.clock().astimezone(point.zone)
        for clock in self.query(BigText):
            clock.text = f"{now:%H:%M}"
        day = day_in_words(now.date())
        words = {
            "#point": point.name,
            "#date": day[:1].upper() + day[1:],
            "#sessions": "\n".join(_session_lines(board)),
        }
        for place, text in words.items():
            for line in self.query(place).results(Static):
                line.update(Content(text))


def _choices() -> list[Choice]:
    return [
        Choice(
            "sign_in",
            _("Sign in for a consultation"),
            _("Questions about the gradebook and the diary"),
        ),
        Choice("request", _("File a technical request"), _("Internet, computer, printer")),
        Choice("schedule", _("Schedule of sessions"), _("This week and next")),
        Choice("guides", _("Guides"), _("Take one along on your phone")),
        Choice("logins", _("Where to get a login"), _("Login and password, by role")),
        Choice("specialist", _("Specialist"), _("Entrance by PIN")),
    ]


def _session_lines(board: Board) -> list[str]:
    """Today's sessions, or when the next one is and what works until then."""
    if board.today:
        return [_session_line(session) for session in board.today[:TODAY_LINES]]
    lines = [_("No more sessions today; you can still sign in.")]
    if board.next:
        lines.append(
            _("Next: {day}, {session}").format(
                day=day_in_short(board.next.day), session=_session_line(board.next)
            )
        )
    return lines


def _session_line(session: Session) -> str:
    room = _("room {room}").format(room=session.room) if session.room else ""
    return "  ".join(part for part in (session.hours, session.title, room) if part)
