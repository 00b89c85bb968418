"""The schedule of sessions (clause 3.6): taken in, shown by day, and who is on duty now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.models import Session as SessionRow
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint, InSight
from kiosk.proof.people import Role
from kiosk.words.days import bounds, local, stamp
from kiosk.words.records import SessionRecord
from kiosk.words.stored import in_language, pack_set, pack_titles, unpack_set

AHEAD_DAYS = 60
"""How far ahead the next session is looked for."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session as people see it; times are in the point's zone."""

    id: int
    titles: str
    roles: frozenset[Role]
    specialist: str
    room: str
    starts: datetime
    ends: datetime
    places: int | None
    cancelled: bool
    uid: str = ""
    """Its name in the school's own file, which stays when that is taken in anew."""

    @property
    def title(self) -> str:
        """The title in the language in use now."""
        return in_language(self.titles)

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def hours(self) -> str:
        """«14:00-15:30» with a proper dash."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    def is_on(self, now: datetime) -> bool:
        """Whether it is held at a moment."""
        return not self.cancelled and self.starts <= now < self.ends


def sessions(point: InSight, first: date, days: int) -> list[Session]:
    """The sessions of ``days`` days from ``first``, in order, the cancelled ones included."""
    start, end = bounds(first, point.zone, days)
    rows = (
        SessionRow.select()
        .where(
            SessionRow.point == point.id, SessionRow.starts_at >= start, SessionRow.starts_at < end
        )
        .order_by(SessionRow.starts_at, SessionRow.id)
    )
    return [_session(row, point) for row in rows]


def two_weeks(point: InSight) -> list[tuple[date, list[Session]]]:
    """This week and next by day, from Monday; days without sessions are left out."""
    today = point.today()
    monday = today - timedelta(days=today.weekday())
    by_day: dict[date, list[Session]] = {}
    for session in sessions(point, monday, 14):
        by_day.setdefault(session.day, []).append(session)
    return list(by_day.items())


def with_uid(point: HelpPoint, uid: str) -> Session | None:
    """The session of this name; None where the schedule has none any more."""
    row = SessionRow.get_or_none(SessionRow.point == point.id, SessionRow.uid == uid)
    return _session(row, point) if row else None


def to_come(point: HelpPoint) -> list[Session]:
    """What is left of this week and next, from today on; the cancelled ones included."""
    today = point.today()
    return [s for day, found in two_weeks(point) if day >= today for s in found]


def today(point: InSight) -> list[Session]:
    """What is on today."""
    return [session for session in sessions(point, point.today(), 1) if not session.cancelled]


def on_duty(point: InSight) -> list[Session]:
    """The sessions that are going on now."""
    now = point.clock()
    return [session for session in today(point) if session.is_on(now)]


def next_session(point: InSight) -> Session | None:
    """The next session that has not begun yet, at most 60 days ahead."""
    now = point.clock()
    coming = sessions(point, point.today(), AHEAD_DAYS)
    return next((s for s in coming if s.starts > now and not s.cancelled), None)


def save_sessions(point: HelpPoint, records: Iterable[SessionRecord]) -> int:
    """Replace every session from the first to the last day of the records by the records; days
    before and after stay as they are. Returns how many sessions there are now in these days."""
    saved = sorted(records, key=lambda record: record.starts)
    if not saved:
        return 0
    first, last = (stamp(record.starts) for record in (saved[0], saved[-1]))
    start = bounds(local(first, point.zone).date(), point.zone)[0]
    end = bounds(local(last, point.zone).date(), point.zone)[1]
    uids = [record.uid for record in saved]
    with transaction():
        SessionRow.delete().where(
            SessionRow.point == point.id,
            ((SessionRow.starts_at >= start) & (SessionRow.starts_at < end))
            | SessionRow.uid.in_(uids),
        ).execute()
        for record in saved:
            _insert(point, record)
    return len(saved)


def _insert(point: HelpPoint, record: SessionRecord) -> None:
    SessionRow.create(
        point=point.id,
        uid=record.uid,
        titles=pack_titles(record.titles),
        roles=pack_set(frozenset(role.value for role in record.roles)),
        specialist=record.specialist,
        room=record.room,
        starts_at=stamp(record.starts),
        ends_at=stamp(record.ends),
        places=record.places,
        cancelled=record.cancelled,
    )


def _session(row: SessionRow, point: InSight) -> Session:
    return Session(
        id=row.id,
        titles=row.titles,
        roles=frozenset(Role(value) for value in unpack_set(row.roles)),
        specialist=row.specialist,
        room=row.room,
        starts=local(row.starts_at, point.zone),
        ends=local(row.ends_at, point.zone),
        places=row.places,
        cancelled=bool(row.cancelled),
        uid=row.uid,
    )
