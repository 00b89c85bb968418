"""The line: who waits, who is called, whose desks there are, and how long it will take.

Header, ticket and board ask the same ``Line``, so they never count different people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import line as rows
from db.line import HelperRow, TicketRow
from kiosk.catalogue import schedule
from kiosk.catalogue.schedule import Session
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint, InSight
from kiosk.proof.acts import Kind, State
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import FORMS, Journal
from kiosk.staff.desks import LONGEST
from kiosk.visits import duty
from kiosk.visits.forecast import (
    LAST_ERRORS,
    Desk,
    Interval,
    Past,
    forecast,
    interval,
    margin,
)
from kiosk.words.days import bounds, moment, stamp

LONGEST_VISIT = 240.0
"""Minutes; what lasted longer was left open, and nobody is at that desk any more."""
_LOOKED_BACK = 400
"""Visits that tell how long each topic takes."""
_FORECAST = FORMS[Journal.CONSULTATIONS].ticket_series
"""The line in which people stand. Requests wait for days, and nobody waits beside them."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What somebody in the line can be told."""

    before: int
    """How many are before them in their line."""
    minutes: Interval | None
    """How long it will take; None where nobody needs to know, or the point cannot say yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """Everybody who waits at a moment, of whatever day, and what can be said about how long."""

    now: datetime
    """In the point's zone."""
    waiting: tuple[TicketRow, ...]
    """In the order in which they are called."""
    called: tuple[TicketRow, ...]
    """The tickets that are being called today, the newest first."""
    helpers: Mapping[int, str]
    """Full names of all who help, by id."""
    at_desks: tuple[str, ...]
    """Full names of those who work at a desk."""
    desks: tuple[Desk, ...]
    """Where consultations are held, now or later today."""
    past: Past
    margin: float | None

    @property
    def people(self) -> int:
        """How many people stand in the line; who has filed a request does not."""
        return len(self._before(None, _FORECAST))

    def newcomer(self) -> Wait:
        """What somebody can be told who would come for a consultation now."""
        return self._wait(self._before(None, _FORECAST), _FORECAST)

    def wait_of(self, entry: int) -> Wait | None:
        """What the holder of a ticket can be told; None for who does not wait any more."""
        own = self._ticket(entry)
        return self._wait(self._before(own, own.series), own.series) if own else None

    def forecast_of(self, entry: int) -> float | None:
        """The minutes that are forecast for a ticket, whatever is known of their worth; None where
        there is nothing to forecast."""
        own = self._ticket(entry)
        return self._forecast(self._before(own, own.series), own.series) if own else None

    def _ticket(self, entry: int) -> TicketRow | None:
        return next((ticket for ticket in self.waiting if ticket.id == entry), None)

    def _before(self, own: TicketRow | None, series: str) -> list[TicketRow]:
        """Who is called before a ticket, or before a newcomer: not who is away now."""
        at = stamp(self.now)
        line = [t for t in self.waiting if t.series == series and t.back_at <= at]
        return [t for t in line if own is None or (t.turn, t.id) < (own.turn, own.id)]

    def _wait(self, before: list[TicketRow], series: str) -> Wait:
        minutes = self._forecast(before, series)
        if minutes is None or self.margin is None:
            return Wait(len(before), None)
        return Wait(len(before), interval(minutes, self.margin))

    def _forecast(self, before: list[TicketRow], series: str) -> float | None:
        """Nothing while nobody is there, nor for whoever comes first to a free desk."""
        if series != _FORECAST or all(desk.comes for desk in self.desks):
            return None
        minutes = forecast(self.desks, [ticket.topic_id for ticket in before], self.past)
        return minutes if before or minutes else None


def is_consultation(ticket: TicketRow) -> bool:
    """Whether a ticket is of the line in which people stand."""
    return ticket.series == _FORECAST


