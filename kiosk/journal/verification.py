"""Walk the whole ledger, check every signature, and compare the tables with it, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.models import Act, Entry, Ledger, Volume
from db.models import Point as PointRow
from db.models import Specialist as SpecialistRow
from kiosk.forms import Journal
from kiosk.i18n import _
from kiosk.journal import facts
from kiosk.journal.states import State
from kiosk.ledger.canonical import Value, commitments
from kiosk.ledger.chain import Link, genesis, key_id, link_hash
from kiosk.ledger.keys import signature_holds
from kiosk.people import journal_name
from kiosk.point import HelpPoint
from kiosk.record import Kind

Body = dict[str, Value]
Place = tuple[str, int, int]
"""Journal, school year and number: how the ledger names an entry."""


class Discrepancy(Exception):
    """The first row that is wrong, named for the person who has to look at it."""

    def __init__(self, row: str, why: str) -> None:
        super().__init__(f"{row}: {why}")


@dataclass(slots=True)
class Report:
    """What was checked. ``wrong`` names the first wrong row; None means that all agrees."""

    acts: int = 0
    signatures: int = 0
    entries: int = 0
    signed: int = 0
    unsigned: int = 0
    volumes: int = 0
    head: str = ""
    wrong: str | None = None


@dataclass(slots=True)
class _Told:
    """What the ledger says, gathered along the walk."""

    keys: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    specialists: dict[str, Body] = field(default_factory=dict)
    entries: dict[Place, dict[str, Body]] = field(default_factory=dict)
    hashes: dict[tuple[Place, str], str] = field(default_factory=dict)
    last: dict[tuple[str, int], int] = field(default_factory=dict)


def verify(point: HelpPoint) -> Report:
    """Check everything there is to check; stops at the first wrong row and names it."""
    report = Report()
    try:
        told = _walk(point, report)
        _compare_specialists(point, told)
        _compare_volumes(point, told, report)
        _compare_entries(point, told, report)
    except Discrepancy as discrepancy:
        report.wrong = str(discrepancy)
    return report


def _walk(point: HelpPoint, report: Report) -> _Told:
    told = _Told()
    row = PointRow.get_by_id(point.id)
    tail = genesis(row.uid)
    for seq, act in enumerate(_acts(point), start=1):
        _check_link(act, seq, tail)
        body = _body(act)
        _learn(told, body, act)
        _check_signatures(told, act, body, report)
        _gather(told, act, body)
        tail = _link(act).tail()
        report.acts = seq
    head = Ledger.get_by_id(point.id)
    if report.acts != head.size or tail != bytes(head.tail):
        raise Discrepancy(
            _act_name(report.acts), _("the ledger ends here, but its head is elsewhere")
        )
    report.head = tail.hex()
    return told


def _acts(point: HelpPoint) -> Iterator[Act]:
    return iter(Act.select().where(Act.point == point.id).order_by(Act.seq).iterator())


def _link(act: Act) -> Link:
    cosignature = bytes(act.cosignature) if act.cosignature is not None else None
    return Link(
        act.seq, bytes(act.body), bytes(act.hash), act.key_id, bytes(act.signature), cosignature
    )


def _check_link(act: Act, seq: int, tail: bytes) -> None:
    if act.seq != seq:
        raise Discrepancy(_act_name(seq), _("the act is missing"))
    if link_hash(tail, seq, bytes(act.body)) != bytes(act.hash):
        raise Discrepancy(_act_name(seq), _("the act or its place in the chain was changed"))


def _body(act: Act) -> Body:
    """The act's facts; the columns beside the body must repeat it."""
    try:
        body: Body = json.loads(bytes(act.body))
    except ValueError as error:
        raise Discrepancy(_act_name(act.seq), _("the act cannot be read")) from error
    if body.get("kind") != act.kind or body.get("at") != act.at:
        raise Discrepancy(_act_name(act.seq), _("kind or time differs from what was signed"))
    return body


