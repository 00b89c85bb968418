"""Signing: one entry, or the day's sheet; what was shown whole is signed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journal import sign as signing
from kiosk.journal.to_sign import RowToSign, rows_to_sign
from kiosk.visits import desk
from kiosk.words.errors import HelpPointError, NoAgreement
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.desk.day_sheet import DaySheet
from screens.desk.drawing import drawn_signature
from screens.desk.sign_entry import SignEntry
from screens.desk.signing_words import numbers_of
from screens.frame.host import Host


async def sign(app: Host, specialist: Specialist, entry: int) -> bool:
    """Show an entry and ask for the PIN until it is signed or the specialist puts it off.

    A signature drawn before it outlives a mistyped PIN.
    """
    strokes = await drawn_signature(app)
    if strokes is None:
        return False
    while rows := await app.attempt(rows_to_sign, app.point, specialist, [entry]):
        pin = await app.push_screen_wait(SignEntry(specialist, rows[0]))
        if pin is None:
            return False
        signed = await _sign(app, specialist, rows, pin, strokes)
        if signed is not None:
            return signed
    return False


async def sign_sheet(app: Host, specialist: Specialist) -> bool:
    """Show everything that the specialist has not signed, and sign what they tick with one PIN.

    Ticks outlive a mistyped PIN, but not a change of their row: that was not seen.
    """
    strokes = await drawn_signature(app)
    if strokes is None:
        return False
    ticked: list[RowToSign] = []
    while True:
        unsigned = await app.attempt(desk.unsigned, app.point, specialist)
        if not unsigned:
            return False
        entries = [visitor.entry for visitor in unsigned]
        rows = await app.attempt(rows_to_sign, app.point, specialist, entries)
        if not rows:
            return False
        ticked = [row for row in rows if row in ticked]
        pin = await app.push_screen_wait(DaySheet(specialist, rows, ticked))
        if pin is None:
            return False
        signed = await _sign(app, specialist, ticked, pin, strokes)
        if signed is not None:
            return signed


async def _sign(
    app: Host, specialist: Specialist, rows: Sequence[RowToSign], pin: str, strokes: str
) -> bool | None:
    """Sign, and say what was signed and what comes next; None where the PIN is asked again."""
    point = app.point
    try:
        digest = await app.act(signing.sign, point, specialist, rows, pin=pin, strokes=strokes)
    except HelpPointError as error:
        await app.tell(error.sentence())
        return False if isinstance(error, NoAgreement) else None
    words = _("Signed: {numbers}. Digest of the signature: {digest}.").format(
        numbers=numbers_of(rows, point.today()), digest=digest
    )
    await app.tell(f"{words}\n\n{await _next_step(app, specialist)}")
    return True


async def _next_step(app: Host, specialist: Specialist) -> str:
    try:
        left = len(await app.act(desk.unsigned, app.point, specialist))
    except HelpPointError:
        return ""
    if left:
        return _("Not signed yet: {n}. F5 shows them.").format(n=left)
    return _("Everything is signed.")
