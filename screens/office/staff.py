"""What an administrator does for the staff: enrol, an agreement, a new PIN, a recovery code, blank
sheets."""

from __future__ import annotations

from kiosk.questions.choice import Choice
from kiosk.staff.recovery import is_alone
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.office.agreement import agree
from screens.office.enrol import enrol_somebody
from screens.office.paper_sheets import write_sheets
from screens.office.recovery_code import prepare_recovery_code
from screens.office.renew_pin import renew_pin
from screens.questions.specialist import Choose


async def look_after_staff(app: Host, administrator: Specialist) -> None:
    """Ask which of these is wanted, and do it."""
    deeds = {"enrol": enrol_somebody, "agreement": agree, "pin": renew_pin}
    deeds |= {"recovery": prepare_recovery_code, "sheets": write_sheets}
    alone = await app.attempt(is_alone, app.point)
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Staff"),
            lambda: [
                Choice("enrol", _("Enrol somebody")),
                Choice("agreement", _("Agreement"), _("print it, or record that it was signed")),
                Choice("pin", _("New PIN"), _("forgotten, or known to somebody else")),
                Choice("recovery", _("Recovery code"), _("if you forget your own PIN")),
                Choice("sheets", _("Blank sheets"), _("for a day without power")),
            ],
            columns=1,
            hint=lambda: _alone() if alone else "",
        )
    )
    if answer is not None:
        await deeds[answer](app, administrator)


def _alone() -> str:
    return _("One administrator: enrol a second one, or prepare a recovery code.")
