"""A volume made ready for paper: the appendix's cells, filled from the entries."""

from __future__ import annotations

from contextlib import suppress

from db.engine import current
from db.models import Act, Entry, Ledger, SigningKey, Volume
from db.models import Specialist as SpecialistRow
from db.reading import drawings_of, entries_of, snapshot
from kiosk.documents.book import STAMP, Book, Ending, PrintedRow
from kiosk.documents.remarks import corrections
from kiosk.journal.numbers import volume_of
from kiosk.journal.rows import row_hashes
from kiosk.journal.volumes import Closing, volume_card
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.codes import PageCode, letters_of
from kiosk.proof.forms import Journal
from kiosk.proof.page import Stamp, cells_of, remark_of, short_name
from kiosk.words.days import dotted, local, stamp
from kiosk.words.drawing import parse, svg
from kiosk.words.errors import NothingToExport


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
        known = volume_card(point, journal, year)
        return Book(
            journal=journal,
            school=point.school,
            point=point.name,
            year=year,
            started=dotted(volume.opened_at, point.zone),
            printed_at=local(stamp(point.clock()), point.zone),
            rows=_rows(point, volume, first, volume.last_number if last is None else last),
            size=_size(point),
            stamp=stamp_words or STAMP,
            opened_by=known.vouched,
            ending=_ending(journal, year, known.closing) if known.closing else None,
        )


def _size(point: HelpPoint) -> int:
    return int(Ledger.get(Ledger.point == point.id).size)


def _ending(journal: Journal, year: int, closing: Closing) -> Ending:
    mark = letters_of(bytes.fromhex(closing.rows))
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
        scanned=code.scanned(),
    )


def _rows(point: HelpPoint, volume: Volume, first: int, last: int) -> list[PrintedRow]:
    stamps, drawings = _stamps(point, volume), _drawings(volume)
    corrected = corrections(point, volume)
    hashes = row_hashes(volume, first, last, _size(point))

    def printed(at: str | None) -> str:
        return dotted(at, point.zone)

    return [
        PrintedRow(
            entry.number,
            cells_of(
                entry,
                *corrected.visits.get(entry.id, (entry.opened_at, entry.completed_at)),
                printed,
            ),
            stamps.get(entry.id),
            left=entry.state == State.LEFT.value,
            struck=entry.id in corrected.made,
            remark=remark_of(
                volume.year,
                corrected.stands_for.get(entry.id),
                corrected.made.get(entry.id),
                printed,
            ),
            destroyed=printed(entry.destroyed_at),
            drawing=drawings.get(entry.id, ""),
            acts=tuple(hashes.get(entry.number, ())),
        )
        for entry in entries_of(volume.id, first, last)
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
