"""Check everything there is to check: the ledger, and the tables against it, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.models import Entry, Volume
from db.models import Point as PointRow
from db.models import Specialist as SpecialistRow
from kiosk.forms import Journal
from kiosk.i18n import _
from kiosk.journal import facts
from kiosk.journal.states import State
from kiosk.journal.walk import Body, Discrepancy, Place, Told, walk
from kiosk.ledger.canonical import commitments
from kiosk.ledger.note import Checkpoint
from kiosk.people import journal_name
from kiosk.point import HelpPoint
from kiosk.record import Kind


@dataclass(slots=True)
class Report:
    """What was checked. ``wrong`` names the first wrong row; None means that all agrees."""

    acts: int = 0
    signatures: int = 0
    entries: int = 0
    signed: int = 0
    unsigned: int = 0
    volumes: int = 0
    checkpoints: int = 0
    head: str = ""
    wrong: str | None = None


def verify(point: HelpPoint, checkpoints: Sequence[Checkpoint] = ()) -> Report:
    """Check everything there is to check; stops at the first wrong row and names it.

    ``checkpoints`` from outside the machine also show what was cut off or rewritten before them.
    """
    report, told = Report(), Told()
    try:
        walk(point, told, checkpoints)
        report.checkpoints = len(checkpoints)
        _compare_point(point, told)
        _compare_specialists(point, told)
        _compare_volumes(point, told, report)
        _compare_entries(point, told, report)
    except Discrepancy as discrepancy:
        report.wrong = str(discrepancy)
    report.acts, report.signatures, report.head = told.acts, told.signatures, told.head
    return report


def _compare_point(point: HelpPoint, told: Told) -> None:
    row = PointRow.get_by_id(point.id)
    if (row.school, row.name) != told.names:
        raise Discrepancy(_("Names of school and point"), _("the table differs from the ledger"))


def _compare_specialists(point: HelpPoint, told: Told) -> None:
    rows = SpecialistRow.select().where(
        SpecialistRow.point == point.id, SpecialistRow.status != "invited"
    )
    for row in rows:
        name = _("Specialist {login}").format(login=row.login)
        body = told.specialists.pop(row.login, None)
        if body is None:
            raise Discrepancy(name, _("the ledger knows no such enrolment"))
        said = (body["key"], body["duty"], body["journals"], body["committed"])
        values = commitments(bytes(row.salt), {"name": row.name, "post": row.post})
        if said != (row.key_id, row.duty, row.journals.strip(), values):
            raise Discrepancy(name, _("the table differs from the ledger"))
    for login in told.specialists:
        raise Discrepancy(_("Specialist {login}").format(login=login), _("the row is missing"))


def _compare_volumes(point: HelpPoint, told: Told, report: Report) -> None:
    rows = list(Volume.select().where(Volume.point == point.id))
    for row in rows:
        report.volumes += 1
        if told.last.pop((row.journal, row.year), 0) != row.last_number:
            raise Discrepancy(
                _volume_name(row.journal, row.year), _("the counter differs from the ledger")
            )
    for journal, year in told.last:
        raise Discrepancy(_volume_name(journal, year), _("the volume is missing"))


def _compare_entries(point: HelpPoint, told: Told, report: Report) -> None:
    rows = (
        Entry.select(Entry, Volume)
        .join(Volume)
        .where(Volume.point == point.id)
        .order_by(Volume.journal, Volume.year, Entry.number)
    )
    for row in rows.iterator():
        place = (row.volume.journal, row.volume.year, row.number)
        acts = told.entries.pop(place, None)
        if acts is None or Kind.ENTRY_OPENED not in acts:
            raise Discrepancy(_entry_name(place), _("the ledger knows no such entry"))
        if told.rows[place] != {row.id}:
            raise Discrepancy(_entry_name(place), _("acts of another entry are shown with it"))
        for column in _differing(row, acts):
            raise Discrepancy(
                _entry_name(place), _("“{column}” differs from the ledger").format(column=column)
            )
        report.entries += 1
        report.signed += row.state == State.SIGNED.value
        report.unsigned += row.state == State.COMPLETED.value
    for place in told.entries:
        raise Discrepancy(_entry_name(place), _("the entry is missing"))


def _differing(row: Entry, acts: dict[str, Body]) -> Iterator[str]:
    """The columns of an entry that do not say what its acts say."""
    opened, completed = acts[Kind.ENTRY_OPENED], acts.get(Kind.ENTRY_COMPLETED)
    expected: Body = {
        "role": opened["role"],
        "channel": opened["channel"],
        "request_id": opened["request"],
        "opened_at": opened["at"],
        "completed_at": completed["at"] if completed else None,
        "signed_at": acts[Kind.ENTRY_SIGNED]["at"] if Kind.ENTRY_SIGNED in acts else None,
        "left_reason": acts[Kind.ENTRY_LEFT]["reason"] if Kind.ENTRY_LEFT in acts else "",
    }
    yield from (column for column, value in expected.items() if getattr(row, column) != value)
    yield from _uncommitted(row, facts.OPENED_VALUES, opened)
    if completed:
        yield from _uncommitted(row, facts.COMPLETED_VALUES, completed)
        if row.specialist is None or row.specialist.login != completed["specialist"]:
            yield "specialist"
    elif row.result or row.note:
        yield "result"
    if State(row.state) not in _states(acts):
        yield "state"


def _uncommitted(row: Entry, fields: tuple[str, ...], body: Body) -> Iterator[str]:
    committed = body["committed"]
    now = facts.committed(row, fields)
    yield from (
        name for name in fields if not isinstance(committed, dict) or committed[name] != now[name]
    )


def _states(acts: dict[str, Body]) -> tuple[State, ...]:
    """The states that an entry with these acts can be in."""
    if Kind.ENTRY_SIGNED in acts:
        return (State.SIGNED,)
    if Kind.ENTRY_COMPLETED in acts:
        return (State.COMPLETED,)
    if Kind.ENTRY_LEFT in acts:
        return (State.LEFT,)
    return (State.WAITING, State.CALLED, State.IN_SERVICE)


def _volume_name(journal: str, year: int) -> str:
    return f"{journal_name(Journal(journal))} {year}/{(year + 1) % 100:02}"


def _entry_name(place: Place) -> str:
    journal, year, number = place
    return _("{volume}, entry {number}").format(volume=_volume_name(journal, year), number=number)
