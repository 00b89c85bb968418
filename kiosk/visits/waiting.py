"""What the home screen tells everybody: how many wait, who is called, what is on today.

Only ticket numbers leave here, no names of visitors.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.models import Entry
from kiosk.catalogue import schedule
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import State
from kiosk.words.people import ticket_label


@dataclass(frozen=True, slots=True)
class Board:
    """The public state of the point at a moment."""

    waiting: int
    called: tuple[str, ...]
    """Labels of the tickets that are being called, the newest first."""
    on_duty: tuple[schedule.Session, ...]
    today: tuple[schedule.Session, ...]
    """Today's sessions that are not over yet."""
    next: schedule.Session | None


def board(point: HelpPoint) -> Board:
    """The public state now. Who was left over from earlier days is not in today's line."""
    today = point.today().isoformat()
    tickets = Entry.select().where(Entry.point == point.id, Entry.day == today)
    called = tickets.where(Entry.state == State.CALLED.value).order_by(Entry.called_at.desc())
    return Board(
        waiting=tickets.where(Entry.state == State.WAITING.value).count(),
        called=tuple(ticket_label(entry.series, entry.ticket) for entry in called),
        on_duty=tuple(schedule.on_duty(point)),
        today=tuple(s for s in schedule.today(point) if s.ends > point.clock()),
        next=schedule.next_session(point),
    )
