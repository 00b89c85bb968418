"""A clock that stands behind the last act, shown to an administrator who comes to the desk."""

from __future__ import annotations

from kiosk.staff.clock import behind, resolve_clock
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.specialist import AskPin, Check


async def settle_clock(app: Host, specialist: Specialist) -> None:
    """Ask whether the clock is right now; an administrator's PIN records that it is."""
    found = await app.attempt(behind, app.point)
    if found is None or not specialist.is_administrator:
        return
    last, now = found
    right = await app.push_screen_wait(
        Check(
            lambda: _("The clock is behind the last record"),
            lambda: [
                (_("The clock shows"), now),
                (_("The last record was made"), last),
                (_("If the clock is wrong"), _("go back, set it, and log in again")),
            ],
            lambda: _("The clock is right: record it"),
            turn_back=lambda: _("Go back"),
            grave=True,
        )
    )
    while right:
        pin = await app.push_screen_wait(
            AskPin(
                lambda: _("The clock is right"),
                lambda: _("Your signature says so in the ledger, and the work goes on."),
                login=specialist.login,
            )
        )
        if pin is None:
            return
        login = specialist.login
        if await app.attempt(resolve_clock, app.point, administrator=login, pin=pin) is not None:
            await app.push_screen_wait(Notice(_("Recorded. Visitors can sign in again.")))
            return