def _learn(told: _Told, body: Body, act: Act) -> None:
    """Enrolments bring the public keys that later acts are checked with."""
    if act.kind not in (Kind.KIOSK_ENROLLED, Kind.SPECIALIST_ENROLLED):
        return
    public_key = bytes.fromhex(str(body["public_key"]))
    if key_id(public_key) != body["key"]:
        raise Discrepancy(_act_name(act.seq), _("the key does not fit its name"))
    told.keys[str(body["key"])] = public_key
    if act.kind == Kind.SPECIALIST_ENROLLED:
        told.owners[str(body["key"])] = str(body["login"])
        told.specialists[str(body["login"])] = body


def _check_signatures(told: _Told, act: Act, body: Body, report: Report) -> None:
    public_key = told.keys.get(act.key_id)
    act_hash = bytes(act.hash)
    if public_key is None or not signature_holds(public_key, act_hash, bytes(act.signature)):
        raise Discrepancy(_act_name(act.seq), _("the signature is wrong"))
    report.signatures += 1
    if act.kind == Kind.SPECIALIST_ENROLLED:
        new_key = told.keys[str(body["key"])]
        if not signature_holds(new_key, act_hash, bytes(act.cosignature or b"")):
            raise Discrepancy(_act_name(act.seq), _("the new key did not sign its enrolment"))
        report.signatures += 1
    elif act.kind == Kind.ENTRY_SIGNED and told.owners.get(act.key_id) != body["specialist"]:
        raise Discrepancy(_act_name(act.seq), _("somebody else's key signed this entry"))


def _gather(told: _Told, act: Act, body: Body) -> None:
    if "number" in body:
        place = _place(body)
        told.entries.setdefault(place, {})[act.kind] = body
        told.hashes[place, act.kind] = bytes(act.hash).hex()
        if act.kind == Kind.ENTRY_OPENED:
            _count(told, act, place)
        if act.kind == Kind.ENTRY_SIGNED:
            _check_covered(told, act, body, place)


def _count(told: _Told, act: Act, place: Place) -> None:
    journal, year, number = place
    if number != told.last.get((journal, year), 0) + 1:
        raise Discrepancy(_act_name(act.seq), _("the entry's number does not follow the last one"))
    told.last[journal, year] = number


def _check_covered(told: _Told, act: Act, body: Body, place: Place) -> None:
    for field_name, kind in (("opened", Kind.ENTRY_OPENED), ("completed", Kind.ENTRY_COMPLETED)):
        if body[field_name] != told.hashes.get((place, kind)):
            raise Discrepancy(_act_name(act.seq), _("the signature covers another entry"))


def _place(body: Body) -> Place:
    return str(body["journal"]), int(str(body["year"])), int(str(body["number"]))


def _compare_specialists(point: HelpPoint, told: _Told) -> None:
    rows = SpecialistRow.select().where(
        SpecialistRow.point == point.id, SpecialistRow.status != "invited"
    )
    for row in rows:
        name = _("Specialist {login}").format(login=row.login)
        body = told.specialists.get(row.login)
        if body is None:
            raise Discrepancy(name, _("the ledger knows no such enrolment"))
        said = (body["key"], body["duty"], body["journals"], body["committed"])
        values = commitments(bytes(row.salt), {"name": row.name, "post": row.post})
        if said != (row.key_id, row.duty, row.journals.strip(), values):
            raise Discrepancy(name, _("the table differs from the ledger"))


def _compare_volumes(point: HelpPoint, told: _Told, report: Report) -> None:
    rows = list(Volume.select().where(Volume.point == point.id))
    for row in rows:
        report.volumes += 1
        if told.last.pop((row.journal, row.year), 0) != row.last_number:
            raise Discrepancy(
                _volume_name(row.journal, row.year), _("the counter differs from the ledger")
            )
    for journal, year in told.last:
        raise Discrepancy(_volume_name(journal, year), _("the volume is missing"))


def _compare_entries(point: HelpPoint, told: _Told, report: Report) -> None:
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


def _act_name(seq: int) -> str:
    return _("Ledger, act {seq}").format(seq=seq)


def _volume_name(journal: str, year: int) -> str:
    return f"{journal_name(Journal(journal))} {year}/{(year + 1) % 100:02}"


def _entry_name(place: Place) -> str:
    journal, year, number = place
    return _("{volume}, entry {number}").format(volume=_volume_name(journal, year), number=number)
