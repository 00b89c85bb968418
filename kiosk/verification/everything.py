"""Check everything there is to check: the ledger, and the tables against it, cell by cell."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.engine import FAILURES, current
from db.models import Act, Entry, SigningKey, Volume, Wording
from db.models import Point as PointRow
from db.models import Specialist as SpecialistRow
from db.reading import counted, snapshot
from kiosk.journal import facts
from kiosk.point.point import HelpPoint
from kiosk.point.record import Kind
from kiosk.proof.canonical import Value, commitments, facts_of
from kiosk.proof.note import Checkpoint
from kiosk.staff.agreements import text_digest
from kiosk.verification.rows import compare_entries, rows_of
from kiosk.verification.told import Discrepancy, Place, Told
from kiosk.verification.walk import Progress, walk
from kiosk.visits.registration import SEARCHED
from kiosk.words.days import local
from kiosk.words.i18n import _
from kiosk.words.names import entry_name, volume_name

log = logging.getLogger("kiosk.verification")


@dataclass(frozen=True, slots=True)
class Restoration:
    """A backup that took the place of a newer ledger, as the ledger itself says."""

    epoch: int
    day: str
    """At the point, in ISO form."""
    kept: int
    """How many acts the backup had."""
    lost: int
    """How many acts of the newer ledgers are not in it, as far as was known."""


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
    restored: list[Restoration] = field(default_factory=list)
    """Every time that a backup took the place of a newer ledger."""
    checkpoints: int = 0
    left_behind: list[Checkpoint] = field(default_factory=list)
    """Checkpoints of what a restored backup did not have: an epoch says so in the ledger."""
    head: str = ""
    wrong: str | None = None


def verify(
    point: HelpPoint,
    checkpoints: Sequence[Checkpoint] = (),
    progress: Progress | None = None,
    told: Told | None = None,
) -> Report:
    """Check everything there is to check; stops at the first wrong row and names it.

    ``checkpoints`` from outside the machine also show what was cut off or rewritten before them.
    ``told`` is what an earlier verification found: the walk goes on after it, and takes it in.
    Tickets, events, the link to a topic and the times of call and start are the line's, not the
    journal's: they are not evidence and not compared.
    """
    report, told = Report(), told or Told()
    try:
        with snapshot(current()):
            report.left_behind = walk(point, told, checkpoints, progress)
            report.checkpoints = len(checkpoints) - len(report.left_behind)
            _compare_rest(point, told, report)
            report.restored = _restorations(point)
    except Discrepancy as discrepancy:
        report.wrong = str(discrepancy)
    except FAILURES as error:
        log.error("verify: %s", type(error).__name__)
        report.wrong = _("The database cannot be read to its end.")
    _count(told, report)
    return report


def _compare_rest(point: HelpPoint, told: Told, report: Report) -> None:
    """What is compared once the whole ledger is known."""
    _compare_point(point, told)
    _compare_specialists(point, told)
    _compare_keys(point, told)
    _compare_volumes(point, told, report)
    before = (told.compared, told.signed, told.unsigned)
    waiting = list(told.open.values())
    compare_entries(told, waiting, rows_of(waiting))
    report.entries, report.signed, report.unsigned = told.compared, told.signed, told.unsigned
    told.compared, told.signed, told.unsigned = before  # open entries are compared every time
    _compare_counts(told, report)


def _compare_counts(told: Told, report: Report) -> None:
    """Nothing stands in a table that no act speaks of, and nothing was emptied in silence."""
    if counted("entry") != report.entries:
        raise _miscounted(told)
    _look_again(told)
    for place in sorted(told.emptied.keys() | told.destroyed.keys()):
        if wrong := differing_destruction(told, place, told.destroyed.get(place)):
            raise Discrepancy(entry_name(place), wrong)
    if (counted("wording"), counted("drawing")) != (told.wordings, told.drawings):
        raise Discrepancy(_("Wordings and drawings"), _("one stands beside no act"))


def _look_again(told: Told) -> None:
    """Entries whose data were destroyed after a walk had come past them, or their corrections."""
    for place in told.destroyed:
        if not told.emptied.get(place) and (since := _emptied_at(place)):
            told.emptied[place] = since
    told.worded -= {place for place in told.worded & told.destroyed.keys() if not _worded(place)}


def _worded(place: Place) -> bool:
    """Whether the reason of a correction can be read."""
    journal, year, number = place
    words = (
        Wording.select(Wording.text, Wording.salt)
        .join(Act)
        .join(Entry)
        .join(Volume)
        .where(Volume.journal == journal, Volume.year == year, Entry.number == number)
    )
    return any(row.text or bytes(row.salt) for row in words)


def _emptied_at(place: Place) -> str | None:
    """When an entry's words went; None where something is left of what people said."""
    journal, year, number = place
    row = (
        Entry.select(Entry)
        .join(Volume)
        .where(Volume.journal == journal, Volume.year == year, Entry.number == number)
        .first()
    )
    words = () if row is None else (bytes(row.salt), *(getattr(row, name) for name in SEARCHED))
    return None if row is None or any(words) else row.destroyed_at