def line_now(point: InSight, sessions: Sequence[Session] | None = None) -> Line:
    """The line now. ``sessions`` are today's, where they are known already."""
    sessions = schedule.today(point) if sessions is None else sessions
    now = point.clock().astimezone(point.zone)
    since, _until = bounds(now.date(), point.zone)
    tickets, helpers = rows.tickets(point.id), rows.helpers(point.id)
    past = Past(_visits(point))
    visits = {t.specialist_id: t for t in tickets if t.called_at and _is_going_on(t, now)}
    open_keys = open_desks(point, now)
    at_desk = {h.id for h in helpers if h.id in visits or h.key_id in open_keys}
    in_hall = [t for t in tickets if t.state == State.CALLED.value and not t.asked]
    called = [ticket for ticket in in_hall if (ticket.called_at or "") >= since]
    called.sort(key=lambda ticket: ticket.called_at or "", reverse=True)
    return Line(
        now=now,
        waiting=tuple(ticket for ticket in tickets if ticket.state == State.WAITING.value),
        called=tuple(called),
        helpers={helper.id: helper.name for helper in helpers},
        at_desks=tuple(helper.name for helper in helpers if helper.id in at_desk),
        desks=tuple(
            desk
            for helper in helpers
            if Journal.CONSULTATIONS.value in helper.journals.split()
            and (desk := _desk(helper, visits.get(helper.id), now, helper.id in at_desk, sessions))
        ),
        past=past,
        margin=margin(_errors(point)),
    )


def expect(point: HelpPoint, entry: int) -> Wait | None:
    """What the holder of a new ticket can be told; the forecast is kept, to learn from its error.

    None for who does not wait any more. Raises StorageUnavailable.
    """
    seen = line_now(point)
    minutes = seen.forecast_of(entry)
    if minutes is not None:
        with transaction():
            rows.keep_forecast(point.id, entry, round(minutes * 60), stamp(seen.now))
    return seen.wait_of(entry)


def _desk(
    helper: HelperRow,
    visit: TicketRow | None,
    now: datetime,
    is_at_desk: bool,
    sessions: Sequence[Session],
) -> Desk | None:
    """The desk of somebody who helps today; None for who does not."""
    hours = duty.hours(now, helper.name, is_at_desk=is_at_desk, sessions=sessions)
    if hours is None:
        return None
    if visit is None or visit.called_at is None:
        return Desk(comes=hours.comes, leaves=hours.leaves)
    return Desk(visit.topic_id, _minutes(visit.called_at, now), leaves=hours.leaves)


def _is_going_on(ticket: TicketRow, now: datetime) -> bool:
    return ticket.called_at is not None and _minutes(ticket.called_at, now) < LONGEST_VISIT


def open_desks(point: InSight, now: datetime) -> set[str]:
    """The keys of those whose newest desk is open now, here or at another device."""
    opened: dict[str, bytes] = {}
    closed = set()
    for kind, key, body in rows.desk_acts(point.id, stamp(now - LONGEST)):
        if kind == Kind.DESK_OPENED.value:
            opened[key] = body
        else:
            closed.add(key)
    desks = {key: facts_of(body) for key, body in opened.items()}
    at = stamp(now)
    return {k for k, said in desks.items() if said["key"] not in closed and at < str(said["until"])}


def _visits(point: InSight) -> list[tuple[int | None, float]]:
    """Topics and minutes of the last visits, from call to completion, the newest first."""
    helped = rows.helped(point.id, _FORECAST, _LOOKED_BACK)
    visits = [(topic, _minutes(called, moment(done))) for topic, called, done in helped]
    return [(topic, minutes) for topic, minutes in visits if minutes < LONGEST_VISIT]


def _errors(point: InSight) -> list[tuple[float, float]]:
    """What was forecast and what came true, in minutes, the newest first."""
    kept = rows.forecasts(point.id, LAST_ERRORS)
    return [(seconds / 60, _minutes(made, moment(true))) for seconds, made, true in kept]


def _minutes(since: str, now: datetime) -> float:
    """Minutes since a stamp; none where a clock was set back meanwhile."""
    return max(timedelta(), now - moment(since)).total_seconds() / 60
