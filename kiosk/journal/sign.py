"""Signing: the specialist's PIN opens their key for this one act."""

from __future__ import annotations

import secrets

from db.models import Act, Drawing, Entry
from db.models import Specialist as SpecialistRow
from kiosk.drawing import parse
from kiosk.errors import AlreadyTaken, NotYourJournal
from kiosk.journal import facts
from kiosk.journal.states import State
from kiosk.journal.volumes import refuse_closed
from kiosk.ledger.chain import short_digest
from kiosk.people import Specialist
from kiosk.point import HelpPoint
from kiosk.record import Kind, record
from kiosk.staff import unlock_to_sign


def sign(
    point: HelpPoint, specialist: Specialist, entry: int, *, pin: str, strokes: str = ""
) -> str:
    """Sign a completed entry; returns the signature's short digest, as it will be printed.

    Only the specialist who completed the entry signs it, and only in their own journal.
    ``strokes`` are a drawn signature (see ``kiosk.drawing``), kept with the act. Raises WrongPin,
    NoAgreement, NotYourJournal, VolumeClosed or AlreadyTaken.
    """
    person, key = unlock_to_sign(point, specialist.login, pin)
    with record(point) as ledger:
        row = Entry.get_or_none(Entry.id == entry, Entry.specialist == person.id)
        kept = SpecialistRow.get_by_id(person.id).journals.split()
        if row is None or row.volume.journal not in kept:
            raise NotYourJournal
        refuse_closed(row.volume)
        link = ledger.append(
            Kind.ENTRY_SIGNED,
            facts.signed(
                row,
                person.login,
                last_hash(row, Kind.ENTRY_OPENED),
                last_hash(row, Kind.ENTRY_COMPLETED),
                keep_drawing(entry, strokes),
            ),
            entry=entry,
            signer=key,
        )
        changed = (
            Entry.update(state=State.SIGNED.value, signed_at=ledger.now)
            .where(Entry.id == entry, Entry.state == State.COMPLETED.value)
            .execute()
        )
        if changed != 1:
            raise AlreadyTaken
    return short_digest(link.signature)


def last_hash(row: Entry, kind: Kind) -> bytes:
    """The hash of the newest act of a kind about an entry; nothing to sign without one."""
    act = (
        Act.select(Act.hash)
        .where(Act.entry == row.id, Act.kind == kind.value)
        .order_by(Act.seq.desc())
        .first()
    )
    if act is None:
        raise AlreadyTaken
    return bytes(act.hash)


def keep_drawing(entry: int, strokes: str) -> str:
    """Keep the drawn signature of an entry; returns the commitment that binds it to the act, or
    an empty text where nothing was drawn."""
    if not strokes:
        return ""
    parse(strokes)
    salt = secrets.token_bytes(32)
    Drawing.insert(entry=entry, strokes=strokes, salt=salt).execute()
    return facts.drawn(salt, strokes)
