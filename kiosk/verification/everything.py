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
from kiosk.journal.facts import SEARCHED
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause, Kind
from kiosk.proof.canonical import commitments, facts_of
from kiosk.proof.history import History, Place, Renewal
from kiosk.proof.note import Checkpoint
from kiosk.proof.restorations import begun_by, restorations
from kiosk.proof.row import differing_destruction
from kiosk.proof.wrong import Wrong, need
from kiosk.staff.access import sealed_digest
from kiosk.staff.agreements import text_digest
from kiosk.verification.notes import NO_NOTES, Notes
from kiosk.verification.rows import compare_entries, rows_of
from kiosk.verification.sentences import sentence_of
from kiosk.verification.walk import Progress, walk
from kiosk.verification.walked import Walked
from kiosk.words.days import local
from kiosk.words.i18n import _

_OF_PEOPLE = ("key", "duty", "journals", "committed", "sealed", "at")

log = logging.getLogger("kiosk.verification")


@dataclass(frozen=True, slots=True)
class Restoration:
    """Journals that were restored, moved or copied, as the ledger itself says."""

    epoch: int
    day: str
    """At the point, in ISO form."""
    kept: int
    """How many acts the backup had."""
    lost: int
    """How many acts of the newer ledgers are not in it, as far as was known."""
    cause: str = EpochCause.RESTORED.value
    """What an administrator said that happened."""
    goes_back: bool = True
    """False for a move that lost nothing."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A PIN that was replaced, as the ledger says: whose, on which day at the point (ISO form), by
    which administrator, and who signed as well. ``by`` is empty for a recovery code, ``witness``
    where nobody signed."""

    login: str
    day: str
    by: str
    witness: str


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
    """How often an administrator settled a clock that had been ahead or was moved."""
    idle: int = 0
    """How often nothing was recorded for more than ``IDLE_DAYS``: a figure, nothing wrong."""
    renewed: list[Renewed] = field(default_factory=list)
    """Every PIN that was replaced."""
    restored: list[Restoration] = field(default_factory=list)
    """Every time that a backup took the place of a newer ledger."""
    checkpoints: int = 0
    left_behind: list[Checkpoint] = field(default_factory=list)
    """Checkpoints of what a restored backup did not have: an epoch says so in the ledger."""
    not_compared: list[str] = field(default_factory=list)
    """Second copies of notes that were out of reach, or are behind, in sentences."""
    head: str = ""
    wrong: str | None = None
    others: list[str] = field(default_factory=list)
    """What else is wrong, where ``wrong`` is about the notes of checkpoints: these come first."""


def verify(
    point: HelpPoint,
    checkpoints: Sequence[Checkpoint] = (),
    progress: Progress | None = None,
    walked: Walked | None = None,
    notes: Notes = NO_NOTES,
) -> Report:
    """Check everything there is to check; stops at the first wrong row and names it.

    ``checkpoints`` from outside the machine also show what was cut off or rewritten before them.
    ``notes`` are those that the kiosk kept itself: what is wrong with them comes first.
    ``walked`` is what an earlier verification found: the walk goes on after it, and takes it in.
    Tickets, events, the link to a topic and the times of call and start are the line's, not the
    journal's: they are not evidence and not compared.
    """
    report, walked = Report(not_compared=[*notes.not_compared]), walked or Walked()
    known = [*checkpoints, *notes.checkpoints]
    try:
        with snapshot(current()):
            report.left_behind = walk(point, walked, known, progress)
            report.checkpoints = len(known) - len(report.left_behind)
            compare_tables(point, walked, report)
            report.restored = _restorations(point)
    except Wrong as wrong:
        report.wrong = sentence_of(wrong)
    except FAILURES as error:
        log.error("verify: %s", type(error).__name__)
        report.wrong = _("The database cannot be read to its end.")
    if notes.wrong:
        report.others = [*notes.wrong[1:], *([report.wrong] if report.wrong else [])]
        report.wrong = notes.wrong[0]
    _count(walked, report)
    report.renewed = [_renewed(point, each) for each in walked.history.renewed.values()]
    return report


def compare_tables(point: HelpPoint, walked: Walked, report: Report) -> None:
    """What is compared once the whole ledger is known. Raises Wrong; ``report`` gets the counts."""
    history = walked.history
    _compare_point(point, history)
    _compare_specialists(point, history)
    _compare_keys(point, history)
    _compare_volumes(point, history, report)
    before = (walked.compared, walked.signed, walked.unsigned)
    waiting = [*history.open.values(), *history.withdrawn.values()]
    compare_entries(walked, waiting, rows_of(waiting))
    report.entries, report.signed, report.unsigned = walked.compared, walked.signed, walked.unsigned
    walked.compared, walked.signed, walked.unsigned = before  # open ones are compared every time
    _compare_counts(walked, report)


def _compare_counts(walked: Walked, report: Report) -> None:
    """Nothing stands in a table that no act speaks of, and nothing was emptied in silence."""
    if counted("entry") != report.entries:
        raise _miscounted(walked.history)
    _look_again(walked)
    for place in sorted(walked.emptied.keys() | walked.history.destroyed.keys()):
        code = destruction_code(walked, place, walked.history.destroyed.get(place))
        need(not code, code, "entry", *place)
    beside_acts = (counted("wording"), counted("drawing"))
    need(beside_acts == (walked.wordings, walked.drawings), "stray_words", "beside")


def destruction_code(walked: Walked, place: Place, said: str | None) -> str:
    """What is wrong with an entry whose data an act ``said`` to be destroyed; empty for nothing."""
    worded = place in walked.worded
    return differing_destruction(said, walked.emptied.get(place), worded=worded)


