"""Reading the journals: browse by number, find whatever is typed, and what was corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from db import search
from db.models import Act, Entry, Specialist, Volume, Wording
from db.search import LineRow
from kiosk.journal.numbers import volume_of
from kiosk.journal.search import Helper, read_query
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, State
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import Journal
from kiosk.proof.page import about, short_name
from kiosk.words.days import bounds, local
from kiosk.words.i18n import _
from kiosk.words.states import state_name

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """Another entry of the journal, which a correction ties to this one."""

    entry: int
    """The id of its row."""
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Correction:
    """How a signed entry was annulled or replaced."""

    kind: Kind
    at: datetime
    who: str
    reason: str
    """Empty where the entry's data were destroyed."""
    successor: LinkedEntry | None
    """The entry that stands for a replaced one."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list of a journal."""

    entry: int
    number: int
    year: int
    opened: datetime
    who: str
    """The visitor's name, or the room of a request."""
    about: str
    state: State
    correction: Correction | None
    helper: str = ""
    """Who called the visitor or helped, as the journal prints it."""
    signed: datetime | None = None
    stands_for: int | None = None
    """The number of the entry in whose place it was written."""

    @property
    def standing(self) -> str:
        """The state in the language in use, or what became of a corrected entry."""
        return standing(self.state, self.correction)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which a volume has entries, and their first and last number."""

    year: int
    month: int
    first: int
    last: int

    @property
    def entries(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Contents:
    """What a volume has: entries by month, the earliest month first."""

    size: int
    months: tuple[Month, ...]


def standing(state: State, correction: Correction | None) -> str:
    """A state in the language in use; a correction takes the place of the state."""
    if correction is None:
        return state_name(state)
    if correction.successor is None:
        return _("annulled")
    return _("replaced by entry No. {number}").format(number=correction.successor.number)


def contents(point: HelpPoint, journal: Journal, year: int) -> Contents:
    """How many entries a volume has, as its counter says, and in which months."""
    volume = volume_of(point, journal, year)
    if volume is None or not volume.last_number:
        return Contents(0, ())
    size = int(volume.last_number)
    days = [date(year + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(_MONTHS)]
    firsts = search.firsts_from(volume.id, [bounds(day, point.zone)[0] for day in days[1:]])
    edges = [1, *(first or size + 1 for first in firsts), size + 1]
    months = (
        Month(day.year, day.month, first, after - 1)
        for day, (first, after) in zip(days, pairwise(edges), strict=True)
    )
    return Contents(size, tuple(month for month in months if month.entries))


def lines(point: HelpPoint, journal: Journal, year: int, first: int, last: int) -> list[Line]:
    """The entries numbered ``first`` to ``last`` of a volume, both included."""
    volume = volume_of(point, journal, year)
    return _lines(point, search.lines_between(volume.id, first, last) if volume else [])


def find(
    point: HelpPoint, journal: Journal, wanted: str, *, year: int | None = None
) -> Sequence[int]:
    """The ids of the entries that something typed means, the newest first: of all years, or of one.

    ``kiosk.journal.search`` says how it is read. Everything that was typed must hold.
    """
    helpers = _helpers(point)
    query = read_query(wanted, journal, today=point.today(), zone=point.zone, helpers=helpers)
    if year is not None:
        query.append([search.OfYear(year)])
    return search.found(point.id, journal.value, query)


def lines_of(point: HelpPoint, entries: Sequence[int]) -> list[Line]:
    """Some entries by the ids of their rows, in this order."""
    rows = search.lines_with(entries)
    return _lines(point, [rows[entry] for entry in entries if entry in rows])


def _helpers(point: HelpPoint) -> list[Helper]:
    """Everybody who was ever enrolled."""
    rows = Specialist.select(Specialist.id, Specialist.name).where(Specialist.point == point.id)
    return [Helper(row.id, row.name) for row in rows]


def corrections_of(point: HelpPoint, ids: Collection[int]) -> dict[int, Correction]:
    """How some entries were corrected, by the ids of their rows; one that was not is left out."""
    kind = Act.kind == Kind.ENTRY_ANNULLED.value
    annulments = list(Act.select().where(kind, Act.entry.in_(ids)))
    successors = {row.id: row for row in successors_of(ids)}
    if not (annulments or successors):
        return {}
    restating = Act.kind == Kind.ENTRY_RESTATED.value
    writings = list(Act.select().where(restating, Act.entry.in_(list(successors))))
    signers = words_of([*annulments, *writings], "signer")
    reasons = reasons_of([*annulments, *writings])
    found: dict[int, Correction] = {}
    for act in annulments:
        who = signers.get(act.id, "")
        at, reason = local(act.at, point.zone), reasons.get(act.id, "")
        found[int(act.entry_id or 0)] = Correction(Kind.ENTRY_ANNULLED, at, who, reason, None)
    for act in writings:
        new = successors[int(act.entry_id or 0)]
        who, at = signers.get(act.id, ""), local(str(new.signed_at), point.zone)
        linked = LinkedEntry(new.id, new.volume.year, new.number)
        reason = reasons.get(act.id, "")
        found[int(new.corrects_id or 0)] = Correction(Kind.ENTRY_RESTATED, at, who, reason, linked)
    return found


def successors_of(ids: Collection[int]) -> list[Entry]:
    """What stands for some entries, with its volume: it does so from its signature on."""
    rows = Entry.select(Entry, Volume).join(Volume)
    signed = rows.where(Entry.corrects.in_(ids), Entry.state == State.SIGNED.value)
    return list(signed)


def said_by(act: Act) -> str:
    """The login of the specialist whom an act names; empty where it names none."""
    return str(facts_of(bytes(act.body)).get("specialist", ""))


def reasons_of(acts: Iterable[Act]) -> dict[int, str]:
    """What was written down with some acts, by their ids; destroyed words are left out."""
    return words_of(acts, "wording")


def words_of(acts: Iterable[Act], word: str) -> dict[int, str]:
    """One of the words that stand beside some acts, by the acts' ids; empty ones are left out."""
    ids = [act.id for act in acts]
    rows = Wording.select(Wording.act, Wording.text).where(Wording.act.in_(ids))
    return {row.act_id: row.text for row in rows.where(Wording.word == word) if row.text}


def _lines(point: HelpPoint, rows: Sequence[LineRow]) -> list[Line]:
    corrections = corrections_of(point, [row.id for row in rows])
    return [_line(point, row, corrections.get(row.id)) for row in rows]


def _line(point: HelpPoint, row: LineRow, correction: Correction | None) -> Line:
    return Line(
        entry=row.id,
        number=row.number,
        year=row.year,
        opened=local(row.opened_at, point.zone),
        who=row.room if row.journal == Journal.REQUESTS.value else row.name,
        about=about(row.topic_title, row.problem),
        state=State(row.state),
        correction=correction,
        helper=short_name(row.helper) if row.helper else "",
        signed=local(row.signed_at, point.zone) if row.signed_at else None,
        stands_for=row.stands_for,
    )
