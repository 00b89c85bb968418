"""«My ticket»: what a visitor who waits can learn and change by the number and code of a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time

from db.models import Entry, Joined, LinePlace, Volume
from kiosk.journal import facts
from kiosk.journal.numbers import refuse_closed
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind, LeftReason, State
from kiosk.proof.forms import FORMS, Journal
from kiosk.visits import codes, places
from kiosk.visits.forecast import Interval
from kiosk.visits.line import Wait, line_now
from kiosk.words.days import stamp
from kiosk.words.errors import (
    BackTooSoon,
    DeferredOften,
    NobodyBehind,
    OthersJoined,
    TicketAtDesk,
    TicketCalled,
    WrongTicketCode,
)
from kiosk.words.people import ticket_label
from kiosk.words.states import WAITED_UNDER
from kiosk.words.text import fold

_NUMBER = re.compile(r"\s*([^\W\d_]?)[\W_]*0*([0-9]{1,4})\s*")
"""A ticket's number as people type it: К-08, к8, or 8 alone."""


@dataclass(frozen=True, slots=True)
class MyTicket:
    """What the holder of a ticket is shown; no name and no words are in here."""

    entry: int
    label: str
    journal: Journal
    state: State
    before: int
    """How many people are called before them."""
    minutes: Interval | None
    """How long that takes, where it can be said."""
    back: datetime | None
    """When they come back, in the point's zone; None for who did not go away."""
    can_defer: bool
    """Whether they may let somebody pass or come back later."""
    behind: bool
    """Whether there is somebody whom they could let pass."""


def find(point: HelpPoint, number: str, code: str) -> MyTicket:
    """The ticket with this number, typed with its letter or without, and this code.

    The newest day's counts. Raises WrongTicketCode, and TicketAtDesk after the third wrong code
    in a row.
    """
    with transaction():
        found = _with_number(point, number)
        opened = places.try_code(point, [row.id for row in found], code)
        is_shut = bool(found) and all(map(_is_shut, found))
    if opened is not None:
        return look(point, opened)
    raise TicketAtDesk if is_shut else WrongTicketCode


def look(point: HelpPoint, entry: int) -> MyTicket:
    """The same ticket as it is now."""
    row, wait = Entry.get_by_id(entry), line_now(point).wait_of(entry) or Wait(0, None)
    place = LinePlace.get_or_none(LinePlace.entry == entry)
    return MyTicket(
        entry=entry,
        label=ticket_label(row.series, row.ticket),
        journal=Journal(row.volume.journal),
        state=State(row.state),
        before=wait.before,
        minutes=wait.minutes,
        back=places.back(point, place),
        can_defer=place is None or place.deferrals < places.MOST_DEFERRALS,
        behind=_next(point, row) is not None,
    )


def withdraw(point: HelpPoint, entry: int) -> MyTicket:
    """The visitor needs no help any more: the number stays, the place does not. Until the day is
    over a desk can restore it. Raises TicketCalled for who does not wait, and OthersJoined where
    others have the fault too."""
    row = Entry.get_by_id(entry)
    said = say(point, Kind.ENTRY_WITHDRAWN, facts.withdrawn(facts.place_of(row)))
    with _in_line(point, row) as ledger:
        if Joined.select().where(Joined.entry == entry).exists():
            raise OthersJoined
        _turn(point, entry)
        left = {"state": State.LEFT.value, "left_reason": LeftReason.WITHDRAWN.value}
        Entry.update(left).where(Entry.id == entry).execute()
        LinePlace.update(withdrawn_at=ledger.now).where(LinePlace.entry == entry).execute()
        ledger.keep(said, entry=entry)
    return look(point, entry)


