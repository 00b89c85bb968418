"""A place at a session that somebody was given: looked at, and given back."""

from __future__ import annotations

from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.questions.field import Field, Part
from kiosk.questions.write import Write
from kiosk.visits import sign_ups
from kiosk.visits.codes import DIGITS
from kiosk.visits.sign_ups import SignUp
from kiosk.ways.asker import Asker
from kiosk.ways.schedule_words import standing, when
from kiosk.words.i18n import _, pgettext

_LONGEST = 8
"""Digits of a number."""


async def my_sign_up(asker: Asker) -> None:
    """Ask for number and code, tell whether there is a place, and give it back if wanted."""
    number = ""
    while words := await asker.ask(NumberAndCode(number)):
        number = words["number"]
        found = await asker.attempt(sign_ups.find, asker.point, number, words["code"])
        if found is not None:
            await _keep_or_cancel(asker, found)
            return


class NumberAndCode(Write):
    """What was shown to somebody who signed up."""

    def __init__(self, number: str) -> None:
        """``number`` was typed before."""
        written = Part(lambda: pgettext("spoken", "Number of the sign-up"), digits=True)
        code = Part(lambda: pgettext("spoken", "Its code, four digits"), digits=True)
        super().__init__(
            lambda: _("My sign-up"),
            [
                Field(
                    "number",
                    lambda: _("Number of the sign-up"),
                    _LONGEST,
                    value=number,
                    parts=(written,),
                ),
                Field("code", lambda: _("Code"), DIGITS, secret=True, parts=(code,)),
            ],
            hint=lambda: _("Both were shown when you signed up."),
        )


async def _keep_or_cancel(asker: Asker, found: SignUp) -> None:
    answer = await asker.ask(
        Choose(
            lambda: _("My sign-up"),
            lambda: [
                Choice("keep", _("Keep it")),
                Choice("cancel", _("Cancel the sign-up"), _("give the place back")),
            ],
            columns=1,
            hint=lambda: _about(found),
        )
    )
    if answer != "cancel":
        return
    if await asker.attempt(sign_ups.cancel, asker.point, found.number) is not None:
        await asker.tell(_("Your sign-up is cancelled. Thank you for saying so."))


def _about(found: SignUp) -> str:
    """The session, and whether there is a place."""
    session = found.session
    about = f"{session.title}, {when(session)}. " if session else ""
    return about + standing(found)
