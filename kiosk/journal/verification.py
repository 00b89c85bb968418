"""Check everything there is to check: the ledger, and the tables against it, cell by cell."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peewee import JOIN

from db.engine import FAILURES
from db.models import Act, Drawing, Entry, SigningKey, Volume, Wording
from db.models import Point as PointRow
from db.models import Specialist as SpecialistRow
from kiosk.agreements import text_digest
from kiosk.forms import Journal
from kiosk.i18n import _
from kiosk.journal import facts
from kiosk.journal.states import State
from kiosk.journal.told import Body, Discrepancy, Place, Told, act_name, place_of
from kiosk.journal.walk import walk
from kiosk.ledger.canonical import commitments
from kiosk.ledger.note import Checkpoint
from kiosk.people import journal_name
from kiosk.point import HelpPoint
from kiosk.record import Kind
from kiosk.registration import SEARCHED, search_text

log = logging.getLogger("kiosk.verification")

WORDED = (
    Kind.VOLUME_CLOSED,
    Kind.ENTRY_ANNULLED,
    Kind.ENTRY_REPLACED,
    Kind.DATA_DESTROYED,
)
"""Acts beside which free text may stand."""


@dataclass(slots=True)
class Report:
    """What was checked. ``wrong`` names the first wrong row; None means that all agrees."""

    acts: int = 0
    signatures: int = 0
    entries: int = 0
    signed: int = 0
    unsigned: int = 0
    corrected: int = 0
    destroyed: int = 0
    volumes: int = 0
    gaps: int = 0
    """Numbers that no entry has; a found one is wrong as well."""
    late: int = 0
    """Signatures on a later day than the completion."""
    unagreed: int = 0
    """Signatures by a key without a recorded agreement."""
    clock_steps: int = 0
    """How often an administrator settled a clock that had been ahead."""
    epochs: int = 0
    """How often a backup took the place of a newer ledger."""
    checkpoints: int = 0
    head: str = ""
    wrong: str | None = None


def verify(point: HelpPoint, checkpoints: Sequence[Checkpoint] = ()) -> Report:
    """Check everything there is to check; stops at the first wrong row and names it.

    ``checkpoints`` from outside the machine also show what was cut off or rewritten before them.
    Tickets, events, the link to a topic and the times of call and start are the line's, not the
    journal's: they are not evidence and not compared.
    """
    report, told = Report(), Told()
    try:
        walk(point, told, checkpoints)
        report.checkpoints = len(checkpoints)
        _compare_point(point, told)
        _compare_specialists(point, told)
        _compare_keys(point, told)
        _compare_volumes(point, told, report)
        _compare_wording(point, told)
        _compare_drawings(point, told)
        _compare_entries(point, told, report)
    except Discrepancy as discrepancy:
        report.wrong = str(discrepancy)
    except FAILURES as error:
        log.error("verify: %s", type(error).__name__)
        report.wrong = _("The database cannot be read to its end.")
    report.acts, report.signatures, report.head = told.acts, told.signatures, told.head
    report.late, report.unagreed = told.late, told.unagreed
    report.clock_steps, report.epochs = told.clock_steps, told.epoch
    report.corrected = len(told.corrected)
    return report


def _compare_point(point: HelpPoint, told: Told) -> None:
    rows = list(PointRow.select())
    said = [(told.point.get("school", ""), told.point.get("name", ""), _first_zone(point, told))]
    if [(row.school, row.name, row.zone) for row in rows] != said:
        raise Discrepancy(_("Names of school and point"), _("the table differs from the ledger"))


def _first_zone(point: HelpPoint, told: Told) -> object:
    """The zone the point was named with; before that, the one it has."""
    return told.point.get("zone", str(point.zone))


def _compare_specialists(point: HelpPoint, told: Told) -> None:
    rows = SpecialistRow.select().where(
        SpecialistRow.point == point.id, SpecialistRow.status != "invited"
    )
    for row in rows:
        name = _("Specialist {login}").format(login=row.login)
        body = told.specialists.pop(row.login, None)
        if body is None:
            raise Discrepancy(name, _("the ledger knows no such enrolment"))
        said = (*(body[key] for key in ("key", "duty", "journals", "committed", "at")), "enrolled")
        values = commitments(bytes(row.salt), facts.specialist_values(row))
        is_now = (row.key_id, row.duty, row.journals.strip(), values, row.enrolled_at, row.status)
        if said != is_now:
            raise Discrepancy(name, _("the table differs from the ledger"))
    for login in told.specialists:
        raise Discrepancy(_("Specialist {login}").format(login=login), _("the row is missing"))


def _compare_keys(point: HelpPoint, told: Told) -> None:
    """Every key that was ever enrolled, its holder, and the agreement about it."""
    rows = (
        SigningKey.select(SigningKey, SpecialistRow)
        .join(SpecialistRow)
        .where(SpecialistRow.point == point.id)
    )
    holders = dict(told.owners)
    for row in rows:
        name = _("Key {key}").format(key=row.key_id)
        if holders.pop(row.key_id, None) != row.specialist.login:
            raise Discrepancy(name, _("the table differs from the ledger"))
        body = told.agreements.get(row.key_id, {})
        said = (body.get("at"), body.get("date"), body.get("digest"))
        digest = text_digest(row.agreement) if row.agreement is not None else None
        if said != (row.agreed_at, row.agreed_on, digest):
            raise Discrepancy(name, _("the agreement differs from the ledger"))
    for key in holders:
        raise Discrepancy(_("Key {key}").format(key=key), _("the row is missing"))


def _compare_wording(point: HelpPoint, told: Told) -> None:
    """The free text of acts: each fits its commitment, or was destroyed with its entry."""
    kinds = [kind.value for kind in WORDED]
    acts = (
        Act.select(Act, Wording.text, Wording.salt)
        .join(Wording, JOIN.LEFT_OUTER)
        .where(Act.point == point.id, Act.kind.in_(kinds))
    )
    for act in acts.iterator():
        body = json.loads(bytes(act.body))
        said = body.get("committed")
        row = getattr(act, "wording", None)
        if said is None and row is None:
            continue
        gone = "number" in body and place_of(body) in told.destroyed
        emptied = row is not None and gone and not row.text and not row.salt
        if row is None or not (
            emptied or said == commitments(bytes(row.salt), {"wording": row.text})
        ):
            raise Discrepancy(act_name(act.seq), _("its wording differs from the ledger"))
    stray = Wording.select().join(Act).where(Act.kind.not_in(kinds))
    if stray.exists():
        raise Discrepancy(_("Wordings"), _("one stands beside an act that has none"))


def _compare_drawings(point: HelpPoint, told: Told) -> None:
    """The drawn signatures: each fits the commitment of the act that it belongs to."""
    rows = (
        Drawing.select(Drawing, Entry, Volume)
        .join(Entry)
        .join(Volume)
        .where(Volume.point == point.id)
    )
    drawn = {
        place: str(acts[Kind.ENTRY_SIGNED]["drawing"])
        for place, acts in told.entries.items()
        if "drawing" in acts.get(Kind.ENTRY_SIGNED, {})
    }
    for row in rows.iterator():
        place = (row.entry.volume.journal, row.entry.volume.year, row.entry.number)
        if drawn.pop(place, "") != facts.drawn(bytes(row.salt), row.strokes):
            raise Discrepancy(_entry_name(place), _("the drawn signature was changed"))
    for place in drawn:
        raise Discrepancy(_entry_name(place), _("the drawn signature is missing"))


def _compare_volumes(point: HelpPoint, told: Told, report: Report) -> None:
    for row in Volume.select().where(Volume.point == point.id):
        report.volumes += 1
        key = (row.journal, row.year)
        told_at = (
            told.last.get(key, 0),
            told.volumes.pop(key, {}).get("at"),
            told.closed.get(key, {}).get("at"),
        )
        if told_at != (row.last_number, row.opened_at, row.closed_at):
            raise Discrepancy(_volume_name(*key), _("the table differs from the ledger"))
    for journal, year in told.volumes:
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
        if acts is None:
            raise Discrepancy(_entry_name(place), _("the ledger knows no such entry"))
        if told.rows[place] != {row.id}:
            raise Discrepancy(_entry_name(place), _("acts of another entry are shown with it"))
        for column in _differing(row, acts):
            raise Discrepancy(
                _entry_name(place), _("“{column}” differs from the ledger").format(column=column)
            )
        if (place in told.destroyed) != (row.destroyed_at is not None):
            raise Discrepancy(_entry_name(place), _("no act says that its data were destroyed"))
        report.destroyed += place in told.destroyed
        report.entries += 1
        report.signed += row.state == State.SIGNED.value
        report.unsigned += row.state == State.COMPLETED.value
    for place in told.entries:
        report.gaps += 1
        raise Discrepancy(_entry_name(place), _("the entry is missing"))


def _differing(row: Entry, acts: dict[str, Body]) -> Iterator[str]:
    """The columns of an entry that do not say what its acts say."""
    opened, completed = acts[Kind.ENTRY_OPENED], acts.get(Kind.ENTRY_COMPLETED)
    left = acts.get(Kind.ENTRY_LEFT)
    expected: Body = {
        "role": opened["role"],
        "channel": opened["channel"],
        "request_id": opened["request"],
        "opened_at": opened["at"],
        "completed_at": completed["at"] if completed else None,
        "signed_at": acts[Kind.ENTRY_SIGNED]["at"] if Kind.ENTRY_SIGNED in acts else None,
        "left_reason": left["reason"] if left else "",
        "consent": opened.get("consent", ""),
        "search": search_text(*(str(getattr(row, name)) for name in SEARCHED)),
    }
    yield from (column for column, value in expected.items() if getattr(row, column) != value)
    if row.destroyed_at is not None:
        yield from (name for name in SEARCHED if getattr(row, name))
    else:
        yield from _uncommitted(row, facts.OPENED_VALUES, opened)
    if completed and row.destroyed_at is None:
        yield from _uncommitted(row, facts.COMPLETED_VALUES, completed)
    elif not completed and (row.result or row.note):
        yield "result"
    ended = completed or left
    if ended and _login(row) != ended["specialist"]:
        yield "specialist"
    if State(row.state) not in _states(acts):
        yield "state"


def _login(row: Entry) -> str | None:
    """Whose entry it is; None also where the row points at nobody."""
    helper = SpecialistRow.get_or_none(SpecialistRow.id == row.specialist_id)
    return str(helper.login) if helper else None


def _uncommitted(row: Entry, fields: tuple[str, ...], body: Body) -> Iterator[str]:
    committed = body["committed"]
    try:
        now = facts.committed(row, fields)
    except (TypeError, ValueError):  # the salt was replaced by something that is none
        yield "salt"
        return
    yield from (
        name for name in fields if not isinstance(committed, dict) or committed[name] != now[name]
    )


def _states(acts: dict[str, Body]) -> tuple[State, ...]:
    """The states that an entry with these acts can be in."""
    if Kind.ENTRY_SIGNED in acts:
        return (State.SIGNED,)
    if Kind.ENTRY_LEFT in acts:
        return (State.LEFT,)
    if Kind.ENTRY_COMPLETED in acts:
        return (State.COMPLETED,)
    return (State.WAITING, State.CALLED, State.IN_SERVICE)


def _volume_name(journal: str, year: int) -> str:
    return f"{journal_name(Journal(journal))} {year}/{(year + 1) % 100:02}"


def _entry_name(place: Place) -> str:
    journal, year, number = place
    return _("{volume}, entry {number}").format(volume=_volume_name(journal, year), number=number)
