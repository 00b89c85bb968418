"""A volume made ready for paper: the appendix's cells, filled from the entries."""

from __future__ import annotations

from contextlib import suppress

from db.engine import current
from db.models import Act, Entry, Ledger, SigningKey, Volume
from db.models import Specialist as SpecialistRow
from db.reading import drawings_of, snapshot
from kiosk.documents.book import STAMP, Book, Ending, Row, Stamp
from kiosk.documents.remarks import Corrections, corrections
from kiosk.journal.close import Closing, card
from kiosk.journal.numbers import volume_of
from kiosk.journal.read import about
from kiosk.journal.rows import row_hashes
from kiosk.point.point import HelpPoint
from kiosk.point.record import Kind
from kiosk.proof.chain import short_digest
from kiosk.proof.codes import PageCode, mark_of
from kiosk.proof.forms import Journal
from kiosk.words.days import dotted, local, stamp
from kiosk.words.drawing import parse, svg
from kiosk.words.errors import NothingToExport
from kiosk.words.people import Role
from kiosk.words.states import LeftReason, State
from kiosk.words.text import short_name

_ROLES = {
    Role.ADMINISTRATION: "администрация",
    Role.TEACHER: "учитель",
    Role.CLASS_TEACHER: "классный руководитель",
    Role.GUARDIAN: "родитель",
    Role.PUPIL: "ученик",
}
_LEFT = {LeftReason.NO_SHOW: "неявка", LeftReason.CANCELLED: "отменено"}
_DESTROYED = "персональные данные уничтожены {date}"
_NAMELESS = "без ФИО"
_NOTHING = "—"
"""The journals are kept in Russian, whatever language the kiosk speaks."""


def book(
    point: HelpPoint,
    journal: Journal,
    year: int,
    *,
    first: int = 1,
    last: int | None = None,
    stamp_words: str = "",
) -> Book:
    """One volume with its rows from ``first`` to ``last``, all unless told otherwise.

    ``stamp_words`` are the school's own words for the stamp. Raises NothingToExport where there
    is no such volume.
    """
    with snapshot(current()):
        volume = volume_of(point, journal, year)
        if volume is None:
            raise NothingToExport
        known = card(point, journal, year)
        return Book(
            journal=journal,
            school=point.school,
            point=point.name,
            year=year,
            started=dotted(volume.opened_at, point.zone),
            printed=f"{local(stamp(point.clock()), point.zone):%d.%m.%Y %H:%M}",
            rows=_rows(point, volume, first, volume.last_number if last is None else last),
            size=_size(point),
            stamp=stamp_words or STAMP,
            opened_by=known.vouched,
            ending=_ending(journal, year, known.closing) if known.closing else None,
        )


def _size(point: HelpPoint) -> int:
    return int(Ledger.get(Ledger.point == point.id).size)


def _ending(journal: Journal, year: int, closing: Closing) -> Ending:
    mark = mark_of(bytes.fromhex(closing.rows))
    code = PageCode(journal, year, closing.first, closing.last, closing.act - 1, mark)
    date = f"{closing.at:%d.%m.%Y}"
    return Ending(
        date=date,
        who=closing.specialist,
        entries=closing.entries,
        unsigned=closing.unsigned,
        reason=closing.reason,
        rows=closing.rows,
        head=closing.head,
        stamp=Stamp(closing.specialist, date, closing.digest),
        code=str(code),
    )


def _rows(point: HelpPoint, volume: Volume, first: int, last: int) -> list[Row]:
    entries = Entry.select().where(Entry.volume == volume.id, Entry.number.between(first, last))
    stamps, drawings = _stamps(point, volume), _drawings(volume)
    corrected = corrections(point, volume)
    hashes = row_hashes(point, volume, first, last, _size(point))
    return [
        Row(
            entry.number,
            _cells(point, volume, entry, corrected),
            stamps.get(entry.id),
            left=entry.state == State.LEFT.value,
            struck=entry.id in corrected.made,
            remark=corrected.remark(entry),
            destroyed=dotted(entry.destroyed_at, point.zone),
            drawing=drawings.get(entry.id, ""),
            acts=tuple(hashes.get(entry.number, ())),
        )
        for entry in entries.order_by(Entry.number)
    ]


def _stamps(point: HelpPoint, volume: Volume) -> dict[int, Stamp]:
    """The signature cells of a volume, by entry."""
    keys = (
        SigningKey.select(SigningKey, SpecialistRow)
        .join(SpecialistRow)
        .where(SpecialistRow.point == point.id)
    )
    names = {row.key_id: short_name(row.specialist.name) for row in keys}
    acts = (
        Act.select()
        .join(Entry)
        .where(
            Act.point == point.id,
            Act.kind == Kind.ENTRY_SIGNED.value,
            Entry.volume == volume,
            Entry.state == State.SIGNED.value,
        )
    )
    return {
        act.entry_id: Stamp(
            signer=names.get(act.key_id, act.key_id),
            date=dotted(act.at, point.zone),
            digest=short_digest(bytes(act.signature)),
        )
        for act in acts
        if act.entry_id
    }


def _drawings(volume: Volume) -> dict[int, str]:
    """The drawn signatures of a volume as SVG, by entry; verification names a damaged one."""
    drawn: dict[int, str] = {}
    for entry, strokes in drawings_of(volume.id):
        with suppress(ValueError, TypeError):
            drawn[entry] = svg(parse(strokes))
    return drawn


def _cells(
    point: HelpPoint, volume: Volume, entry: Entry, corrected: Corrections
) -> dict[str, str]:
    visit = corrected.visit(entry)
    cells = {
        "number": str(entry.number),
        "opened": dotted(visit.opened_at, point.zone),
        "completed": dotted(visit.completed_at, point.zone),
    }
    if entry.state == State.LEFT.value:
        cells["completed"] = _LEFT[LeftReason(entry.left_reason)]
    if entry.destroyed_at:
        return cells | _destroyed(volume, dotted(entry.destroyed_at, point.zone))
    if volume.journal == Journal.REQUESTS.value:
        problem = about(entry.topic_title, entry.problem)
        note = ". ".join(text.rstrip(".") for text in (entry.result, entry.note) if text)
        return cells | {
            "room": entry.room,
            "problem": f"{problem} ({short_name(entry.name) or _NAMELESS})",
            "note": note,
        }
    return cells | {"topic": entry.topic_title, "name": _who(entry)}


def _destroyed(volume: Volume, date: str) -> dict[str, str]:
    """What stands in place of words that are gone."""
    words = _DESTROYED.format(date=date)
    if volume.journal == Journal.REQUESTS.value:
        return {"room": _NOTHING, "problem": words, "note": ""}
    return {"topic": _NOTHING, "name": words}


def _who(entry: Entry) -> str:
    """A visitor's name as the journal shows it: with role and class where there is a class."""
    role = Role(entry.role)
    return f"{entry.name or _NAMELESS} ({_ROLES[role]}{_class(entry.school_class)})"


def _class(school_class: str) -> str:
    return f", {school_class}" if school_class else ""
