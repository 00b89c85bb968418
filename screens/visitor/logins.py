"""Where to get a login, by role (clause 2.2)."""

from __future__ import annotations

from kiosk.proof.people import Role
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions import Choose
from screens.visitor.roles import role_choices
from screens.widgets.choices import Choice


def login_sentence(role: Role) -> str:
    """Who gives login and password to a role: clause 2.2 а) and б)."""
    if role.has_class:
        return _("Login and password are given by the class teacher.")
    return _("Login and password are given by the e-journal administrator.")


async def show_logins(app: Host) -> None:
    """Ask for the role and say whom to turn to, as often as wanted."""
    while answer := await app.push_screen_wait(
        Choose(lambda: _("Who needs a login?"), _role_choices, hint=_order)
    ):
        await app.push_screen_wait(Notice(login_sentence(Role(answer))))


def _role_choices() -> list[Choice]:
    return [
        Choice(choice.answer, choice.words, _whom(Role(choice.answer))) for choice in role_choices()
    ]


def _whom(role: Role) -> str:
    if role.has_class:
        return _("from the class teacher")
    return _("from the e-journal administrator")


def _order() -> str:
    return _("By the school's regulation, clause 2.2. You can also sign in for a consultation.")
