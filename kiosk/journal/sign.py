"""Signing: the specialist's PIN opens their key for this one act."""

from __future__ import annotations

import secrets

from db.models import Drawing
from db.signers import mark_signed, newest_hash, signable
from kiosk.journal import facts
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.chain import short_digest
from kiosk.staff.access import unlock_to_sign
from kiosk.words.drawing import parse
from kiosk.words.errors import AlreadyTaken, NotYourJournal, VolumeClosed
from kiosk.words.people import Specialist


def sign(
    point: HelpPoint, specialist: Specialist, entry: int, *, pin: str, strokes: str = ""
) -> str:
    """Sign a completed entry; returns the signature's short digest, as it will be printed.

    Only the specialist who completed the entry signs it, and only in their own journal.
    ``strokes`` are a drawn signature (see ``kiosk.words.drawing``), kept with the act. Raises
    WrongPin, NoAgreement, NotYourJournal, VolumeClosed or AlreadyTaken.
    """
    person, key = unlock_to_sign(point, specialist.login, pin)
    with open_ledger(point, signer=key) as ledger:
        row = signable(entry, person.id)
        if row is None or row.journal not in row.kept.split():
            raise NotYourJournal
        if row.closed_at:
            raise VolumeClosed
        if not mark_signed(entry, ledger.now):
            raise AlreadyTaken
        statement = facts.signed(
            (row.journal, row.year, row.number),
            person.login,
            hash_of(entry, Kind.ENTRY_OPENED),
            hash_of(entry, Kind.ENTRY_COMPLETED),
            keep_drawing(entry, strokes),
        )
        act = ledger.append(Kind.ENTRY_SIGNED, statement, entry=entry, signer=key)
    return short_digest(act.signature)


def hash_of(entry: int, kind: Kind) -> bytes:
    """The hash of the newest act of a kind about an entry. Raises AlreadyTaken where there is
    none: the entry is not in the state that the next act needs."""
    found = newest_hash(entry, kind.value)
    if found is None:
        raise AlreadyTaken
    return found


def keep_drawing(entry: int, strokes: str) -> str:
    """Keep the drawn signature of an entry; returns the commitment that binds it to the act, or
    an empty text where nothing was drawn. Raises ValueError for what is no drawing."""
    if not strokes:
        return ""
    parse(strokes)
    salt = secrets.token_bytes(32)
    Drawing.insert(entry=entry, strokes=strokes, salt=salt).execute()
    return facts.drawn(salt, strokes)