def let_pass(point: HelpPoint, entry: int) -> MyTicket:
    """Change places with the next one of the same line who is there.

    Raises TicketCalled, NobodyBehind or DeferredOften.
    """
    row = Entry.get_by_id(entry)
    said = say(point, Kind.ENTRY_DEFERRED, facts.deferred(facts.place_of(row)))
    with _in_line(point, row) as ledger:
        behind = _next(point, row)
        if behind is None:
            raise NobodyBehind
        _count_deferral(point, entry)
        mine, theirs = _turn(point, entry), _turn(point, behind.id)
        for one, turn in ((entry, theirs), (behind.id, mine)):
            LinePlace.update(turn=turn).where(LinePlace.entry == one).execute()
        ledger.keep(said, entry=entry)
    return look(point, entry)


def come_back(point: HelpPoint, entry: int, at: time) -> MyTicket:
    """Be passed over until a time of today, and then have the old place.

    Raises TicketCalled, BackTooSoon or DeferredOften.
    """
    row, until = Entry.get_by_id(entry), f"{at:%H:%M}"
    said = say(point, Kind.ENTRY_DEFERRED, facts.deferred(facts.place_of(row), until))
    today = said.at.astimezone(point.zone)
    if until <= f"{today:%H:%M}":
        raise BackTooSoon
    with _in_line(point, row) as ledger:
        _count_deferral(point, entry)
        back = stamp(datetime.combine(today.date(), at, point.zone))
        LinePlace.update(back_at=back).where(LinePlace.entry == entry).execute()
        ledger.keep(said, entry=entry)
    return look(point, entry)


@contextmanager
def _in_line(point: HelpPoint, row: Entry) -> Iterator[OpenLedger]:
    """The locked ledger, while a visitor still waits under an entry. Raises TicketCalled or
    VolumeClosed."""
    with open_ledger(point) as ledger:
        now = Entry.get_by_id(row.id)
        refuse_closed(now.volume)
        if now.state != State.WAITING.value or now.destroyed_at is not None:
            raise TicketCalled
        yield ledger


def _with_number(point: HelpPoint, typed: str) -> list[Entry]:
    """The open entries with a ticket's number, of each line the one of the newest day."""
    found = _NUMBER.fullmatch(typed)
    letter, number = (fold(found[1]), int(found[2])) if found else ("", 0)
    series = {form.ticket_series for form in FORMS.values()}
    wanted = [each for each in series if letter in ("", fold(each))]
    rows = Entry.select().where(
        Entry.point == point.id,
        Entry.ticket == number,
        Entry.series.in_(wanted),
        Entry.state.in_(WAITED_UNDER),
    )
    newest = {row.series: row for row in rows.order_by(Entry.day)}
    return list(newest.values())


def _is_shut(row: Entry) -> bool:
    """Whether no code of a ticket is tried any more."""
    place = LinePlace.get_or_none(LinePlace.entry == row.id)
    return place is not None and place.misses >= codes.MOST_MISSES


def _next(point: HelpPoint, row: Entry) -> Entry | None:
    """The next one after an entry in the same line who is there."""
    now = stamp(point.clock())
    rows = (
        Entry.select(Entry)
        .join(Volume)
        .where(
            Entry.point == point.id,
            Volume.journal == row.volume.journal,
            Volume.closed_at.is_null(),
            Entry.state == State.WAITING.value,
        )
    )
    ordered = places.in_order(rows)
    mine = next((n for n, (each, _place) in enumerate(ordered) if each.id == row.id), len(ordered))
    behind = ordered[mine + 1 :]
    return next((each for each, place in behind if place is None or place.back_at <= now), None)


def _turn(point: HelpPoint, entry: int) -> int:
    """Where an entry stands, which has a place from now on."""
    place = LinePlace.get_or_none(LinePlace.entry == entry)
    if place is None:
        places.give_new_code(point, entry)
        return entry
    return int(place.turn)


def _count_deferral(point: HelpPoint, entry: int) -> None:
    _turn(point, entry)
    may = (LinePlace.entry == entry) & (LinePlace.deferrals < places.MOST_DEFERRALS)
    if LinePlace.update(deferrals=LinePlace.deferrals + 1).where(may).execute() != 1:
        raise DeferredOften