def differing_destruction(told: Told, place: Place, said: str | None) -> str:
    """What is wrong with an entry whose data were destroyed at the time an act ``said``, or that is
    empty though none did; an empty text where nothing is."""
    stands = told.emptied.get(place)
    if said == stands and place not in (told.worded if said else ()):
        return ""
    if said is None:
        return _("no act says that its data were destroyed")
    if not stands or place in told.worded:
        return _("its data should have been destroyed and are still there")
    return _("the day on which its data were destroyed differs from the ledger")


def _miscounted(told: Told) -> Discrepancy:
    """What is wrong where the table counts other entries than the ledger: one is gone, no act gave
    it its number, or it is there twice. Otherwise a damaged index counts wrong."""
    there = Counter(_places())
    given = {(*shelf, number) for shelf, last in told.last.items() for number in range(1, last + 1)}
    twice = {place for place, times in there.items() if times > 1}
    if gone := given - there.keys():
        return Discrepancy(entry_name(min(gone)), _("the entry is missing"))
    if strange := (there.keys() - given) | twice:
        return Discrepancy(entry_name(min(strange)), _("the ledger knows no such entry"))
    return Discrepancy(_("Numbers of entries"), _("the table differs from the ledger"))


def _places() -> Iterator[Place]:
    rows = Entry.select(Entry, Volume).join(Volume).order_by(Entry.id.desc())
    return ((row.volume.journal, row.volume.year, row.number) for row in rows.iterator())


def _restorations(point: HelpPoint) -> list[Restoration]:
    """What the acts say that begin an epoch; one restore may take up several numbers at once."""
    acts = Act.select().where(Act.point == point.id, Act.kind == Kind.EPOCH_BEGUN.value)
    found: list[Restoration] = []
    before, histories = 0, set[Value]()
    for act in acts.order_by(Act.seq):
        body = facts_of(act.body)
        again = bool(found) and act.seq == before + 1
        kept, lost = (found[-1].kept, found.pop().lost) if again else (act.seq - 1, 0)
        histories = histories if again else set()
        if body["left_head"] not in histories:
            lost += max(0, int(str(body["left_size"])) - kept)
            histories.add(body["left_head"])
        day = local(act.at, point.zone).date().isoformat()
        found.append(Restoration(int(str(body["epoch"])), day, kept, lost))
        before = act.seq
    return found


def _count(told: Told, report: Report) -> None:
    report.acts, report.signatures, report.head = told.acts, told.signatures, told.head
    report.late, report.unagreed, report.gaps = told.late, told.unagreed, told.gaps
    report.clock_steps = told.clock_steps
    report.corrected, report.destroyed = len(told.corrected), len(told.destroyed)


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
        body = told.specialists.get(row.login)
        if body is None:
            raise Discrepancy(name, _("the ledger knows no such enrolment"))
        said = (*(body[key] for key in ("key", "duty", "journals", "committed", "at")), "enrolled")
        values = commitments(bytes(row.salt), facts.specialist_values(row))
        is_now = (row.key_id, row.duty, row.journals.strip(), values, row.enrolled_at, row.status)
        if said != is_now:
            raise Discrepancy(name, _("the table differs from the ledger"))
    for login in told.specialists.keys() - {row.login for row in rows}:
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
        here = (row.specialist.login, row.enrolled_at)
        if here != (holders.pop(row.key_id, None), told.enrolled.get(row.key_id)):
            raise Discrepancy(name, _("the table differs from the ledger"))
        body = told.agreements.get(row.key_id, {})
        said = (body.get("at"), body.get("date"), body.get("digest"))
        digest = text_digest(row.agreement) if row.agreement is not None else None
        if said != (row.agreed_at, row.agreed_on, digest):
            raise Discrepancy(name, _("the agreement differs from the ledger"))
    for key in holders:
        raise Discrepancy(_("Key {key}").format(key=key), _("the row is missing"))


def _compare_volumes(point: HelpPoint, told: Told, report: Report) -> None:
    found = set()
    for row in Volume.select().where(Volume.point == point.id):
        report.volumes += 1
        key = (row.journal, row.year)
        found.add(key)
        told_at = (
            told.last.get(key, 0),
            told.volumes.get(key, {}).get("at"),
            told.closed.get(key, {}).get("at"),
        )
        if told_at != (row.last_number, row.opened_at, row.closed_at):
            raise Discrepancy(volume_name(*key), _("the table differs from the ledger"))
    for journal, year in told.volumes.keys() - found:
        raise Discrepancy(volume_name(journal, year), _("the volume is missing"))
