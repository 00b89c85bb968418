"""Printed pages and the ledger: do the paper in somebody's hand and what is kept here agree?"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from peewee import DoesNotExist

from db.engine import FAILURES, current
from db.models import Act, Ledger, Volume
from db.reading import ActRow, ChainedAct, acts_about, snapshot
from kiosk.days import local
from kiosk.documents.cells import line
from kiosk.errors import UnknownRows, UnknownVolume, UnreadableRows, VolumeDiffers
from kiosk.forms import Journal
from kiosk.i18n import _
from kiosk.journal.codes import PageCode, code_of, mark_of, parse_code
from kiosk.journal.comparing import compare_entries, compare_wording, rows_of
from kiosk.journal.names import entry_name, volume_name
from kiosk.journal.printing import book
from kiosk.journal.rows import numbers_of, row_hashes, rows_digest
from kiosk.journal.told import Discrepancy, Life, Told, act_name
from kiosk.journal.verification import differing_destruction
from kiosk.journal.volumes import volume_of
from kiosk.ledger.canonical import facts_of
from kiosk.ledger.chain import genesis, link_hash, tail_after
from kiosk.point import HelpPoint
from kiosk.record import Kind

__all__ = ["PageCheck", "PageCode", "check_page", "check_rows", "page_code", "parse_code"]

_About = dict[int, list[ChainedAct]]
"""The acts about rows, by number."""
_UNREADABLE: tuple[type[Exception], ...] = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    DoesNotExist,
    *FAILURES,
)
"""What comes of reading a row or an act that was changed past the program."""
_Said = TypeVar("_Said")
_ENDS = (Kind.ENTRY_SIGNED.value, Kind.ENTRY_LEFT.value)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row as it would be printed now."""

    number: int
    cells: Mapping[str, str]
    """By the head of the column, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Later:
    """Something that happened to a row after the page was printed."""

    number: int
    kind: Kind
    day: date


@dataclass(frozen=True, slots=True)
class PageCheck:
    """Whether paper and ledger agree, and what a person needs to compare them by eye."""

    agrees: bool
    journal: Journal
    year: int
    first: int
    last: int
    code: str
    """The code that these rows would be printed with now; empty where they cannot be read."""
    rows: tuple[PageRow, ...]
    later: tuple[Later, ...]
    why: str
    """What does not agree, in a sentence; empty where all does."""
    undecided: bool = False
    """Whether the page may show acts that a restored copy did not have: nothing here is wrong."""


def numbers_typed(words: str) -> tuple[int, int]:
    """The first and the last row of «1-14», or of one number. Raises UnreadableRows."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*(?:[-–—]\s*(\d{1,9})\s*)?", words)
    if found is None:
        raise UnreadableRows
    return int(found[1]), int(found[2] or found[1])


def page_code(point: HelpPoint, volume: Volume, first: int, last: int, size: int) -> str:
    """The code of some rows as they stood when the ledger had ``size`` acts."""
    journal = Journal(volume.journal)
    rows = row_hashes(point, volume, first, last, size)
    code = code_of(journal, volume.year, rows or {first: []}, size)
    return str(replace(code, first=first, last=last))


def check_page(point: HelpPoint, code: str) -> PageCheck:
    """Compare a page with the ledger and the tables, by the code at its foot.

    What came after the page was printed, such as an annulment, is told and does not disagree.
    Raises UnreadableCode, UnknownVolume, or UnknownRows for rows that the journal never had.
    """
    said = parse_code(code)
    with snapshot(current()):
        volume = _volume(point, said.journal, said.year)
        if not 1 <= said.first <= said.last:
            raise UnknownRows(volume.last_number)
        differs = _read(lambda: _differing_paper(point, volume, said))
        return _checked(point, volume, said, differs)


def check_rows(point: HelpPoint, journal: Journal, year: int, first: int, last: int) -> PageCheck:
    """Compare some rows with the ledger without a code; the answer carries today's.

    Raises UnknownVolume or UnknownRows.
    """
    with snapshot(current()):
        volume = _volume(point, journal, year)
        if not 1 <= first <= last <= volume.last_number:
            raise UnknownRows(volume.last_number)
        today = PageCode(journal, year, first, last, sys.maxsize, "")  # nothing comes later
        return _checked(point, volume, today, "")


