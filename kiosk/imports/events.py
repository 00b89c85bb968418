"""One event of an .ics file, parsed and checked: its times, its repetition and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.imports import repetition
from kiosk.imports.blocks import Block
from kiosk.imports.sessions import DETAILS, Window
from kiosk.imports.tables import Cell, FileRow
from kiosk.imports.vocabulary import COLUMNS, plain
from kiosk.words.i18n import _
from kiosk.words.text import SHORT, clean

Event = Any
"""An icalendar event: its own types are unions of every property there is."""

LONGEST = timedelta(hours=12)
"""Longest session."""
OLDEST = timedelta(days=5 * 366)
"""How long ago a repeating session may have begun."""

_PROPERTIES = {
    "title_ru": "SUMMARY",
    "room": "LOCATION",
    "specialist": "ORGANIZER",
    "roles": "CATEGORIES",
    "places": "X-PLACES",
}
_LINE_ENDS = re.compile(r"\n|<br ?/?>")


@dataclass(frozen=True, slots=True)
class Plan:
    """When an event is: everything the expansion needs and nothing more."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    rule: dict[str, list[Any]] | None
    also: tuple[datetime, ...]
    """RDATE: sessions beside the rule."""
    dropped: tuple[datetime, ...]
    """EXDATE: sessions of the rule that do not take place."""
    replaces: datetime | None
    """RECURRENCE-ID: the moment of the session this event stands for."""
    onward: bool
    """True when it stands for all later ones too (RANGE=THISANDFUTURE)."""

    def uid_at(self, starts: datetime) -> str:
        """The uid of the session at ``starts``: in a series, with the moment first planned.

        A move changes ``starts`` and not the moment first planned.
        """
        if not (self.rule or self.also or self.replaces):
            return self.uid
        moved = self.starts - self.replaces if self.replaces else timedelta(0)
        return f"{self.uid}/{(starts - moved).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def parsed(file: str, block: Block) -> tuple[FileRow, Event]:
    """The event with its row of details; what is not written as RFC 5545 has it is refused."""
    import icalendar

    row = FileRow(file, block.line, {}, {})
    lines = "\r\n".join(("BEGIN:VEVENT", *block.lines, "END:VEVENT", ""))
    try:
        event: Event = icalendar.Event.from_ical(lines)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        raise row.refused(_("This event is not written as a calendar has it.")) from None
    for name, _problem in event.errors:
        reason = _("{name} is not written as a calendar has it.")
        raise row.refused(reason.format(name=name or "VEVENT"))
    return FileRow(file, block.line, *_details(event)), event


def _details(event: Event) -> tuple[dict[str, Cell], dict[str, str]]:
    """Cells and their heads; a «Специалист: …» line of the description wins over a property."""
    organizer = getattr(event.get("ORGANIZER"), "params", {}).get("CN", "")
    cells: dict[str, Cell] = {
        "title_ru": str(event.get("SUMMARY", "")),
        "room": str(event.get("LOCATION", "")),
        "specialist": str(organizer),
        "roles": ";".join(str(category) for category in event.categories),
        "places": str(event.get("X-PLACES", "")),
        "cancelled": str(event.get("STATUS", "")).upper() == "CANCELLED",
    }
    heads = dict(_PROPERTIES)
    for line in _LINE_ENDS.split(str(event.get("DESCRIPTION", ""))):
        head, colon, words = line.partition(":")
        column = COLUMNS.get(plain(head[:60])) if colon else None
        if column in DETAILS and words.strip():
            cells[column] = words.strip()
            heads[column] = head.strip()
    return cells, heads


def planned(row: FileRow, event: Event, zone: ZoneInfo, window: Window) -> Plan:
    """When the event is; all-day, endless, overlong and very old ones are refused."""
    uid = str(event.get("UID", "")).strip()
    if not uid or len(uid) > 200 or not uid.isprintable():
        raise row.refused(_("The event needs a UID of at most 200 printable characters."))
    if "EXRULE" in event:
        raise row.refused(_("EXRULE is not supported. Use EXDATE."))
    moment = _Moments(row, zone, window)
    starts, ends = moment.span(event)
    rule = repetition.checked_rule(row, event["RRULE"], zone) if "RRULE" in event else None
    if rule and starts.date() < window.first - OLDEST:
        raise row.refused(_("The repetition began more than five years ago. Start it anew."))
    replaced = event.get("RECURRENCE-ID")
    return Plan(
        uid=uid,
        sequence=int(event.get("SEQUENCE", 0)),
        starts=starts,
        ends=ends,
        rule=rule,
        also=tuple(moment.all(event, "RDATE")),
        dropped=tuple(moment.all(event, "EXDATE", starts)),
        replaces=moment.of(replaced.dt, replaced.params) if replaced else None,
        onward=bool(replaced) and str(replaced.params.get("RANGE", "")) == "THISANDFUTURE",
    )


@dataclass(frozen=True, slots=True)
class _Moments:
    """Makes moments of calendar values; a time without a zone is in the point's zone."""

    row: FileRow
    zone: ZoneInfo
    window: Window

    def of(self, value: object, params: dict[str, Any]) -> datetime:
        if not isinstance(value, datetime):
            raise self.row.refused(
                _("A session needs a start and an end time: a whole day cannot be taken.")
            )
        if value.tzinfo is None and "TZID" in params:
            raise self.row.refused(
                _("The time zone “{zone}” is not known.").format(
                    zone=clean(str(params["TZID"]), SHORT)
                )
            )
        if abs(value.year - self.window.first.year) > 50:
            raise self.row.refused(_("The event has a date that is not of this century."))
        return value if value.tzinfo else value.replace(tzinfo=self.zone)

    def span(self, event: Event) -> tuple[datetime, datetime]:
        """Start and end, from DTEND or DURATION."""
        if "DTSTART" not in event or not event.keys() & {"DTEND", "DURATION"}:
            raise self.row.refused(
                _("A session needs a start and an end time: a whole day cannot be taken.")
            )
        starts = self.of(event["DTSTART"].dt, event["DTSTART"].params)
        end = event.get("DTEND")
        length = self.of(end.dt, end.params) - starts if end is not None else event["DURATION"].dt
        if not isinstance(length, timedelta) or not timedelta(0) < length <= LONGEST:
            raise self.row.refused(
                _("A session must end after it starts, at most {count} hours later.").format(
                    count=LONGEST // timedelta(hours=1)
                )
            )
        return starts, starts + length

    def all(self, event: Event, name: str, starts: datetime | None = None) -> Iterator[datetime]:
        """Every moment of a property that lists them; a bare date takes the hour of ``starts``."""
        found = event.get(name, [])
        for values in found if isinstance(found, list) else [found]:
            yield from self._each(values.dts, values.params, starts)

    def _each(
        self, values: Iterable[Any], params: dict[str, Any], starts: datetime | None
    ) -> Iterator[datetime]:
        for value in values:
            moment = value.dt
            if starts and not isinstance(moment, datetime | tuple):
                moment = datetime.combine(moment, starts.timetz())
            yield self.of(moment, params)
