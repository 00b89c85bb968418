"""The end of a day: consultations that nobody was called to do not wait for the next morning."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

import peewee as pw

from db.models import Act, Entry, Event, Volume
from kiosk.journal import facts
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind, LeftReason, State
from kiosk.proof.forms import Journal
from kiosk.visits import places, sign_ups
from kiosk.visits.line import open_desks
from kiosk.words.days import bounds, local

LAST_MINUTE = time(23, 59)
"""When a day is over at a point that names no other hour."""


def end_days(point: HelpPoint, day_end: time | None) -> int:
    """End the consultations whose day is over, and to which nobody was called; how many there were.

    Who was carried over, or came after the day's end, waits until the end of the next day on which
    a desk is open. Nobody of today is sent away while somebody works at a desk. Requests wait on,
    and whoever was called is a specialist's to decide. Sign-ups for past sessions go. Raises
    StorageUnavailable or ClockDoubted.
    """
    ends, now = day_end or LAST_MINUTE, point.clock().astimezone(point.zone)
    places.forget_withdrawn(point)
    sign_ups.forget_past(point)
    waiting = [row for row in _never_called(point) if row.day <= f"{now:%Y-%m-%d}"]
    if not waiting:
        return 0
    today_is_over = now.time() >= ends and not open_desks(point, now)
    over = f"{now.date() - timedelta(days=not today_is_over):%Y-%m-%d}"
    days = [(row, _day_of(point, row, ends)) for row in waiting]
    return sum(_lapse(point, row, day, ends) for row, day in days if "" < day <= over)


def _never_called(point: HelpPoint) -> Iterable[Entry]:
    """The consultations of visitors who wait for their first call, the oldest first."""
    rows = Entry.select(Entry, Volume).join(Volume)
    return list(
        rows.where(
            Entry.point == point.id,
            Volume.journal == Journal.CONSULTATIONS.value,
            Volume.closed_at.is_null(),
            Entry.asked == "",
            _waits_for_the_first_call(point),
        ).order_by(Entry.id)
    )


def _waits_for_the_first_call(point: HelpPoint) -> pw.Expression:
    called = Event.select(Event.entry).where(Event.point == point.id, Event.kind == "called")
    waits: pw.Expression = (Entry.state == State.WAITING.value) & Entry.id.not_in(called)
    return waits


def _day_of(point: HelpPoint, row: Entry, ends: time) -> str:
    """The day that an entry ends with: its own, or the first one on which a desk was opened after
    one that it outlives; empty where there was none yet."""
    came_late = local(row.opened_at, point.zone).time() >= ends
    outlived = row.carried_on or (row.day if came_late else "")
    if not outlived:
        return str(row.day)
    _begins, since = bounds(datetime.fromisoformat(outlived).date(), point.zone)
    opened = Act.select(Act.at).where(
        Act.point == point.id, Act.kind == Kind.DESK_OPENED.value, Act.at >= since
    )
    first = opened.order_by(Act.seq).first()
    return f"{local(first.at, point.zone):%Y-%m-%d}" if first else ""


def _lapse(point: HelpPoint, row: Entry, day: str, ends: time) -> bool:
    """End one consultation with a day; False for one that a specialist has called meanwhile."""
    statement = facts.lapsed(facts.place_of(row), day, f"{ends:%H:%M}")
    said = say(point, Kind.ENTRY_LAPSED, statement)
    with open_ledger(point) as ledger:
        same = (Entry.id == row.id) & (Entry.carried_on == row.carried_on)
        left = {"state": State.LEFT.value, "left_reason": LeftReason.NOT_HELD.value}
        if Entry.update(left).where(same, _waits_for_the_first_call(point)).execute() != 1:
            return False
        places.leave(row.id)
        ledger.keep(said, entry=row.id)
    return True