def _checked(point: HelpPoint, volume: Volume, said: PageCode, differs: str | None) -> PageCheck:
    last = min(said.last, volume.last_number)
    acts = _read(lambda: _acts(point, volume, said.first, last))
    wrong = _read(lambda: next(_differing_table(point, volume, acts or {}), ""))
    rows = _read(lambda: _rows(point, volume, said.first, last))
    code = _read(lambda: page_code(point, volume, said.first, said.last, _size(point)))
    later = _read(lambda: tuple(_later(point, volume, said, acts or {})))
    lost = _read(lambda: bool(differs) and _left_behind(point, said.size))
    readable = None not in (differs, acts, wrong, rows, code, later, lost)
    undecided = bool(lost and readable and not wrong)
    why = wrong or _why(differs or "", readable=readable, undecided=undecided)
    return PageCheck(
        agrees=not why,
        journal=said.journal,
        year=volume.year,
        first=said.first,
        last=said.last,
        code=code or "",
        rows=rows or (),
        later=() if undecided else later or (),
        why=why,
        undecided=undecided,
    )


def _why(differs: str, *, readable: bool, undecided: bool) -> str:
    """What there is to say of a page where no row is known to be wrong."""
    if not readable:
        return _unreadable()
    if undecided:
        return _(
            "The journals were restored from a copy since then. Unless the code was mistyped,"
            " the page may be from before, and its acts are not here."
            " Compare it with these rows by eye."
        )
    return differs


def _read(reading: Callable[[], _Said]) -> _Said | None:
    """What was read; None where something was changed beyond reading."""
    try:
        return reading()
    except _UNREADABLE:
        return None


def _volume(point: HelpPoint, journal: Journal, year: int) -> Volume:
    volume = volume_of(point, journal, year)
    if volume is None:
        raise UnknownVolume(volume_name(journal.value, year))
    return volume


def _size(point: HelpPoint) -> int:
    return int(Ledger.get(Ledger.point == point.id).size)


def _differing_paper(point: HelpPoint, volume: Volume, said: PageCode) -> str:
    """Why a page cannot have been printed from this ledger, or an empty text."""
    size = _size(point)
    if said.size > size:
        return _(
            "The page was printed when the ledger had {n} acts; now it has {size}."
            " Something was cut off, or the code was mistyped."
        ).format(n=said.size, size=size)
    if said.mark != mark_of(rows_digest(point, volume, said.first, said.last, said.size)):
        return _(
            "The ledger says something different about these rows from what was printed,"
            " or the code was mistyped."
        )
    return ""


def _left_behind(point: HelpPoint, size: int) -> bool:
    """Whether a restore left a ledger of this size behind, of which the copy had less.

    What its rows were then, nobody can tell from here.
    """
    begun = Act.select().where(
        Act.point == point.id, Act.kind == Kind.EPOCH_BEGUN.value, Act.seq <= size
    )
    return any(json.loads(bytes(act.body))["left_size"] >= size for act in begun)


def refuse_differing(point: HelpPoint, journal: Journal, year: int) -> None:
    """Raise VolumeDiffers where a row is not what its acts say: nothing wrong goes to paper under a
    code that is right. A volume without rows differs in nothing."""
    with snapshot(current()):
        volume = volume_of(point, journal, year)
        if volume is not None and volume.last_number:
            why = _read(lambda: _differing_volume(point, volume))
            if why != "":
                raise VolumeDiffers(why or _unreadable())


def _differing_volume(point: HelpPoint, volume: Volume) -> str:
    """What is wrong with the first row that differs, or an empty text."""
    return next(_differing_table(point, volume, _acts(point, volume, 1, volume.last_number)), "")


def _unreadable() -> str:
    return _("What the journal says of these rows cannot be read. Verify the journals.")


