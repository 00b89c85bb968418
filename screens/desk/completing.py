"""Completing and signing: what was done, a note, and the PIN."""

from __future__ import annotations

from kiosk.journal import sign as signing
from kiosk.questions.choice import Choice
from kiosk.visits import desk
from kiosk.visits.desk import Visitor
from kiosk.ways.objections import rude
from kiosk.words.errors import HelpPointError, NoAgreement
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from kiosk.words.phrases import RESULTS
from screens.desk.drawing import drawn_signature
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions import Field
from screens.questions.specialist import AskPin, ChooseOrWrite, Write

WORDS = 500
"""Characters a specialist can type in one line."""


async def complete(app: Host, specialist: Specialist, visitor: Visitor) -> None:
    """Ask what was done, write it down, and offer to sign at once."""
    picked = await app.push_screen_wait(
        ChooseOrWrite(
            lambda: _("{label}: what was done?").format(label=visitor.label),
            lambda: [Choice(phrase, phrase) for phrase in RESULTS[visitor.journal]],
            Field("result", lambda: _("Something else, in your own words"), WORDS, objection=rude),
        )
    )
    if picked is None:
        return
    result, note = picked.answer or picked.words, ""
    if picked.answer is None:
        values = await app.push_screen_wait(
            Write(
                lambda: _("A note for the journal, if one is needed"),
                [
                    Field(
                        "note",
                        lambda: _("Note (may stay empty)"),
                        WORDS,
                        optional=True,
                        objection=rude,
                    )
                ],
            )
        )
        if values is None:
            return
        note = values["note"]
    done = await app.attempt(
        desk.complete, app.point, specialist, visitor.entry, result=result, note=note
    )
    if done is not None:
        await sign(app, specialist, visitor.entry)


async def sign(app: Host, specialist: Specialist, entry: int) -> bool:
    """Ask for the PIN until the entry is signed or the specialist puts it off.

    A signature drawn before it outlives a mistyped PIN.
    """
    strokes = await drawn_signature(app)
    if strokes is None:
        return False
    while True:
        pin = await app.push_screen_wait(
            AskPin(
                lambda: _("Sign the entry"),
                lambda: _(
                    "After signing the entry never changes. Esc leaves it in the list of"
                    " unsigned entries."
                ),
                login=specialist.login,
            )
        )
        if pin is None:
            return False
        try:
            digest = await app.act(
                signing.sign, app.point, specialist, entry, pin=pin, strokes=strokes
            )
        except HelpPointError as error:
            await app.push_screen_wait(Notice(error.sentence()))
            if isinstance(error, NoAgreement):
                return False
        else:
            await app.push_screen_wait(
                Notice(_("Signed. Digest of the signature: {digest}").format(digest=digest))
            )
            return True
