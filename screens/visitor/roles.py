"""The roles of clause 1.3 as choices."""

from __future__ import annotations

from kiosk.proof.people import Role
from kiosk.words.people import role_name
from screens.widgets.choices import Choice


def role_choices() -> list[Choice]:
    """Every role, in the order of the school's order."""
    return [Choice(role.value, role_name(role)) for role in Role]
