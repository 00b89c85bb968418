"""A volume made ready for paper: the appendix's cells, filled from the entries."""

from __future__ import annotations

from db.models import Act, Entry, Volume
from db.models import Specialist as SpecialistRow
from kiosk.days import dotted, local, stamp
from kiosk.documents.book import Book, Row, Stamp
from kiosk.errors import NothingToExport
from kiosk.forms import Journal
from kiosk.journal.reading import about
from kiosk.journal.states import LeftReason, State
from kiosk.ledger.chain import short_digest
from kiosk.people import Role
from kiosk.point import HelpPoint
from kiosk.record import Kind
from kiosk.text import short_name

_ROLES = {
    Role.ADMINISTRATION: "администрация",
    Role.TEACHER: "учитель",
    Role.CLASS_TEACHER: "классный руководитель",
    Role.GUARDIAN: "родитель",
    Role.PUPIL: "ученик",
}
_LEFT = {LeftReason.NO_SHOW: "неявка", LeftReason.CANCELLED: "отменено"}
"""The journals are kept in Russian, whatever language the kiosk speaks."""


def book(point: HelpPoint, journal: Journal, year: int) -> Book:
    """One volume with all its rows. Raises NothingToExport where there is no such volume."""
    volume = Volume.get_or_none(
        Volume.point == point.id, Volume.journal == journal.value, Volume.year == year
    )
    if volume is None:
        raise NothingToExport
    entries = Entry.select().where(Entry.volume == volume).order_by(Entry.number)
    stamps = _stamps(point, volume)
    return Book(
        journal=journal,
        school=point.school,
        point=point.name,
        year=year,
        started=dotted(volume.opened_at, point.zone),
        printed=f"{local(stamp(point.clock()), point.zone):%d.%m.%Y %H:%M}",
        rows=[
            Row(entry.number, _cells(point, journal, entry), stamps.get(entry.id))
            for entry in entries
        ],
    )


def _stamps(point: HelpPoint, volume: Volume) -> dict[int, Stamp]:
    """The signature cells of a volume, by entry."""
    names = {
        row.key_id: short_name(row.name)
        for row in SpecialistRow.select().where(SpecialistRow.point == point.id)
        if row.key_id
    }
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
        act.entry.id: Stamp(
            signer=names.get(act.key_id, act.key_id),
            date=dotted(act.at, point.zone),
            digest=short_digest(bytes(act.signature)),
        )
        for act in acts
        if act.entry
    }


def _cells(point: HelpPoint, journal: Journal, entry: Entry) -> dict[str, str]:
    cells = {
        "number": str(entry.number),
        "opened": dotted(entry.opened_at, point.zone),
        "completed": dotted(entry.completed_at, point.zone),
    }
    if entry.state == State.LEFT.value:
        cells["completed"] = _LEFT[LeftReason(entry.left_reason)]
    if journal is Journal.REQUESTS:
        problem = about(entry.topic_title, entry.problem)
        note = ". ".join(text.rstrip(".") for text in (entry.result, entry.note) if text)
        return cells | {
            "room": entry.room,
            "problem": f"{problem} ({short_name(entry.name)})",
            "note": note,
        }
    return cells | {"topic": entry.topic_title, "name": _who(entry)}


def _who(entry: Entry) -> str:
    """A visitor's name as the journal shows it: with role and class where there is a class."""
    role = Role(entry.role)
    return f"{entry.name} ({_ROLES[role]}{_class(entry.school_class)})"


def _class(school_class: str) -> str:
    return f", {school_class}" if school_class else ""
