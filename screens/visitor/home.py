"""Home: where am I, who is here, what can I do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.catalogue.schedule import Session
from kiosk.visits.waiting import Board
from kiosk.words.i18n import _, day_in_short, day_in_words
from screens.frame.screen import KioskScreen
from screens.widgets.big_text import BigText
from screens.widgets.choices import Choice, Choices
from screens.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from screens.app import KioskApp

Way = Callable[["KioskApp"], Awaitable[None]]

WAYS = {
    "sign_in": ("screens.visitor.sign_in", "sign_in"),
    "request": ("screens.visitor.request", "file_request"),
    "schedule": ("screens.visitor.schedule", "browse_schedule"),
    "guides": ("screens.visitor.guides", "browse_guides"),
    "logins": ("screens.visitor.logins", "show_logins"),
    "specialist": ("screens.desk.log_in", "work_at_desk"),
}
"""Where each choice leads: loading all of it would double the time to the first picture."""

TODAY_LINES = 2
"""Sessions of today that fit beside the clock on the smallest screen."""


class Home(KioskScreen[None]):
    """Six large choices. Nothing of an earlier visitor is ever here."""

    idle_seconds = None

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="today"):
            yield BigText(id="big-clock", size="tall")
            with Vertical():
                yield Static(id="point", markup=False)
                yield Static(id="date", markup=False)
                yield Static(id="sessions", markup=False)
        if self.kiosk.notice:
            yield Static(Content(self.kiosk.notice), id="notice")
        yield Choices(self._choices(), many=True)

    def _choices(self) -> list[Choice]:
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

    @on(Choices.Chosen)
    def take_way(self, message: Choices.Chosen) -> None:
        """Begin a way. Between two questions of one, home is on top for a moment: not then."""
        if not self.kiosk.visited:
            self.kiosk.visit(_way(message.answer))


def _way(answer: str) -> Way:
    """The way behind a choice; its screens are loaded when it is first taken."""
    module, name = WAYS[answer]
    way: Way = getattr(import_module(module), name)
    return way


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
