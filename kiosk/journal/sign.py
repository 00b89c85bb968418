"""Signing: the specialist's PIN opens their key for this one act."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from db import reading
from db.models import Drawing
from db.signers import mark_signed
from kiosk.journal import facts
from kiosk.journal.to_sign import RowToSign, row_to_sign
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import Value
from kiosk.proof.chain import short_digest
from kiosk.proof.history import Place
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.signature import say_signed
from kiosk.words.drawing import parse
from kiosk.words.errors import AlreadyTaken
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
    point: HelpPoint,
    specialist: Specialist,
    shown: Sequence[RowToSign],
    *,
    pin: str,
    strokes: str = "",
) -> str:
    """Sign the completed entries that the specialist was shown, by one act that binds the list;
    returns the signature's short digest, as the stamp of each row will have it.

    Only the specialist who completed an entry signs it, and only in their own journal; all are
    signed or none. ``strokes`` are a drawn signature, kept with each row. Raises WrongPin,
    NoAgreement, NotYourJournal, VolumeClosed, AlreadyTaken where anything is not as it was shown
    any more, EntryDiffers, and ValueError for strokes that are no drawing, and for no rows.
    """
    person, key = unlock_to_sign(point, specialist.login, pin)
    return sign_with(point, person, key, shown, strokes)


def sign_with(
    point: HelpPoint, person: Specialist, key: Signer, shown: Sequence[RowToSign], strokes: str = ""
) -> str:
    """Sign entries by a key that is open. Raises as ``sign`` does."""
    drawings = [drawn(strokes) for _row in shown]
    entries: list[Value] = [
        _covered(row, drawing) for row, drawing in zip(shown, drawings, strict=True)
    ]
    said = say_signed(point, Kind.ENTRY_SIGNED, {"entries": entries}, person=person, key=key)
    with open_ledger(point, signer=key) as ledger:
        for row, drawing in zip(shown, drawings, strict=True):
            if row_to_sign(point, person, row.entry) != row:
                raise AlreadyTaken  # changed meanwhile: nobody has seen what would be signed
            _mark(point, ledger, row.entry, drawing)
        act = ledger.keep(said)
    return short_digest(act.signature)


def _covered(row: RowToSign, drawing: Drawn) -> dict[str, Value]:
    """What the act says of one row."""
    acts = row.opened, row.completed
    return facts.covered(row.place, *acts, corrects=row.corrects, drawing=drawing.commitment)


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


def _mark(point: HelpPoint, ledger: OpenLedger, entry: int, drawing: Drawn) -> None:
    """Mark the row as signed by the next act, and keep the drawing beside it."""
    if not mark_signed(entry, ledger.now, ledger.size + 1):
        raise AlreadyTaken
    if drawing.strokes:
        kept = {"strokes": drawing.strokes, "salt": drawing.salt}
        Drawing.insert(entry=entry, point=point.id, **kept).execute()
