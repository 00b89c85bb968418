"""Sessions of an .ics calendar: repetitions, exceptions, moves and cancellations (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.imports.blocks import event_blocks
from kiosk.imports.events import Event, Plan, parsed, planned
from kiosk.imports.files import shown_name
from kiosk.imports.sessions import Window, session
from kiosk.imports.tables import ROWS, FileRow
from kiosk.imports.unique import UniqueKeys
from kiosk.words.i18n import _
from kiosk.words.records import SessionRecord

if TYPE_CHECKING:
    from icalendar import Calendar

REPEATING = 300
"""Most repeating events in one file: a school has a few dozen."""

_LINE = "X-LINE"
"""Carries an event's line through the expansion."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """An event of the file: its row, when it is, and the session that it describes."""

    row: FileRow
    plan: Plan
    session: SessionRecord


def is_calendar(path: Path, data: bytes) -> bool:
    """True for an .ics file, by its name or by how it begins."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().upper()
    return path.suffix.casefold() == ".ics" or start.startswith(b"BEGIN:VCALENDAR")


def read_calendar(
    path: Path, data: bytes, *, zone: ZoneInfo, window: Window
) -> list[SessionRecord]:
    """The sessions of the calendar within ``window``, by their start.

    Raises ImportRefused with the line of the BEGIN:VEVENT that is at fault.
    """
    from icalendar import Calendar

    calendar, seen, repeating = Calendar(), UniqueKeys(), 0
    planned_events: dict[int, _Planned] = {}
    for block in event_blocks(path, data):
        row, event = parsed(shown_name(path), block)
        plan = planned(row, event, zone, window)
        seen.add(row, f"{plan.uid}\n{plan.replaces and plan.replaces.astimezone(UTC)}", plan.uid)
        repeating += bool(plan.rule)
        if repeating > REPEATING:
            raise row.refused(
                _("There are more than {count} repeating events.").format(count=REPEATING)
            )
        described = session(row, plan.uid, plan.starts, plan.ends)
        planned_events[row.line] = _Planned(row, plan, described)
        calendar.add_component(_times_alone(row.line, plan))
    sessions = _expanded(calendar, planned_events, zone, window)
    return sorted(sessions, key=lambda each: each.starts)


def _times_alone(line: int, plan: Plan) -> Event:
    """An event that holds nothing but its times."""
    import icalendar

    event: Event = icalendar.Event()
    event.add("UID", plan.uid)
    event.add("SEQUENCE", plan.sequence)
    event.add("DTSTART", plan.starts)
    event.add("DTEND", plan.ends)
    event.add(_LINE, str(line))
    if plan.rule:
        event.add("RRULE", icalendar.vRecur(plan.rule))
    for name, moments in (("RDATE", plan.also), ("EXDATE", plan.dropped)):
        if moments:
            event.add(name, list(moments))
    if plan.replaces:
        onward = {"RANGE": "THISANDFUTURE"} if plan.onward else {}
        event.add("RECURRENCE-ID", plan.replaces, parameters=onward)
    return event


def _expanded(
    calendar: Calendar, planned_events: dict[int, _Planned], zone: ZoneInfo, window: Window
) -> Iterator[SessionRecord]:
    """Every session that takes place, or would have, within the window.

    Two with one uid, or more than ``ROWS``, are refused with the line of their event.
    """
    import recurring_ical_events

    first = datetime.combine(window.first, time(), tzinfo=zone)
    last = datetime.combine(window.last + timedelta(days=1), time(), tzinfo=zone)
    taken: set[str] = set()
    for series in recurring_ical_events.of(calendar).series:
        for occurrence in series.between(first, last):
            event = occurrence.as_component(False)
            planned_event = planned_events[int(event[_LINE])]
            row = planned_event.row
            starts = event["DTSTART"].dt.astimezone(zone)
            ends = event["DTEND"].dt.astimezone(zone)
            if starts.date() not in window:
                continue
            uid = planned_event.plan.uid_at(starts)
            if uid in taken:
                raise row.refused(_("Two sessions of this event are one and the same."))
            if len(taken) == ROWS:
                raise row.refused(_("There are more than {count} sessions.").format(count=ROWS))
            taken.add(uid)
            yield replace(planned_event.session, uid=uid, starts=starts, ends=ends)