def _look_again(walked: Walked) -> None:
    """Entries whose data were destroyed after a walk had come past them, or their corrections."""
    destroyed = walked.history.destroyed
    for place in destroyed:
        if not walked.emptied.get(place) and (since := _emptied_at(place)):
            walked.emptied[place] = since
    walked.worded -= {place for place in walked.worded & destroyed.keys() if not _worded(place)}


def _worded(place: Place) -> bool:
    """Whether the reason of a correction can be read."""
    journal, year, number = place
    words = (
        Wording.select(Wording.text, Wording.salt)
        .join(Act)
        .join(Entry)
        .join(Volume)
        .where(
            Wording.word == "wording",
            Volume.journal == journal,
            Volume.year == year,
            Entry.number == number,
        )
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


def _miscounted(history: History) -> Wrong:
    """What is wrong where the table counts other entries than the ledger: one is gone, no act gave
    it its number, or it is there twice. Otherwise a damaged index counts wrong."""
    there = Counter(_places())
    given = {
        (*shelf, number) for shelf, last in history.last.items() for number in range(1, last + 1)
    }
    twice = {place for place, times in there.items() if times > 1}
    if gone := given - there.keys():
        return Wrong("entry_gone", "entry", *min(gone))
    if strange := (there.keys() - given) | twice:
        return Wrong("unknown_entry", "entry", *min(strange))
    return Wrong("table_differs", "numbers")


def _places() -> Iterator[Place]:
    rows = Entry.select(Entry, Volume).join(Volume).order_by(Entry.id.desc())
    return ((row.volume.journal, row.volume.year, row.number) for row in rows.iterator())


def _restorations(point: HelpPoint) -> list[Restoration]:
    """What the acts say that begin an epoch."""
    acts = Act.select().where(Act.point == point.id, Act.kind == Kind.EPOCH_BEGUN.value)
    begun = [begun_by(act.seq, act.at, facts_of(act.body)) for act in acts.order_by(Act.seq)]
    return [
        Restoration(
            epoch=each.epoch,
            day=local(each.at, point.zone).date().isoformat(),
            kept=each.kept,
            lost=each.lost,
            cause=each.cause,
            goes_back=each.goes_back,
        )
        for each in restorations(begun)
    ]


def _count(walked: Walked, report: Report) -> None:
    history = walked.history
    report.acts, report.signatures, report.head = history.acts, history.signatures, history.head
    report.late, report.unagreed, report.gaps = history.late, history.unagreed, walked.gaps
    report.clock_steps, report.idle = history.clock_steps, walked.idle
    report.corrected, report.destroyed = len(history.corrected), len(history.destroyed)


def _renewed(point: HelpPoint, said: Renewal) -> Renewed:
    day = local(said.at, point.zone).date().isoformat()
    return Renewed(said.login, day, said.by, said.witness)


def _compare_point(point: HelpPoint, history: History) -> None:
    """Names and zone; before the point was named it has a zone and no names."""
    rows = [(row.school, row.name, row.zone) for row in PointRow.select()]
    named = history.point
    said = (named.get("school", ""), named.get("name", ""), named.get("zone", str(point.zone)))
    need(rows == [said], "table_differs", "point")


def _compare_specialists(point: HelpPoint, history: History) -> None:
    rows = SpecialistRow.select().where(
        SpecialistRow.point == point.id, SpecialistRow.status != "invited"
    )
    for row in rows:
        body = history.specialists.get(row.login)
        if body is None:
            raise Wrong("unknown_enrolment", "person", row.login)
        status = "enrolled" if body["key"] else "retired"
        said = (*(body[fact] for fact in _OF_PEOPLE), status)
        values = commitments(bytes(row.salt), {"name": row.name, "post": row.post})
        sealed = sealed_digest(bytes(row.pin_salt or b""), bytes(row.sealed_key or b""))
        words = (row.duty, row.journals.strip(), values, sealed, row.enrolled_at)
        is_now = (row.key_id or "", *words, row.status)
        need(said == is_now, "table_differs", "person", row.login)
    for login in history.specialists.keys() - {row.login for row in rows}:
        raise Wrong("row_gone", "person", login)


def _compare_keys(point: HelpPoint, history: History) -> None:
    """Every key that was ever enrolled, its holder, and the agreement about it."""
    rows = (
        SigningKey.select(SigningKey, SpecialistRow)
        .join(SpecialistRow)
        .where(SpecialistRow.point == point.id)
    )
    holders = dict(history.owners)
    for row in rows:
        here = (row.specialist.login, row.enrolled_at)
        said = (holders.pop(row.key_id, None), history.enrolled.get(row.key_id))
        need(here == said, "table_differs", "key", row.key_id)
        body = history.agreements.get(row.key_id, {})
        agreed = (body.get("at"), body.get("date"), body.get("digest"))
        digest = text_digest(row.agreement) if row.agreement is not None else None
        is_now = (row.agreed_at, row.agreed_on, digest)
        need(agreed == is_now, "agreement_differs", "key", row.key_id)
    for key in holders:
        raise Wrong("row_gone", "key", key)


def _compare_volumes(point: HelpPoint, history: History, report: Report) -> None:
    found = set()
    for row in Volume.select().where(Volume.point == point.id):
        report.volumes += 1
        shelf = (row.journal, row.year)
        found.add(shelf)
        said = (
            history.last.get(shelf, 0),
            history.volumes.get(shelf, {}).get("at"),
            history.closed.get(shelf, {}).get("at"),
        )
        is_now = (row.last_number, row.opened_at, row.closed_at)
        need(said == is_now, "table_differs", "volume", *shelf)
    for shelf in history.volumes.keys() - found:
        raise Wrong("volume_gone", "volume", *shelf)
