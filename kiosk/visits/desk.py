"""The desk: a specialist calls the next visitor, helps, and completes the entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import peewee as pw

from db import line
from db.models import Entry, Event, LinePlace, Volume
from kiosk.journal import facts
from kiosk.journal.numbers import refuse_closed
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import OPENED_WORDS, Kind, LeftReason, State
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.staff.desks import session_of
from kiosk.staff.specialists import keeps_journal
from kiosk.visits import codes, places
from kiosk.visits.joining import Joiner, joiners
from kiosk.words.courtesy import courteous
from kiosk.words.days import bounds, local
from kiosk.words.errors import (
    AlreadyTaken,
    Discourteous,
    MissingWords,
    NobodyIsHere,
    NobodyWaits,
    NotYourJournal,
    StillBusy,
)
from kiosk.words.people import Specialist, ticket_label
from kiosk.words.states import AT_DESK, WAITED_UNDER

_WITHDRAWN = (
    Entry.state == State.LEFT.value,
    Entry.left_reason == LeftReason.WITHDRAWN.value,
    Entry.destroyed_at.is_null(),
)
"""What an entry is that its visitor withdrew."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """An entry as the desk shows it."""

    entry: int
    label: str
    journal: Journal
    number: int
    state: State
    role: Role | None
    name: str
    school_class: str
    room: str
    topic: str
    problem: str
    result: str
    note: str
    opened: datetime
    """In the point's zone."""
    waited_minutes: int
    is_of_today: bool
    """Whether the ticket is of today's line; one of an earlier day is told apart by its date."""
    is_carried_over: bool
    """Whether the visitor waits on after the end of this day."""
    back: datetime | None = None
    """When somebody comes back who is away, in the point's zone."""
    is_shut: bool = False
    """Whether so many wrong codes were typed for the ticket that no more are tried."""
    joined: tuple[Joiner, ...] = ()
    """Who has the same fault and joined this request."""


def waiting(point: HelpPoint, specialist: Specialist) -> list[Visitor]:
    """Who waits in the specialist's journals, the first to be called first; who is away keeps
    their place."""
    rows = _in_journals_of(point, specialist).where(Entry.state == State.WAITING.value)
    return [_visitor(point, row, place) for row, place in places.in_order(rows)]


def withdrawn(point: HelpPoint, specialist: Specialist) -> list[Visitor]:
    """Who withdrew today from the specialist's journals, and can be restored."""
    since, _until = bounds(point.today(), point.zone)
    today = LinePlace.select(LinePlace.entry).where(
        LinePlace.point == point.id, LinePlace.withdrawn_at >= since
    )
    rows = _in_journals_of(point, specialist).where(Entry.id.in_(today), *_WITHDRAWN)
    return [_visitor(point, row) for row in rows.order_by(Entry.id)]


def restore(point: HelpPoint, specialist: Specialist, entry: int) -> Visitor:
    """Put somebody who withdrew today back into the line, with the old number, place and code.

    Raises NotYourJournal, VolumeClosed, AlreadyTaken where it is too late, or DeskIsClosed.
    """
    row = _entry(point, entry)
    session = session_of(point, specialist)
    statement = facts.restored(facts.place_of(row), specialist.login)
    said = say(point, Kind.ENTRY_RESTORED, statement, signer=session)
    with open_ledger(point, signer=session) as ledger:
        if not keeps_journal(point, specialist, row.volume.journal):
            raise NotYourJournal
        refuse_closed(_entry(point, entry).volume)
        since, until = bounds(local(ledger.now, point.zone).date(), point.zone)
        today = (LinePlace.withdrawn_at >= since) & (LinePlace.withdrawn_at < until)
        stands = {"withdrawn_at": "", "back_at": ""}
        waits = {"state": State.WAITING.value, "left_reason": ""}
        changed = (
            LinePlace.update(stands).where(LinePlace.entry == entry, today).execute(),
            Entry.update(waits).where(Entry.id == entry, *_WITHDRAWN).execute(),
        )
        if changed != (1, 1):
            raise AlreadyTaken
        ledger.keep(said, entry=entry)
    return visitor(point, entry)


def new_code(point: HelpPoint, specialist: Specialist, entry: int) -> str:
    """Another code for somebody who waits and has forgotten theirs, or typed wrong ones.

    Raises NotYourJournal, or AlreadyTaken for who does not wait.
    """
    row = _entry(point, entry)
    if not keeps_journal(point, specialist, row.volume.journal):
        raise NotYourJournal
    with transaction():
        if _entry(point, entry).state != State.WAITING.value:
            raise AlreadyTaken
        return places.give_new_code(point, entry)


def current(point: HelpPoint, specialist: Specialist) -> Visitor | None:
    """The visitor whom the specialist has called or is helping."""
    row = (
        _in_journals_of(point, specialist)
        .where(Entry.specialist == specialist.id, Entry.state.in_(AT_DESK))
        .first()
    )
    return _visitor(point, row) if row else None


