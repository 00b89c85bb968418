"""Where to get a login, by role (clause 2.2)."""

from __future__ import annotations

from functools import partial

from kiosk.proof.people import Role
from kiosk.questions.choice import Choice
from kiosk.ways.roles import login_sentence, role_choices
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.questions import Choose
from screens.visitor.entering import sign_in

SIGN_IN = "sign_in"


async def show_logins(app: Host) -> None:
    """Ask for the role, say whom to turn to, and offer to sign in from there."""
    while answer := await app.push_screen_wait(
        Choose(lambda: _("Who needs a login?"), _role_choices, hint=_order)
    ):
        sentence = partial(login_sentence, Role(answer))
        then = await app.push_screen_wait(Choose(sentence, _next_step, columns=1))
        if then == SIGN_IN:
            await sign_in(app)
        if then is not None:
            return


def _next_step() -> list[Choice]:
    return [
        Choice("done", _("Thank you, that is all")),
        Choice(SIGN_IN, _("Sign in for a consultation"), _("If it did not help")),
    ]


def _role_choices() -> list[Choice]:
    return [
        Choice(choice.answer, choice.words, _whom(Role(choice.answer))) for choice in role_choices()
    ]


def _whom(role: Role) -> str:
    if role.has_class:
        return _("from the class teacher")
    return _("from the e-journal administrator")


def _order() -> str:
    return _("You can also sign in for a consultation.")
