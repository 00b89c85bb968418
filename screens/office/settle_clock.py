"""A clock that stands behind the last act, shown to an administrator who comes to the desk."""

from __future__ import annotations

from kiosk.staff.clock import doubtful, resolve_clock
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.specialist import AskPin, Check


async def settle_clock(app: Host, administrator: Specialist) -> bool:
    """Ask whether the clock is right now; the PIN records that it is. True once it is recorded."""
    found = await app.attempt(doubtful, app.point)
    if found is None:
        return False
    last, now = found
    right = await app.push_screen_wait(
        Check(
            lambda: _("Is the clock right?"),
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
    return bool(right) and await _record(app, administrator.login)


async def _record(app: Host, login: str) -> bool:
    """Ask for the PIN until the clock is recorded as right, or the administrator goes back."""
    while True:
        pin = await app.push_screen_wait(
            AskPin(
                lambda: _("The clock is right"),
                lambda: _("Your signature says so in the ledger, and the work goes on."),
                login=login,
            )
        )
        if pin is None:
            return False
        if await app.attempt(resolve_clock, app.point, administrator=login, pin=pin) is not None:
            await app.push_screen_wait(Notice(_("Recorded. Visitors can sign in again.")))
            return True