def unsigned(point: HelpPoint, specialist: Specialist) -> list[Visitor]:
    """What the specialist has completed but not signed, the oldest first; an entry that is to stand
    for another one may be of a journal that they do not keep."""
    kept = Volume.journal.in_([journal.value for journal in specialist.journals])
    rows = (
        _in_open_volumes(point)
        .where(Entry.specialist == specialist.id, Entry.state == State.COMPLETED.value)
        .where(kept | Entry.corrects.is_null(False))
        .order_by(Entry.completed_at)
    )
    return [_visitor(point, row) for row in rows]


def call_next(point: HelpPoint, specialist: Specialist) -> Visitor:
    """Call whoever is the first of those who are there. Raises NobodyWaits, NobodyIsHere or
    StillBusy."""
    while people := waiting(point, specialist):
        here = [visitor for visitor in people if visitor.back is None]
        if not here:
            raise NobodyIsHere
        try:
            return call(point, specialist, here[0].entry)
        except AlreadyTaken:
            continue  # a colleague was faster: the next in the line
    raise NobodyWaits


def call(point: HelpPoint, specialist: Specialist, entry: int) -> Visitor:
    """Call one visitor. Exactly one specialist succeeds; the others get AlreadyTaken."""
    with open_ledger(point) as ledger:
        changes = {"specialist": specialist.id, "called_at": ledger.now}
        try:
            _move(point, specialist, entry, (State.WAITING,), State.CALLED, **changes)
        except pw.IntegrityError as error:
            raise StillBusy from error
        _note(point, entry, "called", specialist, ledger)
        line.was_called(point.id, entry, ledger.now)
    return visitor(point, entry)


def recall(point: HelpPoint, specialist: Specialist, entry: int) -> Visitor:
    """Call again somebody who has not come to the desk yet. Raises AlreadyTaken."""
    with open_ledger(point) as ledger:
        _move(point, specialist, entry, (State.CALLED,), State.CALLED, called_at=ledger.now)
        _note(point, entry, "recalled", specialist, ledger)
    return visitor(point, entry)


def give_back(point: HelpPoint, specialist: Specialist, entry: int) -> None:
    """Put a visitor back into the line, at their old place. Raises AlreadyTaken."""
    with open_ledger(point) as ledger:
        nobodys = {"specialist": None, "called_at": None, "started_at": None}
        _move(point, specialist, entry, AT_DESK, State.WAITING, **nobodys)
        _note(point, entry, "returned", specialist, ledger)


def start(point: HelpPoint, specialist: Specialist, entry: int) -> Visitor:
    """The visitor is at the desk: help begins. Raises AlreadyTaken."""
    with open_ledger(point) as ledger:
        _move(point, specialist, entry, (State.CALLED,), State.IN_SERVICE, started_at=ledger.now)
        _note(point, entry, "started", specialist, ledger)
    return visitor(point, entry)


def no_show(
    point: HelpPoint,
    specialist: Specialist,
    entry: int,
    reason: LeftReason = LeftReason.NO_SHOW,
) -> None:
    """The visitor did not come, or does not need help any more; the number stays.

    Raises AlreadyTaken, or DeskIsClosed.
    """
    place = facts.place_of(_entry(point, entry))
    statement = facts.left(place, specialist.login, reason.value)
    session = session_of(point, specialist)
    said = say(point, Kind.ENTRY_LEFT, statement, signer=session)
    with open_ledger(point, signer=session) as ledger:
        _move(point, specialist, entry, AT_DESK, State.LEFT, left_reason=reason.value)
        _note(point, entry, reason.value, specialist, ledger)
        places.leave(entry)
        ledger.keep(said, entry=entry)


def complete(
    point: HelpPoint, specialist: Specialist, entry: int, *, result: str, note: str = ""
) -> Visitor:
    """Write down what was done (clauses 3.4 and 3.5). The entry then waits for a signature.

    A completed entry that is not signed yet can be completed again: the later words count, both
    acts stay in the ledger. Raises MissingWords for an empty result, Discourteous, AlreadyTaken,
    or DeskIsClosed.
    """
    words = facts.cleaned({"result": result, "note": note})
    if not words["result"]:
        raise MissingWords
    if not all(map(courteous, words.values())):
        raise Discourteous
    row = _entry(point, entry)
    opened = [getattr(row, column) for column in OPENED_WORDS]
    search = facts.search_text(*opened, *words.values())
    place, held = facts.place_of(row), _held_on(point, row)
    statement = facts.completed(place, specialist.login, words, bytes(row.salt), held=held)
    session = session_of(point, specialist)
    said = say(point, Kind.ENTRY_COMPLETED, statement, signer=session)
    with open_ledger(point, signer=session) as ledger:
        changes = {**words, "completed_at": ledger.now, "held_on": held, "search": search}
        helped = (State.IN_SERVICE, State.COMPLETED)
        _move(point, specialist, entry, helped, State.COMPLETED, **changes)
        _note(point, entry, "completed", specialist, ledger)
        places.leave(entry)
        ledger.keep(said, entry=entry)
    return visitor(point, entry)


