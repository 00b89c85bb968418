"""Completing: what was done, and a note."""

from __future__ import annotations

from kiosk.questions.choice import Choice
from kiosk.visits import desk
from kiosk.visits.desk import Visitor
from kiosk.ways.objections import rude
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from kiosk.words.phrases import RESULTS
from screens.desk.signing import sign
from screens.frame.host import Host
from screens.questions import Field
from screens.questions.specialist import ChooseOrWrite, Write

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
