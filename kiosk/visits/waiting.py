"""What the home screen tells everybody: how many wait, who is called, what is on today.

Only ticket numbers leave here, and initials where the school wishes it; no names of visitors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db import line as rows
from db.line import TicketRow
from kiosk.catalogue import schedule
from kiosk.catalogue.schedule import Session
from kiosk.point.point import InSight
from kiosk.visits import duty
from kiosk.visits.duty import OnDuty
from kiosk.visits.line import Line, is_consultation, line_now
from kiosk.words.days import bounds
from kiosk.words.people import ticket_label

EARLIER = 2
"""How many of the last calls are told."""


@dataclass(frozen=True, slots=True)
class Call:
    """Which ticket was called, and to which room; empty where nobody knows it."""

    label: str
    room: str
    day: date | None = None
    """Of a ticket of an earlier day; today's has the same number otherwise."""
    initials: str = ""
    """Of the visitor, where the school has them told."""

    @property
    def ticket(self) -> str:
        """The number, with the day where it is not today's."""
        return f"{self.label} ({self.day:%d.%m})" if self.day else self.label


@dataclass(frozen=True, slots=True)
class Board:
    """The public state of the point at a moment."""

    line: Line
    calls: tuple[Call, ...]
    """The calls of today that are going on, the newest first."""
    earlier: tuple[Call, ...]
    """The last calls before these, the newest first."""
    duty: OnDuty
    on_duty: tuple[Session, ...]
    """The sessions that are going on."""
    today: tuple[Session, ...]
    """Today's sessions that are not over yet."""
    next: Session | None

    @property
    def waiting(self) -> int:
        """How many people wait."""
        return self.line.people

    @property
    def called(self) -> tuple[str, ...]:
        """The tickets that are being called, the newest first."""
        return tuple(call.ticket for call in self.calls)


def board(point: InSight, *, initials: bool = False) -> Board:
    """The public state now, the calls with the visitors' ``initials`` if the school wishes it."""
    sessions, coming = schedule.today(point), schedule.next_session(point)
    seen = line_now(point, sessions)
    ahead = [*sessions, coming] if coming else sessions
    going_on = tuple(s for s in sessions if s.starts <= seen.now < s.ends)
    since, _until = bounds(seen.now.date(), point.zone)
    earlier = rows.called_before(point.id, since, EARLIER)
    named = [ticket.id for ticket in (*seen.called, *earlier)] if initials else []
    told = rows.initials(named)
    return Board(
        line=seen,
        calls=tuple(_call(ticket, seen, going_on, told) for ticket in seen.called),
        earlier=tuple(_call(ticket, seen, going_on, told) for ticket in earlier),
        duty=duty.on_duty(seen.now, seen.at_desks, ahead),
        on_duty=going_on,
        today=tuple(s for s in sessions if s.ends > seen.now),
        next=coming,
    )


def _call(
    ticket: TicketRow, line: Line, on_duty: tuple[Session, ...], initials: Mapping[int, str]
) -> Call:
    """A specialist comes to a request's own room: that one is nobody else's business. To a
    consultation one is called by whoever is on duty, or to the only room that has somebody."""
    name = line.helpers.get(ticket.specialist_id or 0, "")
    own = [session for session in on_duty if duty.is_named(name, session.specialist)]
    day = date.fromisoformat(ticket.day)
    return Call(
        label=ticket_label(ticket.series, ticket.ticket),
        room=the_room(own or on_duty) if is_consultation(ticket) else "",
        day=None if day == line.now.date() else day,
        initials=initials.get(ticket.id, ""),
    )


def the_room(sessions: Sequence[Session]) -> str:
    """The room of these sessions, if it is one."""
    rooms = {session.room for session in sessions}
    return rooms.pop() if len(rooms) == 1 else ""
