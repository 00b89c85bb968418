"""A volume as it is shown and printed: who opened it, what is unsigned, the act that closed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import peewee as pw

from db.models import Act, Entry, Volume, Wording
from kiosk.journal.numbers import volume_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.words.days import local
from kiosk.words.errors import NothingToExport
from kiosk.words.states import FINAL


@dataclass(frozen=True, slots=True)
class Closing:
    """The act that closed a volume."""

    at: datetime
    specialist: str
    entries: int
    first: int
    last: int
    unsigned: str
    """Numbers of unsigned rows, such as «3, 7–9», or an empty text."""
    reason: str
    rows: str
    """Digest over every row, 64 hexadecimal digits."""
    head: str
    """The head of the chain before the act."""
    act: int
    digest: str
    """The short digest of the signature."""


@dataclass(frozen=True, slots=True)
class VolumeCard:
    """What is known of a volume."""

    journal: Journal
    year: int
    entries: int
    opened: datetime
    vouched: str
    """Who signed the opening, with the day; an empty text while nobody has."""
    unsigned: tuple[int, ...]
    closes_from: date
    """The first day on which the volume can be closed."""
    closing: Closing | None


def volume_card(point: HelpPoint, journal: Journal, year: int) -> VolumeCard:
    """A volume with its opening and closing. Raises NothingToExport where there is none."""
    volume = needed_volume(point, journal, year)
    return VolumeCard(
        journal=journal,
        year=year,
        entries=volume.last_number,
        opened=local(volume.opened_at, point.zone),
        vouched=_vouched(point, journal, year),
        unsigned=tuple(unsigned_rows(volume)),
        closes_from=closes_from(year),
        closing=_closing(point, journal, year) if volume.closed_at else None,
    )


def needed_volume(point: HelpPoint, journal: Journal, year: int) -> Volume:
    """The volume of a school year. Raises NothingToExport where there is none."""
    volume = volume_of(point, journal, year)
    if volume is None:
        raise NothingToExport
    return volume


def closes_from(year: int) -> date:
    """The first day on which the volume of a school year can be closed."""
    return date(year + 1, 9, 1)


def unsigned_rows(volume: Volume) -> list[int]:
    """The numbers of rows that nobody signed and that did not end without help."""
    return numbers_where(volume, Entry.state.not_in(FINAL))


def numbers_where(volume: Volume, wanted: pw.Expression) -> list[int]:
    """The numbers of a volume's rows that fulfil a condition, ascending."""
    rows = Entry.select(Entry.number).where(Entry.volume == volume.id, wanted)
    return [int(row.number) for row in rows.order_by(Entry.number)]


def act_about(point: HelpPoint, kind: Kind, journal: Journal, year: int) -> Act | None:
    """The act of a kind about a volume; there are few of them."""
    acts = Act.select().where(Act.point == point.id, Act.kind == kind.value, Act.entry.is_null())
    for act in acts:
        body = facts_of(act.body)
        if (body["journal"], body["year"]) == (journal.value, year):
            found: Act = act
            return found
    return None


def closing_of(point: HelpPoint, act: Act) -> Closing:
    """What an act of closing says."""
    body = facts_of(act.body)
    login: str = body["specialist"]
    words = words_beside(act)
    return Closing(
        at=local(act.at, point.zone),
        specialist=words.get("signer", login),
        entries=body["entries"],
        first=body["first"],
        last=body["last"],
        unsigned=body["unsigned"],
        reason=words.get("wording", ""),
        rows=body["rows"],
        head=body["seen"]["head"],
        act=act.seq,
        digest=short_digest(bytes(act.signature)),
    )


def _closing(point: HelpPoint, journal: Journal, year: int) -> Closing | None:
    act = act_about(point, Kind.VOLUME_CLOSED, journal, year)
    return None if act is None else closing_of(point, act)


def _vouched(point: HelpPoint, journal: Journal, year: int) -> str:
    """Who signed the opening of a volume, with the day, or an empty text."""
    opening = act_about(point, Kind.VOLUME_VOUCHED, journal, year)
    if opening is None:
        return ""
    who = words_beside(opening).get("signer", "")
    return f"{who}, {local(opening.at, point.zone):%d.%m.%Y}"


def words_beside(act: Act) -> dict[str, str]:
    """The words that stand beside an act, by name: its reason, and who signed as it is printed."""
    return {row.word: row.text for row in Wording.select().where(Wording.act == act.id)}
