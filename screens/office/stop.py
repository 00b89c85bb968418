"""Stop the kiosk: an administrator's PIN is the only way from inside."""

from __future__ import annotations

from kiosk.staff import access
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.questions.specialist import AskPin


async def stop_kiosk(app: Host, administrator: Specialist) -> None:
    """Ask for the PIN and end the application; without the right one nothing happens."""
    pin = await app.push_screen_wait(
        AskPin(
            lambda: _("Stop the kiosk"),
            lambda: _("The screen closes until somebody starts it again."),
            login=administrator.login,
        )
    )
    if pin is None:
        return
    known = await app.attempt(access.log_in, app.point, administrator.login, pin)
    if known is not None:
        app.exit(0)
