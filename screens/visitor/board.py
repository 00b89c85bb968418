"""The board: who is called and to which room, the last calls, who waits. Ticket numbers only."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.catalogue.schedule import Session
from kiosk.point.point import InSight
from kiosk.visits.waiting import Board, Call
from kiosk.words.i18n import _, day_in_short, day_in_words, ngettext
from kiosk.words.names import room_name
from screens.frame.header import wait_words
from screens.widgets.big_text import BigText, number_size
from screens.widgets.large_words import is_large

EARLIER = 3
"""Calls before the newest one that fit into a line."""


class BoardView(Vertical):
    """What everybody may see from across the hall; ``show`` brings it up to date."""

    DEFAULT_CSS = """
    BoardView {
        height: 100%;
        #board-head { height: 2; padding: 1 2 0 2; }
        #board-school { width: 1fr; height: 1; text-style: bold; color: $primary; }
        #board-day { width: auto; color: $secondary; }
        #board-point { height: 1; padding: 0 2; color: $secondary; text-overflow: ellipsis; }
        #board-asked { height: 2; padding: 1 2 0 2; text-style: bold; color: $secondary; }
        #board-call { height: auto; padding: 0 2 1 2; }
        #board-number { color: $primary; }
        #board-where { width: 1fr; height: auto; padding: 2 0 0 3; }
        #board-to { height: auto; color: $secondary; }
        #board-where BigText { margin-top: 1; }
        .-empty { display: none; }
        #board-touch {
            dock: bottom;
            height: 3;
            padding: 1 2;
            background: $primary;
            color: $background;
            text-style: bold;
        }
    }
    """

    def __init__(self, *, touch: bool = True) -> None:
        """``touch`` invites to come nearer; a second display has nothing to touch."""
        super().__init__()
        self._touch = touch
        self._stands = False
        self._shown: tuple[InSight, Board] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="board-head"):
            yield Static(id="board-school")
            yield Static(id="board-day")
        yield Static(id="board-point")
        yield Static(id="board-asked")
        with Horizontal(id="board-call"):
            size = "huge" if is_large(self) else number_size(self.app.size.height)
            yield BigText(id="board-number", size=size)
            with Vertical(id="board-where"):
                yield Static(id="board-to")
                yield BigText(id="board-room")
        for name, label in (
            ("earlier", _("before")),
            ("waiting", _("in the line")),
            ("duty", _("on duty")),
        ):
            with Horizontal(classes="said board-band", id=f"board-{name}-band"):
                yield Static(Content(label), classes="label")
                yield Static(id=f"board-{name}", classes="value")
        if self._touch:
            yield Static(Content(_("Touch the screen or press any key")), id="board-touch")

    def on_mount(self) -> None:
        self._stands = True
        self._draw()

    def show(self, point: InSight, board: Board) -> None:
        """Bring everything up to date, as soon as it stands."""
        self._shown = point, board
        self._draw()

    def _draw(self) -> None:
        if self._shown is None or not self._stands or self._pruning:
            return
        point, board = self._shown
        now = point.clock().astimezone(point.zone)
        call = board.calls[0] if board.calls else Call("", "")
        before = [*board.calls[1:], *board.earlier][:EARLIER]
        self._say("#board-school", Content(point.school or _("Help point")))
        day = f"{day_in_words(now.date())}   "
        self._say("#board-day", Content.assemble(day, (f"{now:%H:%M}", "bold")))
        self._say("#board-point", Content(point.name))
        self._say("#board-asked", Content(_asked(call)))
        self.query_one("#board-call").display = bool(call.label)
        self.set_class(bool(call.label), "-called")
        self.query_one("#board-where").display = bool(call.room)
        self.query_one("#board-number", BigText).text = call.label
        numbered = call.room[:1].isdigit()
        self._say("#board-to", Content(_("to room") if numbered else _("to")))
        self.query_one("#board-room", BigText).text = f"→ {call.room}"
        self.query_one("#board-earlier-band").set_class(not before, "-empty")
        self._say("#board-earlier", Content(_calls(before)))
        self._say("#board-waiting", Content(_waiting(board)))
        self._say("#board-duty", Content("\n".join(_duty(board))))

    def _say(self, place: str, words: Content) -> None:
        self.query_one(place, Static).update(words)


def _asked(call: Call) -> str:
    if not call.label:
        return _("Nobody is being called now")
    asked = _("Please come in")
    if call.day:
        asked = _("Please come in with the ticket of {day}").format(day=f"{call.day:%d.%m}")
    return f"{asked}   {call.initials}".strip()


def _calls(calls: Sequence[Call]) -> str:
    parts = [
        "  ".join(filter(None, (call.ticket, call.initials, room_name(call.room))))
        for call in calls
    ]
    return "     ".join(parts)


def _waiting(board: Board) -> str:
    """How many wait, and how long who comes now."""
    people = _("Nobody is waiting")
    if board.waiting:
        people = ngettext("{n} person", "{n} people", board.waiting).format(n=board.waiting)
    return "     ".join(filter(None, (people, wait_words(board))))


def _duty(board: Board) -> list[str]:
    """Who is on duty, else when the next session is and what works until then."""
    if board.duty.names:
        return [", ".join(board.duty.names)]
    lines = [_("Nobody is on duty now"), _("You can still sign in.")]
    if board.next:
        lines[1] = _("Next: {day}, {session}").format(
            day=day_in_short(board.next.day), session=_session(board.next)
        )
    return lines


def _session(session: Session) -> str:
    parts = (session.hours, session.title, room_name(session.room))
    return "  ".join(part for part in parts if part)