def _differing_table(point: HelpPoint, volume: Volume, acts: _About) -> Iterator[str]:
    """What is wrong between the acts of some rows and the tables, row by row."""
    told = Told()
    destroyed = _destroyed(point, volume)
    for number, chained in acts.items():
        place = (volume.journal, volume.year, number)
        about = [each.act for each in chained]
        try:
            _compare_chain(point, chained)
            lives = [_life(place, about)]
            compare_entries(told, lives, rows_of(lives))
            compare_wording(about, told)
        except Discrepancy as discrepancy:
            yield f"{discrepancy}."
        except (KeyError, ValueError, TypeError, AttributeError):
            yield f"{entry_name(place)}: {_('the act cannot be read')}."
        _seq, said = destroyed.get(number, (0, None))
        if why := differing_destruction(told, place, said):
            yield f"{entry_name(place)}: {why}."


def _compare_chain(point: HelpPoint, acts: Sequence[ChainedAct]) -> None:
    """Each act still has the bytes that were chained to the act before it."""
    for _number, act, before in acts:
        tail = tail_after(*before) if before else genesis(point.uid)
        body = json.loads(act.body)
        if link_hash(tail, act.seq, act.body) != act.hash:
            raise Discrepancy(act_name(act.seq), _("the act or its place in the chain was changed"))
        if (body["kind"], body["at"]) != (act.kind, act.at):
            raise Discrepancy(act_name(act.seq), _("kind or time differs from what was signed"))


def _life(place: tuple[str, int, int], acts: Sequence[ActRow]) -> Life:
    """What the ledger says of one entry, gathered from its acts in order."""
    if not acts:
        raise Discrepancy(entry_name(place), _("the ledger knows no such entry"))
    life = Life(place, acts[0])
    for act in acts:
        body = facts_of(act.body)
        if (body["journal"], body["year"], body["number"]) != place:
            raise Discrepancy(entry_name(place), _("acts of another entry are shown with it"))
        if body["kind"] == Kind.ENTRY_COMPLETED:
            life.completed = act
        elif body["kind"] in _ENDS:
            life.ended, life.drawing = act, body.get("drawing")
    return life


def _acts(point: HelpPoint, volume: Volume, first: int, last: int) -> _About:
    """The acts about some rows in order, by number; every number is there."""
    found: _About = {number: [] for number in range(first, last + 1)}
    for chained in acts_about(point.id, volume.id, first, last):
        found[chained.number].append(chained)
    return found


def _rows(point: HelpPoint, volume: Volume, first: int, last: int) -> tuple[PageRow, ...]:
    """The rows as they would be printed."""
    printed = book(point, Journal(volume.journal), volume.year, first=first, last=last)
    heads = [column.head for column in printed.form.columns]
    return tuple(
        PageRow(row.number, dict(zip(heads, line(printed, row), strict=True)))
        for row in printed.rows
    )


def _later(point: HelpPoint, volume: Volume, said: PageCode, acts: _About) -> Iterator[Later]:
    """What happened to the rows after the page was printed, by number and in order."""
    destroyed = _destroyed(point, volume)
    for number, about in acts.items():
        happened = [(act.seq, Kind(act.kind), act.at) for _number, act, _before in about]
        if number in destroyed:
            seq, at = destroyed[number]
            happened.append((seq, Kind.DATA_DESTROYED, at))
        for seq, kind, at in happened:
            if seq > said.size:
                yield Later(number, kind, local(at, point.zone).date())


def _destroyed(point: HelpPoint, volume: Volume) -> dict[int, tuple[int, str]]:
    """The act of destruction and its time, by the number of each entry of a volume it names."""
    found: dict[int, tuple[int, str]] = {}
    acts = Act.select().where(Act.point == point.id, Act.kind == Kind.DATA_DESTROYED.value)
    for act in acts:
        named = json.loads(bytes(act.body))["entries"].get(f"{volume.journal}/{volume.year}", "")
        found |= dict.fromkeys(numbers_of(named), (act.seq, act.at))
    return found
