"""What the home screen tells everybody: how many wait, who is called, what is on today.

Only ticket numbers leave here, no names of visitors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.models import Entry
from kiosk.catalogue import schedule
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.proof.forms import Journal
from kiosk.words.people import ticket_label

EARLIER = 2
"""How many of the last calls are told."""


@dataclass(frozen=True, slots=True)
class Call:
    """Which ticket was called, and to which room; empty where nobody knows it."""

    label: str
    room: str


@dataclass(frozen=True, slots=True)
class Board:
    """The public state of the point at a moment."""

    waiting: int
    called: tuple[str, ...]
    """Labels of the tickets that are being called, the newest first."""
    calls: tuple[Call, ...]
    """The calls of today that are going on, the newest first."""
    earlier: tuple[Call, ...]
    """The last calls before these, the newest first."""
    on_duty: tuple[schedule.Session, ...]
    today: tuple[schedule.Session, ...]
    """Today's sessions that are not over yet."""
    next: schedule.Session | None


def board(point: HelpPoint) -> Board:
    """The public state now. Who was left over from earlier days is not in today's line."""
    today = point.today().isoformat()
    tickets = Entry.select().where(Entry.point == point.id, Entry.day == today)
    newest = Entry.called_at.desc(), Entry.id.desc()
    called = list(tickets.where(Entry.state == State.CALLED.value).order_by(*newest))
    over = tickets.where(Entry.called_at.is_null(False), Entry.state != State.CALLED.value)
    on_duty = tuple(schedule.on_duty(point))
    return Board(
        waiting=tickets.where(Entry.state == State.WAITING.value).count(),
        called=tuple(ticket_label(entry.series, entry.ticket) for entry in called),
        calls=tuple(_call(entry, on_duty) for entry in called),
        earlier=tuple(_call(entry, on_duty) for entry in over.order_by(*newest).limit(EARLIER)),
        on_duty=on_duty,
        today=tuple(s for s in schedule.today(point) if s.ends > point.clock()),
        next=schedule.next_session(point),
    )


def _call(entry: Entry, on_duty: tuple[schedule.Session, ...]) -> Call:
    """A specialist comes to a request's own room: that one is nobody else's business. To a
    consultation one is called by whoever is on duty, or to the only room that has somebody."""
    label = ticket_label(entry.series, entry.ticket)
    if entry.volume.journal == Journal.REQUESTS.value:
        return Call(label, "")
    name = entry.specialist.name if entry.specialist else ""
    own = [session for session in on_duty if session.specialist in (name, _with_initials(name))]
    return Call(label, the_room(own or on_duty))


def the_room(sessions: Sequence[schedule.Session]) -> str:
    """The room of these sessions, if it is one."""
    rooms = {session.room for session in sessions}
    return rooms.pop() if len(rooms) == 1 else ""


def _with_initials(name: str) -> str:
    surname, *others = name.split() or [""]
    return " ".join([surname, *(f"{other[0]}." for other in others)])