def _held_on(point: HelpPoint, row: Entry) -> str:
    """The day on which a consultation began that is written down on a later one, else empty. A
    request is done on the day on which that is written down."""
    if row.volume.journal != Journal.CONSULTATIONS.value or row.started_at is None:
        return ""
    began = local(row.started_at, point.zone).date()
    return began.isoformat() if began < point.today() else ""


def carry_over(point: HelpPoint, specialist: Specialist, entry: int) -> Visitor:
    """Let a visitor wait on after the end of this day, with the old number and place.

    Raises NotYourJournal, AlreadyTaken for who does not wait, or DeskIsClosed.
    """
    day = point.today().isoformat()
    statement = facts.carried(facts.place_of(_entry(point, entry)), specialist.login, day)
    session = session_of(point, specialist)
    said = say(point, Kind.ENTRY_CARRIED, statement, signer=session)
    with open_ledger(point, signer=session) as ledger:
        _move(point, specialist, entry, (State.WAITING,), State.WAITING, carried_on=day)
        ledger.keep(said, entry=entry)
    return visitor(point, entry)


def visitor(point: HelpPoint, entry: int) -> Visitor:
    """One entry as the desk shows it."""
    return _visitor(point, Entry.get_by_id(entry))


def _entry(point: HelpPoint, entry: int) -> Entry:
    """The row of an entry of this point. Raises NotYourJournal for any other."""
    row: Entry | None = Entry.get_or_none(Entry.id == entry, Entry.point == point.id)
    if row is None:
        raise NotYourJournal
    return row


def _in_journals_of(point: HelpPoint, specialist: Specialist) -> pw.ModelSelect[Entry]:
    """The entries of the open volumes of the journals that the specialist keeps."""
    kept = [journal.value for journal in specialist.journals]
    return _in_open_volumes(point).where(Volume.journal.in_(kept))


def _in_open_volumes(point: HelpPoint) -> pw.ModelSelect[Entry]:
    rows = Entry.select(Entry, Volume).join(Volume)
    return rows.where(Volume.point == point.id, Volume.closed_at.is_null())


def _move(
    point: HelpPoint,
    who: Specialist,
    entry: int,
    come_from: tuple[State, ...],
    to: State,
    **changes: object,
) -> None:
    """Change exactly one entry's state, if it is still where the specialist saw it, with its words.

    Raises NotYourJournal for a journal or a visitor of somebody else, VolumeClosed, or
    AlreadyTaken otherwise. That the journal is theirs says the database, not the screen.
    """
    row = _entry(point, entry)
    if not keeps_journal(point, who, row.volume.journal):
        raise NotYourJournal
    refuse_closed(row.volume)
    conditions = [
        Entry.id == entry,
        Entry.state.in_([state.value for state in come_from]),
        Entry.destroyed_at.is_null(),
    ]
    if State.WAITING not in come_from:
        conditions.append(Entry.specialist == who.id)
    changed = Entry.update(state=to.value, **changes).where(*conditions).execute()
    if changed != 1:
        raise AlreadyTaken


def _note(
    point: HelpPoint, entry: int, kind: str, specialist: Specialist, ledger: OpenLedger
) -> None:
    """Write down what happened to an entry on its way; events are no acts."""
    event = {"kind": kind, "specialist": specialist.id, "at": ledger.now}
    Event.insert(point=point.id, entry=entry, **event).execute()


def _visitor(point: HelpPoint, row: Entry, place: LinePlace | None = None) -> Visitor:
    opened, today = local(row.opened_at, point.zone), point.today().isoformat()
    return Visitor(
        entry=row.id,
        label=ticket_label(row.series, row.ticket),
        journal=Journal(row.volume.journal),
        number=row.number,
        state=State(row.state),
        role=Role(row.role) if row.role else None,
        name=row.name,
        school_class=row.school_class,
        room=row.room,
        topic=row.topic_title,
        problem=row.problem,
        result=row.result,
        note=row.note,
        opened=opened,
        waited_minutes=max(0, int((point.clock() - opened).total_seconds() // 60)),
        is_of_today=row.day == today,
        is_carried_over=row.carried_on == today,
        back=places.back(point, place),
        is_shut=place is not None and place.misses >= codes.MOST_MISSES,
        joined=joiners(point, row.id) if _can_be_joined(row) else (),
    )


def _can_be_joined(row: Entry) -> bool:
    return row.volume.journal == Journal.REQUESTS.value and row.state in WAITED_UNDER
