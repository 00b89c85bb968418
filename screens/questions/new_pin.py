"""Choose a new PIN: twice the same, and strong enough."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.signing.pins import LONGEST, check_strength
from kiosk.words.errors import PinTooWeak
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.entry_form import Field
from screens.questions.write import Write


async def ask_new_pin(app: Host, heading: Callable[[], str], form: type[Write]) -> str | None:
    """The new PIN, or None when the person goes back. ``form`` is the kind of form to ask with."""
    while True:
        values = await app.push_screen_wait(
            form(
                heading,
                [
                    Field("pin", lambda: _("New PIN, 6 to 12 digits"), LONGEST, secret=True),
                    Field("again", lambda: _("The same PIN again"), LONGEST, secret=True),
                ],
                hint=lambda: _("Only its owner knows a PIN. It signs in the journal."),
            )
        )
        if values is None:
            return None
        if values["pin"] != values["again"]:
            await app.push_screen_wait(Notice(_("The two PINs differ. Type them once more.")))
            continue
        try:
            check_strength(values["pin"])
        except PinTooWeak as error:
            await app.push_screen_wait(Notice(error.sentence()))
            continue
        return values["pin"]
