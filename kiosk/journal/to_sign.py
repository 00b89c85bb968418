"""What is to be signed, whole: the row as it will be printed, and the words that only the kiosk
keeps. A signature is given for what was shown, and for nothing else (``kiosk.journal.sign``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db import reading
from db.reading import EntryRow
from db.signers import FixingRow, SignableRow, fixing, signable
from kiosk.journal.visit import visit_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import COMPLETED_WORDS, MOST_SIGNED, OPENED_WORDS, State
from kiosk.proof.canonical import commitments, facts_of
from kiosk.proof.forms import Journal
from kiosk.proof.history import Place
from kiosk.proof.page import cells_of, remark_of
from kiosk.words.days import dotted
from kiosk.words.errors import AlreadyTaken, EntryDiffers, NotYourJournal, VolumeClosed
from kiosk.words.people import Specialist

_UNPRINTED = {
    Journal.REQUESTS: (),
    Journal.CONSULTATIONS: ("problem", "result", "note"),
}
"""The columns whose words stand in no cell of a journal's form: shown all the same, since the
signature covers them."""


@dataclass(frozen=True, slots=True)
class RowToSign:
    """A completed entry with everything that its signature covers; equal only to the same row
    with the same acts."""

    entry: int
    journal: Journal
    year: int
    number: int
    cells: Mapping[str, str]
    """The words of the printed row by the keys of its form's columns, all but the signature."""
    remark: str
    """What is printed beside the cells; an empty text where there is nothing to say."""
    unprinted: Mapping[str, str]
    """Words that no cell of the form has, by column; empty ones are left out."""
    corrects: Place | None
    """The place of the entry that this one is to stand for."""
    opened: bytes
    """What is chained to the act that opened it."""
    completed: bytes
    """The same of its last completion."""

    @property
    def place(self) -> Place:
        """Journal, school year and number."""
        return self.journal.value, self.year, self.number


def rows_to_sign(
    point: HelpPoint, specialist: Specialist, entries: Sequence[int]
) -> list[RowToSign]:
    """These entries as they are to be shown, in their order, at most as many as one act can sign.

    Raises as ``row_to_sign`` does for the first that this specialist cannot sign.
    """
    return [row_to_sign(point, specialist, entry) for entry in entries[:MOST_SIGNED]]


def row_to_sign(point: HelpPoint, specialist: Specialist, entry: int) -> RowToSign:
    """A completed entry of this specialist's own, whole.

    Raises NotYourJournal, VolumeClosed, AlreadyTaken for one that is not completed or is signed
    already, and EntryDiffers where the row does not say what the acts say that would be signed.
    """
    _check(signable(point.id, entry, specialist.id))
    row, acts = reading.entries_with([entry])[entry], fixing(entry)
    if row.state != State.COMPLETED.value or acts is None:
        raise AlreadyTaken
    opened, completed = acts
    if not _is_as_said(row, opened, completed):
        raise EntryDiffers(row.number)
    journal, corrects = Journal(row.journal), _place_of(row.corrects_id)
    visit = visit_of(row, point.zone, first=corrects is not None)
    stands_for = {"year": corrects[1], "number": corrects[2]} if corrects else None
    print_day = partial(dotted, zone=point.zone)
    return RowToSign(
        entry=entry,
        journal=journal,
        year=row.year,
        number=row.number,
        cells=cells_of(row, visit, print_day),
        remark=remark_of(row.year, visit, stands_for, None, print_day),
        unprinted=_unprinted(row, journal),
        corrects=corrects,
        opened=opened.tail,
        completed=completed.tail,
    )


def _is_as_said(row: EntryRow, opened: FixingRow, completed: FixingRow) -> bool:
    """Whether a row has the words, the role and the times of the acts that a signature covers."""
    first, last = facts_of(opened.body), facts_of(completed.body)
    stands = (row.role, row.opened_at, row.completed_at, row.held_on, row.asked)
    said = (first["role"], opened.at, completed.at, last.get("held", ""), first.get("asked", ""))
    if stands != said:
        return False
    if row.destroyed_at:
        return True  # its words are gone, and are shown so
    words = {name: str(getattr(row, name)) for name in (*OPENED_WORDS, *COMPLETED_WORDS)}
    committed = {**first["committed"], **last["committed"]}
    return all(committed[name] == now for name, now in commitments(row.salt, words).items())


def _unprinted(row: EntryRow, journal: Journal) -> dict[str, str]:
    words = {column: str(getattr(row, column)) for column in _UNPRINTED[journal]}
    return {column: text for column, text in words.items() if text}


def _check(row: SignableRow | None) -> None:
    """An entry that corrects another may be of a journal that its specialist keeps no more."""
    if row is None or (row.corrects is None and row.journal not in row.kept.split()):
        raise NotYourJournal
    if row.closed_at:
        raise VolumeClosed


def _place_of(entry: int | None) -> Place | None:
    """The place of the entry that another is to stand for."""
    row = reading.entries_with([entry]).get(entry) if entry is not None else None
    return (row.journal, row.year, row.number) if row else None
