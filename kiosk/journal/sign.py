"""Signing: the specialist's PIN opens their key for this one act."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from db import reading
from db.models import Drawing
from db.signers import CoveredRow, SignableRow, covered, mark_signed, signable
from kiosk.journal import facts
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.chain import short_digest
from kiosk.proof.history import Place
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.signature import say_signed
from kiosk.words.drawing import parse
from kiosk.words.errors import AlreadyTaken, NotYourJournal, VolumeClosed
from kiosk.words.people import Specialist


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn signature (see ``kiosk.words.drawing``), and the salt of its commitment."""

    strokes: str
    salt: bytes

    @property
    def commitment(self) -> str:
        """What binds it to the act; an empty text where nothing was drawn."""
        return facts.drawn(self.salt, self.strokes) if self.strokes else ""


def sign(
    point: HelpPoint, specialist: Specialist, entry: int, *, pin: str, strokes: str = ""
) -> str:
    """Sign a completed entry; returns the signature's short digest, as it will be printed.

    Only the specialist who completed the entry signs it, and only in their own journal.
    ``strokes`` are a drawn signature, kept with the act. Raises WrongPin, NoAgreement,
    NotYourJournal, VolumeClosed or AlreadyTaken, and ValueError for strokes that are no drawing.
    """
    person, key = unlock_to_sign(point, specialist.login, pin)
    return sign_with(point, person, key, entry, drawn(strokes))


def sign_with(point: HelpPoint, person: Specialist, key: Signer, entry: int, drawing: Drawn) -> str:
    """Sign an entry by a key that is open. Raises as ``sign`` does."""
    row, before = _signable(point, entry, person), _covered(entry)
    place, old = (row.journal, row.year, row.number), _place_of(row.corrects)
    said_of = facts.covered(place, *before, corrects=old, drawing=drawing.commitment)
    said = say_signed(point, Kind.ENTRY_SIGNED, {"entries": [said_of]}, person=person, key=key)
    with open_ledger(point, signer=key) as ledger:
        _signable(point, entry, person)
        if _covered(entry) != before:
            raise AlreadyTaken  # completed anew meanwhile: nobody has seen what would be signed
        _mark(point, ledger, entry, drawing)
        act = ledger.keep(said)
    return short_digest(act.signature)


def drawn(strokes: str) -> Drawn:
    """A drawing to be kept. Raises ValueError for strokes that are none."""
    if strokes:
        parse(strokes)
    return Drawn(strokes, secrets.token_bytes(32))


def signing_act(point: HelpPoint, place: Place) -> reading.ActRow:
    """The act that signed an entry. Raises AlreadyTaken where none did."""
    signing = reading.signing_of(point.id, *place)
    if signing is None:
        raise AlreadyTaken
    return signing


def _signable(point: HelpPoint, entry: int, person: Specialist) -> SignableRow:
    """An entry that this specialist has to sign; one that corrects another may be of
    a journal that they do not keep any more."""
    row = signable(point.id, entry, person.id)
    if row is None or (row.corrects is None and row.journal not in row.kept.split()):
        raise NotYourJournal
    if row.closed_at:
        raise VolumeClosed
    return row


def _place_of(entry: int | None) -> Place | None:
    """The place of the entry that another is to stand for."""
    row = reading.entries_with([entry]).get(entry) if entry is not None else None
    return (row.journal, row.year, row.number) if row else None


def _covered(entry: int) -> CoveredRow:
    """The acts that a signature has to name. Raises AlreadyTaken where one of them is missing."""
    found = covered(entry)
    if found is None:
        raise AlreadyTaken
    return found


def _mark(point: HelpPoint, ledger: OpenLedger, entry: int, drawing: Drawn) -> None:
    """Mark the row as signed by the next act, and keep the drawing beside it."""
    if not mark_signed(entry, ledger.now, ledger.size + 1):
        raise AlreadyTaken
    if drawing.strokes:
        kept = {"strokes": drawing.strokes, "salt": drawing.salt}
        Drawing.insert(entry=entry, point=point.id, **kept).execute()
