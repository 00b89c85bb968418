"""The roles of clause 1.3 as choices, and who gives each of them a login."""

from __future__ import annotations

from kiosk.proof.people import Role
from kiosk.questions.choice import Choice
from kiosk.words.i18n import _
from kiosk.words.people import role_name

OFTEN_FIRST = (Role.GUARDIAN, Role.PUPIL, Role.TEACHER, Role.CLASS_TEACHER, Role.ADMINISTRATION)


def role_choices() -> list[Choice]:
    """Every role, those that come most often first: Enter takes the first one."""
    return [Choice(role.value, role_name(role)) for role in OFTEN_FIRST]


def login_sentence(role: Role) -> str:
    """Who gives login and password to a role: clause 2.2 а) and б)."""
    if role.has_class:
        return _("Login and password are given by the class teacher.")
    return _("Login and password are given by the e-journal administrator.")
