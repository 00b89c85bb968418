"""Opening and closing a volume by hand: the person responsible signs what stands in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

import peewee as pw

from db.models import Act, Entry, Volume, Wording
from kiosk.journal.numbers import refuse_closed, volume_of
from kiosk.journal.rows import rows_digest
from kiosk.point.point import HelpPoint
from kiosk.point.record import Record, record
from kiosk.proof.acts import Kind, State
from kiosk.proof.canonical import Value
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.rows import numbers_in_words
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.specialists import names_by_login
from kiosk.words.days import local, school_year
from kiosk.words.errors import (
    AlreadyTaken,
    NothingToExport,
    NotYourJournal,
    ReasonMissing,
    VisitorAtDesk,
    YearNotOver,
)
from kiosk.words.people import Specialist
from kiosk.words.states import OPEN
from kiosk.words.text import FREE, clean

ENDED = (State.SIGNED.value, State.LEFT.value)


@dataclass(frozen=True, slots=True)
class Closing:
    """The act that closed a volume, as it is shown and printed."""

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


def card(point: HelpPoint, journal: Journal, year: int) -> VolumeCard:
    """A volume with its opening and closing. Raises NothingToExport where there is none."""
    volume = _volume(point, journal, year)
    opening = _act(point, Kind.VOLUME_VOUCHED, journal, year)
    vouched = ""
    if opening is not None:
        who = names_by_login(point).get(str(_body(opening)["specialist"]), "")
        vouched = f"{who}, {local(opening.at, point.zone):%d.%m.%Y}"
    return VolumeCard(
        journal=journal,
        year=year,
        entries=volume.last_number,
        opened=local(volume.opened_at, point.zone),
        vouched=vouched,
        unsigned=tuple(_unsigned(volume)),
        closes_from=date(year + 1, 9, 1),
        closing=_closing(point, journal, year) if volume.closed_at else None,
    )


def vouch(
    point: HelpPoint, specialist: Specialist, journal: Journal, year: int, *, pin: str
) -> None:
    """Sign the opening of a volume that the first entry of the year opened by itself.

    Raises NotYourJournal, WrongPin, NoAgreement, VolumeClosed, or AlreadyTaken when it is signed.
    """
    person, key = unlock_to_sign(point, specialist.login, pin)
    if not person.answers_for(journal):
        raise NotYourJournal
    with record(point) as ledger:
        refuse_closed(_volume(point, journal, year))
        if not _vouch(point, ledger, journal, year, person, key):
            raise AlreadyTaken


def _vouch(
    point: HelpPoint, ledger: Record, journal: Journal, year: int, person: Specialist, key: Signer
) -> bool:
    """Sign the opening where nobody has; False where somebody had."""
    opened = _act(point, Kind.VOLUME_OPENED, journal, year)
    if opened is None or _act(point, Kind.VOLUME_VOUCHED, journal, year) is not None:
        return False
    said = _said(journal, year, person) | {"opened": bytes(opened.hash).hex()}
    ledger.append(Kind.VOLUME_VOUCHED, said, signer=key)
    return True


def close(
    point: HelpPoint,
    specialist: Specialist,
    journal: Journal,
    year: int,
    *,
    pin: str,
    reason: str = "",
) -> Closing:
    """Close a volume whose school year is over: nothing more is written into it.

    An opening that nobody has signed is signed with it: a closed volume has both. A volume with
    unsigned rows needs a reason. Raises NotYourJournal, YearNotOver, VolumeClosed,
    VisitorAtDesk, ReasonMissing, WrongPin or NoAgreement.
    """
    if school_year(point.today()) <= year:
        raise YearNotOver(f"{date(year + 1, 9, 1):%d.%m.%Y}")
    reason = clean(reason, FREE)
    person, key = unlock_to_sign(point, specialist.login, pin)
    if not person.answers_for(journal):
        raise NotYourJournal
    with record(point) as ledger:
        volume = _volume(point, journal, year)
        refuse_closed(volume)
        if at_desk := _numbers(volume, Entry.state.in_(OPEN)):
            raise VisitorAtDesk(numbers_in_words(at_desk))
        unsigned = _unsigned(volume)
        if unsigned and not reason:
            raise ReasonMissing
        _vouch(point, ledger, journal, year, person, key)
        said = _said(journal, year, person) | {
            "entries": volume.last_number,
            "first": min(1, volume.last_number),
            "last": volume.last_number,
            "unsigned": numbers_in_words(unsigned),
            "rows": rows_digest(point, volume, 1, volume.last_number, ledger.size).hex(),
            "head": ledger.tail.hex(),
        }
        wording = reason if unsigned else None
        link = ledger.append(Kind.VOLUME_CLOSED, said, signer=key, wording=wording)
        Volume.update(closed_at=ledger.now).where(Volume.id == volume.id).execute()
    return _told(point, Act.get(Act.point == point.id, Act.seq == link.seq))


def _said(journal: Journal, year: int, person: Specialist) -> dict[str, Value]:
    return {"journal": journal.value, "year": year, "specialist": person.login}


def _volume(point: HelpPoint, journal: Journal, year: int) -> Volume:
    volume = volume_of(point, journal, year)
    if volume is None:
        raise NothingToExport
    return volume


def _unsigned(volume: Volume) -> list[int]:
    """The numbers of rows that nobody signed and that did not end without help."""
    return _numbers(volume, Entry.state.not_in(ENDED))


def _numbers(volume: Volume, wanted: pw.Expression) -> list[int]:
    rows = (
        Entry.select(Entry.number).where(Entry.volume == volume.id, wanted).order_by(Entry.number)
    )
    return [int(row.number) for row in rows]


def _act(point: HelpPoint, kind: Kind, journal: Journal, year: int) -> Act | None:
    """The act of a kind about a volume; there are few of them."""
    acts = Act.select().where(Act.point == point.id, Act.kind == kind.value, Act.entry.is_null())
    for act in acts:
        body = _body(act)
        if (body["journal"], body["year"]) == (journal.value, year):
            found: Act = act
            return found
    return None


def _body(act: Act) -> dict[str, object]:
    body: dict[str, object] = json.loads(bytes(act.body))
    return body


def _closing(point: HelpPoint, journal: Journal, year: int) -> Closing | None:
    act = _act(point, Kind.VOLUME_CLOSED, journal, year)
    return None if act is None else _told(point, act)


def _told(point: HelpPoint, act: Act) -> Closing:
    """What an act says of the closing of a volume."""
    body = _body(act)
    wording = Wording.get_or_none(Wording.act == act.id)
    return Closing(
        at=local(act.at, point.zone),
        specialist=names_by_login(point).get(str(body["specialist"]), str(body["specialist"])),
        entries=int(str(body["entries"])),
        first=int(str(body["first"])),
        last=int(str(body["last"])),
        unsigned=str(body["unsigned"]),
        reason=wording.text if wording else "",
        rows=str(body["rows"]),
        head=str(body["head"]),
        act=act.seq,
        digest=short_digest(bytes(act.signature)),
    )
